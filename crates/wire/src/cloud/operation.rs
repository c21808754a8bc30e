//! How an operation stands, and what came of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// That the service is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Hello {
    /// Its version.
    pub version: String,
}

/// Which operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct OperationQuery {
    /// A GUID.
    pub operation_id: String,
}

/// The code for an operation.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct ConfirmQuery {
    /// A GUID.
    pub operation_id: String,
    /// Six digits.
    pub confirmation_code: String,
}

/// What confirming came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Confirmation {
    /// A GUID.
    pub operation_id: String,
    /// See the operation's status.
    pub operation_status: i32,
}

/// How an operation stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SignState {
    /// A GUID.
    pub operation_id: String,
    /// 0 unknown, 1 in progress, 2 completed, 3 canceled, 4 timeout, 5 crashed, 6 there is an unconfirmed operation, 7 retry later.
    /// Greater than 1 is final, and 2 is success.
    pub operation_status: i32,
    /// 0 unknown, 1 waits for the user, 2 in progress, 3 complete, 4 error.
    pub sign_status: i32,
    /// File by file.
    pub file_statuses: Vec<FileStatus>,
}

/// How a file stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileStatus {
    /// Its GUID: of the upload, or the caller's own.
    pub file_id: Option<String>,
    /// Its name.
    pub file_name: String,
    /// The digest that is signed, hexadecimal.
    pub hash: Option<String>,
    /// 0 where nothing failed.
    pub error_id: i32,
    /// Why it failed.
    pub error_code: Option<String>,
    /// What to fetch the signature by.
    pub result_id: Option<String>,
    /// How many bytes the signature has.
    pub result_size: Option<u64>,
    /// MD5 of the signature, hexadecimal.
    #[serde(rename = "ResultMD5")]
    pub result_md5: Option<String>,
}

/// Which piece of a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct ResultQuery {
    /// A GUID.
    pub result_id: String,
    /// Behind how many bytes; 0 where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0)]
    pub offset: Option<u32>,
    /// At most so many bytes; to the end where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1)]
    pub size: Option<u32>,
}

impl fmt::Debug for ConfirmQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmQuery").field("operation_id", &self.operation_id).finish_non_exhaustive()
    }
}
