//! What is done to a package without a signature: approve, view, refuse, revoke.

use domain::code;
use domain::id::{PackageId, ParticipantId, UserId};
use domain::office::package::Command;
use domain::office::{Package, Participant, Right, Role};
use domain::subject::Reason;
use store::{Tx, table};

use super::{step, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// An approver says yes.
pub async fn approve(ctx: &Ctx, call: &Call, id: PackageId, participant: Option<ParticipantId>) -> Result<Done<Package>, AppError> {
    by_participant(ctx, call, Act::new("package.approve", id), id, participant, &[Role::Approver], |participant| Command::Approve {
        participant,
    })
    .await
}

/// An observer has looked.
pub async fn view(ctx: &Ctx, call: &Call, id: PackageId, participant: Option<ParticipantId>) -> Result<Done<Package>, AppError> {
    by_participant(ctx, call, Act::new("package.view", id), id, participant, &[Role::Observer], |participant| Command::View { participant })
        .await
}

/// A participant refuses, with a reason; the whole package stops.
pub async fn refuse(
    ctx: &Ctx,
    call: &Call,
    id: PackageId,
    participant: Option<ParticipantId>,
    reason: Reason,
) -> Result<Done<Package>, AppError> {
    let refuse = move |participant| Command::Refuse { participant, reason: reason.clone() };
    by_participant(ctx, call, Act::new("package.refuse", id), id, participant, &[Role::Signer, Role::Approver], refuse).await
}

/// The licensee takes a package back before the last signature (row 4.4).
pub async fn revoke(ctx: &Ctx, call: &Call, id: PackageId, reason: Reason) -> Result<Done<Package>, AppError> {
    let licensee = act::office_key(ctx, call, "package.revoke").await?;
    let (inner, now, conditions) = (ctx.clone(), ctx.now(), call.conditions.clone());
    act::once(ctx, call, Act::new("package.revoke", id), Keep::Plain, move |tx| {
        let package = visible(table::package::load_for_update(tx, id)?.or_missing()?, licensee, None)?;
        conditions.hold(Some(package.version))?;
        step::apply(tx, &inner, package, Command::Revoke { reason: reason.clone() }, now)
    })
    .await
}

async fn by_participant(
    ctx: &Ctx,
    call: &Call,
    act: Act,
    id: PackageId,
    participant: Option<ParticipantId>,
    roles: &'static [Role],
    command: impl Fn(ParticipantId) -> Command + Send + 'static,
) -> Result<Done<Package>, AppError> {
    let (licensee, person) = act::office(ctx, call, act.action).await?;
    let (inner, now, conditions) = (ctx.clone(), ctx.now(), call.conditions.clone());
    act::once(ctx, call, act, Keep::Plain, move |tx| {
        let package = table::package::load_for_update(tx, id)?.or_missing()?;
        let package = visible(package, licensee, person)?;
        conditions.hold(Some(package.version))?;
        let who = acting(&package, participant, person, roles)?;
        let who_id = who.id;
        require_right(tx, who)?;
        step::apply(tx, &inner, package, command(who_id), now)
    })
    .await
}

/// Which participant acts: the named one, or the only one that it can be. A person acts for themselves alone.
fn acting<'a>(
    package: &'a Package,
    named: Option<ParticipantId>,
    person: Option<UserId>,
    roles: &[Role],
) -> Result<&'a Participant, AppError> {
    let mut fitting = package
        .route
        .participants()
        .iter()
        .filter(|one| named.is_none_or(|named| one.id == named) && person.is_none_or(|person| one.who.user == Some(person)))
        .filter(|one| named.is_some() || roles.contains(&one.role));
    let first = fitting.next().ok_or(code::NOT_A_PARTICIPANT)?;
    match fitting.next() {
        None => Ok(first),
        Some(_) => Err(AppError::invalid(vec![crate::Problem::new("/participant_id", code::FIELD_REQUIRED)])),
    }
}

/// Whoever acts needs an account that is not blocked and, for a company, the right to.
fn require_right(tx: &mut Tx<'_>, one: &Participant) -> Result<(), AppError> {
    let user = one.who.user.ok_or(code::NOT_A_PARTICIPANT)?;
    table::account::load(tx, user)?.or_missing()?.require_active()?;
    let Some(company) = one.who.company else { return Ok(()) };
    let right = match one.role {
        Role::Signer => Right::Signer,
        Role::Approver => Right::Approver,
        Role::Observer => Right::Viewer,
    };
    let member = table::member::load(tx, company, user)?;
    if member.is_some_and(|member| member.rights.allow(right)) { Ok(()) } else { Err(code::RIGHT_MISSING.into()) }
}
