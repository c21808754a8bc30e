//! The licensee changes an endpoint, pauses it, or takes it into use again.

use domain::code;
use domain::id::{EndpointId, LicenseeId};
use domain::time::Timestamp;
use store::table::endpoint::{ACTIVE, DISABLED, PAUSED};
use store::{StoreError, Tx, table};

use super::create::{check, require_room};
use super::{Endpoint, Row, visible};
use crate::act::{self, Act};
use crate::error::Problem;
use crate::job::catch_up;
use crate::{AppError, Call, Ctx, endpoint};

/// What changes; the rest stays.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Where to.
    pub url: Option<String>,
    /// Event types it wants; all where empty. Counts for events from now on.
    pub types: Option<Vec<String>>,
    /// A word of its owner.
    pub description: Option<String>,
    /// `active` or `paused`.
    pub state: Option<String>,
    /// The number of the event that the end of a pause goes on with; the first that was not sent where nothing is said. Whatever waits and is
    /// older is not sent.
    pub from: Option<i64>,
}

/// Changes an endpoint in the version that the caller has seen. A pause keeps what is to be sent and queues nothing more; its end sends all
/// of it, in order, with every try begun anew.
pub async fn update(ctx: &Ctx, call: &Call, id: EndpointId, changes: Changes) -> Result<Endpoint, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.update").await?;
    check(ctx, changes.url.as_deref(), changes.types.as_deref(), changes.description.as_deref())?;
    if changes.state.as_deref().is_some_and(|state| !matches!(state, ACTIVE | PAUSED)) {
        return Err(AppError::invalid(vec![Problem::new("/status", code::VALUE_INVALID)]));
    }
    let misplaced = || AppError::invalid(vec![Problem::new("/from_sequence", code::VALUE_INVALID)]);
    if changes.from.is_some_and(|from| from < 1) || (changes.from.is_some() && changes.state.as_deref() != Some(ACTIVE)) {
        return Err(misplaced());
    }
    let (now, conditions) = (ctx.now(), call.conditions.clone());
    let row = act::run(ctx, call, Act::new("endpoint.update", id), move |tx| {
        let mut row = visible(table::endpoint::load_for_update(tx, id)?, licensee)?;
        conditions.hold_seen(row.version)?;
        let before = row.clone();
        if changes.from.is_some() && row.state != PAUSED {
            return Err(misplaced());
        }
        row.url = changes.url.clone().unwrap_or(row.url);
        row.types = changes.types.as_ref().map_or(row.types, |types| types.join(" "));
        row.description = changes.description.clone().unwrap_or(row.description);
        match changes.state.as_deref() {
            Some(ACTIVE) if row.state != ACTIVE => {
                if row.state == DISABLED {
                    require_room(tx, licensee)?;
                }
                (row.state, row.reason, row.failing_since) = (ACTIVE.to_owned(), None, None);
                // what happened while it was out of use is nobody's debt
                row.unsent_from = row.unsent_from.filter(|_| before.state == PAUSED);
                go_on(tx, &mut row, changes.from, now)?;
            }
            Some(PAUSED) if row.state == ACTIVE => {
                (row.state, row.reason) = (PAUSED.to_owned(), Some("owner".to_owned()));
                row.unsent_from = Some(row.unsent_from.map_or_else(|| next_number(tx, licensee), Ok)?);
            }
            Some(PAUSED) if row.state == DISABLED => return Err(code::ENDPOINT_DISABLED.into()),
            _ => {}
        }
        if row != before {
            row.changed_at = Some(now);
            table::endpoint::update(tx, &row)?;
            row.version += 1;
        }
        match row.state.as_str() {
            PAUSED => endpoint::hold(tx, id, now)?,
            // also where the address is another one: the old one's troubles are not the new one's
            _ if row.url != before.url || row.state != before.state => endpoint::let_go(tx, id, now)?,
            _ => {}
        }
        Ok(row)
    })
    .await?;
    Endpoint::of(ctx, row)
}

/// The number that the licensee's next event will have.
fn next_number(tx: &mut Tx<'_>, licensee: LicenseeId) -> Result<i64, StoreError> {
    Ok(table::event::last_number(tx, licensee)? + 1)
}

/// Sends on from where the pause began, or from the event that the owner names.
fn go_on(tx: &mut Tx<'_>, row: &mut Row, from: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
    if let Some(from) = from {
        let next = next_number(tx, row.licensee)?;
        if row.unsent_from.unwrap_or(next) < from {
            endpoint::forget(tx, row.id)?;
        }
        row.unsent_from = Some(from.min(next));
    }
    catch_up::part(tx, row, now)
}
