//! Contents (bytes in the blob store or, where they are few, in the row, with checked digests) and the files that name them.

use domain::id::{ContentId, FileId, LicenseeId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, Value, sql};

/// What stands for the blob's key where the bytes are in the row; nobody looks it up.
const IN_ROW: &str = "row";

/// Where bytes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Durable in the blob store, under this key.
    Blob(String),
    /// In the row itself.
    Row(Vec<u8>),
}

/// Bytes and what is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its id.
    pub id: ContentId,
    /// Whose it is; nothing is shared between licensees.
    pub licensee: LicenseeId,
    /// Where its bytes lie.
    pub place: Place,
    /// How many bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// When it was stored.
    pub created_at: Timestamp,
}

/// A named content of a package or request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// The shown id of what it belongs to.
    pub owner: String,
    /// Its place among the owner's files.
    pub place: i64,
    /// What it is: `original`, `offer`, `acceptance_act`.
    pub kind: String,
    /// Its name with extension.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Its bytes.
    pub content: ContentId,
}

/// Adds a content.
pub fn insert(tx: &mut Tx<'_>, content: &Content) -> Result<(), StoreError> {
    let (blob, bytes): (Value, Value) = match &content.place {
        Place::Blob(key) => (key.into(), Value::Null),
        Place::Row(bytes) => (IN_ROW.into(), bytes.as_slice().into()),
    };
    tx.execute(
        sql!("INSERT INTO content (id, licensee, blob, bytes, size, sha256, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
        &[
            content.id.into(),
            content.licensee.into(),
            blob,
            bytes,
            (content.size as i64).into(),
            (&content.sha256).into(),
            content.created_at.into(),
        ],
    )?;
    Ok(())
}

/// Takes a content out, with its digests; a blob that nobody names any more is swept.
pub fn delete(tx: &mut Tx<'_>, id: ContentId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM digest WHERE content = ?1"), &[id.into()])?;
    tx.execute(sql!("DELETE FROM content WHERE id = ?1"), &[id.into()])?;
    Ok(())
}

/// Keeps a digest other than SHA-256, by the name of its algorithm, in lower-case hex; one that is kept already stays.
pub fn add_digest(tx: &mut Tx<'_>, content: ContentId, algorithm: &str, value: &str) -> Result<(), StoreError> {
    let sql = sql!("INSERT INTO digest (content, algorithm, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    tx.execute(sql, &[content.into(), algorithm.into(), value.into()])?;
    Ok(())
}

/// A digest that [`add_digest`] kept.
pub fn digest(tx: &mut Tx<'_>, content: ContentId, algorithm: &str) -> Result<Option<String>, StoreError> {
    tx.optional(sql!("SELECT value FROM digest WHERE content = ?1 AND algorithm = ?2"), &[content.into(), algorithm.into()], |row| {
        row.get(0)
    })
}

/// Where the bytes of a content lie.
pub fn place(tx: &mut Tx<'_>, id: ContentId) -> Result<Option<Place>, StoreError> {
    tx.optional(sql!("SELECT blob, bytes FROM content WHERE id = ?1"), &[id.into()], |row| {
        Ok(match row.get::<Option<Vec<u8>>>(1)? {
            Some(bytes) => Place::Row(bytes),
            None => Place::Blob(row.get(0)?),
        })
    })
}

/// Whether a blob has a row: what has none after a day is swept.
pub fn blob_is_named(tx: &mut Tx<'_>, blob: &str) -> Result<bool, StoreError> {
    Ok(tx.optional(sql!("SELECT 1 FROM content WHERE blob = ?1 AND bytes IS NULL"), &[blob.into()], |row| row.get::<i64>(0))?.is_some())
}

/// Adds a file.
pub fn insert_file(tx: &mut Tx<'_>, file: &FileRow) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO file (id, licensee, owner, place, kind, name, media_type, size, sha256, content) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        &[
            file.id.into(),
            file.licensee.into(),
            (&file.owner).into(),
            file.place.into(),
            (&file.kind).into(),
            (&file.name).into(),
            (&file.media_type).into(),
            (file.size as i64).into(),
            (&file.sha256).into(),
            file.content.into(),
        ],
    )?;
    Ok(())
}

/// Takes a file out; its content stays.
pub fn delete_file(tx: &mut Tx<'_>, id: FileId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM file WHERE id = ?1"), &[id.into()])?;
    Ok(())
}

/// One file.
pub fn file(tx: &mut Tx<'_>, id: FileId) -> Result<Option<FileRow>, StoreError> {
    let sql = sql!("SELECT id, licensee, owner, place, kind, name, media_type, size, sha256, content FROM file WHERE id = ?1");
    tx.optional(sql, &[id.into()], file_from_row)
}

/// The files of a thing, in their order.
pub fn files_of(tx: &mut Tx<'_>, owner: &str) -> Result<Vec<FileRow>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, owner, place, kind, name, media_type, size, sha256, content FROM file WHERE owner = ?1 ORDER BY place, id"
    );
    tx.many(sql, &[owner.into()], file_from_row)
}

fn file_from_row(row: &Row<'_>) -> Result<FileRow, StoreError> {
    Ok(FileRow {
        id: row.get(0)?,
        licensee: row.get(1)?,
        owner: row.get(2)?,
        place: row.get(3)?,
        kind: row.get(4)?,
        name: row.get(5)?,
        media_type: row.get(6)?,
        size: row.get(7)?,
        sha256: row.get(8)?,
        content: row.get(9)?,
    })
}
