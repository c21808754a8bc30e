//! The package `diadoc.api.proto`.
//!
//! Written by `cargo xtask proto` from the files of `proto/`. Change those.
// sources: 72cf9926ed967dd1

pub mod certificates;
pub mod employees;
pub mod events;
pub mod invoicing;
pub mod powers_of_attorney;

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Address {
    #[prost(message, optional, tag = "1")]
    #[serde(rename(serialize = "RussianAddress", deserialize = "russianaddress"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "RussianAddress", required = false, nullable = false)]
    pub russian_address: ::core::option::Option<RussianAddress>,
    #[prost(message, optional, tag = "2")]
    #[serde(rename(serialize = "ForeignAddress", deserialize = "foreignaddress"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ForeignAddress", required = false, nullable = false)]
    pub foreign_address: ::core::option::Option<ForeignAddress>,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "AddressCode", deserialize = "addresscode"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "AddressCode", required = false, nullable = false)]
    pub address_code: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RussianAddress {
    #[prost(string, optional, tag = "1")]
    #[serde(rename(serialize = "ZipCode", deserialize = "zipcode"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ZipCode", required = false, nullable = false)]
    pub zip_code: ::core::option::Option<::prost::alloc::string::String>,
    /// code of the region
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Region", deserialize = "region"))]
    #[schema(rename = "Region", required = true)]
    pub region: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "Territory", deserialize = "territory"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Territory", required = false, nullable = false)]
    pub territory: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "4")]
    #[serde(rename(serialize = "City", deserialize = "city"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "City", required = false, nullable = false)]
    pub city: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    #[serde(rename(serialize = "Locality", deserialize = "locality"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Locality", required = false, nullable = false)]
    pub locality: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "6")]
    #[serde(rename(serialize = "Street", deserialize = "street"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Street", required = false, nullable = false)]
    pub street: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    #[serde(rename(serialize = "Building", deserialize = "building"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Building", required = false, nullable = false)]
    pub building: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "8")]
    #[serde(rename(serialize = "Block", deserialize = "block"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Block", required = false, nullable = false)]
    pub block: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    #[serde(rename(serialize = "Apartment", deserialize = "apartment"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Apartment", required = false, nullable = false)]
    pub apartment: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ForeignAddress {
    /// code of the country
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Country", deserialize = "country"))]
    #[schema(rename = "Country", required = true)]
    pub country: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Address", deserialize = "address"))]
    #[schema(rename = "Address", required = true)]
    pub address: ::prost::alloc::string::String,
}
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
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OrganizationUserPermissions {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "UserDepartmentId", deserialize = "userdepartmentid"))]
    #[schema(rename = "UserDepartmentId", required = true)]
    pub user_department_id: ::prost::alloc::string::String,
    #[prost(bool, required, tag = "2")]
    #[serde(rename(serialize = "IsAdministrator", deserialize = "isadministrator"))]
    #[schema(rename = "IsAdministrator", required = true)]
    pub is_administrator: bool,
    #[prost(enumeration = "DocumentAccessLevel", optional, tag = "3", default = "UnknownDocumentAccessLevel")]
    #[serde(
        rename(serialize = "DocumentAccessLevel", deserialize = "documentaccesslevel"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::DocumentAccessLevel>>"
    )]
    #[schema(rename = "DocumentAccessLevel", required = false, value_type = crate::diadoc::proto::DocumentAccessLevel)]
    pub document_access_level: ::core::option::Option<i32>,
    #[prost(bool, required, tag = "4")]
    #[serde(rename(serialize = "CanSignDocuments", deserialize = "cansigndocuments"))]
    #[schema(rename = "CanSignDocuments", required = true)]
    pub can_sign_documents: bool,
    #[prost(bool, required, tag = "6")]
    #[serde(rename(serialize = "CanManageCounteragents", deserialize = "canmanagecounteragents"))]
    #[schema(rename = "CanManageCounteragents", required = true)]
    pub can_manage_counteragents: bool,
    #[prost(bool, required, tag = "7")]
    #[serde(rename(serialize = "CanAddResolutions", deserialize = "canaddresolutions"))]
    #[schema(rename = "CanAddResolutions", required = true)]
    pub can_add_resolutions: bool,
    #[prost(bool, required, tag = "8")]
    #[serde(rename(serialize = "CanRequestResolutions", deserialize = "canrequestresolutions"))]
    #[schema(rename = "CanRequestResolutions", required = true)]
    pub can_request_resolutions: bool,
    #[prost(string, repeated, tag = "9")]
    #[serde(rename(serialize = "SelectedDepartmentIds", deserialize = "selecteddepartmentids"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "SelectedDepartmentIds", required = false)]
    pub selected_department_ids: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "10")]
    #[serde(rename(serialize = "JobTitle", deserialize = "jobtitle"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "JobTitle", required = false, nullable = false)]
    pub job_title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, required, tag = "11")]
    #[serde(rename(serialize = "CanCreateDocuments", deserialize = "cancreatedocuments"))]
    #[schema(rename = "CanCreateDocuments", required = true)]
    pub can_create_documents: bool,
    #[prost(message, required, tag = "12")]
    #[serde(rename(serialize = "AuthorizationPermission", deserialize = "authorizationpermission"))]
    #[schema(rename = "AuthorizationPermission", required = true)]
    pub authorization_permission: AuthorizationPermission,
    #[prost(bool, required, tag = "13")]
    #[serde(rename(serialize = "CanDeleteRestoreDocuments", deserialize = "candeleterestoredocuments"))]
    #[schema(rename = "CanDeleteRestoreDocuments", required = true)]
    pub can_delete_restore_documents: bool,
    #[prost(bool, required, tag = "14")]
    #[serde(rename(serialize = "CanAttachUniversalMessages", deserialize = "canattachuniversalmessages"))]
    #[schema(rename = "CanAttachUniversalMessages", required = true)]
    pub can_attach_universal_messages: bool,
    #[prost(bool, optional, tag = "15")]
    #[serde(rename(serialize = "CanUseGoskeyFL", deserialize = "canusegoskeyfl"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "CanUseGoskeyFL", required = false, nullable = false)]
    pub can_use_goskey_fl: ::core::option::Option<bool>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AuthorizationPermission {
    #[prost(bool, required, tag = "1")]
    #[serde(rename(serialize = "IsBlocked", deserialize = "isblocked"))]
    #[schema(rename = "IsBlocked", required = true)]
    pub is_blocked: bool,
    #[prost(string, optional, tag = "2")]
    #[serde(rename(serialize = "Comment", deserialize = "comment"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Comment", required = false, nullable = false)]
    pub comment: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum DocumentAccessLevel {
    #[schema(rename = "UnknownDocumentAccessLevel")]
    UnknownDocumentAccessLevel = -1,
    #[schema(rename = "DepartmentOnly")]
    DepartmentOnly = 0,
    #[schema(rename = "DepartmentAndSubdepartments")]
    DepartmentAndSubdepartments = 1,
    #[schema(rename = "AllDocuments")]
    AllDocuments = 2,
    #[schema(rename = "SelectedDepartments")]
    SelectedDepartments = 3,
}
impl DocumentAccessLevel {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownDocumentAccessLevel => "UnknownDocumentAccessLevel",
            Self::DepartmentOnly => "DepartmentOnly",
            Self::DepartmentAndSubdepartments => "DepartmentAndSubdepartments",
            Self::AllDocuments => "AllDocuments",
            Self::SelectedDepartments => "SelectedDepartments",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownDocumentAccessLevel" => Some(Self::UnknownDocumentAccessLevel),
            "DepartmentOnly" => Some(Self::DepartmentOnly),
            "DepartmentAndSubdepartments" => Some(Self::DepartmentAndSubdepartments),
            "AllDocuments" => Some(Self::AllDocuments),
            "SelectedDepartments" => Some(Self::SelectedDepartments),
            _ => None,
        }
    }
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Timestamp {
    #[prost(sfixed64, required, tag = "1")]
    #[serde(rename(serialize = "Ticks", deserialize = "ticks"))]
    #[schema(rename = "Ticks", required = true)]
    pub ticks: i64,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UserV2 {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "UserId", deserialize = "userid"))]
    #[schema(rename = "UserId", required = true)]
    pub user_id: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "2")]
    #[serde(rename(serialize = "Login", deserialize = "login"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Login", required = false, nullable = false)]
    pub login: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "3")]
    #[serde(rename(serialize = "FullName", deserialize = "fullname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "FullName", required = false, nullable = false)]
    pub full_name: ::core::option::Option<FullName>,
    #[prost(bool, required, tag = "4")]
    #[serde(rename(serialize = "IsRegistered", deserialize = "isregistered"))]
    #[schema(rename = "IsRegistered", required = true)]
    pub is_registered: bool,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct FullName {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "LastName", deserialize = "lastname"))]
    #[schema(rename = "LastName", required = true)]
    pub last_name: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "FirstName", deserialize = "firstname"))]
    #[schema(rename = "FirstName", required = true)]
    pub first_name: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "MiddleName", deserialize = "middlename"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "MiddleName", required = false, nullable = false)]
    pub middle_name: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
#[prost(skip_debug)]
pub struct LoginPassword {
    /// phone or e-mail address
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Login", deserialize = "login"))]
    #[schema(rename = "Login", required = true)]
    pub login: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Password", deserialize = "password"))]
    #[schema(rename = "Password", required = true)]
    pub password: ::prost::alloc::string::String,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OrganizationList {
    #[prost(message, repeated, tag = "1")]
    #[serde(rename(serialize = "Organizations", deserialize = "organizations"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Organizations", required = false)]
    pub organizations: ::prost::alloc::vec::Vec<Organization>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Organization {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "OrgId", deserialize = "orgid"))]
    #[schema(rename = "OrgId", required = true)]
    pub org_id: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Inn", deserialize = "inn"))]
    #[schema(rename = "Inn", required = true)]
    pub inn: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "Kpp", deserialize = "kpp"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Kpp", required = false, nullable = false)]
    pub kpp: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, required, tag = "4")]
    #[serde(rename(serialize = "FullName", deserialize = "fullname"))]
    #[schema(rename = "FullName", required = true)]
    pub full_name: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "5")]
    #[serde(rename(serialize = "ShortName", deserialize = "shortname"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ShortName", required = false, nullable = false)]
    pub short_name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "7")]
    #[serde(rename(serialize = "Boxes", deserialize = "boxes"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Boxes", required = false)]
    pub boxes: ::prost::alloc::vec::Vec<Box>,
    #[prost(string, optional, tag = "8")]
    #[serde(rename(serialize = "Ogrn", deserialize = "ogrn"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Ogrn", required = false, nullable = false)]
    pub ogrn: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    #[serde(rename(serialize = "FnsParticipantId", deserialize = "fnsparticipantid"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "FnsParticipantId", required = false, nullable = false)]
    pub fns_participant_id: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "10")]
    #[serde(rename(serialize = "Address", deserialize = "address"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Address", required = false, nullable = false)]
    pub address: ::core::option::Option<Address>,
    #[prost(string, optional, tag = "11")]
    #[serde(rename(serialize = "FnsRegistrationDate", deserialize = "fnsregistrationdate"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "FnsRegistrationDate", required = false, nullable = false)]
    pub fns_registration_date: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "12")]
    #[serde(rename(serialize = "Departments", deserialize = "departments"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Departments", required = false)]
    pub departments: ::prost::alloc::vec::Vec<Department>,
    #[prost(string, optional, tag = "13")]
    #[serde(rename(serialize = "IfnsCode", deserialize = "ifnscode"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IfnsCode", required = false, nullable = false)]
    pub ifns_code: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "14")]
    #[serde(rename(serialize = "IsPilot", deserialize = "ispilot"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsPilot", required = false, nullable = false)]
    pub is_pilot: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "15")]
    #[serde(rename(serialize = "IsActive", deserialize = "isactive"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsActive", required = false, nullable = false)]
    pub is_active: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "16")]
    #[serde(rename(serialize = "IsTest", deserialize = "istest"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsTest", required = false, nullable = false)]
    pub is_test: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "17")]
    #[serde(rename(serialize = "IsBranch", deserialize = "isbranch"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsBranch", required = false, nullable = false)]
    pub is_branch: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "18")]
    #[serde(rename(serialize = "IsRoaming", deserialize = "isroaming"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsRoaming", required = false, nullable = false)]
    pub is_roaming: ::core::option::Option<bool>,
    /// whether the caller works there
    #[prost(bool, optional, tag = "19")]
    #[serde(rename(serialize = "IsEmployee", deserialize = "isemployee"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsEmployee", required = false, nullable = false)]
    pub is_employee: ::core::option::Option<bool>,
    #[prost(int32, optional, tag = "20")]
    #[serde(rename(serialize = "InvitationCount", deserialize = "invitationcount"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "InvitationCount", required = false, nullable = false)]
    pub invitation_count: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "21")]
    #[serde(rename(serialize = "SearchCount", deserialize = "searchcount"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "SearchCount", required = false, nullable = false)]
    pub search_count: ::core::option::Option<i32>,
    #[prost(enumeration = "Sociability", required, tag = "22")]
    #[serde(
        rename(serialize = "Sociability", deserialize = "sociability"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::Sociability>>"
    )]
    #[schema(rename = "Sociability", required = true, value_type = crate::diadoc::proto::Sociability)]
    pub sociability: i32,
    #[prost(string, optional, tag = "23")]
    #[serde(rename(serialize = "LiquidationDate", deserialize = "liquidationdate"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "LiquidationDate", required = false, nullable = false)]
    pub liquidation_date: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "24")]
    #[serde(
        rename(serialize = "CertificateOfRegistryInfo", deserialize = "certificateofregistryinfo"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "CertificateOfRegistryInfo", required = false, nullable = false)]
    pub certificate_of_registry_info: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "25")]
    #[serde(rename(serialize = "IsForeign", deserialize = "isforeign"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsForeign", required = false, nullable = false)]
    pub is_foreign: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "26")]
    #[serde(rename(serialize = "HasCertificateToSign", deserialize = "hascertificatetosign"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "HasCertificateToSign", required = false, nullable = false)]
    pub has_certificate_to_sign: ::core::option::Option<bool>,
    /// newer clients refuse an organization without this
    #[prost(enumeration = "OrganizationType", required, tag = "27")]
    #[serde(
        rename(serialize = "OrganizationType", deserialize = "organizationtype"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::OrganizationType>>"
    )]
    #[schema(rename = "OrganizationType", required = true, value_type = crate::diadoc::proto::OrganizationType)]
    pub organization_type: i32,
    #[prost(bool, optional, tag = "28", default = "false")]
    #[serde(rename(serialize = "IsOwner", deserialize = "isowner"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsOwner", required = false, nullable = false)]
    pub is_owner: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "29")]
    #[serde(rename(serialize = "ForeignInformation", deserialize = "foreigninformation"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "ForeignInformation", required = false, nullable = false)]
    pub foreign_information: ::core::option::Option<ForeignInformation>,
    /// and the newest without these two
    #[prost(enumeration = "ReadyForEpdStatus", required, tag = "30")]
    #[serde(
        rename(serialize = "ReadyForEpdStatus", deserialize = "readyforepdstatus"),
        with = "crate::diadoc::json::One::<crate::diadoc::json::Word<crate::diadoc::proto::ReadyForEpdStatus>>"
    )]
    #[schema(rename = "ReadyForEpdStatus", required = true, value_type = crate::diadoc::proto::ReadyForEpdStatus)]
    pub ready_for_epd_status: i32,
    #[prost(string, required, tag = "31")]
    #[serde(rename(serialize = "Comment", deserialize = "comment"))]
    #[schema(rename = "Comment", required = true)]
    pub comment: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "32")]
    #[serde(
        rename(serialize = "DisconnectionFromOperatorDate", deserialize = "disconnectionfromoperatordate"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "DisconnectionFromOperatorDate", required = false, nullable = false)]
    pub disconnection_from_operator_date: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ForeignInformation {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "ForeignTaxpayerCode", deserialize = "foreigntaxpayercode"))]
    #[schema(rename = "ForeignTaxpayerCode", required = true)]
    pub foreign_taxpayer_code: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "2")]
    #[serde(rename(serialize = "IdentificationOfStatus", deserialize = "identificationofstatus"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IdentificationOfStatus", required = false, nullable = false)]
    pub identification_of_status: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    #[serde(rename(serialize = "OtherInformation", deserialize = "otherinformation"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "OtherInformation", required = false, nullable = false)]
    pub other_information: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Department {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "DepartmentId", deserialize = "departmentid"))]
    #[schema(rename = "DepartmentId", required = true)]
    pub department_id: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "ParentDepartmentId", deserialize = "parentdepartmentid"))]
    #[schema(rename = "ParentDepartmentId", required = true)]
    pub parent_department_id: ::prost::alloc::string::String,
    #[prost(string, required, tag = "3")]
    #[serde(rename(serialize = "Name", deserialize = "name"))]
    #[schema(rename = "Name", required = true)]
    pub name: ::prost::alloc::string::String,
    #[prost(string, optional, tag = "4")]
    #[serde(rename(serialize = "Abbreviation", deserialize = "abbreviation"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Abbreviation", required = false, nullable = false)]
    pub abbreviation: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    #[serde(rename(serialize = "Kpp", deserialize = "kpp"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Kpp", required = false, nullable = false)]
    pub kpp: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "6")]
    #[serde(rename(serialize = "Address", deserialize = "address"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Address", required = false, nullable = false)]
    pub address: ::core::option::Option<Address>,
    #[prost(bool, optional, tag = "7", default = "false")]
    #[serde(rename(serialize = "IsDisabled", deserialize = "isdisabled"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "IsDisabled", required = false, nullable = false)]
    pub is_disabled: ::core::option::Option<bool>,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Box {
    /// 32 digits and the vendor's domain
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "BoxId", deserialize = "boxid"))]
    #[schema(rename = "BoxId", required = true)]
    pub box_id: ::prost::alloc::string::String,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Title", deserialize = "title"))]
    #[schema(rename = "Title", required = true)]
    pub title: ::prost::alloc::string::String,
    /// where a box is asked for by itself
    #[prost(message, optional, tag = "3")]
    #[serde(rename(serialize = "Organization", deserialize = "organization"), skip_serializing_if = "Option::is_none")]
    #[schema(rename = "Organization", required = false, nullable = false, no_recursion)]
    pub organization: ::core::option::Option<Organization>,
    #[prost(enumeration = "OrganizationInvoiceFormatVersion", optional, tag = "4", default = "V502")]
    #[serde(
        rename(serialize = "InvoiceFormatVersion", deserialize = "invoiceformatversion"),
        skip_serializing_if = "Option::is_none",
        with = "crate::diadoc::json::Optional::<crate::diadoc::json::Word<crate::diadoc::proto::OrganizationInvoiceFormatVersion>>"
    )]
    #[schema(rename = "InvoiceFormatVersion", required = false, value_type = crate::diadoc::proto::OrganizationInvoiceFormatVersion)]
    pub invoice_format_version: ::core::option::Option<i32>,
    #[prost(bool, optional, tag = "5")]
    #[serde(
        rename(serialize = "EncryptedDocumentsAllowed", deserialize = "encrypteddocumentsallowed"),
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(rename = "EncryptedDocumentsAllowed", required = false, nullable = false)]
    pub encrypted_documents_allowed: ::core::option::Option<bool>,
    /// with dashes
    #[prost(string, required, tag = "6")]
    #[serde(rename(serialize = "BoxIdGuid", deserialize = "boxidguid"))]
    #[schema(rename = "BoxIdGuid", required = true)]
    pub box_id_guid: ::prost::alloc::string::String,
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum OrganizationInvoiceFormatVersion {
    #[schema(rename = "v5_01")]
    V501 = 1,
    #[schema(rename = "v5_02")]
    V502 = 2,
}
impl OrganizationInvoiceFormatVersion {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::V501 => "v5_01",
            Self::V502 => "v5_02",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "v5_01" => Some(Self::V501),
            "v5_02" => Some(Self::V502),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Sociability {
    #[schema(rename = "AllOrganizations")]
    AllOrganizations = 0,
    #[schema(rename = "CounteragentsOnly")]
    CounteragentsOnly = 1,
}
impl Sociability {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::AllOrganizations => "AllOrganizations",
            Self::CounteragentsOnly => "CounteragentsOnly",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "AllOrganizations" => Some(Self::AllOrganizations),
            "CounteragentsOnly" => Some(Self::CounteragentsOnly),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum OrganizationType {
    #[schema(rename = "UnknownOrganizationType")]
    UnknownOrganizationType = 0,
    /// a sole proprietor
    #[schema(rename = "Individual")]
    Individual = 1,
    #[schema(rename = "Juridical")]
    Juridical = 2,
    #[schema(rename = "PhysicalPerson")]
    PhysicalPerson = 3,
}
impl OrganizationType {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownOrganizationType => "UnknownOrganizationType",
            Self::Individual => "Individual",
            Self::Juridical => "Juridical",
            Self::PhysicalPerson => "PhysicalPerson",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownOrganizationType" => Some(Self::UnknownOrganizationType),
            "Individual" => Some(Self::Individual),
            "Juridical" => Some(Self::Juridical),
            "PhysicalPerson" => Some(Self::PhysicalPerson),
            _ => None,
        }
    }
}
#[derive(utoipa::ToSchema, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum ReadyForEpdStatus {
    #[schema(rename = "UnknownEpdStatus")]
    UnknownEpdStatus = 0,
    #[schema(rename = "UndefinedEpdStatus")]
    UndefinedEpdStatus = 1,
    #[schema(rename = "Ready")]
    Ready = 2,
    #[schema(rename = "NotReady")]
    NotReady = 3,
}
impl ReadyForEpdStatus {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnknownEpdStatus => "UnknownEpdStatus",
            Self::UndefinedEpdStatus => "UndefinedEpdStatus",
            Self::Ready => "Ready",
            Self::NotReady => "NotReady",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UnknownEpdStatus" => Some(Self::UnknownEpdStatus),
            "UndefinedEpdStatus" => Some(Self::UndefinedEpdStatus),
            "Ready" => Some(Self::Ready),
            "NotReady" => Some(Self::NotReady),
            _ => None,
        }
    }
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OrganizationUsersList {
    #[prost(message, repeated, tag = "1")]
    #[serde(rename(serialize = "Users", deserialize = "users"), skip_serializing_if = "Vec::is_empty")]
    #[schema(rename = "Users", required = false)]
    pub users: ::prost::alloc::vec::Vec<OrganizationUser>,
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "CurrentUserId", deserialize = "currentuserid"))]
    #[schema(rename = "CurrentUserId", required = true)]
    pub current_user_id: ::prost::alloc::string::String,
}
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OrganizationUser {
    #[prost(string, required, tag = "1")]
    #[serde(rename(serialize = "Id", deserialize = "id"))]
    #[schema(rename = "Id", required = true)]
    pub id: ::prost::alloc::string::String,
    /// surname, name and patronymic
    #[prost(string, required, tag = "2")]
    #[serde(rename(serialize = "Name", deserialize = "name"))]
    #[schema(rename = "Name", required = true)]
    pub name: ::prost::alloc::string::String,
    #[prost(message, required, tag = "3")]
    #[serde(rename(serialize = "Permissions", deserialize = "permissions"))]
    #[schema(rename = "Permissions", required = true)]
    pub permissions: OrganizationUserPermissions,
    #[prost(string, required, tag = "4")]
    #[serde(rename(serialize = "Position", deserialize = "position"))]
    #[schema(rename = "Position", required = true)]
    pub position: ::prost::alloc::string::String,
}

impl crate::diadoc::json::Named for crate::diadoc::proto::DocumentAccessLevel {
    const NAMES: &'static [(i32, &'static str)] = &[
        (-1, "UnknownDocumentAccessLevel"),
        (0, "DepartmentOnly"),
        (1, "DepartmentAndSubdepartments"),
        (2, "AllDocuments"),
        (3, "SelectedDepartments"),
    ];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::OrganizationInvoiceFormatVersion {
    const NAMES: &'static [(i32, &'static str)] = &[(1, "v5_01"), (2, "v5_02")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::Sociability {
    const NAMES: &'static [(i32, &'static str)] = &[(0, "AllOrganizations"), (1, "CounteragentsOnly")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::OrganizationType {
    const NAMES: &'static [(i32, &'static str)] =
        &[(0, "UnknownOrganizationType"), (1, "Individual"), (2, "Juridical"), (3, "PhysicalPerson")];
}

impl crate::diadoc::json::Named for crate::diadoc::proto::ReadyForEpdStatus {
    const NAMES: &'static [(i32, &'static str)] = &[(0, "UnknownEpdStatus"), (1, "UndefinedEpdStatus"), (2, "Ready"), (3, "NotReady")];
}

/// Every message by its full name.
pub const ALL: &[(&str, crate::diadoc::Again)] = &[
    ("Diadoc.Api.Proto.Address", crate::diadoc::again::<crate::diadoc::proto::Address>),
    ("Diadoc.Api.Proto.AuthorizationPermission", crate::diadoc::again::<crate::diadoc::proto::AuthorizationPermission>),
    ("Diadoc.Api.Proto.Box", crate::diadoc::again::<crate::diadoc::proto::Box>),
    ("Diadoc.Api.Proto.Certificates.CertificateInfoV2", crate::diadoc::again::<crate::diadoc::proto::certificates::CertificateInfoV2>),
    ("Diadoc.Api.Proto.Certificates.CertificateList", crate::diadoc::again::<crate::diadoc::proto::certificates::CertificateList>),
    ("Diadoc.Api.Proto.Content_v3", crate::diadoc::again::<crate::diadoc::proto::ContentV3>),
    ("Diadoc.Api.Proto.Department", crate::diadoc::again::<crate::diadoc::proto::Department>),
    ("Diadoc.Api.Proto.DocumentId", crate::diadoc::again::<crate::diadoc::proto::DocumentId>),
    ("Diadoc.Api.Proto.Employees.Employee", crate::diadoc::again::<crate::diadoc::proto::employees::Employee>),
    ("Diadoc.Api.Proto.Employees.EmployeeAction", crate::diadoc::again::<crate::diadoc::proto::employees::EmployeeAction>),
    ("Diadoc.Api.Proto.Employees.EmployeePermissions", crate::diadoc::again::<crate::diadoc::proto::employees::EmployeePermissions>),
    (
        "Diadoc.Api.Proto.Events.PowerOfAttorneySignedContent",
        crate::diadoc::again::<crate::diadoc::proto::events::PowerOfAttorneySignedContent>,
    ),
    ("Diadoc.Api.Proto.Events.PowerOfAttorneyToPost", crate::diadoc::again::<crate::diadoc::proto::events::PowerOfAttorneyToPost>),
    ("Diadoc.Api.Proto.ForeignAddress", crate::diadoc::again::<crate::diadoc::proto::ForeignAddress>),
    ("Diadoc.Api.Proto.ForeignInformation", crate::diadoc::again::<crate::diadoc::proto::ForeignInformation>),
    ("Diadoc.Api.Proto.FullName", crate::diadoc::again::<crate::diadoc::proto::FullName>),
    ("Diadoc.Api.Proto.Invoicing.Signer", crate::diadoc::again::<crate::diadoc::proto::invoicing::Signer>),
    ("Diadoc.Api.Proto.Invoicing.SignerDetails", crate::diadoc::again::<crate::diadoc::proto::invoicing::SignerDetails>),
    ("Diadoc.Api.Proto.Invoicing.Signers.ExtendedSigner", crate::diadoc::again::<crate::diadoc::proto::invoicing::signers::ExtendedSigner>),
    (
        "Diadoc.Api.Proto.Invoicing.Signers.ExtendedSignerDetails",
        crate::diadoc::again::<crate::diadoc::proto::invoicing::signers::ExtendedSignerDetails>,
    ),
    (
        "Diadoc.Api.Proto.Invoicing.Signers.ExtendedSignerDetailsToPost",
        crate::diadoc::again::<crate::diadoc::proto::invoicing::signers::ExtendedSignerDetailsToPost>,
    ),
    ("Diadoc.Api.Proto.LoginPassword", crate::diadoc::again::<crate::diadoc::proto::LoginPassword>),
    ("Diadoc.Api.Proto.Organization", crate::diadoc::again::<crate::diadoc::proto::Organization>),
    ("Diadoc.Api.Proto.OrganizationList", crate::diadoc::again::<crate::diadoc::proto::OrganizationList>),
    ("Diadoc.Api.Proto.OrganizationUser", crate::diadoc::again::<crate::diadoc::proto::OrganizationUser>),
    ("Diadoc.Api.Proto.OrganizationUserPermissions", crate::diadoc::again::<crate::diadoc::proto::OrganizationUserPermissions>),
    ("Diadoc.Api.Proto.OrganizationUsersList", crate::diadoc::again::<crate::diadoc::proto::OrganizationUsersList>),
    (
        "Diadoc.Api.Proto.PowersOfAttorney.PowerOfAttorneyFullId",
        crate::diadoc::again::<crate::diadoc::proto::powers_of_attorney::PowerOfAttorneyFullId>,
    ),
    ("Diadoc.Api.Proto.RussianAddress", crate::diadoc::again::<crate::diadoc::proto::RussianAddress>),
    ("Diadoc.Api.Proto.Timestamp", crate::diadoc::again::<crate::diadoc::proto::Timestamp>),
    ("Diadoc.Api.Proto.UserV2", crate::diadoc::again::<crate::diadoc::proto::UserV2>),
];
