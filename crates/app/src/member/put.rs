//! The licensee makes a person a member of a company, or changes what they may do there (row 1.4).

use domain::code;
use domain::id::{CompanyId, UserId};
use domain::office::{Member, Right, Rights};
use domain::subject::Title;
use serde_json::json;
use store::{Tx, table};

use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::event::{self, Told};
use crate::{AppError, Call, Ctx};

/// A place in a company.
#[derive(Debug, Clone)]
pub struct Place {
    /// What the member may do.
    pub rights: Rights,
    /// Their post.
    pub post: Option<Title>,
}

/// Puts a member in place; the same place again changes nothing. Whoever changes a place says which version of it they have seen.
pub async fn put(ctx: &Ctx, call: &Call, company: CompanyId, user: UserId, place: Place) -> Result<Member, AppError> {
    let licensee = act::office_key(ctx, call, "member.put").await?;
    let (inner, now, conditions) = (ctx.clone(), ctx.now(), call.conditions.clone());
    act::run(ctx, call, Act::new("member.put", format!("{company}/{user}")), move |tx| {
        table::company::load_for_update(tx, company)?.filter(|company| company.licensee == licensee).or_missing()?;
        table::account::load(tx, user)?.filter(|account| account.licensee == licensee).or_missing()?;
        let known = table::member::load(tx, company, user)?;
        conditions.hold(known.as_ref().map(|known| known.version))?;
        if let Some(known) = &known {
            if known.rights == place.rights && known.post == place.post {
                return Ok(known.clone());
            }
            conditions.hold_seen(known.version)?;
            keep_a_head(tx, known, Some(&place.rights))?;
        }
        let new = Member { company, user, licensee, version: 1, rights: place.rights.clone(), post: place.post.clone(), created_at: now };
        let kind = if known.is_some() { "member.changed" } else { "member.added" };
        let member = table::member::put(tx, new)?;
        event::record(tx, &inner, licensee, vec![told(kind, &member)], now)?;
        Ok(member)
    })
    .await
}

/// A company that has a head keeps one, whoever gets other rights or goes.
pub(super) fn keep_a_head(tx: &mut Tx<'_>, known: &Member, rights: Option<&Rights>) -> Result<(), AppError> {
    if !known.rights.allow(Right::Head) || rights.is_some_and(|rights| rights.allow(Right::Head)) {
        return Ok(());
    }
    let others = table::member::of_company(tx, known.company)?;
    let has_another = others.iter().any(|other| other.user != known.user && other.rights.allow(Right::Head));
    if has_another { Ok(()) } else { Err(code::LAST_HEAD.into()) }
}

pub(super) fn told(kind: &'static str, member: &Member) -> Told {
    let data = json!({
        "company_id": member.company.to_string(),
        "user_id": member.user.to_string(),
        "rights": member.rights.iter().collect::<Vec<_>>(),
    });
    Told { kind, subject: member.company.to_string(), data }
}
