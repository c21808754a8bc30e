//! A gateway of text messages that sends nothing: docs/sms.md as a server. What it has taken can be read, codes among it.

mod data;
mod messages;

use std::collections::HashMap;
use std::path::Path;
use std::sync::MutexGuard;

use axum::Router;
use axum::routing::{get, post};

use crate::data::{DataError, or_built_in};
use crate::door;
use crate::played::Played;

pub use data::{BUILT_IN, Data, Refused};
pub use messages::Message;

/// The most messages that are kept; the oldest go.
const MOST: usize = 10_000;

/// The stand-in. Clones are the same one: a test may hold one while a router answers.
#[derive(Clone)]
pub struct Sms(Played<Data, Now>);

/// What changes.
#[derive(Default)]
struct Now {
    /// The gateway answers 503 to every message.
    down: bool,
    taken: u64,
    messages: Vec<Message>,
    /// Ids of messages by those of the requests that brought them.
    brought_by: HashMap<String, String>,
}

impl Sms {
    /// With this data.
    pub fn new(data: Data) -> Self {
        Self(Played::new(data, Now::default()))
    }

    /// With the data of a file, or else with those that are built in.
    pub fn load(file: Option<&Path>) -> Result<Self, DataError> {
        Ok(Self::new(or_built_in(file, Data::built_in)?))
    }

    /// Everything that it answers, its controls among it.
    pub fn router(&self) -> Router {
        let contract =
            Router::new().route("/v1/status", get(messages::status)).route("/v1/messages", post(messages::take)).with_state(self.clone());
        let controls = Router::new()
            .route("/simulator/messages", get(messages::list))
            .route("/simulator/weather", post(messages::weather))
            .with_state(self.clone());
        door::around("sms", self.0.known().token.clone(), contract, controls)
    }

    /// It is down from now on, or up again.
    pub fn set_down(&self, down: bool) {
        self.now().down = down;
    }

    /// What it has taken, the newest last.
    pub fn messages(&self) -> Vec<Message> {
        self.now().messages.clone()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now()
    }
}
