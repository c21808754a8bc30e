//! A request as whoever may see it sees it.

use std::time::Duration;

use domain::certificate::Certificate;
use domain::code;
use domain::id::{IssueId, LicenseeId};
use domain::issue::IssueRequest;
use domain::issue::applicant::Applicant;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{NewJob, Tx, table};

use super::kept;
use crate::error::OrMissing;
use crate::{AppError, Ctx};

/// How soon whoever was too early may come again.
const ACTUALISING: Duration = Duration::from_secs(1);

/// A request with what is known of it elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The request.
    pub request: IssueRequest,
    /// Whether everything that follows from the last change is done: no job of the request is open. Never kept.
    pub actualized: bool,
    /// Its certificate, once it was made.
    pub certificate: Option<Certificate>,
}

/// Looks at a request as it stands in this transaction. A job that this transaction enqueues counts too.
pub(crate) fn seen(tx: &mut Tx<'_>, mut request: IssueRequest) -> Result<Seen, AppError> {
    let lane = lane(request.id);
    let will_be_busy = tx.pending().1.iter().any(|job| job.lane.as_ref() == Some(&lane));
    let actualized = !will_be_busy && !table::job::lane_is_busy(tx, &lane)?;
    let certificate = match request.certificate() {
        Some(id) => table::certificate::load(tx, id)?,
        None => None,
    };
    if !request.applicant.is_given() {
        request.applicant = of_account(tx, &request)?;
    }
    Ok(Seen { request, actualized, certificate })
}

/// Jobs of a request whose end has to be awaited stand in this lane. Those that may take for ever stand outside of it.
fn lane(id: IssueId) -> String {
    id.to_string()
}

/// A job of a request whose end has to be awaited: `id` says what it is about.
pub(crate) fn job(request: &IssueRequest, kind: &'static str, id: String, now: Timestamp) -> NewJob {
    NewJob {
        id,
        kind,
        licensee: Some(request.licensee),
        lane: Some(lane(request.id)),
        target: None,
        body: json!({ "request": request.id.to_string() }),
        run_at: now,
    }
}

/// Refuses while jobs of the request are open.
pub(crate) fn require_actualized(tx: &mut Tx<'_>, id: IssueId) -> Result<(), AppError> {
    if table::job::lane_is_busy(tx, &lane(id))? {
        return Err(AppError::from(code::ISSUE_BEING_ACTUALISED).retry_after(ACTUALISING));
    }
    Ok(())
}

/// A request by account alone is about whoever has the account.
fn of_account(tx: &mut Tx<'_>, request: &IssueRequest) -> Result<Applicant, AppError> {
    let Some(account) = table::account::load(tx, request.user)? else { return Ok(request.applicant.clone()) };
    let person = &account.person;
    Ok(Applicant {
        inn: person.inn.as_ref().map(ToString::to_string),
        surname: Some(person.surname.to_string()),
        name: Some(person.name.to_string()),
        patronymic: person.patronymic.as_ref().map(ToString::to_string),
        email: account.email.as_ref().map(ToString::to_string),
        phone: Some(account.phone.to_string()),
        snils: person.snils.as_ref().map(ToString::to_string),
        birth_date: person.birth_date.as_ref().map(ToString::to_string),
        ..request.applicant.clone()
    })
}

/// A licensee's request, held against others until the end of the transaction; another's is missing.
pub(crate) fn held(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId, licensee: Option<LicenseeId>) -> Result<IssueRequest, AppError> {
    kept::load_for_update(tx, ctx, id)?.filter(|request| licensee.is_none_or(|own| request.licensee == own)).or_missing()
}
