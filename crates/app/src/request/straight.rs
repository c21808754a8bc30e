//! Straight issue: where a licensee's policy says so, what it submits complete goes on to the release without a person acting.
//!
//! Whichever face a request was sent by, the job is planned where the request is changed ([`super::step::change`]) and where registers have
//! answered. It stands in the request's lane: the request is not actualised before it is done.

use domain::code;
use domain::id::IssueId;
use domain::issue::{self, IssueRequest, Registers};
use domain::time::Timestamp;
use store::{Tx, table};

use super::seen::job;
use super::settle::{self, Settled};
use super::{kept, step};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::job::issue_straight;
use crate::{AppError, Call, Ctx};

/// What an operator has to look into: the request stays before them, and the refusal in the audit log.
const FOR_A_PERSON: [code::Code; 4] = [code::ACCOUNT_BLOCKED, code::IDENTITY_INCOMPLETE, code::KEY_TAKEN, code::PHONE_TAKEN];

/// Has the request carried on, where the policy says so and nothing is lacking.
pub(crate) fn plan(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest, now: Timestamp) -> Result<(), AppError> {
    if goes(tx, ctx, request, now)? {
        tx.job(job(request, issue_straight::KIND, format!("straight:{}:{}", request.id, request.version), now));
    }
    Ok(())
}

/// Carries the request on to the release; does nothing where it does not go straight any more.
pub(crate) async fn carry_on(ctx: &Ctx, id: IssueId) -> Result<(), AppError> {
    let (inner, now) = (ctx.clone(), ctx.now());
    let looked = ctx
        .store
        .read(move |tx| {
            let Some(request) = kept::load(tx, &inner, id)? else { return Ok(None) };
            let goes = goes(tx, &inner, &request, now)?;
            Ok::<_, AppError>(goes.then_some(request))
        })
        .await?;
    let Some(request) = looked else { return Ok(()) };
    let chosen = if request.key.is_settled() { request.key.clone() } else { settle::server(&request.key) };
    let settled = settle::key(ctx, &request, chosen).await?;
    let unknown = settle::unknown_password(ctx).await?;
    let (inner, now, call) = (ctx.clone(), ctx.now(), Call::job(issue_straight::KIND));
    let actor = call.caller.actor();
    let done = act::run_if_wanted(ctx, &call, Act::new("request.issue_straight", id), move |tx| {
        let Some(request) = kept::load_for_update(tx, &inner, id)? else { return Ok(None) };
        if !goes(tx, &inner, &request, now)? {
            return Ok(None);
        }
        release(tx, &inner, &actor, request, &settled, &unknown, now).map(Some)
    })
    .await;
    match done {
        Err(error) if FOR_A_PERSON.contains(&error.code) => Ok(()),
        done => done.map(drop),
    }
}

/// Gives the commands of the policy, one after the other.
fn release(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    actor: &str,
    mut request: IssueRequest,
    settled: &Settled,
    password: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    request.user = settle::account(tx, &request, password, now)?;
    request.company = settle::company(tx, &request)?;
    table::account::load(tx, request.user)?.or_missing()?.require_active()?;
    settle::require_own_key(tx, &request, &settled.spki_hash)?;
    let means = issue::Settled { key: settled.key.clone(), binding: settle::binding(&request, &settled.spki_hash) };
    for command in request.straight(means, registers(ctx), now)? {
        request = step::carry(tx, ctx, actor, request, command, now)?;
    }
    tx.job(settle::issue_job(&request, now));
    Ok(())
}

fn goes(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest, now: Timestamp) -> Result<bool, AppError> {
    if request.require_straight(registers(ctx), now).is_err() {
        return Ok(false);
    }
    let tenant = table::licensee::load(tx, request.licensee)?.or_missing()?;
    Ok(tenant.policy.straight_issue)
}

fn registers(ctx: &Ctx) -> Registers {
    if ctx.registers.is_some() { Registers::Asked } else { Registers::None }
}
