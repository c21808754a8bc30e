//! The certificate of a form is revoked by the owner's statement. The contract knows the step and not the call: this one is ours.

use std::time::Duration;

use domain::certificate::Life;
use domain::code;
use domain::form::{FormRecall, FormState};
use domain::id::IssueId;
use pki::crl::Reason;
use store::table;

use super::given::{GivenContent, Spelling};
use super::look_up::LookUp;
use super::seen::seen;
use super::{FormSeen, OrgCall, kept, plan};
use crate::act::{self, Act};
use crate::error::{OrMissing, Problem};
use crate::job::publish_crl;
use crate::{AppError, Ctx, admin};

/// Revokes the certificate with a scan of the signed statement; lists and OCSP answers follow at once. Again changes nothing.
pub async fn recall(
    ctx: &Ctx,
    org: &OrgCall,
    id: IssueId,
    statement: Option<GivenContent>,
    wrong: Vec<Problem>,
    spelling: Spelling,
) -> Result<FormSeen, AppError> {
    let (inner, org_call, now) = (ctx.clone(), org.clone(), ctx.now());
    let (seen, changed) = act::run(ctx, org.call(), Act::new("form.recall", id), move |tx| {
        let (mut form, request) = kept::held(tx, &inner, &org_call, id)?;
        let mut look = LookUp::new(&inner, &org_call, spelling, wrong.clone());
        let given = statement.as_ref().map(|statement| look.content(tx, statement)).transpose()?;
        look.finish()?;
        let given = given.ok_or_else(|| AppError::internal("a recall without a statement"))?;
        if form.state(&request, now) != FormState::Released {
            return Err(form.wrong_state(&request, now).into());
        }
        let certificate = request.certificate().ok_or(code::NOT_FOUND)?;
        let certificate = table::certificate::load_for_update(tx, certificate)?.or_missing()?;
        let changed = !matches!(certificate.state, Life::Revoked { .. });
        if changed {
            admin::revoke_in(tx, &inner, certificate, Reason::CessationOfOperation, now)?;
        }
        if form.recall.is_none() {
            form.recall = Some(FormRecall { statement: given, at: now });
            form = kept::save(tx, &inner, form)?;
            plan::hold_contents(tx, &form, now)?;
        }
        Ok((seen(tx, &inner, form, &request)?, changed))
    })
    .await?;
    if changed {
        publish_crl::publish_due(ctx, Duration::ZERO).await?;
    }
    Ok(seen)
}
