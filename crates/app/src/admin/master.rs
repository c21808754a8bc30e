//! The installation belongs to one master key: a node with another could read nothing of what is sealed, and would seal what nobody else
//! can read.

use keys::KeyError;
use store::table;

use crate::{AppError, Ctx};

/// The fact's name, and the context of its seal.
const FACT: &str = "master";

/// Refuses another master key than the one that the database was founded under; one that was founded before this was noted passes.
pub async fn require_master(ctx: &Ctx) -> Result<(), AppError> {
    let Some(sealed) = ctx.store.read(|tx| table::house::fact(tx, FACT).map_err(AppError::from)).await? else { return Ok(()) };
    match ctx.keys.open(FACT, &sealed) {
        Ok(_) => Ok(()),
        Err(error) => Err(other_master(error)),
    }
}

/// Notes under which master key this is founded. Of several nodes that do it at once one does.
pub(super) async fn note_master(ctx: &Ctx) -> Result<(), AppError> {
    let sealed = ctx.keys.seal(FACT, b"surguch");
    ctx.store.write(move |tx| table::house::add(tx, FACT, &sealed).map_err(AppError::from)).await?;
    require_master(ctx).await
}

/// Says it in words for the administrator.
pub(super) fn other_master(error: KeyError) -> AppError {
    let text = match error {
        KeyError::OtherMaster => {
            "the master key given here is not the one that this database was founded under: give every node the same SURGUCH_MASTER_KEY, \
             or copy master.key of the first node into the data folder of this one"
        }
        _ => "what the database keeps to know its master key is damaged",
    };
    AppError::internal(text).because(error)
}
