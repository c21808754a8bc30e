//! Forms about a certificate that there is.

use serde::Serialize;

use super::{Form, Operator, Proxy, Subject};

/// A certificate, as far as people compare it.
#[derive(Debug, Clone, Serialize)]
pub struct Bound {
    /// Its serial number, in hex digits.
    pub serial: String,
    /// Its first day.
    pub valid_from: String,
    /// Its last day.
    pub valid_until: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The algorithm of its key.
    pub algorithm: Option<String>,
    /// SHA-1 over it, in hex digits.
    pub thumbprint: Option<String>,
}

/// Расписка в получении.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// When it is printed.
    pub printed_at: String,
    /// The request.
    pub number: String,
    /// The authority.
    pub operator: Operator,
    /// Whose it is.
    pub subject: Subject,
    /// What was received.
    pub certificate: Bound,
    /// Who received it in the owner's place.
    pub proxy: Option<Proxy>,
}

impl Form for Receipt {
    const TEMPLATE: &'static str = "receipt";
}

/// Заявление на отзыв.
#[derive(Debug, Clone, Serialize)]
pub struct RecallStatement {
    /// When it is printed.
    pub printed_at: String,
    /// The request.
    pub number: String,
    /// The authority.
    pub operator: Operator,
    /// Whose it is.
    pub subject: Subject,
    /// What is to end.
    pub certificate: Bound,
    /// Why; nothing leaves the boxes empty.
    pub reason: Option<RecallReason>,
    /// More about it.
    pub comment: Option<String>,
}

impl Form for RecallStatement {
    const TEMPLATE: &'static str = "recall-statement";
}

/// Why a certificate is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecallReason {
    /// Somebody else knows the key, or may.
    KeyCompromise,
    /// The key or its medium is gone or broken.
    KeyLost,
    /// What stands in the certificate is not true any more.
    DataChanged,
    /// The owner may not sign any more, or has left.
    AuthorityEnded,
    /// Nobody needs it.
    NotNeeded,
    /// Something else.
    Other,
}

/// Копия сертификата на бумажном носителе.
#[derive(Debug, Clone, Serialize)]
pub struct CertificateCopy {
    /// When it is printed.
    pub printed_at: String,
    /// The authority.
    pub operator: Operator,
    /// The certificate.
    pub certificate: Copied,
}

impl Form for CertificateCopy {
    const TEMPLATE: &'static str = "certificate-copy";
}

/// All that a certificate says.
#[derive(Debug, Clone, Serialize)]
pub struct Copied {
    /// Its serial number, in hex digits.
    pub serial: String,
    /// From which moment it is valid.
    pub valid_from: String,
    /// Until which.
    pub valid_until: String,
    /// «3».
    pub version: Option<String>,
    /// The algorithm of its key.
    pub algorithm: String,
    /// The key, in hex digits.
    pub public_key: String,
    /// By which algorithm it is signed.
    pub signature_algorithm: String,
    /// SHA-1 over it, in hex digits.
    pub thumbprint: String,
    /// The means by which the owner signs, where it is told.
    pub means: Option<String>,
    /// Attributes of the issuer's name: what they are called, and their values.
    pub issuer: Vec<(String, String)>,
    /// The same of the owner's.
    pub subject: Vec<(String, String)>,
    /// Extensions, in words.
    pub extensions: Vec<(String, String)>,
}
