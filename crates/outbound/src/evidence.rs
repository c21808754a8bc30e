//! Evidence of signatures from elsewhere: time stamps (RFC 3161), OCSP answers (RFC 6960), revocation lists and certificates of authorities.
//!
//! Addresses stand in foreign certificates or in the administrator's settings; all of them pass the guard. What comes back is read and held
//! against what was asked before anybody gets it; whether its signer is trusted is for the caller to judge.

mod material;
mod stamp;
mod status;

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};

use crate::guarded::{Answer, FetchError, Guarded, Rules, Settings, SetupError};

pub use status::{Asked, Told};

/// Longest answer with a signature over little.
const SHORT: usize = 256 << 10;
/// Longest list: those of large authorities have some megabytes.
const LONG: usize = 16 << 20;

/// The client for evidence. Clones share connections.
#[derive(Debug, Clone)]
pub struct Evidence {
    short: Guarded,
    long: Guarded,
}

/// Why one address gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// No answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An answer that is none: this HTTP status.
    #[error("HTTP status {0}")]
    Status(u16),
    /// Longer than is read, or cut off.
    #[error("the answer is too long or was cut off")]
    Cut,
    /// Not what it should be.
    #[error(transparent)]
    Malformed(#[from] pki::Malformed),
    /// The time stamp authority gives no stamp.
    #[error("no time stamp: {0:?}")]
    NotStamped(Option<pki::tsp::FailInfo>),
    /// The stamp is not the one asked for.
    #[error(transparent)]
    OtherStamp(#[from] pki::tsp::Fault),
    /// The responder gives no answer.
    #[error("the responder gives no answer: {0:?}")]
    NotAnswered(pki::ocsp::Failure),
    /// The answer cannot be taken.
    #[error(transparent)]
    OtherAnswer(#[from] pki::ocsp::Fault),
}

impl EvidenceError {
    /// A stable word for logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Fetch(error) => error.code(),
            Self::Status(_) => "status",
            Self::Cut => "cut",
            Self::Malformed(_) => "malformed",
            Self::NotStamped(_) => "not_stamped",
            Self::OtherStamp(_) => "other_stamp",
            Self::NotAnswered(_) => "not_answered",
            Self::OtherAnswer(_) => "other_answer",
        }
    }
}

/// Why none of several addresses gave anything: address and reason of each, in the order of asking. Empty where there was none to ask.
#[derive(Debug, Default, thiserror::Error)]
#[error("none of {} addresses gave it: {}", .0.len(), .0.iter().map(|(url, error)| format!("{url}: {error}")).collect::<Vec<_>>().join("; "))]
pub struct NoneGave(pub Vec<(String, EvidenceError)>);

impl Evidence {
    /// With these rules; one address may take so long.
    pub fn new(rules: Rules, timeout: Duration) -> Result<Self, SetupError> {
        let client = |body_limit| {
            // an authority's addresses are plain by custom, since what they give is signed (RFC 5280 §8)
            let rules = Rules { plain_http: true, ..rules.clone() };
            Guarded::new(&Settings { rules, total_timeout: timeout, body_limit, ..Settings::default() })
        };
        Ok(Self { short: client(SHORT)?, long: client(LONG)? })
    }

    async fn post(&self, url: &str, [media_type, wanted]: [&'static str; 2], body: Vec<u8>) -> Result<Bytes, EvidenceError> {
        let value = HeaderValue::from_static;
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, value(media_type)), (ACCEPT, value(wanted))]);
        whole(self.short.post(url, headers, body.into()).await?)
    }

    async fn get(&self, url: &str) -> Result<Bytes, EvidenceError> {
        whole(self.long.get(url, HeaderMap::new()).await?)
    }
}

fn whole(answer: Answer) -> Result<Bytes, EvidenceError> {
    match answer {
        Answer { status: 200, cut: false, body, .. } => Ok(body),
        Answer { status: 200, .. } => Err(EvidenceError::Cut),
        Answer { status, .. } => Err(EvidenceError::Status(status)),
    }
}

impl NoneGave {
    /// What this address gave; where it gave nothing, that is noted.
    fn or_note<T>(&mut self, url: &str, given: Result<T, EvidenceError>) -> Option<T> {
        given.map_err(|error| self.0.push((url.to_owned(), error))).ok()
    }
}
