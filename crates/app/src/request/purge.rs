//! What becomes of personal data that nobody may keep any more.

use domain::id::PageId;
use domain::issue::{Event, IssueRequest, State};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::{Tx, table};

use crate::{AppError, Ctx, deposit};

/// Takes a request out with everything that belongs to it: scans and the keys to them, printed forms, identifications, open cabinets and
/// what was sent to a subject without an account. Returns what its last event says.
///
/// The event holds a salted and keyed hash of the request as it was: whoever has the data can have it confirmed by the house that this is
/// what was deleted, and nobody can guess them from it.
pub(super) fn purge(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest) -> Result<Value, AppError> {
    for page in table::issue_page::of_issue(tx, request.id)? {
        table::issue_page::delete(tx, page.id)?;
        deposit::destroy(tx, page.content, &page.id.to_string(), ctx.now())?;
    }
    for file in table::content::files_of(tx, &request.id.to_string())? {
        table::content::delete_file(tx, file.id)?;
        table::content::delete(tx, file.content)?;
    }
    crate::form::purge(tx, request.id, ctx.now())?;
    table::issue_identification::delete_all(tx, request.id)?;
    table::cabinet_session::close_all(tx, request.id)?;
    if table::account::load(tx, request.user)?.is_none() {
        table::sms::forget_of(tx, request.user)?;
    }
    table::issue::delete(tx, request.id, request.version)?;
    let salt: [u8; 16] = ctx.random();
    Ok(json!({
        "request_id": request.id.to_string(),
        "external_id": request.external_id,
        "state": "deleted",
        "status": "deleted",
        "change": Event::Deleted.word(),
        "version": request.version + 1,
        "salt": hex::encode(salt),
        "digest": digest(ctx, &salt, request)?,
    }))
}

/// Takes out the scans that `after` has not any more. What a client deposited and took out of a draft may be named again for a while; once
/// there is a certificate, scans go because nobody may keep them.
pub(super) fn drop_pages(tx: &mut Tx<'_>, before: &IssueRequest, after: &IssueRequest, now: Timestamp) -> Result<(), AppError> {
    let left: Vec<PageId> = pages(after).map(|page| page.id).collect();
    for page in pages(before).filter(|page| !left.contains(&page.id)) {
        table::issue_page::delete(tx, page.id)?;
        match after.state {
            State::Released { .. } => deposit::destroy(tx, page.content, &page.id.to_string(), now)?,
            _ => deposit::let_go(tx, page.content, &page.id.to_string(), now)?,
        }
    }
    Ok(())
}

fn pages(request: &IssueRequest) -> impl Iterator<Item = &domain::issue::document::Page> {
    request.documents.iter().flat_map(|document| &document.pages)
}

fn digest(ctx: &Ctx, salt: &[u8], request: &IssueRequest) -> Result<String, AppError> {
    let text = serde_json::to_vec(request).map_err(|error| AppError::internal("a request").because(error))?;
    Ok(hex::encode(ctx.keys.mac("deleted-request", &[salt, &text].concat())))
}
