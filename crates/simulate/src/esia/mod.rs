//! The state portal as a confirmer, played from a data file: docs/esia.md as a server.

mod confirmations;
mod controls;
mod data;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use domain::clock::Clock;

use crate::data::DataError;
use crate::door;

pub use confirmations::{Confirmation, State};
pub use data::{Account, BUILT_IN, Data, Strangers, Will};

/// The stand-in. Clones are the same one: a test may hold one while a router answers.
#[derive(Clone)]
pub struct Esia(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    /// Begins the ids of this start, so that they are none of an earlier one.
    start: i64,
    data: Data,
    now: Mutex<Now>,
}

/// What changes.
#[derive(Default)]
struct Now {
    /// The portal answers 503 to everything.
    down: bool,
    all: HashMap<String, Confirmation>,
    /// Confirmations by the id of the request that made them.
    made_by: HashMap<String, String>,
}

impl Esia {
    /// With this data.
    pub fn new(data: Data, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { start: clock.now().micros(), clock, data, now: Mutex::default() }))
    }

    /// With the data of a file, or else with those that are built in.
    pub fn load(file: Option<&Path>, clock: Arc<dyn Clock>) -> Result<Self, DataError> {
        Ok(Self::new(file.map_or_else(|| Ok(Data::built_in()), crate::data::read)?, clock))
    }

    /// Everything that it answers, its controls among it.
    pub fn router(&self) -> Router {
        let contract = Router::new()
            .route("/v1/status", get(confirmations::status))
            .route("/v1/confirmations", post(confirmations::create))
            .route("/v1/confirmations/{id}", get(confirmations::poll))
            .with_state(self.clone());
        door::around("esia", self.0.data.token.clone(), contract, controls::routes().with_state(self.clone()))
    }

    /// The portal is down from now on, or up again.
    pub fn set_down(&self, down: bool) {
        self.now().down = down;
    }

    /// The person acts: confirms, rejects, or lets it expire. False where there is no such confirmation, or it is over already.
    pub fn act(&self, id: &str, state: State) -> bool {
        let at = self.0.clock.now();
        self.now().all.get_mut(id).is_some_and(|confirmation| confirmation.end(state, at))
    }

    /// Every confirmation with its id.
    pub fn all(&self) -> Vec<(String, Confirmation)> {
        self.now().all.iter().map(|(id, confirmation)| (id.clone(), confirmation.clone())).collect()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
