//! Accounts of people.

use domain::id::{LicenseeId, UserId};
use domain::office::Account;
use domain::subject::{Email, ExternalId, Phone};

use super::body;
use crate::{Slice, StoreError, Tx, sql};

/// Adds an account with the hash of its password; false where the phone or the external id is taken.
pub fn insert(tx: &mut Tx<'_>, account: &Account, password: &str) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO account (id, licensee, version, phone, external_id, password, body, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT DO NOTHING"
        ),
        &[
            account.id.into(),
            account.licensee.into(),
            account.version.into(),
            account.phone.as_str().into(),
            account.external_id.as_ref().map(ExternalId::as_str).into(),
            password.into(),
            body::write(account)?,
            account.email.as_ref().map(|email| email.as_str().to_lowercase()).into(),
        ],
    )?;
    Ok(added == 1)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Account>, StoreError> {
    tx.optional(sql!("SELECT body FROM account WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Account>, StoreError> {
    tx.optional(sql!("SELECT body FROM account WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// By the integrator's id.
pub fn by_external_id(tx: &mut Tx<'_>, licensee: LicenseeId, id: &ExternalId) -> Result<Option<Account>, StoreError> {
    let sql = sql!("SELECT body FROM account WHERE licensee = ?1 AND external_id = ?2");
    tx.optional(sql, &[licensee.into(), id.as_str().into()], |row| body::read(row, 0))
}

/// A licensee's accounts, the newest first.
pub fn page(tx: &mut Tx<'_>, licensee: LicenseeId, slice: Slice) -> Result<Vec<Account>, StoreError> {
    let sql = sql!("SELECT body FROM account WHERE licensee = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
    let (_, id) = slice.newest_first();
    tx.many(sql, &[licensee.into(), id, slice.limit.into()], |row| body::read(row, 0))
}

/// By phone.
pub fn by_phone(tx: &mut Tx<'_>, licensee: LicenseeId, phone: &Phone) -> Result<Option<Account>, StoreError> {
    let sql = sql!("SELECT body FROM account WHERE licensee = ?1 AND phone = ?2");
    tx.optional(sql, &[licensee.into(), phone.as_str().into()], |row| body::read(row, 0))
}

/// Everybody with this phone in any licensee, with the hash of the password: for logging in.
pub fn logins(tx: &mut Tx<'_>, phone: &Phone) -> Result<Vec<(Account, String)>, StoreError> {
    let sql = sql!("SELECT body, password FROM account WHERE phone = ?1 ORDER BY id");
    tx.many(sql, &[phone.as_str().into()], |row| Ok((body::read(row, 0)?, row.get(1)?)))
}

/// One licensee's account with this phone, with the hash of the password: for logging in.
pub fn login_by_phone(tx: &mut Tx<'_>, licensee: LicenseeId, phone: &Phone) -> Result<Option<(Account, String)>, StoreError> {
    let sql = sql!("SELECT body, password FROM account WHERE licensee = ?1 AND phone = ?2");
    tx.optional(sql, &[licensee.into(), phone.as_str().into()], |row| Ok((body::read(row, 0)?, row.get(1)?)))
}

/// One licensee's accounts with this address, whose case does not matter, at most `most` of them: for logging in.
pub fn logins_by_email(tx: &mut Tx<'_>, licensee: LicenseeId, email: &Email, most: i64) -> Result<Vec<(Account, String)>, StoreError> {
    let sql = sql!("SELECT body, password FROM account WHERE licensee = ?1 AND email = ?2 ORDER BY id LIMIT ?3");
    let email = email.as_str().to_lowercase();
    tx.many(sql, &[licensee.into(), (&email).into(), most.into()], |row| Ok((body::read(row, 0)?, row.get(1)?)))
}
