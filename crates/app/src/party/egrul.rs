//! An extract about an organization is fetched from the register and deposited, to be named by a form.

use std::time::Duration;

use domain::code;
use domain::deposit::Deposit;
use domain::id::PartyId;
use domain::issue::day_of;
use domain::party::{Details, Party};
use domain::subject::Ogrn;
use outbound::remote;
use store::table;

use super::{find, requisites};
use crate::act::{self, Act};
use crate::error::Problem;
use crate::form::OrgCall;
use crate::{AppError, Ctx, deposit};

/// For how long an extract that was fetched is given out again: what stands in the register changes from day to day.
pub(super) const FRESH: Duration = Duration::from_secs(24 * 3600);
/// How long a client waits while the register makes one.
const PATIENCE: Duration = Duration::from_secs(45);

/// The extract about an organization: the one that was fetched within the last day, or a new one.
pub async fn egrul(ctx: &Ctx, org: &OrgCall, id: PartyId) -> Result<Deposit, AppError> {
    let (inner, asked, since) = (ctx.clone(), org.clone(), ctx.now().minus(FRESH));
    let (ogrn, fetched) = ctx
        .store
        .read(move |tx| {
            let ogrn = number(&find::own(tx, &inner, &asked, id)?)?;
            let fetched = match table::register_extract::fetched(tx, asked.company(), &ogrn, since)? {
                Some(content) => deposit::load(tx, &inner, content)?,
                None => None,
            };
            Ok::<_, AppError>((ogrn, fetched))
        })
        .await?;
    if let Some(fetched) = fetched {
        return Ok(fetched);
    }
    let (pdf, dated) = fetch(ctx, org, &ogrn).await?;
    let body = futures::stream::iter([Ok::<_, std::io::Error>(pdf)]);
    let taken = deposit::take(ctx, org, body).await?;
    let (inner, asked, now, new) = (ctx.clone(), org.clone(), ctx.now(), taken.clone());
    let kept = act::run(ctx, org.call(), Act::new("party.extract", id), move |tx| {
        deposit::insert(tx, &inner, &new)?;
        let extract = table::register_extract::ExtractRow {
            company: asked.company(),
            ogrn: ogrn.clone(),
            licensee: asked.licensee(),
            content: new.deposit.id,
            dated: dated.clone(),
            fetched_at: now,
        };
        table::register_extract::put(tx, &extract)?;
        Ok(new.deposit.clone())
    })
    .await;
    if kept.is_err() {
        taken.forget(ctx).await;
    }
    kept
}

async fn fetch(ctx: &Ctx, org: &OrgCall, ogrn: &Ogrn) -> Result<(bytes::Bytes, domain::subject::Date), AppError> {
    let registers = ctx.registers.as_ref().ok_or_else(|| AppError::from(code::UNAVAILABLE).private("no registers are set"))?;
    // the same order all day, whoever has to come again because the register takes its time
    let day = day_of(ctx.now());
    let order = format!("{}:{}:{day}", org.company(), ogrn.as_str());
    let id = hex::encode(ctx.keys.mac("extract-order", order.as_bytes()));
    let call = remote::Call { id: &id, now: ctx.now(), chance: u32::from_be_bytes(ctx.random()), within: PATIENCE };
    let extract = registers.extract(ogrn, &call).await.map_err(requisites::not_answered)?;
    let extract = extract.ok_or(code::REGISTER_HAS_NONE)?;
    Ok((extract.pdf, extract.dated))
}

/// The number by which the register knows an organization.
fn number(party: &Party) -> Result<Ogrn, AppError> {
    const POINTER: &str = "/organization/nativeOrgParams/ogrn";
    let Details::Organization(organization) = &party.details else { return Err(code::PARTY_NOT_AN_ORGANIZATION.into()) };
    let given = organization.numbers.as_ref().and_then(|numbers| numbers.ogrn.as_deref()).filter(|ogrn| !ogrn.trim().is_empty());
    let wrong = |code| AppError::invalid(vec![Problem::new(POINTER, code)]);
    let ogrn = Ogrn::parse(given.ok_or_else(|| wrong(code::FIELD_REQUIRED))?).map_err(wrong)?;
    if ogrn.is_of_a_sole_proprietor() { Err(wrong(code::OGRN_FORMAT)) } else { Ok(ogrn) }
}
