//! Which certificates members sign with: one of each source at a time, the earlier ones kept.

use domain::id::{CertificateId, CompanyId, LicenseeId, UserId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, Value, sql};

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The company.
    pub company: CompanyId,
    /// The member.
    pub user: UserId,
    /// Where the key lives: certificates of one source follow one another.
    pub source: String,
    /// The certificate.
    pub certificate: CertificateId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// Who assigned it: a shown id.
    pub actor: String,
    /// Since when.
    pub assigned_at: Timestamp,
    /// Until when, where another one followed.
    pub replaced_at: Option<Timestamp>,
}

/// Adds an assignment that holds from now on. The one before has to be [`replace`]d first.
pub fn insert(tx: &mut Tx<'_>, assigned: &Assigned) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO member_certificate (company, account, source, certificate, licensee, actor, assigned_at, replaced_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)"
        ),
        &[
            assigned.company.into(),
            assigned.user.into(),
            (&assigned.source).into(),
            assigned.certificate.into(),
            assigned.licensee.into(),
            (&assigned.actor).into(),
            assigned.assigned_at.into(),
        ],
    )?;
    Ok(())
}

/// What holds now of this source.
pub fn current(tx: &mut Tx<'_>, company: CompanyId, user: UserId, source: &str) -> Result<Option<Assigned>, StoreError> {
    let sql = sql!(
        "SELECT company, account, source, certificate, licensee, actor, assigned_at, replaced_at FROM member_certificate \
         WHERE company = ?1 AND account = ?2 AND source = ?3 AND replaced_at IS NULL"
    );
    tx.optional(sql, &[company.into(), user.into(), source.into()], from_row)
}

/// The certificates that the members of a company, or one of them, sign with now.
pub fn all_current(tx: &mut Tx<'_>, company: CompanyId, user: Option<UserId>) -> Result<Vec<CertificateId>, StoreError> {
    let sql = sql!(
        "SELECT certificate FROM member_certificate \
         WHERE company = ?1 AND (CAST(?2 AS TEXT) IS NULL OR account = ?2) AND replaced_at IS NULL"
    );
    tx.many(sql, &[company.into(), user.map_or(Value::Null, Into::into)], |row| row.get(0))
}

/// Ends what holds now of this source.
pub fn replace(tx: &mut Tx<'_>, company: CompanyId, user: UserId, source: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!("UPDATE member_certificate SET replaced_at = ?4 WHERE company = ?1 AND account = ?2 AND source = ?3 AND replaced_at IS NULL"),
        &[company.into(), user.into(), source.into(), now.into()],
    )?;
    Ok(())
}

/// Everything that was assigned to a member, the newest first.
pub fn history(tx: &mut Tx<'_>, company: CompanyId, user: UserId, limit: i64) -> Result<Vec<Assigned>, StoreError> {
    let sql = sql!(
        "SELECT company, account, source, certificate, licensee, actor, assigned_at, replaced_at FROM member_certificate \
         WHERE company = ?1 AND account = ?2 ORDER BY assigned_at DESC, certificate LIMIT ?3"
    );
    tx.many(sql, &[company.into(), user.into(), limit.into()], from_row)
}

fn from_row(row: &Row<'_>) -> Result<Assigned, StoreError> {
    Ok(Assigned {
        company: row.get(0)?,
        user: row.get(1)?,
        source: row.get(2)?,
        certificate: row.get(3)?,
        licensee: row.get(4)?,
        actor: row.get(5)?,
        assigned_at: row.get(6)?,
        replaced_at: row.get(7)?,
    })
}
