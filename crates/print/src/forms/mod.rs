//! The facts of the forms that certificate requests are printed in, as types: what a form needs has to be there.
//!
//! Everything is text as it will stand on paper. Days are `YYYY-MM-DD`, moments RFC 3339. What is `None` is not printed.

mod certificate;
mod sample;
mod subject;
mod warrant;

use serde::Serialize;
use serde_json::Value;

pub use certificate::{Bound, CertificateCopy, Copied, RecallReason, RecallStatement, Receipt};
pub use sample::samples;
pub use subject::{Head, Identity, Operator, Organization, Person, Principal, Proxy, Subject, SubjectKind};
pub use warrant::{ApplicantWarrant, SigningAuthority, WarrantWithUseAreas};

/// A form: facts for one template.
pub trait Form: Serialize {
    /// The name of its template.
    const TEMPLATE: &'static str;

    /// What the template reads as `/facts.json`.
    fn facts(&self) -> Value
    where
        Self: Sized,
    {
        // text, lists and options always make JSON
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// Заявление на выпуск: asks for a certificate.
#[derive(Debug, Clone, Serialize)]
pub struct ReleaseStatement {
    /// When it is printed.
    pub printed_at: String,
    /// The request, as people quote it.
    pub number: String,
    /// The authority.
    pub operator: Operator,
    /// Who asks.
    pub subject: Subject,
    /// For what.
    pub certificate: Wish,
    /// Which wording of the agreement on signatures is accepted.
    pub offer_version: Option<String>,
    /// The consent to processing personal data, which stands on a sheet of its own (152-ФЗ article 9).
    pub consent: Option<ConsentGiven>,
    /// How it was signed without paper; nothing leaves room for a signature by hand.
    pub signed: Option<Signed>,
}

impl Form for ReleaseStatement {
    const TEMPLATE: &'static str = "release-statement";
}

/// What certificate is asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Wish {
    /// Areas of use, in words.
    pub areas: Vec<String>,
    /// Where the key will be.
    pub key: Place,
    /// Of which algorithm it will be.
    pub algorithm: Option<String>,
}

/// Where a key is made and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the authority's sealed store.
    Server,
    /// With the owner.
    Token,
}

/// A consent that was given elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentGiven {
    /// The version of its text.
    pub version: String,
    /// When.
    pub at: String,
}

/// How a statement was signed without paper.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Signed {
    /// By a code from an SMS.
    Sms {
        /// To which phone it went.
        phone: String,
        /// When it came back.
        at: String,
        /// From which network address, where it is known.
        address: Option<String>,
    },
    /// By the state portal.
    Portal {
        /// When.
        at: String,
    },
}
