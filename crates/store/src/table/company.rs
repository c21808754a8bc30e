//! Companies.

use domain::id::{CompanyId, LicenseeId, UserId};
use domain::office::{Company, Member};
use domain::subject::{ExternalId, Inn, Kpp};

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Adds a company; false where ИНН with КПП or the external id is taken.
pub fn insert(tx: &mut Tx<'_>, company: &Company) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO company (id, licensee, version, inn, kpp, external_id, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT DO NOTHING"
        ),
        &[
            company.id.into(),
            company.licensee.into(),
            company.version.into(),
            company.inn.as_str().into(),
            company.kpp.as_ref().map_or("", Kpp::as_str).into(),
            company.external_id.as_ref().map(ExternalId::as_str).into(),
            body::write(company)?,
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: CompanyId) -> Result<Option<Company>, StoreError> {
    tx.optional(sql!("SELECT body FROM company WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// Whether it is there and this licensee's.
pub fn is_of(tx: &mut Tx<'_>, licensee: LicenseeId, id: CompanyId) -> Result<bool, StoreError> {
    let found = tx.optional(sql!("SELECT 1 FROM company WHERE id = ?1 AND licensee = ?2"), &[id.into(), licensee.into()], |_| Ok(()))?;
    Ok(found.is_some())
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: CompanyId) -> Result<Option<Company>, StoreError> {
    tx.optional(sql!("SELECT body FROM company WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// By the integrator's id.
pub fn by_external_id(tx: &mut Tx<'_>, licensee: LicenseeId, id: &ExternalId) -> Result<Option<Company>, StoreError> {
    let sql = sql!("SELECT body FROM company WHERE licensee = ?1 AND external_id = ?2");
    tx.optional(sql, &[licensee.into(), id.as_str().into()], |row| body::read(row, 0))
}

/// A licensee's companies, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<Company>, StoreError> {
    let sql = sql!("SELECT body FROM company WHERE licensee = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
    let (_, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), id, slice.limit.into()], |row| body::read(row, 0))
}

/// By ИНН and КПП.
pub fn by_inn(tx: &mut Tx<'_>, licensee: LicenseeId, inn: &Inn, kpp: Option<&Kpp>) -> Result<Option<Company>, StoreError> {
    let sql = sql!("SELECT body FROM company WHERE licensee = ?1 AND inn = ?2 AND kpp = ?3");
    tx.optional(sql, &[licensee.into(), inn.as_str().into(), kpp.map_or("", Kpp::as_str).into()], |row| body::read(row, 0))
}

/// The companies that a person is a member of, the newest first, with their place in each.
pub fn of_member(tx: &mut Tx<'_>, account: UserId, limit: i64) -> Result<Vec<(Company, Member)>, StoreError> {
    let sql = sql!(
        "SELECT company.body, member.body FROM member JOIN company ON company.id = member.company \
         WHERE member.account = ?1 ORDER BY member.company DESC LIMIT ?2"
    );
    tx.many(sql, &[account.into(), limit.into()], |row| Ok((body::read(row, 0)?, body::read(row, 1)?)))
}
