//! What goes into a statement: four kinds, the same on both databases.

use domain::id;
use domain::time::Timestamp;
use uuid::Uuid;

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// `bigint`.
    Int(i64),
    /// `text`.
    Text(String),
    /// `blob` or `bytea`.
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

/// 1 or 0: there are no boolean columns.
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// As text, 36 characters.
impl From<Uuid> for Value {
    fn from(value: Uuid) -> Self {
        Self::Text(value.to_string())
    }
}

/// Microseconds.
impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.micros())
    }
}

/// As text, compact.
impl From<&serde_json::Value> for Value {
    fn from(value: &serde_json::Value) -> Self {
        Self::Text(value.to_string())
    }
}

/// Every typed id of the domain, one list for parameters and columns: the bare UUID as text.
macro_rules! ids {
    ($($name:ident)*) => {$(
        impl From<id::$name> for Value {
            fn from(value: id::$name) -> Self {
                value.uuid().into()
            }
        }

        impl crate::FromCell for id::$name {
            fn from_cell(cell: crate::Cell<'_>) -> Result<Self, crate::StoreError> {
                Uuid::from_cell(cell).map(Self::new)
            }
        }
    )*};
}

ids! {
    AuthorityId ApiKeyId CertificateId CloudFileId CloudOperationId CloudResultId CompanyId ContentId EndpointId EventId FileId IssueId
    LicenseeId OutsideCertificateId PackageId PageId ParticipantId PartyId PrivateKeyId
    SessionId SignatureId SmsId TrustId UserId
}
