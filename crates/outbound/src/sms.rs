//! The way of a text message out of the house.
//!
//! By default a message stays in our own table, where an administrator reads it: that is [`Route::Outbox`], and nothing here is called.
//! A gateway is called from a job, so that sending is repeated until it is accepted. [`Gateway`] speaks the contract of docs/sms.md;
//! another one implements [`SmsRoute`].

mod gateway;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use gateway::{Gateway, Status};

use crate::remote::{Call, Figures};

/// A message to be sent.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    /// The phone in E.164, `+79…`.
    pub phone: &'a str,
    /// The text; may hold a code, so it is not printed by `Debug`.
    pub text: &'a str,
}

impl std::fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message(…)")
    }
}

/// The gateway has taken a message over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// The gateway's own id, by which it reports delivery.
    pub gateway_id: Option<String>,
}

/// Why a gateway did not take a message.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// It never will: a wrong phone, a forbidden text, no contract. Not to be repeated. Says why in a word of the gateway's own.
    #[error("the gateway refused the message: {0}")]
    Refused(String),
    /// It may later.
    #[error("the gateway is not available")]
    Unavailable {
        /// The wait that it asked for.
        retry_after: Option<Duration>,
        /// What went wrong.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A message being sent.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Accepted, SmsError>> + Send + 'a>>;

/// A gateway that sends text messages.
pub trait SmsRoute: Send + Sync {
    /// Hands one message over. At least once: after a crash the same id of the call comes again, and is the same message.
    fn send<'a>(&'a self, message: Message<'a>, call: Call<'a>) -> Sending<'a>;

    /// What was sent so far, where it is counted.
    fn figures(&self) -> Option<Figures> {
        None
    }
}

/// Where this installation's text messages go.
#[derive(Clone, Default)]
pub enum Route {
    /// They stay in the table of messages.
    #[default]
    Outbox,
    /// A gateway sends them.
    Gateway(Arc<dyn SmsRoute>),
}

impl Route {
    /// The gateway, where there is one.
    pub fn gateway(&self) -> Option<&dyn SmsRoute> {
        match self {
            Self::Outbox => None,
            Self::Gateway(gateway) => Some(gateway.as_ref()),
        }
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Route::Outbox => "Outbox",
            Route::Gateway(_) => "Gateway",
        })
    }
}
