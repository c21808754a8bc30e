//! The package `diadoc.api.proto.invoicing.signers`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.

/// What a caller fills in. Older clients always send 3, 5 and 6.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExtendedSignerDetailsToPost {
    /// Должн
    #[prost(string, optional, tag = "1")]
    #[serde(rename(serialize = "JobTitle", deserialize = "jobtitle"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "JobTitle", required = false, nullable = false)]
    pub job_title: ::core::option::Option<::prost::alloc::string::String>,
    /// СвГосРегИП, ГосРегИПВыдДов: the registration of a sole proprietor
    #[prost(string, optional, tag = "2")]
    #[serde(
        rename(serialize = "RegistrationCertificate", deserialize = "registrationcertificate"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "RegistrationCertificate", required = false, nullable = false)]
    pub registration_certificate: ::core::option::Option<::prost::alloc::string::String>,
    /// which of ЮЛ, ИП and ФЛ
    #[prost(enumeration = "SignerType", optional, tag = "3", default = "Unspecified")]
    #[serde(
        rename(serialize = "SignerType", deserialize = "signertype"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerType>>"
    )]
    #[schema(rename = "SignerType", required = false, value_type = crate::diadoc::proto::invoicing::signers::SignerType)]
    pub signer_type: ::core::option::Option<i32>,
    /// ИныеСвед
    #[prost(string, optional, tag = "4")]
    #[serde(rename(serialize = "SignerInfo", deserialize = "signerinfo"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerInfo", required = false, nullable = false)]
    pub signer_info: ::core::option::Option<::prost::alloc::string::String>,
    /// ОблПолн
    #[prost(enumeration = "SignerPowers", optional, tag = "5", default = "Unspecified")]
    #[serde(
        rename(serialize = "SignerPowers", deserialize = "signerpowers"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerPowers>>"
    )]
    #[schema(rename = "SignerPowers", required = false, value_type = crate::diadoc::proto::invoicing::signers::SignerPowers)]
    pub signer_powers: ::core::option::Option<i32>,
    /// Статус
    #[prost(enumeration = "SignerStatus", optional, tag = "6", default = "Unspecified")]
    #[serde(
        rename(serialize = "SignerStatus", deserialize = "signerstatus"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerStatus>>"
    )]
    #[schema(rename = "SignerStatus", required = false, value_type = crate::diadoc::proto::invoicing::signers::SignerStatus)]
    pub signer_status: ::core::option::Option<i32>,
    /// ОснПолн
    #[prost(string, optional, tag = "7")]
    #[serde(rename(serialize = "SignerPowersBase", deserialize = "signerpowersbase"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerPowersBase", required = false, nullable = false)]
    pub signer_powers_base: ::core::option::Option<::prost::alloc::string::String>,
    /// ОснПолнОрг
    #[prost(string, optional, tag = "8")]
    #[serde(rename(serialize = "SignerOrgPowersBase", deserialize = "signerorgpowersbase"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerOrgPowersBase", required = false, nullable = false)]
    pub signer_org_powers_base: ::core::option::Option<::prost::alloc::string::String>,
}
/// What is kept, with what certificate and organization say.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExtendedSignerDetails {
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
        rename(serialize = "RegistrationCertificate", deserialize = "registrationcertificate"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "RegistrationCertificate", required = false, nullable = false)]
    pub registration_certificate: ::core::option::Option<::prost::alloc::string::String>,
    /// on the wire whatever it is: a client of Java refuses the message otherwise
    #[prost(enumeration = "SignerType", required, tag = "7", default = "LegalEntity")]
    #[serde(
        rename(serialize = "SignerType", deserialize = "signertype"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerType>>"
    )]
    #[schema(rename = "SignerType", required = true, value_type = crate::diadoc::proto::invoicing::signers::SignerType)]
    pub signer_type: i32,
    /// НаимОрг
    #[prost(string, optional, tag = "8")]
    #[serde(rename(serialize = "SignerOrganizationName", deserialize = "signerorganizationname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerOrganizationName", required = false, nullable = false)]
    pub signer_organization_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    #[serde(rename(serialize = "SignerInfo", deserialize = "signerinfo"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerInfo", required = false, nullable = false)]
    pub signer_info: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(enumeration = "SignerPowers", required, tag = "10")]
    #[serde(
        rename(serialize = "SignerPowers", deserialize = "signerpowers"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerPowers>>"
    )]
    #[schema(rename = "SignerPowers", required = true, value_type = crate::diadoc::proto::invoicing::signers::SignerPowers)]
    pub signer_powers: i32,
    #[prost(enumeration = "SignerStatus", required, tag = "11")]
    #[serde(
        rename(serialize = "SignerStatus", deserialize = "signerstatus"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::invoicing::signers::SignerStatus>>"
    )]
    #[schema(rename = "SignerStatus", required = true, value_type = crate::diadoc::proto::invoicing::signers::SignerStatus)]
    pub signer_status: i32,
    #[prost(string, optional, tag = "12")]
    #[serde(rename(serialize = "SignerPowersBase", deserialize = "signerpowersbase"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerPowersBase", required = false, nullable = false)]
    pub signer_powers_base: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "13")]
    #[serde(rename(serialize = "SignerOrgPowersBase", deserialize = "signerorgpowersbase"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerOrgPowersBase", required = false, nullable = false)]
    pub signer_org_powers_base: ::core::option::Option<::prost::alloc::string::String>,
}
/// Who signs, where a title is prepared.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExtendedSigner {
    #[prost(string, optional, tag = "1")]
    #[serde(rename(serialize = "BoxId", deserialize = "boxid"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "BoxId", required = false, nullable = false)]
    pub box_id: ::core::option::Option<::prost::alloc::string::String>,
    /// X.509 in DER
    #[prost(bytes = "vec", optional, tag = "2")]
    #[serde(
        rename(serialize = "SignerCertificate", deserialize = "signercertificate"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Base64>"
    )]
    #[schema(rename = "SignerCertificate", required = false, value_type = String)]
    pub signer_certificate: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(string, optional, tag = "3")]
    #[serde(
        rename(serialize = "SignerCertificateThumbprint", deserialize = "signercertificatethumbprint"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "SignerCertificateThumbprint", required = false, nullable = false)]
    pub signer_certificate_thumbprint: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    #[serde(rename(serialize = "SignerDetails", deserialize = "signerdetails"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SignerDetails", required = false, nullable = false)]
    pub signer_details: ::core::option::Option<ExtendedSignerDetails>,
    #[prost(message, optional, tag = "5")]
    #[serde(rename(serialize = "PowerOfAttorney", deserialize = "powerofattorney"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "PowerOfAttorney", required = false, nullable = false)]
    pub power_of_attorney: ::core::option::Option<super::super::events::PowerOfAttorneyToPost>,
}
/// Legal entity, sole proprietor, natural person.
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum SignerType {
    #[schema(rename = "SignerTypeUnspecified")]
    Unspecified = -1,
    /// ЮЛ
    #[schema(rename = "LegalEntity")]
    LegalEntity = 1,
    /// ИП
    #[schema(rename = "IndividualEntity")]
    IndividualEntity = 2,
    /// ФЛ
    #[schema(rename = "PhysicalPerson")]
    PhysicalPerson = 3,
}
impl SignerType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "SignerTypeUnspecified",
            Self::LegalEntity => "LegalEntity",
            Self::IndividualEntity => "IndividualEntity",
            Self::PhysicalPerson => "PhysicalPerson",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "SignerTypeUnspecified" => Some(Self::Unspecified),
            "LegalEntity" => Some(Self::LegalEntity),
            "IndividualEntity" => Some(Self::IndividualEntity),
            "PhysicalPerson" => Some(Self::PhysicalPerson),
            _ => None,
        }
    }
}
/// The field of the signer's powers (ОблПолн).
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum SignerPowers {
    #[schema(rename = "SignerPowersUnspecified")]
    Unspecified = -1,
    /// signs invoices
    #[schema(rename = "InvoiceSigner")]
    InvoiceSigner = 0,
    /// made the deal or operation
    #[schema(rename = "PersonMadeOperation")]
    PersonMadeOperation = 1,
    /// made it and is responsible for its registration
    #[schema(rename = "MadeAndSignOperation")]
    MadeAndSignOperation = 2,
    /// responsible for the registration of the completed event
    #[schema(rename = "PersonDocumentedOperation")]
    PersonDocumentedOperation = 3,
    /// made the operation and signs invoices
    #[schema(rename = "MadeOperationAndSignedInvoice")]
    MadeOperationAndSignedInvoice = 4,
    /// made the operation, registers it and signs invoices
    #[schema(rename = "MadeAndResponsibleForOperationAndSignedInvoice")]
    MadeAndResponsibleForOperationAndSignedInvoice = 5,
    /// registers the operation and signs invoices
    #[schema(rename = "ResponsibleForOperationAndSignerForInvoice")]
    ResponsibleForOperationAndSignerForInvoice = 6,
    /// chair of the commission (Торг-2)
    #[schema(rename = "ChairmanCommission")]
    ChairmanCommission = 7,
    /// member of the commission (Торг-2)
    #[schema(rename = "MemberCommission")]
    MemberCommission = 8,
    /// approves the document
    #[schema(rename = "PersonApprovedDocument")]
    PersonApprovedDocument = 21,
    /// confirms the document
    #[schema(rename = "PersonConfirmedDocument")]
    PersonConfirmedDocument = 22,
    /// agrees to the document
    #[schema(rename = "PersonAgreedOnDocument")]
    PersonAgreedOnDocument = 23,
    /// other powers
    #[schema(rename = "PersonOtherPower")]
    PersonOtherPower = 29,
}
impl SignerPowers {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "SignerPowersUnspecified",
            Self::InvoiceSigner => "InvoiceSigner",
            Self::PersonMadeOperation => "PersonMadeOperation",
            Self::MadeAndSignOperation => "MadeAndSignOperation",
            Self::PersonDocumentedOperation => "PersonDocumentedOperation",
            Self::MadeOperationAndSignedInvoice => "MadeOperationAndSignedInvoice",
            Self::MadeAndResponsibleForOperationAndSignedInvoice => "MadeAndResponsibleForOperationAndSignedInvoice",
            Self::ResponsibleForOperationAndSignerForInvoice => "ResponsibleForOperationAndSignerForInvoice",
            Self::ChairmanCommission => "ChairmanCommission",
            Self::MemberCommission => "MemberCommission",
            Self::PersonApprovedDocument => "PersonApprovedDocument",
            Self::PersonConfirmedDocument => "PersonConfirmedDocument",
            Self::PersonAgreedOnDocument => "PersonAgreedOnDocument",
            Self::PersonOtherPower => "PersonOtherPower",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "SignerPowersUnspecified" => Some(Self::Unspecified),
            "InvoiceSigner" => Some(Self::InvoiceSigner),
            "PersonMadeOperation" => Some(Self::PersonMadeOperation),
            "MadeAndSignOperation" => Some(Self::MadeAndSignOperation),
            "PersonDocumentedOperation" => Some(Self::PersonDocumentedOperation),
            "MadeOperationAndSignedInvoice" => Some(Self::MadeOperationAndSignedInvoice),
            "MadeAndResponsibleForOperationAndSignedInvoice" => Some(Self::MadeAndResponsibleForOperationAndSignedInvoice),
            "ResponsibleForOperationAndSignerForInvoice" => Some(Self::ResponsibleForOperationAndSignerForInvoice),
            "ChairmanCommission" => Some(Self::ChairmanCommission),
            "MemberCommission" => Some(Self::MemberCommission),
            "PersonApprovedDocument" => Some(Self::PersonApprovedDocument),
            "PersonConfirmedDocument" => Some(Self::PersonConfirmedDocument),
            "PersonAgreedOnDocument" => Some(Self::PersonAgreedOnDocument),
            "PersonOtherPower" => Some(Self::PersonOtherPower),
            _ => None,
        }
    }
}
/// Whose employee the signer is (Статус).
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum SignerStatus {
    #[schema(rename = "SignerStatusUnspecified")]
    Unspecified = -1,
    /// of the seller
    #[schema(rename = "SellerEmployee")]
    SellerEmployee = 1,
    /// of the organization that made the seller's information
    #[schema(rename = "InformationCreatorEmployee")]
    InformationCreatorEmployee = 2,
    /// of another authorised organization
    #[schema(rename = "OtherOrganizationEmployee")]
    OtherOrganizationEmployee = 3,
    /// an authorised natural person, a sole proprietor too
    #[schema(rename = "AuthorizedPerson")]
    AuthorizedPerson = 4,
    /// of the buyer
    #[schema(rename = "BuyerEmployee")]
    BuyerEmployee = 5,
    /// of whoever made the buyer's file, where that is not the buyer
    #[schema(rename = "InformationCreatorBuyerEmployee")]
    InformationCreatorBuyerEmployee = 6,
}
impl SignerStatus {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "SignerStatusUnspecified",
            Self::SellerEmployee => "SellerEmployee",
            Self::InformationCreatorEmployee => "InformationCreatorEmployee",
            Self::OtherOrganizationEmployee => "OtherOrganizationEmployee",
            Self::AuthorizedPerson => "AuthorizedPerson",
            Self::BuyerEmployee => "BuyerEmployee",
            Self::InformationCreatorBuyerEmployee => "InformationCreatorBuyerEmployee",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "SignerStatusUnspecified" => Some(Self::Unspecified),
            "SellerEmployee" => Some(Self::SellerEmployee),
            "InformationCreatorEmployee" => Some(Self::InformationCreatorEmployee),
            "OtherOrganizationEmployee" => Some(Self::OtherOrganizationEmployee),
            "AuthorizedPerson" => Some(Self::AuthorizedPerson),
            "BuyerEmployee" => Some(Self::BuyerEmployee),
            "InformationCreatorBuyerEmployee" => Some(Self::InformationCreatorBuyerEmployee),
            _ => None,
        }
    }
}
/// Which title of which format the details are for.
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum DocumentTitleType {
    #[schema(rename = "Absent")]
    Absent = -1,
    #[schema(rename = "UtdSeller")]
    UtdSeller = 0,
    #[schema(rename = "UtdBuyer")]
    UtdBuyer = 1,
    #[schema(rename = "UcdSeller")]
    UcdSeller = 2,
    #[schema(rename = "UcdBuyer")]
    UcdBuyer = 3,
    #[schema(rename = "TovTorg551Seller")]
    TovTorg551Seller = 4,
    #[schema(rename = "TovTorg551Buyer")]
    TovTorg551Buyer = 5,
    #[schema(rename = "AccCert552Seller")]
    AccCert552Seller = 6,
    #[schema(rename = "AccCert552Buyer")]
    AccCert552Buyer = 7,
    #[schema(rename = "Utd820Buyer")]
    Utd820Buyer = 8,
    #[schema(rename = "Torg2Buyer")]
    Torg2Buyer = 9,
    #[schema(rename = "Torg2AdditionalInfo")]
    Torg2AdditionalInfo = 10,
    #[schema(rename = "Ucd736Buyer")]
    Ucd736Buyer = 11,
    #[schema(rename = "Utd970Seller")]
    Utd970Seller = 12,
    #[schema(rename = "Utd970Buyer")]
    Utd970Buyer = 13,
    #[schema(rename = "ProformaInvoice29")]
    ProformaInvoice29 = 14,
    #[schema(rename = "LogisticsOrderRequest108")]
    LogisticsOrderRequest108 = 15,
    #[schema(rename = "LogisticsWaybillReception1065Sender")]
    LogisticsWaybillReception1065Sender = 16,
    #[schema(rename = "LogisticsWaybillReception1065Recipient")]
    LogisticsWaybillReception1065Recipient = 17,
    #[schema(rename = "LogisticsWaybillDelivery1065Sender")]
    LogisticsWaybillDelivery1065Sender = 18,
    #[schema(rename = "LogisticsWaybillDelivery1065Recipient")]
    LogisticsWaybillDelivery1065Recipient = 19,
    #[schema(rename = "LogisticsWaybillConsignorCost1065")]
    LogisticsWaybillConsignorCost1065 = 20,
    #[schema(rename = "LogisticsWaybillCarrierCost1065")]
    LogisticsWaybillCarrierCost1065 = 21,
    #[schema(rename = "LogisticsWaybillReaddress1065")]
    LogisticsWaybillReaddress1065 = 22,
    #[schema(rename = "LogisticsWaybillRelay1065")]
    LogisticsWaybillRelay1065 = 23,
    #[schema(rename = "Ucd29Seller")]
    Ucd29Seller = 24,
    #[schema(rename = "Ucd29Buyer")]
    Ucd29Buyer = 25,
    #[schema(rename = "LogisticsOrderRequestRecipient108")]
    LogisticsOrderRequestRecipient108 = 26,
    #[schema(rename = "LogisticsForwardingOrderV0502ClientTitle")]
    LogisticsForwardingOrderV0502ClientTitle = 27,
    #[schema(rename = "LogisticsForwardingOrderV0502ForwarderTitle")]
    LogisticsForwardingOrderV0502ForwarderTitle = 28,
    #[schema(rename = "LogisticsForwardingOrderV0502RevokedTitle")]
    LogisticsForwardingOrderV0502RevokedTitle = 29,
    #[schema(rename = "LogisticsForwardingReceiptV0501SenderTitle")]
    LogisticsForwardingReceiptV0501SenderTitle = 30,
}
impl DocumentTitleType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Absent => "Absent",
            Self::UtdSeller => "UtdSeller",
            Self::UtdBuyer => "UtdBuyer",
            Self::UcdSeller => "UcdSeller",
            Self::UcdBuyer => "UcdBuyer",
            Self::TovTorg551Seller => "TovTorg551Seller",
            Self::TovTorg551Buyer => "TovTorg551Buyer",
            Self::AccCert552Seller => "AccCert552Seller",
            Self::AccCert552Buyer => "AccCert552Buyer",
            Self::Utd820Buyer => "Utd820Buyer",
            Self::Torg2Buyer => "Torg2Buyer",
            Self::Torg2AdditionalInfo => "Torg2AdditionalInfo",
            Self::Ucd736Buyer => "Ucd736Buyer",
            Self::Utd970Seller => "Utd970Seller",
            Self::Utd970Buyer => "Utd970Buyer",
            Self::ProformaInvoice29 => "ProformaInvoice29",
            Self::LogisticsOrderRequest108 => "LogisticsOrderRequest108",
            Self::LogisticsWaybillReception1065Sender => "LogisticsWaybillReception1065Sender",
            Self::LogisticsWaybillReception1065Recipient => "LogisticsWaybillReception1065Recipient",
            Self::LogisticsWaybillDelivery1065Sender => "LogisticsWaybillDelivery1065Sender",
            Self::LogisticsWaybillDelivery1065Recipient => "LogisticsWaybillDelivery1065Recipient",
            Self::LogisticsWaybillConsignorCost1065 => "LogisticsWaybillConsignorCost1065",
            Self::LogisticsWaybillCarrierCost1065 => "LogisticsWaybillCarrierCost1065",
            Self::LogisticsWaybillReaddress1065 => "LogisticsWaybillReaddress1065",
            Self::LogisticsWaybillRelay1065 => "LogisticsWaybillRelay1065",
            Self::Ucd29Seller => "Ucd29Seller",
            Self::Ucd29Buyer => "Ucd29Buyer",
            Self::LogisticsOrderRequestRecipient108 => "LogisticsOrderRequestRecipient108",
            Self::LogisticsForwardingOrderV0502ClientTitle => "LogisticsForwardingOrderV0502ClientTitle",
            Self::LogisticsForwardingOrderV0502ForwarderTitle => "LogisticsForwardingOrderV0502ForwarderTitle",
            Self::LogisticsForwardingOrderV0502RevokedTitle => "LogisticsForwardingOrderV0502RevokedTitle",
            Self::LogisticsForwardingReceiptV0501SenderTitle => "LogisticsForwardingReceiptV0501SenderTitle",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "Absent" => Some(Self::Absent),
            "UtdSeller" => Some(Self::UtdSeller),
            "UtdBuyer" => Some(Self::UtdBuyer),
            "UcdSeller" => Some(Self::UcdSeller),
            "UcdBuyer" => Some(Self::UcdBuyer),
            "TovTorg551Seller" => Some(Self::TovTorg551Seller),
            "TovTorg551Buyer" => Some(Self::TovTorg551Buyer),
            "AccCert552Seller" => Some(Self::AccCert552Seller),
            "AccCert552Buyer" => Some(Self::AccCert552Buyer),
            "Utd820Buyer" => Some(Self::Utd820Buyer),
            "Torg2Buyer" => Some(Self::Torg2Buyer),
            "Torg2AdditionalInfo" => Some(Self::Torg2AdditionalInfo),
            "Ucd736Buyer" => Some(Self::Ucd736Buyer),
            "Utd970Seller" => Some(Self::Utd970Seller),
            "Utd970Buyer" => Some(Self::Utd970Buyer),
            "ProformaInvoice29" => Some(Self::ProformaInvoice29),
            "LogisticsOrderRequest108" => Some(Self::LogisticsOrderRequest108),
            "LogisticsWaybillReception1065Sender" => Some(Self::LogisticsWaybillReception1065Sender),
            "LogisticsWaybillReception1065Recipient" => Some(Self::LogisticsWaybillReception1065Recipient),
            "LogisticsWaybillDelivery1065Sender" => Some(Self::LogisticsWaybillDelivery1065Sender),
            "LogisticsWaybillDelivery1065Recipient" => Some(Self::LogisticsWaybillDelivery1065Recipient),
            "LogisticsWaybillConsignorCost1065" => Some(Self::LogisticsWaybillConsignorCost1065),
            "LogisticsWaybillCarrierCost1065" => Some(Self::LogisticsWaybillCarrierCost1065),
            "LogisticsWaybillReaddress1065" => Some(Self::LogisticsWaybillReaddress1065),
            "LogisticsWaybillRelay1065" => Some(Self::LogisticsWaybillRelay1065),
            "Ucd29Seller" => Some(Self::Ucd29Seller),
            "Ucd29Buyer" => Some(Self::Ucd29Buyer),
            "LogisticsOrderRequestRecipient108" => Some(Self::LogisticsOrderRequestRecipient108),
            "LogisticsForwardingOrderV0502ClientTitle" => Some(Self::LogisticsForwardingOrderV0502ClientTitle),
            "LogisticsForwardingOrderV0502ForwarderTitle" => Some(Self::LogisticsForwardingOrderV0502ForwarderTitle),
            "LogisticsForwardingOrderV0502RevokedTitle" => Some(Self::LogisticsForwardingOrderV0502RevokedTitle),
            "LogisticsForwardingReceiptV0501SenderTitle" => Some(Self::LogisticsForwardingReceiptV0501SenderTitle),
            _ => None,
        }
    }
}

impl crate::diadoc::json::Named for crate::diadoc::proto::invoicing::signers::SignerType {
    const NAMES: &'static [(i32, &'static str)] =
        &[(-1, "SignerTypeUnspecified"), (1, "LegalEntity"), (2, "IndividualEntity"), (3, "PhysicalPerson")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::invoicing::signers::SignerPowers {
    const NAMES: &'static [(i32, &'static str)] = &[
        (-1, "SignerPowersUnspecified"),
        (0, "InvoiceSigner"),
        (1, "PersonMadeOperation"),
        (2, "MadeAndSignOperation"),
        (3, "PersonDocumentedOperation"),
        (4, "MadeOperationAndSignedInvoice"),
        (5, "MadeAndResponsibleForOperationAndSignedInvoice"),
        (6, "ResponsibleForOperationAndSignerForInvoice"),
        (7, "ChairmanCommission"),
        (8, "MemberCommission"),
        (21, "PersonApprovedDocument"),
        (22, "PersonConfirmedDocument"),
        (23, "PersonAgreedOnDocument"),
        (29, "PersonOtherPower"),
    ];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::invoicing::signers::SignerStatus {
    const NAMES: &'static [(i32, &'static str)] = &[
        (-1, "SignerStatusUnspecified"),
        (1, "SellerEmployee"),
        (2, "InformationCreatorEmployee"),
        (3, "OtherOrganizationEmployee"),
        (4, "AuthorizedPerson"),
        (5, "BuyerEmployee"),
        (6, "InformationCreatorBuyerEmployee"),
    ];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::invoicing::signers::DocumentTitleType {
    const NAMES: &'static [(i32, &'static str)] = &[
        (-1, "Absent"),
        (0, "UtdSeller"),
        (1, "UtdBuyer"),
        (2, "UcdSeller"),
        (3, "UcdBuyer"),
        (4, "TovTorg551Seller"),
        (5, "TovTorg551Buyer"),
        (6, "AccCert552Seller"),
        (7, "AccCert552Buyer"),
        (8, "Utd820Buyer"),
        (9, "Torg2Buyer"),
        (10, "Torg2AdditionalInfo"),
        (11, "Ucd736Buyer"),
        (12, "Utd970Seller"),
        (13, "Utd970Buyer"),
        (14, "ProformaInvoice29"),
        (15, "LogisticsOrderRequest108"),
        (16, "LogisticsWaybillReception1065Sender"),
        (17, "LogisticsWaybillReception1065Recipient"),
        (18, "LogisticsWaybillDelivery1065Sender"),
        (19, "LogisticsWaybillDelivery1065Recipient"),
        (20, "LogisticsWaybillConsignorCost1065"),
        (21, "LogisticsWaybillCarrierCost1065"),
        (22, "LogisticsWaybillReaddress1065"),
        (23, "LogisticsWaybillRelay1065"),
        (24, "Ucd29Seller"),
        (25, "Ucd29Buyer"),
        (26, "LogisticsOrderRequestRecipient108"),
        (27, "LogisticsForwardingOrderV0502ClientTitle"),
        (28, "LogisticsForwardingOrderV0502ForwarderTitle"),
        (29, "LogisticsForwardingOrderV0502RevokedTitle"),
        (30, "LogisticsForwardingReceiptV0501SenderTitle"),
    ];
}
