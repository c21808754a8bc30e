//! Where files lie, and how a bucket is entered.

use std::fmt;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de};

/// The section `[storage]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Storage {
    #[serde(deserialize_with = "place")]
    pub(crate) url: StorageUrl,
    #[serde(deserialize_with = "super::origin")]
    pub(crate) endpoint: Option<String>,
    pub(crate) region: String,
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret,
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) secret_access_key_file: Option<PathBuf>,
    pub(crate) path_style: bool,
    pub(crate) plain_http: bool,
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) ca_file: Option<PathBuf>,
}

/// The kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StorageUrl {
    Folder,
    Bucket { name: String, prefix: String },
}

/// A setting that is not printed.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Secret(pub(crate) SecretString);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// For configurations in tests; not in constant time, since both come from the administrator.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

fn place<'de, D: Deserializer<'de>>(source: D) -> Result<StorageUrl, D::Error> {
    let text = String::deserialize(source)?;
    let wrong = || de::Error::custom("\"folder\", s3://bucket or s3://bucket/prefix");
    match text.strip_prefix("s3://") {
        None if text == "folder" => Ok(StorageUrl::Folder),
        None => Err(wrong()),
        Some(rest) => {
            let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let sound = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte));
            if name.is_empty() || !sound(rest) || prefix.contains("//") {
                return Err(wrong());
            }
            Ok(StorageUrl::Bucket { name: name.to_owned(), prefix: prefix.trim_matches('/').to_owned() })
        }
    }
}
