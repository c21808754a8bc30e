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
    let (inner, now) = (ctx.clone(), ctx.now());
    act::once(ctx, call, Act::new("package.send", id), Keep::Plain, move |tx| {
        let package = table::package::load_for_update(tx, id)?.or_missing()?;
        step::apply(tx, &inner, visible(package, licensee, None)?, Command::Send, now)
    })
    .await
}
