//! How the release statement is signed without paper.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Asks the subject to confirm something.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestConfirmation {
    /// `signingReleaseStatement` or `signingReleaseStatementWithEsia`.
    #[serde(default)]
    #[schema(example = "signingReleaseStatement")]
    pub operation_to_confirm: Option<String>,
    /// For the state portal alone.
    #[serde(default)]
    pub parameters: Option<ConfirmationParameters>,
}

/// By what the state portal knows a person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmationParameters {
    /// СНИЛС, digits alone.
    #[serde(default)]
    #[schema(example = "11223344595")]
    pub snils_number: Option<String>,
    /// A date, or a date and time, of ISO 8601.
    #[serde(default)]
    #[schema(example = "1990-05-17T00:00:00Z")]
    pub birth_date: Option<String>,
}

/// Signs the release statement; the empty object asks how the state portal's confirmation stands, and signs by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignStatement {
    /// What the subject confirms with.
    #[serde(default)]
    pub confirmation_info: Option<Confirmed>,
}

/// The code that the subject got.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Confirmed {
    /// Six digits.
    #[serde(default)]
    #[schema(example = "123456")]
    pub sms_code: Option<String>,
}

crate::silent!(Confirmed RequestConfirmation ConfirmationParameters);
