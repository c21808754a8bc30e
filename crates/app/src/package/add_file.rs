//! The licensee puts one more file into a draft.

use domain::code;
use domain::id::PackageId;
use domain::office::package::File;
use store::table;

use super::file::{self, NewFile};
use super::{check, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::{OrMissing, Problem};
use crate::{AppError, Call, Ctx, content};

/// Adds a file, behind those that are there.
pub async fn add_file(ctx: &Ctx, call: &Call, id: PackageId, new: NewFile) -> Result<Done<File>, AppError> {
    let licensee = act::office_key(ctx, call, "package.add_file").await?;
    let problems = check::file(&new, "/name", "");
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    let (file, now, conditions) = (new.named(ctx), ctx.now(), call.conditions.clone());
    act::once(ctx, call, Act::new("package.add_file", id), Keep::Plain, move |tx| {
        let package = visible(table::package::load_for_update(tx, id)?.or_missing()?, licensee, None)?;
        conditions.hold(Some(package.version))?;
        let place = package.files.len();
        let package = package.add_file(file.clone(), now)?;
        if package.files.len() > check::MOST_FILES {
            return Err(AppError::invalid(vec![Problem::new("", code::VALUE_TOO_LONG)]));
        }
        let package = table::package::save(tx, package)?;
        content::insert(tx, file.content, licensee, &new.stored, now)?;
        table::content::insert_file(tx, &file::row(&package, place, &file))?;
        Ok(file.clone())
    })
    .await
}
