//! Certificates of people.

use domain::certificate::Certificate;
use domain::id::{CertificateId, IssueId, UserId};
use domain::time::Timestamp;

use super::body;
use crate::{StoreError, Tx, sql};

/// Adds a certificate with its bytes; `public_key` is the SHA-256 of its SubjectPublicKeyInfo, lower-case hex.
pub fn insert(tx: &mut Tx<'_>, certificate: &Certificate, public_key: &str, der: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO certificate (id, licensee, version, account, issue, serial, thumbprint, public_key, created_at, body, der) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        &[
            certificate.id.into(),
            certificate.licensee.into(),
            certificate.version.into(),
            certificate.user.into(),
            certificate.issue.into(),
            (&certificate.serial).into(),
            (&certificate.thumbprint).into(),
            public_key.into(),
            now.into(),
            body::write(certificate)?,
            der.into(),
        ],
    )?;
    Ok(())
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: CertificateId) -> Result<Option<Certificate>, StoreError> {
    tx.optional(sql!("SELECT body FROM certificate WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: CertificateId) -> Result<Option<Certificate>, StoreError> {
    tx.optional(sql!("SELECT body FROM certificate WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// Its bytes.
pub fn der(tx: &mut Tx<'_>, id: CertificateId) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional(sql!("SELECT der FROM certificate WHERE id = ?1"), &[id.into()], |row| row.get(0))
}

/// What was made for a request.
pub fn by_issue(tx: &mut Tx<'_>, issue: IssueId) -> Result<Option<Certificate>, StoreError> {
    tx.optional(sql!("SELECT body FROM certificate WHERE issue = ?1"), &[issue.into()], |row| body::read(row, 0))
}

/// A person's certificates, the newest first.
pub fn of_account(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<Certificate>, StoreError> {
    let sql = sql!("SELECT body FROM certificate WHERE account = ?1 ORDER BY created_at DESC, id DESC");
    tx.many(sql, &[user.into()], |row| body::read(row, 0))
}

/// Saves the next version; fails with [`StoreError::Stale`] if somebody saved the certificate since it was loaded.
pub fn save(tx: &mut Tx<'_>, mut certificate: Certificate) -> Result<Certificate, StoreError> {
    certificate.version += 1;
    let changed = tx.execute(
        sql!("UPDATE certificate SET version = ?3, body = ?4 WHERE id = ?1 AND version = ?2"),
        &[certificate.id.into(), (certificate.version - 1).into(), certificate.version.into(), body::write(&certificate)?],
    )?;
    body::saved(changed)?;
    Ok(certificate)
}
