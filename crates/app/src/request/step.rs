//! What every change of a request shares: apply, save where the version is unchanged, tell.

use domain::issue::{Command, Event, IssueRequest};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::{Tx, table};

use crate::event::{self, Told};
use crate::{AppError, Ctx};

/// Applies `command` to a request that was loaded for update.
pub(crate) fn apply(tx: &mut Tx<'_>, ctx: &Ctx, request: IssueRequest, command: Command, now: Timestamp) -> Result<IssueRequest, AppError> {
    let (request, events) = request.apply(command, now)?;
    if events.is_empty() {
        return Ok(request);
    }
    let request = table::issue::save(tx, request)?;
    tell(tx, ctx, &request, &events, now)?;
    Ok(request)
}

/// Appends the events of a request that is already saved.
pub(super) fn tell(tx: &mut Tx<'_>, ctx: &Ctx, request: &IssueRequest, events: &[Event], now: Timestamp) -> Result<(), AppError> {
    let told = events.iter().map(|event| Told { kind: event.kind(), subject: request.id.to_string(), data: data(request) }).collect();
    Ok(event::record(tx, ctx, request.licensee, told, now)?)
}

fn data(request: &IssueRequest) -> Value {
    json!({
        "request_id": request.id.to_string(),
        "external_id": request.external_id,
        "user_id": request.user.to_string(),
        "company_id": request.company.map(|company| company.to_string()),
        "status": request.office_word(),
        "certificate_id": request.certificate().map(|certificate| certificate.to_string()),
        "version": request.version,
    })
}
