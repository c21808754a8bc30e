//! Whose certificate a request is for: what documents are printed and certificates made of, and whether it is one of the licensee's own.

use domain::id::IssueId;
use domain::issue::IssueRequest;
use domain::issue::applicant::SubjectKind;
use domain::office::{Account, Company, Member};
use store::{Tx, table};

use super::kept;
use crate::error::OrMissing;
use crate::{AppError, Ctx};

/// For which company somebody signs, and who they are there.
pub(crate) type SubjectPlace = Option<(Company, Option<Member>)>;

/// A request with the person and, where they sign for one, the company and their place in it.
pub(crate) struct Subject {
    pub(crate) request: IssueRequest,
    pub(crate) account: Account,
    pub(crate) place: SubjectPlace,
}

impl Subject {
    /// Reads it as it stands.
    pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<Self, AppError> {
        let request = kept::load(tx, ctx, id)?.or_missing()?;
        let account = table::account::load(tx, request.user)?.or_missing()?;
        let place = match request.company {
            Some(company) => Some((table::company::load(tx, company)?.or_missing()?, table::member::load(tx, company, request.user)?)),
            None => None,
        };
        Ok(Self { request, account, place })
    }
}

/// Whether the subject is neither member nor employee of the licensee's own company.
pub(crate) fn is_counterparty(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<bool, AppError> {
    let tenant = table::licensee::load(tx, request.licensee)?.or_missing()?;
    if request.company == Some(tenant.own_company) || table::member::exists(tx, tenant.own_company, request.user)? {
        return Ok(false);
    }
    let own = table::company::load(tx, tenant.own_company)?.or_missing()?;
    let acts_for_own =
        request.applicant.kind == SubjectKind::LegalEntity && request.applicant.inn.as_deref().map(str::trim) == Some(own.inn.as_str());
    Ok(!acts_for_own)
}
