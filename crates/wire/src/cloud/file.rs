//! Files on their way in, piece by piece.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Announces a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct CreateFile {
    /// MD5 of its bytes, hexadecimal: what the upload is held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = "d41d8cd98f00b204e9800998ecf8427e")]
    pub md5: Option<String>,
    /// How many bytes.
    #[serde(default)]
    #[param(minimum = 1)]
    pub length: u32,
    /// Its name with extension.
    #[serde(default)]
    #[param(max_length = 255)]
    pub file_name: String,
}

/// A file that may be uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CreatedFile {
    /// A GUID.
    pub file_id: String,
    /// How many of its bytes are there already.
    pub length: u64,
}

/// Which piece comes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub struct UploadChunk {
    /// Of which file.
    pub file_id: String,
    /// Behind how many bytes: as many as are there already.
    #[param(minimum = 0)]
    pub offset: u32,
}

/// How far the upload came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct UploadedChunk {
    /// A GUID.
    pub file_id: String,
    /// How many of its bytes are there.
    pub length: u64,
}
