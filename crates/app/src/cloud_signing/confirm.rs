//! The owner of the key gives the code, and the signatures are made by a job.

use domain::cloud_signing::{Command, Operation};
use domain::id::CloudOperationId;
use store::table;

use super::{find, make};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::sms::{self, Confirmed};
use crate::{AppError, Call, Ctx};

/// Takes the code. It works once, and for this operation alone.
pub async fn confirm(ctx: &Ctx, call: &Call, id: CloudOperationId, code: &str) -> Result<Operation, AppError> {
    let licensee = act::issues(ctx, call, "cloud_signing.confirm").await?;
    let (now, act) = (ctx.now(), Act::new("cloud_signing.confirm", id));
    let operation = find::get(ctx, call, id).await?;
    let judged = match operation.require_waiting(now) {
        Ok(()) => sms::check_code(ctx, operation.user, &confirmed(&operation), code).await,
        Err(rejected) => Err(rejected.into()),
    };
    let challenge = match judged {
        Ok(challenge) => challenge,
        Err(error) => return Err(act::refused_before(ctx, call, &act, error).await),
    };
    act::run(ctx, call, act, move |tx| {
        let operation = table::cloud_operation::load_for_update(tx, id)?.filter(|one| one.licensee == licensee).or_missing()?;
        let Some(confirmed) = operation.apply(Command::Confirm, now)? else {
            return Err(AppError::internal("a confirmation that changes nothing"));
        };
        sms::consume(tx, &challenge)?;
        let operation = table::cloud_operation::save(tx, confirmed)?;
        make::enqueue(tx, &operation, now);
        Ok(operation)
    })
    .await
}

/// What the code confirms: signatures of this operation over exactly these digests.
pub(super) fn confirmed(operation: &Operation) -> Confirmed {
    let id = operation.id.to_string();
    let digests = operation.files.iter().map(|file| file.digest.as_str());
    Confirmed { binding: sms::binding(std::iter::once(id.as_str()).chain(digests)), subject: id }
}
