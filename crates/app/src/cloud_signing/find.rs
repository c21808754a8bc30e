//! How operations stand, and what came of them.

use domain::cloud_signing::Operation;
use domain::code;
use domain::id::{CloudOperationId, CloudResultId};
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Scope};

/// One operation.
pub async fn get(ctx: &Ctx, call: &Call, id: CloudOperationId) -> Result<Operation, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let found = ctx.store.read(move |tx| table::cloud_operation::load(tx, id).map_err(AppError::from)).await?;
    found.filter(|operation| operation.licensee == licensee).or_missing()
}

/// Which bytes of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Piece {
    /// Behind how many.
    pub offset: u64,
    /// At most how many; to the end where it is not said.
    pub size: Option<u64>,
}

/// A signature's bytes, or a piece of them: a detached CMS in DER.
pub async fn result(ctx: &Ctx, call: &Call, id: CloudResultId, piece: Piece) -> Result<Vec<u8>, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let cms = ctx.store.read(move |tx| table::cloud_operation::result(tx, licensee, id).map_err(AppError::from)).await?.or_missing()?;
    let length = cms.len() as u64;
    if piece.offset > length {
        return Err(AppError::from(code::RANGE_NOT_SATISFIABLE).with("size", length));
    }
    let end = piece.size.map_or(length, |size| piece.offset.saturating_add(size).min(length));
    let (from, to) = (usize::try_from(piece.offset).unwrap_or(usize::MAX), usize::try_from(end).unwrap_or(usize::MAX));
    Ok(cms.get(from..to).unwrap_or_default().to_vec())
}
