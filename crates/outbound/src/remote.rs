//! A service of somebody else under a documented contract, called so that its troubles stay its own: limits of time, few repeats, and a
//! circuit breaker that leaves it alone while it is down.
//!
//! Every call may be repeated: it either changes nothing or carries an id by which the service tells repeats apart. What is asked goes in
//! bodies, never into addresses, and nothing of it into logs.

mod breaker;
mod call;
mod counts;
mod schedule;

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};

use crate::guarded::{Blocked, FetchError, Guarded, Rules, SetupError};

pub use breaker::{Breaker, BreakerSettings, BreakerState, Pass};
pub use call::Call;
pub use counts::Figures;
pub use schedule::{ATTEMPTS, wait_before};

pub(crate) use call::{Body, Counterpart};
pub(crate) use counts::Counts;

/// Longest answer in JSON.
const SHORT: usize = 64 << 10;
/// Longest document.
const LONG: usize = 10 << 20;

/// How a service is reached.
#[derive(Debug, Clone)]
pub struct RemoteSettings {
    /// Where its contract begins, without a slash at the end.
    pub url: String,
    /// What it knows us by: goes as `Authorization: Bearer …`. Nothing where it asks for nothing.
    pub token: Option<Token>,
    /// What may be called.
    pub rules: Rules,
    /// Root certificates (PEM, one or more a text) trusted beside the machine's own.
    pub extra_roots: Vec<String>,
    /// How long one attempt may take.
    pub timeout: Duration,
    /// When it is left alone.
    pub breaker: BreakerSettings,
}

/// A bearer token; never printed.
#[derive(Clone)]
pub struct Token(HeaderValue);

impl Token {
    /// Reads one: visible ASCII without spaces, at most 4096 characters.
    pub fn parse(text: &str) -> Option<Self> {
        let sound = !text.is_empty() && text.len() <= 4096 && text.bytes().all(|byte| byte.is_ascii_graphic());
        let mut value = HeaderValue::from_str(&format!("Bearer {text}")).ok().filter(|_| sound)?;
        value.set_sensitive(true);
        Some(Self(value))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NotAnswered {
    /// It was not called: it has failed too often, or has asked for a pause.
    #[error("it is left alone for now")]
    Resting {
        /// Until it is tried again.
        wait: Duration,
    },
    /// It asked to come again later.
    #[error("HTTP status {status}: it asks to come again later")]
    Later {
        /// 429 or 503.
        status: u16,
        /// The wait that it asked for, ten minutes at most.
        wait: Duration,
    },
    /// Nothing came back.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The time that the caller had is over.
    #[error("no answer within the caller's time")]
    OutOfTime,
    /// It does not take our token.
    #[error("HTTP status {0}: it does not take the token")]
    Denied(u16),
    /// Another answer than the contract has.
    #[error("HTTP status {0}")]
    Status(u16),
    /// Longer than is read, or cut off.
    #[error("the answer is too long or was cut off")]
    Cut,
    /// Not what the contract says. What was wrong, without a word of the answer.
    #[error("the answer is not what the contract says: {0}")]
    Malformed(&'static str),
}

impl NotAnswered {
    /// A stable word for metrics and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Resting { .. } => "resting",
            Self::Later { .. } => "later",
            Self::Fetch(error) => error.code(),
            Self::OutOfTime => "out_of_time",
            Self::Denied(_) => "denied",
            Self::Status(_) => "status",
            Self::Cut => "cut",
            Self::Malformed(_) => "malformed",
        }
    }

    /// How long to wait at least before asking again, where that is known.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Resting { wait } | Self::Later { wait, .. } => Some(*wait),
            _ => None,
        }
    }
}

/// The ways to a service, which its counterparts share.
#[derive(Debug, Clone)]
pub(crate) struct Remote {
    url: Arc<str>,
    token: Option<Token>,
    short: Guarded,
    long: Guarded,
}

impl Remote {
    pub(crate) fn new(settings: &RemoteSettings) -> Result<Self, SetupError> {
        let client = |body_limit| {
            Guarded::new(&crate::guarded::Settings {
                rules: settings.rules.clone(),
                total_timeout: settings.timeout,
                connect_timeout: settings.timeout.min(Duration::from_secs(5)),
                body_limit,
                extra_roots: settings.extra_roots.clone(),
                ..crate::guarded::Settings::default()
            })
        };
        Ok(Self { url: settings.url.as_str().into(), token: settings.token.clone(), short: client(SHORT)?, long: client(LONG)? })
    }

    /// What can be said against the address without calling it.
    pub(crate) fn check(&self) -> Result<(), Blocked> {
        self.short.check(&self.url).map(drop)
    }

    fn authorization(&self) -> Option<(reqwest::header::HeaderName, HeaderValue)> {
        self.token.as_ref().map(|token| (AUTHORIZATION, token.0.clone()))
    }
}
