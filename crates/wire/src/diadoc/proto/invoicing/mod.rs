//! The package `diadoc.api.proto.invoicing`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

pub mod signers;

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Signer {
    /// X.509 in DER
    #[prost(bytes = "vec", optional, tag = "1")]
    #[serde(
        rename(serialize = "SignerCertificate", deserialize = "signercertificate"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Base64>"
    )]
    #[schema(rename = "SignerCertificate", required = false, value_type = String)]
    pub signer_certificate: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(message, optional, tag = "2")]
    #[serde(rename(serialize = "SignerDetails", deserialize = "signerdetails"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerDetails", required = false, nullable = false)]
    pub signer_details: ::core::option::Option<SignerDetails>,
    #[prost(string, optional, tag = "3")]
    #[serde(
        rename(serialize = "SignerCertificateThumbprint", deserialize = "signercertificatethumbprint"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "SignerCertificateThumbprint", required = false, nullable = false)]
    pub signer_certificate_thumbprint: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SignerDetails {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Surname", deserialize = "surname"))]
    #[schema(rename = "Surname", required = true)]
    pub surname: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "FirstName", deserialize = "firstname"))]
    #[schema(rename = "FirstName", required = true)]
    pub first_name: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "Patronymic", deserialize = "patronymic"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Patronymic", required = false, nullable = false)]
    pub patronymic: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "4")]
    #[serde(rename(serialize = "JobTitle", deserialize = "jobtitle"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "JobTitle", required = false, nullable = false)]
    pub job_title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    #[serde(rename(serialize = "Inn", deserialize = "inn"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Inn", required = false, nullable = false)]
    pub inn: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "6")]
    #[serde(
        rename(serialize = "SoleProprietorRegistrationCertificate", deserialize = "soleproprietorregistrationcertificate"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "SoleProprietorRegistrationCertificate", required = false, nullable = false)]
    pub sole_proprietor_registration_certificate: ::core::option::Option<::prost::alloc::string::String>,
}
