//! The next certificate of the same subject is asked for.

use domain::id::IssueId;
use domain::issue::IssueRequest;
use domain::issue::applicant::SubjectKind;
use store::table;

use super::super::Seen;
use super::super::seen::{held, seen};
use super::create::{by_contract, insert};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Makes a new request on the base of a released one; for a natural person where that is wanted.
pub async fn renew(ctx: &Ctx, call: &Call, base: IssueId, for_natural_person: bool) -> Result<Done<Seen>, AppError> {
    let licensee = act::issues(ctx, call, "request.renew").await?;
    let (inner, now, id) = (ctx.clone(), ctx.now(), IssueId::new(ctx.uuid()));
    let (actor, address) = (call.caller.actor(), call.address.clone());
    act::once(ctx, call, Act::new("request.renew", base), Keep::Sealed, move |tx| {
        let known = held(tx, &inner, base, Some(licensee))?;
        let tenant = table::licensee::load(tx, licensee)?.or_missing()?;
        let kind = if for_natural_person { SubjectKind::NaturalPerson } else { known.applicant.kind };
        let mut next = IssueRequest {
            requested_by: Some(actor.clone()),
            processing: by_contract(&tenant, address.clone(), now),
            ..known.renewal(id, kind, now)?
        };
        if for_natural_person {
            // acts for nobody any more: the number of the organization is not theirs
            next.applicant.inn = known.applicant.inn_of_person().map(String::from);
            next.applicant.organization = None;
            next.company = None;
        }
        let request = insert(tx, &inner, next.planned(now), now)?;
        seen(tx, request)
    })
    .await
}
