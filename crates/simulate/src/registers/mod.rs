//! State registers, played from a data file: docs/registers.md as a server.

mod answers;
mod controls;
mod data;
mod extract;
mod find;
mod trouble;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, MutexGuard};

use axum::Router;
use axum::routing::{get, post};
use domain::clock::Clock;

use crate::data::{DataError, or_built_in};
use crate::door;
use crate::played::{Played, Timed};

pub use crate::tax_service::CERTIFICATE;
pub use data::{BUILT_IN, Data, Organization, Passport, Person, RecordedPassport, SignedBy, Strangers};
pub use trouble::{Manner, Trouble};

use extract::Ordered;

/// The stand-in. Clones are the same one: a test may hold one while a router answers.
#[derive(Clone)]
pub struct Registers(Played<Timed<Data>, Now>);

/// What changes.
#[derive(Default)]
struct Now {
    troubles: Vec<Trouble>,
    asked: BTreeMap<&'static str, u64>,
    orders: HashMap<String, Ordered>,
    /// Orders by the id of the request that made them.
    made_by: HashMap<String, String>,
}

impl Registers {
    /// With this data.
    pub fn new(data: Data, clock: Arc<dyn Clock>) -> Self {
        let now = Now { troubles: data.trouble.clone(), ..Now::default() };
        Self(Played::new(Timed::new(data, clock), now))
    }

    /// With the data of a file, or else with those that are built in.
    pub fn load(file: Option<&Path>, clock: Arc<dyn Clock>) -> Result<Self, DataError> {
        Ok(Self::new(or_built_in(file, Data::built_in)?, clock))
    }

    /// Everything that it answers, its controls among it.
    pub fn router(&self) -> Router {
        let contract = Router::new()
            .route("/v1/status", get(answers::status))
            .route("/v1/passport", post(answers::passport))
            .route("/v1/snils", post(answers::snils))
            .route("/v1/inn", post(answers::inn))
            .route("/v1/inn/find", post(find::inn))
            .route("/v1/organization", post(answers::organization))
            .route("/v1/extracts", post(extract::order))
            .route("/v1/extracts/{id}", get(extract::fetch))
            .with_state(self.clone());
        door::around("registers", self.0.known().data.token.clone(), contract, controls::routes().with_state(self.clone()))
    }

    /// Gives a register a trouble from now on.
    pub fn trouble(&self, trouble: Trouble) {
        self.now().troubles.push(trouble);
    }

    /// Takes all troubles away, those of the data file among them.
    pub fn heal(&self) {
        self.now().troubles.clear();
    }

    /// How often each operation was asked: `passport`, `snils`, `inn`, `inn_find`, `organization`, `extracts`, `status`.
    pub fn asked(&self) -> BTreeMap<&'static str, u64> {
        self.now().asked.clone()
    }

    fn count(&self, operation: &'static str) {
        *self.now().asked.entry(operation).or_default() += 1;
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now()
    }
}
