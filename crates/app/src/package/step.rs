//! What every change of a package shares: apply, save where the version is unchanged, tell.

use domain::code::{self, Code};
use domain::id::{PackageId, ParticipantId};
use domain::office::Package;
use domain::office::package::{Command, Event};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::{NewJob, Tx, table};

use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::job::expire_package;
use crate::{AppError, Ctx};

/// Applies `command` to a package that was loaded for update. Nothing is told to anybody before the commit.
pub(crate) fn apply(tx: &mut Tx<'_>, ctx: &Ctx, package: Package, command: Command, now: Timestamp) -> Result<Package, AppError> {
    let (package, events) = package.apply(command, now)?;
    if events.is_empty() {
        return Ok(package);
    }
    let package = table::package::save(tx, package)?;
    tell(tx, ctx, &package, &events, now)?;
    Ok(package)
}

/// Appends the events of a package that is already saved, and puts its end on the schedule when it is sent.
pub(crate) fn tell(tx: &mut Tx<'_>, ctx: &Ctx, package: &Package, events: &[Event], now: Timestamp) -> Result<(), AppError> {
    if let Some(end) = package.expires_at.filter(|_| events.contains(&Event::PackageSent)) {
        tx.job(NewJob {
            id: format!("expire:{}", package.id),
            kind: expire_package::KIND,
            licensee: Some(package.licensee),
            lane: None,
            target: None,
            body: json!({ "package": package.id.to_string() }),
            run_at: end,
        });
    }
    let told =
        events.iter().map(|event| Told { kind: event.kind(), subject: package.id.to_string(), data: data(package, event) }).collect();
    Ok(event::record(tx, ctx, package.licensee, told, now)?)
}

/// The house ends a package whose time is up; one that ended otherwise is left alone, which is no refusal.
pub(crate) async fn expire(ctx: &Ctx, id: PackageId) -> Result<(), AppError> {
    const ENDED: [Code; 3] = [code::PACKAGE_COMPLETED, code::PACKAGE_REFUSED, code::PACKAGE_REVOKED];
    let (inner, now) = (ctx.clone(), ctx.now());
    let call = crate::Call::job(expire_package::KIND);
    let act = crate::act::Act::new("package.expire", id);
    let done = crate::act::run_if_wanted(ctx, &call, act, move |tx| {
        let package = table::package::load_for_update(tx, id)?.or_missing()?;
        match apply(tx, &inner, package, Command::Expire, now) {
            Err(error) if ENDED.contains(&error.code) => Ok(None),
            applied => applied.map(Some),
        }
    });
    done.await.map(drop)
}

fn data(package: &Package, event: &Event) -> Value {
    let mut data = json!({
        "package_id": package.id.to_string(),
        "external_id": package.external_id,
        "package_status": package.status.word(),
        "package_version": package.version,
    });
    if let Some(id) = event.participant() {
        data["participant"] = participant(package, id);
    }
    if let Event::ParticipantSigned { certificate, .. } = event {
        data["certificate_id"] = certificate.to_string().into();
    }
    data
}

fn participant(package: &Package, id: ParticipantId) -> Value {
    let Ok(one) = package.route.participant(id) else { return Value::Null };
    json!({
        "id": one.id.to_string(),
        "order": one.order,
        "role": one.role,
        "status": one.state.word(),
        "user_id": one.who.user.map(|user| user.to_string()),
        "company_id": one.who.company.map(|company| company.to_string()),
    })
}
