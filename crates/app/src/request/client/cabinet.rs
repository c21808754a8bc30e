//! The request goes to the subject's cabinet, and comes back.

use domain::id::IssueId;
use domain::issue::applicant::SubjectKind;
use domain::issue::{Command, IssueRequest};
use store::{Tx, table};

use super::super::Seen;
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Forwards it; again changes nothing.
pub async fn forward(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.forward", id, |tx, request| {
        Ok(Command::Forward { agreement: None, key: None, counterparty: is_counterparty(tx, request)? })
    })
    .await
}

/// Takes it back; again changes nothing.
pub async fn retrieve(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.retrieve", id, move |tx, _| {
        table::cabinet_session::close_all(tx, id)?;
        Ok(Command::Retrieve)
    })
    .await
}

/// Whether the subject is neither member nor employee of the licensee's own company.
pub(crate) fn is_counterparty(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<bool, AppError> {
    let tenant = table::licensee::load(tx, request.licensee)?.or_missing()?;
    if request.company == Some(tenant.own_company) || table::member::load(tx, tenant.own_company, request.user)?.is_some() {
        return Ok(false);
    }
    let own = table::company::load(tx, tenant.own_company)?.or_missing()?;
    let acts_for_own =
        request.applicant.kind == SubjectKind::LegalEntity && request.applicant.inn.as_deref().map(str::trim) == Some(own.inn.as_str());
    Ok(!acts_for_own)
}
