//! The request goes to the subject's cabinet, and comes back.

use domain::id::IssueId;
use domain::issue::Command;
use store::table;

use super::super::{Seen, is_counterparty};
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
