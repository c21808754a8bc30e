//! What is to be signed, and how.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Begins an operation: one of `FileIds`, `SerializedFiles` and `FileHashes`, signed by a certificate whose key is on the server.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Sign {
    /// SHA-1 of the certificate, hexadecimal.
    #[serde(default)]
    pub thumbprint: Option<String>,
    /// The certificate in DER, Base64; instead of the thumbprint.
    #[serde(default)]
    pub certificate_base64: Option<String>,
    /// Files that were uploaded.
    #[serde(default)]
    pub file_ids: Option<Vec<String>>,
    /// Files inside of this body.
    #[serde(default)]
    pub serialized_files: Option<Vec<SerializedFile>>,
    /// Digests of files that stay where they are.
    #[serde(default)]
    pub file_hashes: Option<Vec<FileHash>>,
    /// What the message with the code says.
    #[serde(default)]
    pub confirm_message: Option<ConfirmMessage>,
    /// Signs without a code. The licensee may do that for an employee of its own company, and for nobody else.
    #[serde(default)]
    pub disable_certificate_confirm: bool,
    /// Has to be false: these keys sign on the server and nowhere else.
    #[serde(default)]
    pub disable_server_sign: bool,
    /// 0 is CAdES-BES, 2 is CAdES-T; 2 where it is left out.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 3)]
    pub sign_type: Option<u32>,
}

/// A file inside of a body.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SerializedFile {
    /// The caller's own GUID of it.
    #[serde(default)]
    pub id: Option<String>,
    /// Its name.
    #[serde(default)]
    #[schema(max_length = 255)]
    pub file_name: String,
    /// Its bytes, Base64.
    #[serde(default)]
    pub content_base64: String,
}

/// The digest of a file.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct FileHash {
    /// Its name.
    #[serde(default)]
    #[schema(max_length = 255)]
    pub file_name: String,
    /// GOST R 34.11-2012 of 256 bits, hexadecimal or Base64; for keys of that algorithm alone.
    #[serde(default)]
    pub hash_content: String,
}

/// The message with the code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmMessage {
    /// One of the vendor's wordings, 0 to 4. There is one wording here, which names the files' number and digest.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 4)]
    pub template: Option<u32>,
}

/// An operation that began.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Started {
    /// A GUID.
    pub operation_id: String,
    /// −1 unknown, 0 none, 1 a code by SMS, 2 an app, 3 a SIM applet, 4 the vendor's app. Here 0 or 1.
    pub confirm_type: i32,
    /// The last four digits of the phone that the code went to.
    pub phone_last_numbers: Option<String>,
    /// Nothing here.
    pub additional_dss_info: Option<String>,
}

/// What is signed is nobody's business in a log.
impl fmt::Debug for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sign").field("thumbprint", &self.thumbprint).field("sign_type", &self.sign_type).finish_non_exhaustive()
    }
}

impl fmt::Debug for SerializedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SerializedFile(…)")
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileHash(…)")
    }
}
