//! Makes the certificate of an accepted request: draft and lint, reserve, sign, record (docs/adr/0008-issuance-order.md).

use domain::code;
use domain::id::{CertificateId, IssueId};
use domain::issue::{Command, State};
use jobs::{Job, Outcome};
use store::Tx;

use super::id_of;
use crate::act::{self, Act};
use crate::certificate::make;
use crate::request::{Subject, settle};
use crate::{AppError, Call, Ctx, clock, request};

pub(crate) const KIND: &str = "issue_certificate";

/// Makes the certificate; a request that is released already needs nothing. A failure is kept in the request and tried again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let inner = ctx.clone();
    let (subject, authority) = ctx.store.read(move |tx| load(tx, &inner, id)).await?;
    if !matches!(subject.request.state, State::Releasing { .. }) {
        return Ok(Outcome::Done);
    }
    let (tolerance, now) = (ctx.settings.clock_tolerance, ctx.now());
    ctx.store.read(move |tx| clock::require_sound(tx, tolerance, now)).await?;
    match issue(&ctx, subject, authority).await {
        Ok(()) => Ok(Outcome::Done),
        Err(error) => {
            report(&ctx, KIND, id, &error).await?;
            // trying again cannot change these: the licensee sees why in the request
            let for_good = [code::KEY_TAKEN, code::IDENTITY_INCOMPLETE].contains(&error.code);
            if for_good { Ok(Outcome::failed(&error)) } else { Err(error) }
        }
    }
}

fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<(Subject, ca::Authority), AppError> {
    let subject = Subject::load(tx, ctx, id)?;
    let authority = ca::issuing(tx, subject.request.licensee)?;
    Ok((subject, authority))
}

async fn issue(ctx: &Ctx, subject: Subject, authority: ca::Authority) -> Result<(), AppError> {
    let key = settle::public_key_of(ctx, &subject.request).await?;
    let made = make(ctx, &authority, &subject, &key).await?;
    let certificate = made.certificate(CertificateId::new(ctx.uuid()), &subject.request);
    let (inner, now, id) = (ctx.clone(), ctx.now(), subject.request.id);
    act::run(ctx, &Call::job(KIND), Act::new("certificate.issue", certificate.id), move |tx| {
        let request = request::held(tx, &inner, id, None)?;
        made.record(tx, &certificate, now)?;
        request::apply(tx, &inner, request, Command::Release { certificate: certificate.id }, now).map(drop)
    })
    .await
}

/// Keeps the failure of `kind` in the request, where the licensee sees it, unless the request has gone on. Its own failure is the job's
/// failure.
pub(super) async fn report(ctx: &Ctx, kind: &'static str, id: IssueId, error: &AppError) -> Result<(), AppError> {
    let (inner, now, text) = (ctx.clone(), ctx.now(), error.code.id.to_owned());
    act::run(ctx, &Call::job(kind), Act::new("certificate.fail", id), move |tx| {
        let request = request::held(tx, &inner, id, None)?;
        if !matches!(request.state, State::Releasing { .. }) && !request.goes_on_by_itself() {
            return Ok(());
        }
        request::apply(tx, &inner, request, Command::ReportFailure { error: text.clone() }, now).map(drop)
    })
    .await
}
