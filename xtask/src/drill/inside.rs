//! The data folder opened beside the server, as `surguch admin` opens it: for the text messages, and for the judge.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::{Adapters, Ctx, KeyShelf, Settings, SystemEntropy};
use blobs::Blobs;
use keys::{Keys, MasterKey};
use outbound::callback::Callbacks;
use outbound::evidence::Evidence;
use outbound::guarded::{Guarded, Rules};
use outbound::sms::Route;
use print::{Limits, Printer, Templates};
use store::{Store, SystemClock};

use crate::office::{Kind, Outcome, Place};

/// Opens it; blocks for a while. Whoever restarts the server closes this first: a restart has to find the database as the kill left it.
pub fn open(data: &Path, place: &Place) -> Outcome<Ctx> {
    let master = MasterKey::load(&data.join("master.key"))?;
    let store = Store::open(place.database(data))?;
    let adapters = Adapters {
        // files are read over the API
        blobs: Blobs::folder(data.join("blobs"))?,
        keys: match place.kind {
            Kind::Sqlite => Keys::folder(&data.join("keys"), &master)?,
            Kind::Postgres => Keys::new(KeyShelf::new(store.clone()), &master),
        },
        store,
        callbacks: Callbacks::new(Guarded::new(&outbound::guarded::Settings::default())?),
        evidence: Evidence::new(Rules::default(), Duration::from_secs(5))?,
        registers: None,
        esia: None,
        sms: Route::Outbox,
        // nothing is printed from here
        printer: Printer::new("/nonexistent", std::iter::empty::<&str>(), Limits::default(), 1),
        templates: Templates::new(None),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::new()),
    };
    Ok(Ctx::new(adapters, Settings::default()))
}
