//! The cabinet of one certificate request, which a code sent to the subject's phone opens.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Asks for a code that opens the cabinet.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCabinetCode {
    /// `crq_…`
    pub request_id: String,
    /// The subject's phone.
    #[schema(example = "+79161234567")]
    pub phone: String,
}

/// Opens the cabinet.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCabinetSession {
    /// `crq_…`
    pub request_id: String,
    /// The subject's phone.
    #[schema(example = "+79161234567")]
    pub phone: String,
    /// The code from the SMS.
    #[schema(example = "123456")]
    pub code: String,
}

/// An open cabinet.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CabinetSession {
    /// The bearer token; shown once.
    pub token: String,
    /// `crq_…`
    pub request_id: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub expires_at: String,
}

/// The request as the subject sees it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CabinetRequest {
    /// `crq_…`
    pub id: String,
    /// `approved`, `releasing`, `released`, or where it was taken back to.
    pub status: String,
    /// Whether all that follows from the last change is done.
    pub actualized: bool,
    /// Whether it lies in the cabinet and can be released from it.
    pub forwarded: bool,
    /// The subject's name.
    pub full_name: String,
    /// `server`, `browser` or `token`.
    pub key: String,
    /// Whether the consent to the processing of personal data is recorded.
    pub consent_given: bool,
    /// Whether the release statement is signed without paper.
    pub statement_signed: bool,
    /// The certificate, once it is made.
    pub certificate_id: Option<String>,
    /// Its serial number.
    pub certificate_serial: Option<String>,
    /// Grows with every change.
    pub version: i64,
}

/// Consents to the processing of personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveConsent {
    /// Which wording was shown.
    #[schema(min_length = 1, max_length = 255)]
    pub text_version: String,
}

/// Signs the release statement.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignReleaseStatement {
    /// The code from the SMS.
    #[schema(example = "123456")]
    pub code: String,
}

/// Asks for the release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRequest {
    /// `server`: a key that this server makes; `token`: the subject's own, with `csr`; `kept`: the one that the client's system brought.
    #[schema(example = "server")]
    pub key: String,
    /// PKCS#10 of the subject's own key: PEM, or the Base64 of its DER.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csr: Option<String>,
}

// codes, tokens and personal data do not print
crate::silent!(NewCabinetCode NewCabinetSession CabinetSession CabinetRequest SignReleaseStatement);
