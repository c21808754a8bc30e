//! Signatures under files.

use domain::id::{PackageId, SignatureId};
use domain::signature::Signature;

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Adds a signature with its CMS bytes.
pub fn insert(tx: &mut Tx<'_>, signature: &Signature, cms: &[u8]) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO signature (id, licensee, package, file, participant, created_at, body, cms) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        &[
            signature.id.into(),
            signature.licensee.into(),
            signature.package.into(),
            signature.file.into(),
            signature.participant.into(),
            signature.at.into(),
            body::write(signature)?,
            cms.into(),
        ],
    )?;
    Ok(())
}

/// One of them with its CMS bytes.
pub fn load(tx: &mut Tx<'_>, id: SignatureId) -> Result<Option<(Signature, Vec<u8>)>, StoreError> {
    let sql = sql!("SELECT body, cms FROM signature WHERE id = ?1");
    tx.optional(sql, &[id.into()], |row| Ok((body::read(row, 0)?, row.get(1)?)))
}

/// The same, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: SignatureId) -> Result<Option<(Signature, Vec<u8>)>, StoreError> {
    let sql = sql!("SELECT body, cms FROM signature WHERE id = ?1 {for_update}");
    tx.optional(sql, &[id.into()], |row| Ok((body::read(row, 0)?, row.get(1)?)))
}

/// Replaces its facts and bytes: evidence was added to it.
pub fn replace(tx: &mut Tx<'_>, signature: &Signature, cms: &[u8]) -> Result<(), StoreError> {
    let sql = sql!("UPDATE signature SET body = ?2, cms = ?3 WHERE id = ?1");
    body::saved(tx.execute(sql, &[signature.id.into(), body::write(signature)?, cms.into()])?)
}

/// A page of those of a package, in the order they were given.
pub fn page(tx: &mut Tx<'_>, package: PackageId, slice: Slice) -> Result<Vec<Signature>, StoreError> {
    let sql = sql!("SELECT body FROM signature WHERE package = ?1 AND (created_at, id) > (?2, ?3) ORDER BY created_at, id LIMIT ?4");
    let (at, id) = slice.oldest_first();
    tx.many(sql, &[package.into(), at, id, slice.limit.into()], |row| body::read(row, 0))
}
