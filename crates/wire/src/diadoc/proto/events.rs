//! The package `diadoc.api.proto.events`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PowerOfAttorneyToPost {
    #[prost(message, optional, tag = "1")]
    #[serde(rename(serialize = "FullId", deserialize = "fullid"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "FullId", required = false, nullable = false)]
    pub full_id: ::core::option::Option<super::powers_of_attorney::PowerOfAttorneyFullId>,
    #[prost(bool, required, tag = "2")]
    #[serde(rename(serialize = "UseDefault", deserialize = "usedefault"))]
    #[schema(rename = "UseDefault", required = true)]
    pub use_default: bool,
    #[prost(message, optional, tag = "3")]
    #[serde(rename(serialize = "Content", deserialize = "content"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Content", required = false, nullable = false)]
    pub content: ::core::option::Option<PowerOfAttorneySignedContent>,
    #[prost(bool, optional, tag = "4")]
    #[serde(rename(serialize = "SendAsFile", deserialize = "sendasfile"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SendAsFile", required = false, nullable = false)]
    pub send_as_file: ::core::option::Option<bool>,
    #[prost(message, repeated, tag = "5")]
    #[serde(rename(serialize = "Contents", deserialize = "contents"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Contents", required = false)]
    pub contents: ::prost::alloc::vec::Vec<PowerOfAttorneySignedContent>,
    #[prost(bool, optional, tag = "6")]
    #[serde(rename(serialize = "UseDocumentContent", deserialize = "usedocumentcontent"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "UseDocumentContent", required = false, nullable = false)]
    pub use_document_content: ::core::option::Option<bool>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PowerOfAttorneySignedContent {
    #[prost(message, required, tag = "1")]
    #[serde(rename(serialize = "Content", deserialize = "content"))]
    #[schema(rename = "Content", required = true)]
    pub content: super::ContentV3,
    #[prost(message, required, tag = "2")]
    #[serde(rename(serialize = "Signature", deserialize = "signature"))]
    #[schema(rename = "Signature", required = true)]
    pub signature: super::ContentV3,
}
