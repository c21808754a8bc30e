//! Certificates of people.

use domain::certificate::Certificate;
use domain::id::{CertificateId, IssueId, LicenseeId, UserId};
use domain::time::Timestamp;

use super::body;
use crate::{Place, Row, Slice, StoreError, Tx, sql};

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

/// Puts its new bytes in the place of those that it had, which are kept beside; fails with [`StoreError::Stale`] if somebody saved it since.
pub fn reissue(tx: &mut Tx<'_>, mut certificate: Certificate, der: &[u8], now: Timestamp) -> Result<Certificate, StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO earlier_certificate (serial, certificate, licensee, replaced_at, der) \
             SELECT serial, id, licensee, ?2, der FROM certificate WHERE id = ?1"
        ),
        &[certificate.id.into(), now.into()],
    )?;
    certificate.version += 1;
    let changed = tx.execute(
        sql!("UPDATE certificate SET version = ?3, serial = ?4, thumbprint = ?5, body = ?6, der = ?7 WHERE id = ?1 AND version = ?2"),
        &[
            certificate.id.into(),
            (certificate.version - 1).into(),
            certificate.version.into(),
            (&certificate.serial).into(),
            (&certificate.thumbprint).into(),
            body::write(&certificate)?,
            der.into(),
        ],
    )?;
    body::saved(changed)?;
    Ok(certificate)
}

/// What was made for a request.
pub fn by_issue(tx: &mut Tx<'_>, issue: IssueId) -> Result<Option<Certificate>, StoreError> {
    tx.optional(sql!("SELECT body FROM certificate WHERE issue = ?1"), &[issue.into()], |row| body::read(row, 0))
}

/// A licensee's certificate by its thumbprint, upper-case hex.
pub fn by_thumbprint(tx: &mut Tx<'_>, licensee: LicenseeId, thumbprint: &str) -> Result<Option<Certificate>, StoreError> {
    let sql = sql!("SELECT body FROM certificate WHERE thumbprint = ?2 AND licensee = ?1");
    tx.optional(sql, &[licensee.into(), thumbprint.into()], |row| body::read(row, 0))
}

/// A licensee's certificates, or those of one of its people, the newest first, each with its place in the list.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, user: Option<UserId>, slice: Slice) -> Result<Vec<(Certificate, Place)>, StoreError> {
    let sql = match user {
        None => sql!(
            "SELECT body, created_at, id FROM certificate WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) \
             ORDER BY created_at DESC, id DESC LIMIT ?4"
        ),
        Some(_) => sql!(
            "SELECT body, created_at, id FROM certificate WHERE account = ?5 AND (created_at, id) < (?2, ?3) AND licensee = ?1 \
             ORDER BY created_at DESC, id DESC LIMIT ?4"
        ),
    };
    let (at, id) = slice.newest_first();
    let mut params = vec![licensee.into(), at, id, slice.limit.into()];
    params.extend(user.map(Into::into));
    tx.many(sql, &params, placed)
}

fn placed(row: &Row<'_>) -> Result<(Certificate, Place), StoreError> {
    let id: CertificateId = row.get(2)?;
    Ok((body::read(row, 0)?, Place { key: row.get(1)?, id: id.uuid() }))
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
