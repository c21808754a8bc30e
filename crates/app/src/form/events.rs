//! The feed of what happened to forms, for three months.

use std::time::Duration;

use domain::certificate::Certificate;
use domain::code;
use domain::form::{Form, FormEvent, FormEventKind, FormIssued, FormParty, FormSignature};
use domain::issue::remark::Correction;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::table::form_event::{self, FormEventRow};
use store::{Tx, table};
use uuid::Uuid;

use super::OrgCall;
use crate::error::Problem;
use crate::{AppError, Ctx};

/// The most events of one answer, and how many there are where nobody says.
pub const MOST_EVENTS: u32 = 100;
/// See [`MOST_EVENTS`].
pub const USUAL_EVENTS: u32 = 30;
/// For how long events are kept: three months, counted as 92 days.
const KEEP: Duration = Duration::from_secs(92 * 24 * 3600);
/// Rows dropped in one transaction: others want to write too.
const TOGETHER: i64 = 1000;
/// The mark of whoever has read nothing, where nothing was ever told.
pub const NOTHING_YET: Uuid = Uuid::nil();

/// An event with what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FormEventSeen {
    /// The event.
    pub event: FormEvent,
    /// The client's own id of the form.
    pub external_id: Option<String>,
    /// What it tells.
    pub told: Told,
}

/// What an event tells.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// What is to be mended.
    pub correction: Option<Correction>,
    /// What can be fetched.
    pub issued: Option<FormIssued>,
    /// The certificate, as it was made.
    pub certificate: Option<Certificate>,
    /// The organization that it names.
    pub organization: Option<FormParty>,
    /// What was signed with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<FormSignature>,
}

/// What people wrote stays out of logs.
impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Told").finish_non_exhaustive()
    }
}

/// A piece of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FormFeed {
    /// The events, in order.
    pub events: Vec<FormEventSeen>,
    /// Where to go on.
    pub last: Uuid,
}

/// The events of an organization after one of them, at most `count`. An event that it has not, or that is over three months old and not the last
/// one, is a wrong value: whoever comes back with it would not see what they have missed.
pub async fn events(ctx: &Ctx, org: &OrgCall, after: Option<Uuid>, count: u32) -> Result<FormFeed, AppError> {
    let (inner, company, count) = (ctx.clone(), org.company(), count.clamp(1, MOST_EVENTS));
    let after = after.filter(|id| *id != NOTHING_YET);
    ctx.store
        .read(move |tx| {
            let from = match after {
                None => 0,
                Some(id) => {
                    let known = form_event::number_of(tx, company, &id.to_string())?;
                    known.ok_or_else(|| AppError::invalid(vec![Problem::new("/afterEventId", code::VALUE_INVALID)]))?
                }
            };
            let rows = form_event::after(tx, company, from, count.into())?;
            let events = rows.into_iter().map(|row| shown(&inner, row)).collect::<Result<Vec<_>, AppError>>()?;
            let last = events.last().map(|seen| seen.event.id).or(after).unwrap_or(NOTHING_YET);
            Ok(FormFeed { events, last })
        })
        .await
}

/// Writes an event.
pub(super) fn tell(tx: &mut Tx<'_>, ctx: &Ctx, form: &Form, kind: FormEventKind, told: &Told, now: Timestamp) -> Result<(), AppError> {
    let id = ctx.uuid();
    let text = serde_json::to_vec(told).map_err(|error| AppError::internal("an event of a form").because(error))?;
    let number = form_event::next_number(tx, form.licensee, form.company)?;
    let row = FormEventRow {
        id: id.to_string(),
        number,
        form: form.id,
        external_id: form.external_id.as_ref().map(ToString::to_string),
        kind: kind.word().to_owned(),
        at: now,
        sealed: ctx.keys.seal(&context(&id.to_string()), &text),
    };
    Ok(form_event::insert(tx, form.licensee, form.company, &row)?)
}

fn context(id: &str) -> String {
    format!("form-event:{id}")
}

fn shown(ctx: &Ctx, row: FormEventRow) -> Result<FormEventSeen, AppError> {
    let damaged = || AppError::internal("a kept event of a form");
    let text = ctx.keys.open(&context(&row.id), &row.sealed)?;
    let told = serde_json::from_slice(&text).map_err(|error| damaged().because(error))?;
    let id = Uuid::try_parse(&row.id).map_err(|error| damaged().because(error))?;
    let kind = FormEventKind::parse(&row.kind).ok_or_else(damaged)?;
    let event = FormEvent { id, number: row.number, form: row.form, kind, at: row.at };
    Ok(FormEventSeen { event, external_id: row.external_id, told })
}

/// Drops events that are over their time.
pub(crate) async fn sweep(ctx: &Ctx) -> Result<(), AppError> {
    let before = ctx.now().minus(KEEP);
    while ctx.store.write(move |tx| table::form_event::sweep(tx, before, TOGETHER).map_err(AppError::from)).await? > 0 {}
    Ok(())
}
