//! Members of companies.

use domain::id::{CompanyId, UserId};
use domain::office::{Account, Member};

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Adds a member or changes one; the new version is returned with it.
pub fn put(tx: &mut Tx<'_>, mut member: Member) -> Result<Member, StoreError> {
    if let Some(known) = load(tx, member.company, member.user)? {
        member.version = known.version + 1;
        member.created_at = known.created_at;
    }
    tx.execute(
        sql!(
            "INSERT INTO member (company, account, licensee, version, body) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (company, account) DO UPDATE SET version = excluded.version, body = excluded.body"
        ),
        &[member.company.into(), member.user.into(), member.licensee.into(), member.version.into(), body::write(&member)?],
    )?;
    Ok(member)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, company: CompanyId, user: UserId) -> Result<Option<Member>, StoreError> {
    let sql = sql!("SELECT body FROM member WHERE company = ?1 AND account = ?2");
    tx.optional(sql, &[company.into(), user.into()], |row| body::read(row, 0))
}

/// Whether this person is one.
pub fn exists(tx: &mut Tx<'_>, company: CompanyId, user: UserId) -> Result<bool, StoreError> {
    let found =
        tx.optional(sql!("SELECT 1 FROM member WHERE company = ?1 AND account = ?2"), &[company.into(), user.into()], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Takes one out.
pub fn remove(tx: &mut Tx<'_>, company: CompanyId, user: UserId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM member WHERE company = ?1 AND account = ?2"), &[company.into(), user.into()])?;
    Ok(())
}

/// All of a company.
pub fn of_company(tx: &mut Tx<'_>, company: CompanyId) -> Result<Vec<Member>, StoreError> {
    tx.many(sql!("SELECT body FROM member WHERE company = ?1 ORDER BY account"), &[company.into()], |row| body::read(row, 0))
}

/// The members of a company, the newest account first: a place keeps its place in the list whatever becomes of its rights.
pub fn page(tx: &mut Tx<'_>, company: CompanyId, slice: Slice) -> Result<Vec<Member>, StoreError> {
    let sql = sql!("SELECT body FROM member WHERE company = ?1 AND account < ?2 ORDER BY account DESC LIMIT ?3");
    let (_, account) = slice.newest_first();
    tx.many(sql, &[company.into(), account, slice.limit.into()], |row| body::read(row, 0))
}

/// The members of a company with their accounts, the newest account first.
pub fn people(tx: &mut Tx<'_>, company: CompanyId, limit: i64) -> Result<Vec<(Member, Account)>, StoreError> {
    let sql = sql!(
        "SELECT member.body, account.body FROM member JOIN account ON account.id = member.account \
         WHERE member.company = ?1 ORDER BY member.account DESC LIMIT ?2"
    );
    tx.many(sql, &[company.into(), limit.into()], |row| Ok((body::read(row, 0)?, body::read(row, 1)?)))
}
