//! The licensee sends a draft to its route.

use domain::id::PackageId;
use domain::office::Package;
use domain::office::package::Command;
use store::table;

use super::{step, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Sends a draft.
pub async fn send(ctx: &Ctx, call: &Call, id: PackageId) -> Result<Done<Package>, AppError> {
    let licensee = act::office_key(ctx, call, "package.send").await?;
    let (inner, now, conditions) = (ctx.clone(), ctx.now(), call.conditions.clone());
    act::once(ctx, call, Act::new("package.send", id), Keep::Plain, move |tx| {
        let package = visible(table::package::load_for_update(tx, id)?.or_missing()?, licensee, None)?;
        conditions.hold(Some(package.version))?;
        step::apply(tx, &inner, package, Command::Send, now)
    })
    .await
}
