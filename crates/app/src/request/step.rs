//! What every change of a request shares: apply, save where the version is unchanged, tell, and see to what follows.

use domain::issue::{Command, Event, IssueRequest};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::table::issue_identification::{self, Entry};
use store::{NewJob, Tx};

use super::seen::{job, require_actualized};
use super::{kept, purge, straight};
use crate::event::{self, Told};
use crate::job::{check_requisites, release_confirmed};
use crate::{AppError, Ctx};

/// Applies `command` to a request that was loaded for update.
pub(crate) fn apply(tx: &mut Tx<'_>, ctx: &Ctx, request: IssueRequest, command: Command, now: Timestamp) -> Result<IssueRequest, AppError> {
    let (request, events) = request.apply(command, now)?;
    if events.is_empty() {
        return Ok(request);
    }
    let request = kept::save(tx, ctx, request)?;
    tell(tx, ctx, &request, &events, now)?;
    Ok(request)
}

/// The same for what people and systems ask, by `actor`: not while the request is being actualised, and with what follows from it. A deleted
/// request is returned as it was.
pub(crate) fn change(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    actor: &str,
    before: IssueRequest,
    command: Command,
    now: Timestamp,
) -> Result<IssueRequest, AppError> {
    change_all(tx, ctx, actor, before, vec![command], now)
}

/// The same for several commands, which all happen or none: one new version of the request.
pub(crate) fn change_all(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    actor: &str,
    before: IssueRequest,
    commands: Vec<Command>,
    now: Timestamp,
) -> Result<IssueRequest, AppError> {
    let (mut next, mut events) = (before.clone(), Vec::new());
    for command in commands {
        let (changed, happened) = next.apply(command, now)?;
        next = changed;
        events.extend(happened);
    }
    require_actualized(tx, before.id)?;
    if events.is_empty() {
        return Ok(before);
    }
    if events.contains(&Event::Deleted) {
        let data = purge::purge(tx, ctx, &before)?;
        let told = Told { kind: Event::Deleted.kind(), subject: before.id.to_string(), data };
        event::record(tx, ctx, before.licensee, vec![told], now)?;
        return Ok(before);
    }
    let request = keep(tx, ctx, actor, &before, next, &events, now)?;
    if goes_on(&request, &events) {
        tx.job(release_confirmed::job(&request, now));
    }
    if request.checks != before.checks && !request.open_questions(false, now).is_empty() {
        tx.job(check_job(&request, now));
    }
    if events.contains(&Event::Submitted) {
        straight::plan(tx, ctx, &request, now)?;
    }
    Ok(request)
}

/// A step that the house takes in a job of the request, which is therefore not actualised.
pub(crate) fn carry(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    actor: &str,
    before: IssueRequest,
    command: Command,
    now: Timestamp,
) -> Result<IssueRequest, AppError> {
    let (next, events) = before.clone().apply(command, now)?;
    if events.is_empty() {
        return Ok(before);
    }
    keep(tx, ctx, actor, &before, next, &events, now)
}

/// Saves a request, drops the scans that it does not have any more, keeps who vouches for whom, and tells.
fn keep(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    actor: &str,
    before: &IssueRequest,
    next: IssueRequest,
    events: &[Event],
    now: Timestamp,
) -> Result<IssueRequest, AppError> {
    let request = kept::save(tx, ctx, next)?;
    purge::drop_pages(tx, before, &request, now)?;
    if request.identification != before.identification {
        note_identification(tx, ctx, actor, &request, now)?;
    }
    tell(tx, ctx, &request, events, now)?;
    Ok(request)
}

/// Whether what has just happened lets the request go on by itself. What took it back from there does not.
fn goes_on(request: &IssueRequest, events: &[Event]) -> bool {
    let lets = |event: &Event| {
        matches!(
            event,
            Event::Approved
                | Event::DocumentPut
                | Event::Forwarded
                | Event::Identified
                | Event::KeyBrought
                | Event::PageAdded
                | Event::StatementSigned
        )
    };
    request.goes_on_by_itself() && events.iter().any(lets)
}

/// Who vouched for whom is looked up when something went wrong: nothing of it is overwritten.
fn note_identification(tx: &mut Tx<'_>, ctx: &Ctx, actor: &str, request: &IssueRequest, now: Timestamp) -> Result<(), AppError> {
    let sealed = match &request.identification {
        Some(identification) => {
            let text = serde_json::to_vec(identification).map_err(|error| AppError::internal("an identification").because(error))?;
            Some(ctx.keys.seal(&identification_context(request), &text))
        }
        None => None,
    };
    let entry = Entry { version: request.version, at: now, actor: actor.to_owned(), sealed };
    Ok(issue_identification::insert(tx, request.id, request.licensee, &entry)?)
}

pub(super) fn identification_context(request: &IssueRequest) -> String {
    format!("identification:{}", request.id)
}

/// Asks registers about what is not answered yet.
pub(super) fn check_job(request: &IssueRequest, now: Timestamp) -> NewJob {
    job(request, check_requisites::KIND, format!("check:{}:{}", request.id, request.version), now)
}

/// Appends the events of a request that is already saved.
pub(crate) fn tell(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest, events: &[Event], now: Timestamp) -> Result<(), AppError> {
    let told =
        events.iter().map(|event| Told { kind: event.kind(), subject: request.id.to_string(), data: data(request, event) }).collect();
    event::record(tx, ctx, request.licensee, told, now)?;
    crate::form::note(tx, ctx, request, events, now)
}

fn data(request: &IssueRequest, event: &Event) -> Value {
    json!({
        "request_id": request.id.to_string(),
        "external_id": request.external_id,
        "user_id": request.user.to_string(),
        "company_id": request.company.map(|company| company.to_string()),
        "status": request.office_word(),
        "state": request.status().word(),
        "change": event.word(),
        "certificate_id": request.certificate().map(|certificate| certificate.to_string()),
        "version": request.version,
    })
}
