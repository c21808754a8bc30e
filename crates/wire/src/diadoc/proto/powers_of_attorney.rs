//! The package `diadoc.api.proto.powers_of_attorney`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct PowerOfAttorneyFullId {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "RegistrationNumber", deserialize = "registrationnumber"))]
    #[schema(rename = "RegistrationNumber", required = true)]
    pub registration_number: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "IssuerInn", deserialize = "issuerinn"))]
    #[schema(rename = "IssuerInn", required = true)]
    pub issuer_inn: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "RepresentativeInn", deserialize = "representativeinn"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "RepresentativeInn", required = false, nullable = false)]
    pub representative_inn: ::core::option::Option<::prost::alloc::string::String>,
}
