//! Figures of the house for metrics: what it has done, and what waits.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use outbound::callback::{CallbackAnswer, CallbackError};
pub use outbound::remote::{BreakerState, Figures as Counterpart};
pub use store::COMMIT_SPANS;
use store::{Tx, table};

use crate::job::deliver_callback;
use crate::{AppError, Ctx};

/// How soon an end is spoken of.
pub const SOON: Duration = Duration::from_secs(30 * 24 * 3600);

/// A snapshot; without what only the database knows while that does not answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// What the store of this process has done.
    pub store: store::Figures,
    /// Calls of endpoints by this process, by outcome.
    pub callbacks: Vec<(&'static str, u64)>,
    /// Answers of the authority's services by this process: `ocsp` or `tsa`, outcome, how many.
    pub services: Vec<(&'static str, &'static str, u64)>,
    /// Registers, the state portal and the gateway of text messages, as this process has asked them.
    pub counterparts: Vec<Counterpart>,
    /// What the database says; `None` where it does not answer.
    pub rows: Option<Rows>,
}

/// What the database says, for all nodes together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// Jobs by kind and state.
    pub jobs: Vec<Jobs>,
    /// The size of the database, in bytes.
    pub bytes: u64,
    /// Endpoints of callbacks that were not taken away, by state.
    pub endpoints: Vec<(String, u64)>,
    /// For how long the oldest callback has waited, whatever for.
    pub oldest_callback: Duration,
    /// Until the first certificate of an authority ends, in microseconds; below zero where it has.
    pub authority_left: Option<i64>,
    /// The same until the first of the authorities' newest revocation lists is outdated.
    pub list_left: Option<i64>,
    /// Certificates that end within [`SOON`] and are not revoked.
    pub ending: u64,
}

/// Jobs of one kind in one state.
#[derive(Debug, Clone, PartialEq)]
pub struct Jobs {
    /// The kind.
    pub kind: String,
    /// `open` or `failed`.
    pub state: String,
    /// How many.
    pub count: u64,
    /// For how long the oldest has been due.
    pub overdue: Duration,
}

/// Gathers them.
pub async fn gather(ctx: &Ctx) -> Figures {
    let rows = match rows(ctx).await {
        Ok(rows) => Some(rows),
        Err(error) => {
            error.log();
            None
        }
    };
    let registers = ctx.registers.iter().flat_map(|registers| registers.figures());
    let sms = ctx.sms.gateway().and_then(|gateway| gateway.figures());
    let counterparts = registers.chain(ctx.esia.iter().map(|esia| esia.figures())).chain(sms).collect();
    Figures { store: ctx.store.figures(), callbacks: ctx.counts.callbacks(), services: ctx.counts.services(), counterparts, rows }
}

async fn rows(ctx: &Ctx) -> Result<Rows, AppError> {
    let now = ctx.now();
    let known = ctx.store.read(move |tx| known(tx, now)).await?;
    let callbacks = known.counts.iter().filter(|count| count.kind == deliver_callback::KIND && count.state == "open");
    let oldest_callback = callbacks.map(|count| now.since(count.created)).max().unwrap_or_default();
    let left = |ends: &[Timestamp]| ends.iter().min().map(|end| end.micros() - now.micros());
    let (authority_left, list_left) = (left(&known.authorities), left(&known.lists));
    let jobs = known.counts.into_iter().map(|count| Jobs {
        kind: count.kind,
        state: count.state,
        count: u64::try_from(count.jobs).unwrap_or(0),
        overdue: now.since(count.oldest),
    });
    Ok(Rows {
        jobs: jobs.collect(),
        bytes: ctx.store.size().await?,
        endpoints: known.endpoints,
        oldest_callback,
        authority_left,
        list_left,
        ending: known.ending,
    })
}

/// What one transaction reads.
struct Known {
    counts: Vec<table::job::Count>,
    endpoints: Vec<(String, u64)>,
    authorities: Vec<Timestamp>,
    lists: Vec<Timestamp>,
    ending: u64,
}

fn known(tx: &mut Tx<'_>, now: Timestamp) -> Result<Known, AppError> {
    let all = ca::all(tx)?;
    let authorities = ca::at_work(&all).into_iter().map(ca::Authority::not_after).collect();
    let mut lists = Vec::new();
    for authority in all.iter().filter(|one| now <= one.not_after()) {
        lists.extend(table::crl::latest_facts(tx, authority.id)?.map(|(_, _, next)| next));
    }
    Ok(Known {
        counts: table::job::counts(tx)?,
        endpoints: table::endpoint::counts(tx)?,
        authorities,
        lists,
        ending: table::intent::ending(tx, now, now.plus(SOON))?,
    })
}

/// What this process counts by itself.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    callbacks: Mutex<BTreeMap<&'static str, u64>>,
    services: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
}

impl Counts {
    /// One call of an endpoint.
    pub(crate) fn callback(&self, answer: &Result<CallbackAnswer, CallbackError>) {
        let outcome = match answer {
            Ok(answer) if answer.is_success() => "delivered",
            Ok(answer) if answer.is_gone() => "gone",
            Ok(answer) if answer.is_overloaded() => "overloaded",
            Ok(_) => "refused",
            Err(error) => error.code(),
        };
        *self.callbacks.lock().unwrap_or_else(PoisonError::into_inner).entry(outcome).or_default() += 1;
    }

    /// One answer of a service, by its outcome.
    pub(crate) fn add(&self, service: &'static str, outcome: &'static str) {
        *self.services.lock().unwrap_or_else(PoisonError::into_inner).entry((service, outcome)).or_default() += 1;
    }

    fn services(&self) -> Vec<(&'static str, &'static str, u64)> {
        let services = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        services.iter().map(|((service, outcome), count)| (*service, *outcome, *count)).collect()
    }

    fn callbacks(&self) -> Vec<(&'static str, u64)> {
        let callbacks = self.callbacks.lock().unwrap_or_else(PoisonError::into_inner);
        callbacks.iter().map(|(outcome, count)| (*outcome, *count)).collect()
    }
}
