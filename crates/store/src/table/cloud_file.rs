//! Files that are uploaded piece by piece to be signed by keys of the server.

use domain::cloud_signing::Upload;
use domain::id::{CloudFileId, ContentId};
use domain::time::Timestamp;

use super::body;
use crate::{StoreError, Tx, sql};

/// Adds a file that was announced.
pub fn insert(tx: &mut Tx<'_>, file: &Upload) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO cloud_file (id, licensee, received, created_at, body) VALUES (?1, ?2, ?3, ?4, ?5)"),
        &[file.id.into(), file.licensee.into(), (file.received as i64).into(), file.created_at.into(), body::write(file)?],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: CloudFileId) -> Result<Option<Upload>, StoreError> {
    tx.optional(sql!("SELECT body FROM cloud_file WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: CloudFileId) -> Result<Option<Upload>, StoreError> {
    tx.optional(sql!("SELECT body FROM cloud_file WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// Adds the piece behind `position`, and saves how much is there now; fails with [`StoreError::Stale`] where that has changed meanwhile.
pub fn add_chunk(tx: &mut Tx<'_>, file: &Upload, position: u64, content: ContentId) -> Result<(), StoreError> {
    let sql = sql!("UPDATE cloud_file SET received = ?3, body = ?4 WHERE id = ?1 AND received = ?2");
    body::saved(tx.execute(sql, &[file.id.into(), (position as i64).into(), (file.received as i64).into(), body::write(file)?])?)?;
    let sql = sql!("INSERT INTO cloud_chunk (file, position, content) VALUES (?1, ?2, ?3)");
    tx.execute(sql, &[file.id.into(), (position as i64).into(), content.into()])?;
    Ok(())
}

/// The pieces of a file, in their order.
pub fn chunks(tx: &mut Tx<'_>, file: CloudFileId) -> Result<Vec<ContentId>, StoreError> {
    tx.many(sql!("SELECT content FROM cloud_chunk WHERE file = ?1 ORDER BY position"), &[file.into()], |row| row.get(0))
}

/// Drops at most `most` files from before `before` with their pieces; their bytes are swept when nobody names them any more.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp, most: i64) -> Result<u64, StoreError> {
    let sql = sql!("SELECT id FROM cloud_file WHERE created_at < ?1 ORDER BY created_at LIMIT ?2");
    let files: Vec<CloudFileId> = tx.many(sql, &[before.into(), most.into()], |row| row.get(0))?;
    for file in &files {
        for content in chunks(tx, *file)? {
            tx.execute(sql!("DELETE FROM digest WHERE content = ?1"), &[content.into()])?;
            tx.execute(sql!("DELETE FROM content WHERE id = ?1"), &[content.into()])?;
        }
        tx.execute(sql!("DELETE FROM cloud_chunk WHERE file = ?1"), &[(*file).into()])?;
        tx.execute(sql!("DELETE FROM cloud_file WHERE id = ?1"), &[(*file).into()])?;
    }
    Ok(files.len() as u64)
}
