//! The package `diadoc.api.proto.certificates`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct CertificateInfoV2 {
    /// SHA-1, upper-case hexadecimal
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Thumbprint", deserialize = "thumbprint"))]
    #[schema(rename = "Thumbprint", required = true)]
    pub thumbprint: ::prost::alloc::string::String,
    #[prost(enumeration = "CertificateType", required, tag = "2")]
    #[serde(
        rename(serialize = "Type", deserialize = "type"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::certificates::CertificateType>>"
    )]
    #[schema(rename = "Type", required = true, value_type = crate::diadoc::proto::certificates::CertificateType)]
    pub r#type: i32,
    /// units of 100 nanoseconds since the beginning of the year 1, UTC; the same for the three below
    #[prost(sfixed64, optional, tag = "3")]
    #[serde(rename(serialize = "ValidFrom", deserialize = "validfrom"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ValidFrom", required = false, nullable = false)]
    pub valid_from: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "4")]
    #[serde(rename(serialize = "ValidTo", deserialize = "validto"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ValidTo", required = false, nullable = false)]
    pub valid_to: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "5")]
    #[serde(rename(serialize = "PrivateKeyValidFrom", deserialize = "privatekeyvalidfrom"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "PrivateKeyValidFrom", required = false, nullable = false)]
    pub private_key_valid_from: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "6")]
    #[serde(rename(serialize = "PrivateKeyValidTo", deserialize = "privatekeyvalidto"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "PrivateKeyValidTo", required = false, nullable = false)]
    pub private_key_valid_to: ::core::option::Option<i64>,
    #[prost(string, optional, tag = "7")]
    #[serde(rename(serialize = "OrganizationName", deserialize = "organizationname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "OrganizationName", required = false, nullable = false)]
    pub organization_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "8")]
    #[serde(rename(serialize = "Inn", deserialize = "inn"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Inn", required = false, nullable = false)]
    pub inn: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    #[serde(rename(serialize = "UserFirstName", deserialize = "userfirstname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "UserFirstName", required = false, nullable = false)]
    pub user_first_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "10")]
    #[serde(rename(serialize = "UserMiddleName", deserialize = "usermiddlename"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "UserMiddleName", required = false, nullable = false)]
    pub user_middle_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "11")]
    #[serde(rename(serialize = "UserLastName", deserialize = "userlastname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "UserLastName", required = false, nullable = false)]
    pub user_last_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "12")]
    #[serde(rename(serialize = "UserShortName", deserialize = "usershortname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "UserShortName", required = false, nullable = false)]
    pub user_short_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "13")]
    #[serde(rename(serialize = "IsDefault", deserialize = "isdefault"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsDefault", required = false, nullable = false)]
    pub is_default: ::core::option::Option<bool>,
    #[prost(enumeration = "CertificateSubjectType", optional, tag = "14")]
    #[serde(
        rename(serialize = "SubjectType", deserialize = "subjecttype"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::certificates::CertificateSubjectType>>"
    )]
    #[schema(rename = "SubjectType", required = false, value_type = crate::diadoc::proto::certificates::CertificateSubjectType)]
    pub subject_type: ::core::option::Option<i32>,
    #[prost(enumeration = "CertificateUsages", repeated, packed = "false", tag = "15")]
    #[serde(
        rename(serialize = "Usages", deserialize = "usages"),
        skip_serializing_if = "Vec::is_empty",
        with = "crate::diadoc::json::Many::<crate::diadoc::json::Word<crate::diadoc::proto::certificates::CertificateUsages>>"
    )]
    #[schema(rename = "Usages", required = false, value_type = Vec<crate::diadoc::proto::certificates::CertificateUsages>)]
    pub usages: ::prost::alloc::vec::Vec<i32>,
    #[prost(enumeration = "DssCertificateType", optional, tag = "16")]
    #[serde(
        rename(serialize = "DssType", deserialize = "dsstype"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::certificates::DssCertificateType>>"
    )]
    #[schema(rename = "DssType", required = false, value_type = crate::diadoc::proto::certificates::DssCertificateType)]
    pub dss_type: ::core::option::Option<i32>,
}
/// Where the key is.
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum CertificateType {
    #[schema(rename = "Unknown")]
    Unknown = 0,
    /// with its holder
    #[schema(rename = "Token")]
    Token = 1,
    /// on a server that signs by code
    #[schema(rename = "Dss")]
    Dss = 2,
    #[schema(rename = "KonturCertificate")]
    KonturCertificate = 3,
    #[schema(rename = "Goskey")]
    Goskey = 4,
}
impl CertificateType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::Token => "Token",
            Self::Dss => "Dss",
            Self::KonturCertificate => "KonturCertificate",
            Self::Goskey => "Goskey",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "Unknown" => Some(Self::Unknown),
            "Token" => Some(Self::Token),
            "Dss" => Some(Self::Dss),
            "KonturCertificate" => Some(Self::KonturCertificate),
            "Goskey" => Some(Self::Goskey),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum CertificateSubjectType {
    #[schema(rename = "UnknownCertificateSubjectType")]
    UnknownCertificateSubjectType = 0,
    #[schema(rename = "LegalEntity")]
    LegalEntity = 1,
    #[schema(rename = "IndividualEntity")]
    IndividualEntity = 2,
    #[schema(rename = "PhysicalPerson")]
    PhysicalPerson = 3,
}
impl CertificateSubjectType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownCertificateSubjectType => "UnknownCertificateSubjectType",
            Self::LegalEntity => "LegalEntity",
            Self::IndividualEntity => "IndividualEntity",
            Self::PhysicalPerson => "PhysicalPerson",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownCertificateSubjectType" => Some(Self::UnknownCertificateSubjectType),
            "LegalEntity" => Some(Self::LegalEntity),
            "IndividualEntity" => Some(Self::IndividualEntity),
            "PhysicalPerson" => Some(Self::PhysicalPerson),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum DssCertificateType {
    #[schema(rename = "UnknownDssType")]
    UnknownDssType = 0,
    #[schema(rename = "MyDss")]
    MyDss = 1,
    #[schema(rename = "KSignServer")]
    KSignServer = 2,
    #[schema(rename = "KSignRutoken")]
    KSignRutoken = 3,
    #[schema(rename = "KSignMobile")]
    KSignMobile = 4,
}
impl DssCertificateType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownDssType => "UnknownDssType",
            Self::MyDss => "MyDss",
            Self::KSignServer => "KSignServer",
            Self::KSignRutoken => "KSignRutoken",
            Self::KSignMobile => "KSignMobile",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownDssType" => Some(Self::UnknownDssType),
            "MyDss" => Some(Self::MyDss),
            "KSignServer" => Some(Self::KSignServer),
            "KSignRutoken" => Some(Self::KSignRutoken),
            "KSignMobile" => Some(Self::KSignMobile),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum CertificateUsages {
    #[schema(rename = "UnknownUsages")]
    UnknownUsages = 0,
    #[schema(rename = "CloudUsages")]
    CloudUsages = 1,
    #[schema(rename = "TokenUsages")]
    TokenUsages = 2,
    #[schema(rename = "DssUsages")]
    DssUsages = 3,
}
impl CertificateUsages {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownUsages => "UnknownUsages",
            Self::CloudUsages => "CloudUsages",
            Self::TokenUsages => "TokenUsages",
            Self::DssUsages => "DssUsages",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownUsages" => Some(Self::UnknownUsages),
            "CloudUsages" => Some(Self::CloudUsages),
            "TokenUsages" => Some(Self::TokenUsages),
            "DssUsages" => Some(Self::DssUsages),
            _ => None,
        }
    }
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CertificateList {
    #[prost(message, repeated, tag = "1")]
    #[serde(rename(serialize = "Certificates", deserialize = "certificates"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Certificates", required = false)]
    pub certificates: ::prost::alloc::vec::Vec<CertificateInfoV2>,
}

impl crate::diadoc::json::Named for crate::diadoc::proto::certificates::CertificateType {
    const NAMES: &'static [(i32, &'static str)] = &[(0, "Unknown"), (1, "Token"), (2, "Dss"), (3, "KonturCertificate"), (4, "Goskey")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::certificates::CertificateSubjectType {
    const NAMES: &'static [(i32, &'static str)] =
        &[(0, "UnknownCertificateSubjectType"), (1, "LegalEntity"), (2, "IndividualEntity"), (3, "PhysicalPerson")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::certificates::DssCertificateType {
    const NAMES: &'static [(i32, &'static str)] =
        &[(0, "UnknownDssType"), (1, "MyDss"), (2, "KSignServer"), (3, "KSignRutoken"), (4, "KSignMobile")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::certificates::CertificateUsages {
    const NAMES: &'static [(i32, &'static str)] = &[(0, "UnknownUsages"), (1, "CloudUsages"), (2, "TokenUsages"), (3, "DssUsages")];
}
