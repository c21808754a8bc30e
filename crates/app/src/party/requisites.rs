//! The tax service is asked for a person's number.

use std::time::Duration;

use domain::code;
use domain::issue::check::Who;
use domain::party::DocumentInfo;
use domain::subject::Inn;
use outbound::remote;

use crate::form::OrgCall;
use crate::{AppError, Ctx};

/// How long a client waits for the register.
const PATIENCE: Duration = Duration::from_secs(20);

/// A person, by what the tax service knows one by.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Who.
    pub who: Who,
    /// Place of birth, where it was given.
    pub birth_place: Option<String>,
    /// What proves the identity: its kind, series and number.
    pub document: DocumentInfo,
}

/// The number of this person; [`code::REGISTER_HAS_NONE`] where the register knows nobody like that.
pub async fn inn(ctx: &Ctx, org: &OrgCall, identity: &Identity) -> Result<Inn, AppError> {
    // nothing is kept of it, and the call was let in on behalf of an organization
    let _ = org;
    let registers = ctx.registers.as_ref().ok_or_else(|| AppError::from(code::UNAVAILABLE).private("no registers are set"))?;
    let id = ctx.uuid().to_string();
    let call = remote::Call { id: &id, now: ctx.now(), chance: u32::from_be_bytes(ctx.random()), within: PATIENCE };
    let question = outbound::registers::InnAsked {
        who: &identity.who,
        birth_place: identity.birth_place.as_deref(),
        document_type: &identity.document.document_type,
        series: identity.document.series.as_deref(),
        number: identity.document.number.as_deref().unwrap_or_default(),
        issued_on: identity.document.issue_date.as_ref(),
    };
    let found = registers.find_inn(&question, &call).await.map_err(not_answered)?;
    found.ok_or_else(|| code::REGISTER_HAS_NONE.into())
}

/// A register that could not be asked: the caller may come again.
pub(super) fn not_answered(error: remote::NotAnswered) -> AppError {
    AppError::from(code::UNAVAILABLE).private(format!("a register: {}", error.code()))
}
