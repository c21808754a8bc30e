//! What a form has no call for, after something happened to its request: data that registers refused go back to the client, what was
//! approved is identified by the licensee's word and forwarded to the subject, and what was made is handed out.

use domain::code::Kind;
use domain::id::IssueId;
use domain::issue::check::Finding;
use domain::issue::remark::{Remark, RemarkTarget};
use domain::issue::{Command, Identification, IssueRequest, State, Status, Verifier};
use domain::time::Timestamp;
use jobs::{Job, Outcome};
use store::{Tx, table};

use super::id_of;
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, form, request};

pub(crate) const KIND: &str = "follow_form";

/// Looks at the request and does what is to be done in its state; what was done already is not done again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let inner = ctx.clone();
    let Some(request) = ctx.store.read(move |tx| request::load(tx, &inner, id)).await? else { return Ok(Outcome::Done) };
    match request.status() {
        Status::Validating => step(&ctx, "form.refuse", id, refuse).await?,
        Status::Approved => step(&ctx, "form.forward", id, forward).await?,
        Status::Released => form::hand_out(&ctx, KIND, &request).await?,
        Status::Preparing | Status::Correction | Status::Releasing => {}
    }
    Ok(Outcome::Done)
}

/// Runs a step on the request as it is now; one that has nothing to do leaves no trace.
async fn step<F>(ctx: &Ctx, action: &'static str, id: IssueId, mut todo: F) -> Result<(), AppError>
where
    F: FnMut(&mut Tx<'_>, &Ctx, IssueRequest, Timestamp) -> Result<Option<()>, AppError> + Send + 'static,
{
    let (inner, now, call) = (ctx.clone(), ctx.now(), Call::job(KIND));
    let done = act::run_if_wanted(ctx, &call, Act::new(action, id), move |tx| {
        let Some(request) = request::load_for_update(tx, &inner, id)? else { return Ok(None) };
        todo(tx, &inner, request, now)
    });
    done.await.map(drop)
}

/// Where a register refused what nothing attached answers for, the client is to mend it.
fn refuse(tx: &mut Tx<'_>, ctx: &Ctx, request: IssueRequest, now: Timestamp) -> Result<Option<()>, AppError> {
    // an operator who has begun decides, and nothing is decided while registers are being asked
    let is_waiting = matches!(request.state, State::Validating { taken: None, .. });
    let is_busy = !is_waiting || !request.open_questions(false, now).is_empty();
    let found = form::unanswered(&request, now);
    if is_busy || found.is_empty() {
        return Ok(None);
    }
    let remarks = found.iter().map(remark).collect();
    request::apply(tx, ctx, request, Command::Correct { operator: None, comment: None, remarks }, now)?;
    Ok(Some(()))
}

fn remark(found: &Finding) -> Remark {
    let message = format!("{}: {}", found.kind.title(), found.code.word());
    Remark { code: found.code.word().to_owned(), target: RemarkTarget::Document(found.kind), message }
}

/// The licensee vouches for those it sends, where its contract says so; who nobody vouches for waits until somebody does.
fn forward(tx: &mut Tx<'_>, ctx: &Ctx, request: IssueRequest, now: Timestamp) -> Result<Option<()>, AppError> {
    if !matches!(request.state, State::Approved { forwarded: None, .. }) {
        return Ok(None);
    }
    let tenant = table::licensee::load(tx, request.licensee)?.or_missing()?;
    let mut request = request;
    if request.identification.is_none() && tenant.policy.licensee_identifies {
        let by = Verifier::Licensee { licensee: tenant.id };
        let document = domain::issue::SeenDocument::of(&request);
        let identification = Identification { by, at: now, request_version: request.version, document };
        request = request::carry(tx, ctx, KIND, request, Command::Identify { identification }, now)?;
    }
    let counterparty = request::is_counterparty(tx, &request)?;
    match request::apply(tx, ctx, request, Command::Forward { agreement: None, key: None, counterparty }, now) {
        // somebody has to vouch for the subject first, or a document of identification is to come
        Err(error) if error.kind() == Kind::RejectedByState => Ok(None),
        done => done.map(|_| Some(())),
    }
}
