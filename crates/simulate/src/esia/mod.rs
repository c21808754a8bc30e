//! The state portal as a confirmer, played from a data file: docs/esia.md as a server.

mod confirmations;
mod controls;
mod data;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, MutexGuard};

use axum::Router;
use axum::routing::{get, post};
use domain::clock::Clock;

use crate::data::{DataError, or_built_in};
use crate::door;
use crate::played::{Played, Timed};

pub use confirmations::{Confirmation, State};
pub use data::{Account, BUILT_IN, Data, Strangers, Will};

/// The stand-in. Clones are the same one: a test may hold one while a router answers.
#[derive(Clone)]
pub struct Esia(Played<Timed<Data>, Now>);

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
        Self(Played::new(Timed::new(data, clock), Now::default()))
    }

    /// With the data of a file, or else with those that are built in.
    pub fn load(file: Option<&Path>, clock: Arc<dyn Clock>) -> Result<Self, DataError> {
        Ok(Self::new(or_built_in(file, Data::built_in)?, clock))
    }

    /// Everything that it answers, its controls among it.
    pub fn router(&self) -> Router {
        let contract = Router::new()
            .route("/v1/status", get(confirmations::status))
            .route("/v1/confirmations", post(confirmations::create))
            .route("/v1/confirmations/{id}", get(confirmations::poll))
            .with_state(self.clone());
        door::around("esia", self.0.known().data.token.clone(), contract, controls::routes().with_state(self.clone()))
    }

    /// The portal is down from now on, or up again.
    pub fn set_down(&self, down: bool) {
        self.now().down = down;
    }

    /// The person acts: confirms, rejects, or lets it expire. False where there is no such confirmation, or it is over already.
    pub fn act(&self, id: &str, state: State) -> bool {
        let at = self.0.known().at();
        self.now().all.get_mut(id).is_some_and(|confirmation| confirmation.end(state, at))
    }

    /// Every confirmation with its id.
    pub fn all(&self) -> Vec<(String, Confirmation)> {
        self.now().all.iter().map(|(id, confirmation)| (id.clone(), confirmation.clone())).collect()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now()
    }
}
