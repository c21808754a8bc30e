//! Certificates of members that other authorities issued.

use domain::certificate::OutsideCertificate;
use domain::id::{CompanyId, LicenseeId, OutsideCertificateId, UserId};

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Registers a certificate with its bytes; false where the company has registered it already.
pub fn insert(tx: &mut Tx<'_>, certificate: &OutsideCertificate, der: &[u8]) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO outside_certificate (id, licensee, company, account, thumbprint, body, der) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"
        ),
        &[
            certificate.id.into(),
            certificate.licensee.into(),
            certificate.company.into(),
            certificate.user.into(),
            (&certificate.thumbprint).into(),
            body::write(certificate)?,
            der.into(),
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: OutsideCertificateId) -> Result<Option<OutsideCertificate>, StoreError> {
    tx.optional(sql!("SELECT body FROM outside_certificate WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// The one of a company with this thumbprint.
pub fn of_company(tx: &mut Tx<'_>, company: CompanyId, thumbprint: &str) -> Result<Option<OutsideCertificate>, StoreError> {
    let sql = sql!("SELECT body FROM outside_certificate WHERE company = ?1 AND thumbprint = ?2");
    tx.optional(sql, &[company.into(), thumbprint.into()], |row| body::read(row, 0))
}

/// Those of a licensee's companies with this thumbprint whose person is still a member there.
pub fn of_licensee(tx: &mut Tx<'_>, licensee: LicenseeId, thumbprint: &str) -> Result<Vec<OutsideCertificate>, StoreError> {
    let sql = sql!(
        "SELECT outside_certificate.body FROM outside_certificate \
         JOIN member ON member.company = outside_certificate.company AND member.account = outside_certificate.account \
         WHERE outside_certificate.licensee = ?1 AND outside_certificate.thumbprint = ?2 ORDER BY outside_certificate.id"
    );
    tx.many(sql, &[licensee.into(), thumbprint.into()], |row| body::read(row, 0))
}

/// Those of a member, the newest first.
pub fn page(tx: &mut Tx<'_>, company: CompanyId, user: UserId, slice: Slice) -> Result<Vec<OutsideCertificate>, StoreError> {
    let sql = sql!("SELECT body FROM outside_certificate WHERE company = ?1 AND account = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4");
    let (_, id) = slice.newest_first();
    tx.many(sql, &[company.into(), user.into(), id, slice.limit.into()], |row| body::read(row, 0))
}

/// Takes one away; says whether it was there.
pub fn remove(tx: &mut Tx<'_>, id: OutsideCertificateId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM outside_certificate WHERE id = ?1"), &[id.into()])? == 1)
}
