//! The certificates of a company's members, whether this house issued them or another authority did: what the face of signer details knows
//! as the certificates of a box.

use domain::certificate::{Certificate, OutsideCertificate};
use domain::id::{CompanyId, LicenseeId, UserId};
use domain::time::Timestamp;

use super::body;
use crate::{Row, StoreError, Tx, sql};

/// A certificate of somebody who is a member of the company now.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxCertificate {
    /// Whose it is.
    pub user: UserId,
    /// Its bytes.
    pub der: Vec<u8>,
    /// Where it comes from.
    pub source: Source,
}

/// Where a certificate comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// This house issued it.
    Issued(Certificate),
    /// Another authority issued it, and it was registered.
    Registered(OutsideCertificate),
}

impl BoxCertificate {
    /// SHA-1 over its bytes, upper-case hex.
    pub fn thumbprint(&self) -> &str {
        match &self.source {
            Source::Issued(certificate) => &certificate.thumbprint,
            Source::Registered(certificate) => &certificate.thumbprint,
        }
    }

    /// The first and the last moment of its validity.
    pub fn validity(&self) -> (Timestamp, Timestamp) {
        match &self.source {
            Source::Issued(certificate) => (certificate.not_before, certificate.not_after),
            Source::Registered(certificate) => (certificate.not_before, certificate.not_after),
        }
    }

    /// Whether it may be used at `now`: active and valid, as far as this house knows.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        match &self.source {
            Source::Issued(certificate) => certificate.require_usable(now).is_ok(),
            Source::Registered(certificate) => certificate.require_valid(now).is_ok(),
        }
    }
}

/// The certificate of a member of this company with this thumbprint, upper-case hex. What was made for a person as another company's
/// employee is none of this one's. Of two with the same bytes the one that was issued here counts.
pub fn by_thumbprint(
    tx: &mut Tx<'_>,
    licensee: LicenseeId,
    company: CompanyId,
    thumbprint: &str,
) -> Result<Option<BoxCertificate>, StoreError> {
    let sql = sql!(
        "SELECT certificate.body, certificate.der FROM certificate \
         JOIN member ON member.company = ?2 AND member.account = certificate.account \
         WHERE certificate.thumbprint = ?3 AND certificate.licensee = ?1"
    );
    let found = tx.many(sql, &[licensee.into(), company.into(), thumbprint.into()], issued)?;
    if let Some(found) = found.into_iter().find(|one| is_of(one, company)) {
        return Ok(Some(found));
    }
    let sql = sql!(
        "SELECT outside_certificate.body, outside_certificate.der FROM outside_certificate \
         JOIN member ON member.company = outside_certificate.company AND member.account = outside_certificate.account \
         WHERE outside_certificate.company = ?1 AND outside_certificate.thumbprint = ?2"
    );
    tx.optional(sql, &[company.into(), thumbprint.into()], registered)
}

/// All of the members of a company, or of one of them: at most `most` of each source, the newest first.
pub fn all(tx: &mut Tx<'_>, company: CompanyId, user: Option<UserId>, most: i64) -> Result<Vec<BoxCertificate>, StoreError> {
    let person = user.map_or_else(|| crate::Value::Null, Into::into);
    let sql = sql!(
        "SELECT certificate.body, certificate.der FROM member JOIN certificate ON certificate.account = member.account \
         WHERE member.company = ?1 AND (CAST(?2 AS TEXT) IS NULL OR member.account = ?2) \
         ORDER BY certificate.created_at DESC, certificate.id DESC LIMIT ?3"
    );
    let mut found = tx.many(sql, &[company.into(), person.clone(), most.into()], issued)?;
    found.retain(|one| is_of(one, company));
    let sql = sql!(
        "SELECT outside_certificate.body, outside_certificate.der FROM member \
         JOIN outside_certificate ON outside_certificate.company = member.company AND outside_certificate.account = member.account \
         WHERE member.company = ?1 AND (CAST(?2 AS TEXT) IS NULL OR member.account = ?2) \
         ORDER BY outside_certificate.id DESC LIMIT ?3"
    );
    found.extend(tx.many(sql, &[company.into(), person, most.into()], registered)?);
    Ok(found)
}

fn is_of(found: &BoxCertificate, company: CompanyId) -> bool {
    matches!(&found.source, Source::Issued(certificate) if certificate.company.is_none_or(|of| of == company))
}

fn issued(row: &Row<'_>) -> Result<BoxCertificate, StoreError> {
    let certificate: Certificate = body::read(row, 0)?;
    Ok(BoxCertificate { user: certificate.user, der: row.get(1)?, source: Source::Issued(certificate) })
}

fn registered(row: &Row<'_>) -> Result<BoxCertificate, StoreError> {
    let certificate: OutsideCertificate = body::read(row, 0)?;
    Ok(BoxCertificate { user: certificate.user, der: row.get(1)?, source: Source::Registered(certificate) })
}
