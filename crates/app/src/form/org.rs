//! On whose behalf a call is made: the key says which licensee, and the organization in the header which of its companies.

use domain::code;
use domain::id::{CompanyId, LicenseeId};
use store::table;

use super::Foreign;
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// A call that was let in on behalf of one of the licensee's companies: but for jobs of the house only [`enter`] makes one, so whoever has it has been let in.
#[derive(Debug, Clone)]
pub struct OrgCall {
    call: Call,
    licensee: LicenseeId,
    company: CompanyId,
}

/// Lets a key with the scope `forms` in on behalf of a company of its licensee. Any other company is forbidden, whoever it belongs to: an
/// answer must not tell which there are.
pub async fn enter(ctx: &Ctx, call: Call, company: CompanyId) -> Result<OrgCall, AppError> {
    const ACTION: &str = "organization.enter";
    let licensee = act::forms(ctx, &call, ACTION).await?;
    let known = ctx.store.read(move |tx| table::company::load(tx, company).map_err(AppError::from)).await?;
    match known {
        Some(known) if known.licensee == licensee => Ok(OrgCall { call, licensee, company }),
        _ => Err(act::refused_before(ctx, &call, &Act::new(ACTION, company), code::FORBIDDEN.into()).await),
    }
}

impl OrgCall {
    /// The house itself, on behalf of what a company asked earlier.
    pub(crate) fn of_job(call: Call, licensee: LicenseeId, company: CompanyId) -> Self {
        Self { call, licensee, company }
    }

    /// Who calls.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// The tenant.
    pub fn licensee(&self) -> LicenseeId {
        self.licensee
    }

    /// On whose behalf: what is made belongs to this company, and what belongs to another one is missing.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// Refuses what is not this organization's: missing, or forbidden where it is set so and it belongs to the same licensee.
    pub fn require_own(&self, foreign: Foreign, licensee: LicenseeId, company: CompanyId) -> Result<(), AppError> {
        match (licensee == self.licensee, company == self.company, foreign) {
            (true, true, _) => Ok(()),
            (true, false, Foreign::Forbidden) => Err(code::FORBIDDEN.into()),
            _ => Err(code::NOT_FOUND.into()),
        }
    }
}
