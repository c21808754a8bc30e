//! What came back, and why nothing did.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use domain::time::Timestamp;

use super::Blocked;

/// An answer with a status. The status is final even where the body was cut.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The `Retry-After` header, raw.
    pub retry_after: Option<String>,
    /// The beginning of the body, up to the client's limit.
    pub body: Bytes,
    /// Whether the body went on, broke off or took too long.
    pub cut: bool,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address may not be called; nothing was sent.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// No whole answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// The name has no address.
    #[error("the name could not be resolved")]
    Name(#[source] Box<dyn Error + Send + Sync>),
    /// No connection, or its certificate does not hold.
    #[error("no connection")]
    Connection(#[source] Box<dyn Error + Send + Sync>),
    /// The connection broke in the middle, or no HTTP was spoken.
    #[error("the exchange broke off")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
    /// This machine has no trusted roots, so that no server can prove itself.
    #[error("no trusted root certificates on this machine")]
    NoRoots,
}

impl FetchError {
    /// A stable word for the delivery log; unlike the sources it tells nothing about the inside.
    pub fn code(&self) -> &'static str {
        match self {
            FetchError::Blocked(_) => "blocked",
            FetchError::TimedOut => "timed_out",
            FetchError::Name(_) => "name_unknown",
            FetchError::Connection(_) => "no_connection",
            FetchError::Broken(_) => "broken_off",
            FetchError::NoRoots => "no_roots",
        }
    }
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        // The URL may carry a secret in its path or query.
        let error = error.without_url();
        if let Some(blocked) = causes(&error).find_map(|cause| cause.downcast_ref::<Blocked>()) {
            return FetchError::Blocked(blocked.clone());
        }
        if error.is_timeout() {
            FetchError::TimedOut
        } else if error.is_dns() {
            FetchError::Name(error.into())
        } else if error.is_connect() {
            FetchError::Connection(error.into())
        } else {
            FetchError::Broken(error.into())
        }
    }
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// How long `header`, a `Retry-After`, asks to wait at `now`: seconds or an HTTP date (RFC 9110 §10.2.3). Nonsense is as good as none.
/// Longer than a day counts as a day, so that a receiver's slip cannot silence its own callbacks for good.
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
    let header = header.trim();
    let asked = if !header.is_empty() && header.bytes().all(|digit| digit.is_ascii_digit()) {
        header.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(header).ok()?;
        Timestamp::from_micros(date.as_microsecond()).since(now)
    };
    Some(asked.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = Timestamp::parse("1994-11-06T08:49:00Z").expect("a moment");
        let seconds = |header| retry_after(header, now).map(|span| span.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:48:37 GMT"), Some(0));
        assert_eq!(seconds("99999999999999999999999"), Some(86_400));
        assert_eq!(seconds("Wed, 06 Nov 2094 08:49:37 GMT"), None, "that day is a Saturday");
        assert_eq!(seconds("Sat, 06 Nov 2094 08:49:37 GMT"), Some(86_400));
        for nonsense in ["", "-1", "soon", "1.5", "+3"] {
            assert_eq!(seconds(nonsense), None, "{nonsense}");
        }
    }
}
