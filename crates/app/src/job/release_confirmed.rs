//! Takes a request to the release that the state portal has confirmed: nobody is asked for a code any more. It goes to the cabinet, where it
//! waits for its key if that is on a token, and else on to the certificate.

use domain::code::{self, Kind};
use domain::id::IssueId;
use domain::issue::{ByPortal, Command, Consent, IssueRequest, KeyPlace, SignedStatement};
use domain::time::Timestamp;
use jobs::{Job, Outcome};
use store::{NewJob, table};

use super::{id_of, issue_certificate};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::request::settle::{self, Settled};
use crate::{AppError, Call, Ctx, request};

pub(crate) const KIND: &str = "release_confirmed";

/// For a request that goes on by itself. It stands among the request's jobs: nobody changes the request meanwhile.
pub(crate) fn job(request: &IssueRequest, now: Timestamp) -> NewJob {
    request::job(request, KIND, format!("confirmed:{}:{}", request.id, request.version), now)
}

/// Forwards, accepts and has the certificate made, in one transaction. What fails is kept in the request; where trying again cannot help, the
/// next change of the request does.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let inner = ctx.clone();
    let found = ctx.store.read(move |tx| request::load(tx, &inner, id)).await?;
    let Some(request) = found.filter(IssueRequest::goes_on_by_itself) else { return Ok(Outcome::Done) };
    match go_on(&ctx, request).await {
        Ok(()) => Ok(Outcome::Done),
        // somebody was first: the next run sees what they did
        Err(error) if error.code == code::STALE => Err(error),
        Err(error) => {
            issue_certificate::report(&ctx, KIND, id, &error).await?;
            let for_good = matches!(error.kind(), Kind::Conflict | Kind::Forbidden | Kind::Malformed | Kind::RejectedByState);
            if for_good { Ok(Outcome::failed(&error)) } else { Err(error) }
        }
    }
}

async fn go_on(ctx: &Ctx, request: IssueRequest) -> Result<(), AppError> {
    let settled = match &request.key {
        KeyPlace::AwaitedToken => None,
        place => Some(settle::key(ctx, &request, place.clone()).await?),
    };
    let unknown = settle::unknown_password(ctx).await?;
    let (inner, now, id, version) = (ctx.clone(), ctx.now(), request.id, request.version);
    act::run(ctx, &Call::job(KIND), Act::new("request.release", id), move |tx| {
        let mut request = request::held(tx, &inner, id, None)?;
        if request.version != version {
            return Err(code::STALE.into());
        }
        if !request.is_forwarded() {
            let counterparty = request::is_counterparty(tx, &request)?;
            request = request::apply(tx, &inner, request, Command::Forward { agreement: None, key: None, counterparty }, now)?;
        }
        let Some(settled) = &settled else { return Ok(()) };
        request.user = settle::account(tx, &request, &unknown, now)?;
        request.company = settle::company(tx, &request)?;
        table::account::load(tx, request.user)?.or_missing()?.require_active()?;
        settle::require_own_key(tx, &request, &settled.spki_hash)?;
        let command = Command::Accept { consent: consent(&request, settled)?, key: Some(settled.key.clone()) };
        let request = request::apply(tx, &inner, request, command, now)?;
        tx.job(settle::issue_job(&request, now));
        Ok(())
    })
    .await
}

fn consent(request: &IssueRequest, settled: &Settled) -> Result<Consent, AppError> {
    match &request.statement {
        Some(SignedStatement::Portal { confirmation, binding, at }) => Ok(Consent::Portal(ByPortal {
            confirmation: confirmation.clone(),
            binding: binding.clone(),
            key: settled.spki_hash.clone(),
            at: *at,
        })),
        Some(SignedStatement::Code { .. }) | None => Err(code::STATEMENT_REQUIRED.into()),
    }
}
