//! Who a request is about, and what certificate is wanted.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CertificateType, CspType, SubjectType};

/// A new request. Everything may be left out and brought later: what is needed is asked for when the request is sent to be checked.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewIssue {
    /// What certificate is wanted.
    #[serde(default)]
    pub certificate_template_info: Option<CertificateTemplateInfo>,
    /// For whom.
    #[serde(default)]
    pub subject_info: Option<SubjectInfo>,
    /// Where the key is to be.
    #[serde(default)]
    pub csp_info: Option<CspInfo>,
}

/// A change of a request's data: what is left out stays as it is.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EditIssue {
    /// What changes of the subject: a field that is left out or `null` stays, and an empty text empties it.
    #[serde(default)]
    pub subject_info: Option<SubjectInfo>,
}

/// What certificate is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CertificateTemplateInfo {
    /// `notQualified`; an authority that is not accredited makes no other.
    #[serde(default, rename = "type")]
    pub kind: Option<CertificateType>,
    /// Areas of use, such as `portalUser`.
    #[serde(default)]
    pub use_areas: Vec<String>,
    /// Whether the key must not leave its place.
    #[serde(default)]
    pub non_exportable: bool,
}

/// The subject, as given: wrong check digits are findings and no mistakes of form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectInfo {
    /// Who they are; a natural person where it is left out.
    #[serde(default, rename = "type")]
    pub kind: Option<SubjectType>,
    /// The person's ИНН, or the organization's.
    #[serde(default)]
    #[schema(example = "500100732259")]
    pub inn: Option<String>,
    /// Surname.
    #[serde(default)]
    #[schema(example = "Иванова")]
    pub lastname: Option<String>,
    /// Name.
    #[serde(default)]
    #[schema(example = "Анна")]
    pub firstname: Option<String>,
    /// Patronymic.
    #[serde(default)]
    #[schema(example = "Петровна")]
    pub middlename: Option<String>,
    /// Mail.
    #[serde(default)]
    pub email: Option<String>,
    /// Mobile phone: ten digits without a country code.
    #[serde(default)]
    #[schema(example = "9161234567")]
    pub phone: Option<String>,
    /// For whom the subject acts; nothing for a natural person.
    #[serde(default)]
    pub organization_info: Option<OrganizationInfo>,
}

/// For whom a subject acts.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationInfo {
    /// КПП.
    #[serde(default)]
    pub kpp: Option<String>,
    /// Post.
    #[serde(default)]
    pub position: Option<String>,
    /// Unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// The employee's own ИНН.
    #[serde(default)]
    pub employee_inn: Option<String>,
    /// ОГРН or ОГРНИП; the vendor's clients do not send it.
    #[serde(default)]
    pub ogrn: Option<String>,
    /// Name of the organization; the vendor's clients do not send it.
    #[serde(default)]
    pub name: Option<String>,
}

/// Where the key is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CspInfo {
    /// `dss` and `asess` are keys on the server, `cryptoPro` is the subject's own medium.
    #[serde(default, rename = "type")]
    pub kind: Option<CspType>,
    /// Kept and answered; licences of others are not sold here.
    #[serde(default)]
    pub add_crypto_pro_license: bool,
    /// `myDss`; kept and answered.
    #[serde(default)]
    pub dss_application: Option<String>,
}

crate::silent!(NewIssue EditIssue SubjectInfo OrganizationInfo);
