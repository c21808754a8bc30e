//! Reads what callbacks need, for many of them at once: a burst of deliveries costs a handful of statements instead of three each.
//!
//! The first who asks starts a reading; whoever asks before it has begun is served by it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

use domain::id::{EndpointId, EventId};
use store::{StoreError, Tx, table};
use table::endpoint::Endpoint;
use table::event::{Event, TOGETHER};
use tokio::sync::oneshot;

use crate::{AppError, Ctx};

/// What a delivery asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) endpoint: EndpointId,
    pub(crate) event: EventId,
    /// Whether an earlier run may have left a record.
    pub(crate) tried: bool,
}

/// What it gets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) endpoint: Option<Endpoint>,
    /// Where it has a number already.
    pub(crate) event: Option<Event>,
    /// State and number of earlier tries.
    pub(crate) tried: Option<(String, i64)>,
}

type Answer = oneshot::Sender<Found>;

/// Who waits for the next reading.
#[derive(Debug, Default)]
pub(crate) struct Gather(Mutex<Vec<(Wanted, Answer)>>);

impl Gather {
    /// Adds one; true where it is the first.
    fn add(&self, wanted: Wanted, answer: Answer) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((wanted, answer));
        waiting.len() == 1
    }

    fn take(&self) -> Vec<(Wanted, Answer)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads it together with what others want in the same moment.
pub(crate) async fn load(ctx: &Ctx, wanted: Wanted) -> Result<Found, AppError> {
    let (answer, found) = oneshot::channel();
    if ctx.gather.add(wanted, answer) {
        // a task of its own: whoever started it may be broken off, and the others would wait for ever
        let ctx = ctx.clone();
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            let waiting = ctx.gather.take();
            let all: Vec<Wanted> = waiting.iter().map(|(wanted, _)| *wanted).collect();
            match ctx.store.read(move |tx| read(tx, &all)).await {
                Ok(found) => waiting.into_iter().zip(found).for_each(|((_, answer), found)| {
                    // who has gone away meanwhile needs no answer
                    let _ = answer.send(found);
                }),
                Err(error) => tracing::warn!(callbacks = waiting.len(), "callbacks could not be read: {error}"),
            }
        });
    }
    found.await.map_err(|_| AppError::from(StoreError::Unavailable("the reading for a callback failed".to_owned())))
}

fn read(tx: &mut Tx<'_>, all: &[Wanted]) -> Result<Vec<Found>, StoreError> {
    let (mut endpoints, mut events) = (HashMap::new(), HashMap::new());
    for wanted in all {
        if let Entry::Vacant(place) = endpoints.entry(wanted.endpoint) {
            place.insert(table::endpoint::load(tx, wanted.endpoint)?);
        }
    }
    let mut ids: Vec<EventId> = all.iter().map(|wanted| wanted.event).collect();
    ids.sort_unstable();
    ids.dedup();
    for some in ids.chunks(TOGETHER) {
        events.extend(table::event::by_ids(tx, some)?.into_iter().map(|event| (event.id, event)));
    }
    let find = |wanted: &Wanted| {
        let tried = if wanted.tried { table::delivery::tried(tx, wanted.endpoint, wanted.event)? } else { None };
        Ok(Found { endpoint: endpoints.get(&wanted.endpoint).cloned().flatten(), event: events.get(&wanted.event).cloned(), tried })
    };
    all.iter().map(find).collect()
}
