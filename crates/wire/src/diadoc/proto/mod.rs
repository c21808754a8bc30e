//! The package `diadoc.api.proto`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.
// sources: 4b11827dc94295ee

pub mod events;
pub mod invoicing;
pub mod powers_of_attorney;

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ContentV3 {
    #[prost(bytes = "vec", optional, tag = "1")]
    #[serde(
        rename(serialize = "Content", deserialize = "content"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Base64>"
    )]
    #[schema(rename = "Content", required = false, value_type = String)]
    pub content: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(string, optional, tag = "2")]
    #[serde(rename(serialize = "NameOnShelf", deserialize = "nameonshelf"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "NameOnShelf", required = false, nullable = false)]
    pub name_on_shelf: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "3")]
    #[serde(rename(serialize = "EntityId", deserialize = "entityid"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "EntityId", required = false, nullable = false)]
    pub entity_id: ::core::option::Option<DocumentId>,
    #[prost(string, optional, tag = "4")]
    #[serde(rename(serialize = "PatchedContentId", deserialize = "patchedcontentid"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "PatchedContentId", required = false, nullable = false)]
    pub patched_content_id: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DocumentId {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "MessageId", deserialize = "messageid"))]
    #[schema(rename = "MessageId", required = true)]
    pub message_id: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "EntityId", deserialize = "entityid"))]
    #[schema(rename = "EntityId", required = true)]
    pub entity_id: ::prost::alloc::string::String,
}
