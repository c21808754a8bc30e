//! Packages.

mod list;

use domain::id::{LicenseeId, PackageId, UserId};
use domain::office::Package;
use domain::subject::{ExternalId, Phone};

pub use list::{Filter, list};

use super::body;
use crate::{StoreError, Tx, sql};

/// Adds a package; false where the external id is taken.
pub fn insert(tx: &mut Tx<'_>, package: &Package) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO package (id, licensee, version, status, external_id, created_at, body, updated_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"
        ),
        &[
            package.id.into(),
            package.licensee.into(),
            package.version.into(),
            package.status.word().into(),
            package.external_id.as_ref().map(ExternalId::as_str).into(),
            package.created_at.into(),
            body::write(package)?,
            package.changed_at().into(),
        ],
    )?;
    if added == 0 {
        return Ok(false);
    }
    for one in package.route.participants() {
        tx.execute(
            sql!(
                "INSERT INTO package_party (package, participant, licensee, account, phone, company, created_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            ),
            &[
                package.id.into(),
                one.id.into(),
                package.licensee.into(),
                one.who.user.into(),
                one.who.phone.as_ref().map(Phone::as_str).into(),
                one.who.company.into(),
                package.created_at.into(),
            ],
        )?;
    }
    Ok(true)
}

/// One of them.
pub fn load(tx: &mut Tx<'_>, id: PackageId) -> Result<Option<Package>, StoreError> {
    tx.optional(sql!("SELECT body FROM package WHERE id = ?1"), &[id.into()], |row| body::read(row, 0))
}

/// One of them, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: PackageId) -> Result<Option<Package>, StoreError> {
    tx.optional(sql!("SELECT body FROM package WHERE id = ?1 {for_update}"), &[id.into()], |row| body::read(row, 0))
}

/// By the integrator's id.
pub fn by_external_id(tx: &mut Tx<'_>, licensee: LicenseeId, id: &ExternalId) -> Result<Option<Package>, StoreError> {
    let sql = sql!("SELECT body FROM package WHERE licensee = ?1 AND external_id = ?2");
    tx.optional(sql, &[licensee.into(), id.as_str().into()], |row| body::read(row, 0))
}

/// Saves the next version; fails with [`StoreError::Stale`] if somebody saved the package since it was loaded.
pub fn save(tx: &mut Tx<'_>, mut package: Package) -> Result<Package, StoreError> {
    package.version += 1;
    let changed = tx.execute(
        sql!("UPDATE package SET version = ?3, status = ?4, body = ?5, updated_at = ?6 WHERE id = ?1 AND version = ?2"),
        &[
            package.id.into(),
            (package.version - 1).into(),
            package.version.into(),
            package.status.word().into(),
            body::write(&package)?,
            package.changed_at().into(),
        ],
    )?;
    body::saved(changed)?;
    Ok(package)
}

/// Packages on whose route this phone stands without an account, in the order in which they are locked.
pub fn waiting_for_phone(tx: &mut Tx<'_>, licensee: LicenseeId, phone: &Phone) -> Result<Vec<PackageId>, StoreError> {
    let sql = sql!("SELECT DISTINCT package FROM package_party WHERE phone = ?1 AND licensee = ?2 AND account IS NULL ORDER BY package");
    tx.many(sql, &[phone.as_str().into(), licensee.into()], |row| row.get(0))
}

/// The phone has an account now.
pub fn bind_phone(tx: &mut Tx<'_>, package: PackageId, phone: &Phone, user: UserId) -> Result<(), StoreError> {
    let sql = sql!("UPDATE package_party SET account = ?3 WHERE package = ?1 AND phone = ?2 AND account IS NULL");
    tx.execute(sql, &[package.into(), phone.as_str().into(), user.into()])?;
    Ok(())
}
