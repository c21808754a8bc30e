//! What happens to a request that was made as a form: its client is told, and what a form has no call for is done by itself.

use domain::form::FormEventKind;
use domain::id::IssueId;
use domain::issue::{Event, IssueRequest, Status};
use domain::time::Timestamp;
use store::{NewJob, Tx, table};

use super::events::{self, Told};
use super::kept;
use crate::job::follow_form;
use crate::{AppError, Ctx, deposit, request};

/// Sees to what follows from events of a request, where it is one of a form.
pub(crate) fn note(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest, happened: &[Event], now: Timestamp) -> Result<(), AppError> {
    let is_refused = happened.contains(&Event::Corrected);
    let goes_on = happened.iter().any(|event| follows(request, event));
    if !is_refused && !goes_on {
        return Ok(());
    }
    let Some(form) = kept::load(tx, ctx, request.id)? else { return Ok(()) };
    if is_refused {
        let told = Told { correction: request.correction().cloned(), ..Told::default() };
        events::tell(tx, ctx, &form, FormEventKind::FormValidationError, &told, now)?;
    }
    if goes_on {
        tx.job(job(request, now));
    }
    Ok(())
}

/// Whether the house has something to do after it: to look at what registers said, to identify and forward, to hand the certificate out.
fn follows(request: &IssueRequest, event: &Event) -> bool {
    match event {
        Event::Submitted | Event::Approved | Event::Released { .. } => true,
        Event::Checked => request.status() == Status::Validating,
        Event::Identified => request.status() == Status::Approved,
        _ => false,
    }
}

fn job(request: &IssueRequest, now: Timestamp) -> NewJob {
    request::job(request, follow_form::KIND, format!("form:{}:{}", request.id, request.version), now)
}

/// Takes the form of a deleted request out, with what it named beside its pages.
pub(crate) fn purge(tx: &mut Tx<'_>, id: IssueId, now: Timestamp) -> Result<(), AppError> {
    let owner = kept::owner(id);
    for content in table::deposit::of_owner(tx, &owner)? {
        deposit::destroy(tx, content, &owner, now)?;
    }
    Ok(table::form::delete(tx, id)?)
}
