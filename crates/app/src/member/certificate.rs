//! Which certificate a member signs with: assigned once it was made, one of a source at a time.

use domain::certificate::Certificate;
use domain::code;
use domain::id::{CertificateId, CompanyId, UserId};
use domain::issue::Command;
use serde_json::json;
use store::table;
pub use store::table::member_certificate::Assigned;

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::request::{self, held};
use crate::{AppError, Call, Ctx};

/// The most assignments that are shown.
const MOST: i64 = 200;

/// Assigns a certificate to a member, in place of the one of the same source, and takes it into use. Again changes nothing.
pub async fn assign(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId, certificate: CertificateId) -> Result<Assigned, AppError> {
    let licensee = act::office_key(ctx, call, "member.assign_certificate").await?;
    let (inner, now, actor) = (ctx.clone(), ctx.now(), call.caller.actor());
    act::run(ctx, call, Act::new("member.assign_certificate", format!("{company}/{user}")), move |tx| {
        // held, so that of two at once one comes after the other
        table::company::load_for_update(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
        table::account::load(tx, user)?.filter(|account| account.licensee == licensee).or_missing()?;
        if !table::member::exists(tx, company, user)? {
            return Err(AppError::from(code::NOT_A_MEMBER).with("field", "user_id"));
        }
        let found = table::certificate::load_for_update(tx, certificate)?.filter(|one| one.licensee == licensee);
        let found = found.ok_or_else(|| AppError::from(code::NOT_FOUND).with("field", "certificate_id"))?;
        if found.user != user || found.company.is_some_and(|of| of != company) {
            return Err(code::CERTIFICATE_IDENTITY_MISMATCH.into());
        }
        let source = source(&found);
        if let Some(known) = table::member_certificate::current(tx, company, user, source)?.filter(|known| known.certificate == certificate)
        {
            return Ok(known);
        }
        let active = found.clone().activate(now)?;
        active.require_usable(now)?;
        if active != found {
            table::certificate::save(tx, active)?;
            let request = held(tx, &inner, found.issue, Some(licensee))?;
            request::apply(tx, &inner, request, Command::Activate, now)?;
        }
        table::member_certificate::replace(tx, company, user, source, now)?;
        let assigned = Assigned {
            company,
            user,
            source: source.to_owned(),
            certificate,
            licensee,
            actor: actor.clone(),
            assigned_at: now,
            replaced_at: None,
        };
        table::member_certificate::insert(tx, &assigned)?;
        event::record(tx, &inner, licensee, vec![told(&assigned)], now)?;
        Ok(assigned)
    })
    .await
}

/// Everything that was assigned to a member, the newest first; what holds has no end.
pub async fn assigned(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId) -> Result<Vec<Assigned>, AppError> {
    let licensee = call.office_key()?;
    ctx.store
        .read(move |tx| {
            table::company::load(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
            Ok::<_, AppError>(table::member_certificate::history(tx, company, user, MOST)?)
        })
        .await
}

/// Certificates whose keys lie in one place follow one another: a token may stay in use beside a key of the server.
fn source(certificate: &Certificate) -> &'static str {
    if certificate.key.is_some() { "server" } else { "own" }
}

fn told(assigned: &Assigned) -> Told {
    let data = json!({
        "company_id": assigned.company.to_string(),
        "user_id": assigned.user.to_string(),
        "certificate_id": assigned.certificate.to_string(),
        "source": assigned.source,
    });
    Told { kind: "member.certificate_assigned", subject: assigned.company.to_string(), data }
}
