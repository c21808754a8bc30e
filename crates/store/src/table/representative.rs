//! Who acts for whom. A link is sealed before it comes here.

use domain::id::{CompanyId, LicenseeId, PartyId};
use domain::party::RepresentativeId;

use super::body;
use crate::{Row, StoreError, Tx, sql};

/// A link as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepresentativeRow {
    /// The pair.
    pub id: RepresentativeId,
    /// The tenant.
    pub licensee: LicenseeId,
    /// The company that it belongs to.
    pub company: CompanyId,
    /// Grows with every change.
    pub version: i64,
    /// The link, sealed under the master key.
    pub sealed: Vec<u8>,
}

/// Adds a link; false where the pair has one.
pub fn insert(tx: &mut Tx<'_>, link: &RepresentativeRow) -> Result<bool, StoreError> {
    let added = tx.execute(
        sql!(
            "INSERT INTO representative (principal, agent, licensee, company, version, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT DO NOTHING"
        ),
        &[
            link.id.principal.into(),
            link.id.agent.into(),
            link.licensee.into(),
            link.company.into(),
            link.version.into(),
            link.sealed.as_slice().into(),
        ],
    )?;
    Ok(added == 1)
}

/// That of a pair.
pub fn load(tx: &mut Tx<'_>, id: RepresentativeId) -> Result<Option<RepresentativeRow>, StoreError> {
    let sql = sql!("SELECT principal, agent, licensee, company, version, sealed FROM representative WHERE principal = ?1 AND agent = ?2");
    tx.optional(sql, &[id.principal.into(), id.agent.into()], from_row)
}

/// That of a pair, held against others until the end of the transaction.
pub fn load_for_update(tx: &mut Tx<'_>, id: RepresentativeId) -> Result<Option<RepresentativeRow>, StoreError> {
    let sql = sql!(
        "SELECT principal, agent, licensee, company, version, sealed FROM representative WHERE principal = ?1 AND agent = ?2 {for_update}"
    );
    tx.optional(sql, &[id.principal.into(), id.agent.into()], from_row)
}

/// Saves the next version, whose number it bears already; fails with [`StoreError::Stale`] if somebody saved it since it was loaded.
pub fn save(tx: &mut Tx<'_>, link: &RepresentativeRow) -> Result<(), StoreError> {
    let sql = sql!("UPDATE representative SET version = ?4, sealed = ?5 WHERE principal = ?1 AND agent = ?2 AND version = ?3");
    let (principal, agent) = (link.id.principal.into(), link.id.agent.into());
    body::saved(tx.execute(sql, &[principal, agent, (link.version - 1).into(), link.version.into(), link.sealed.as_slice().into()])?)
}

/// Those in which a party stands on either side.
pub fn of_party(tx: &mut Tx<'_>, party: PartyId) -> Result<Vec<RepresentativeId>, StoreError> {
    let pair = |row: &Row<'_>| Ok(RepresentativeId { principal: row.get(0)?, agent: row.get(1)? });
    let mut all = tx.many(sql!("SELECT principal, agent FROM representative WHERE principal = ?1"), &[party.into()], pair)?;
    all.extend(tx.many(sql!("SELECT principal, agent FROM representative WHERE agent = ?1"), &[party.into()], pair)?);
    Ok(all)
}

/// Takes a link out.
pub fn delete(tx: &mut Tx<'_>, id: RepresentativeId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM representative WHERE principal = ?1 AND agent = ?2"), &[id.principal.into(), id.agent.into()]).map(drop)
}

fn from_row(row: &Row<'_>) -> Result<RepresentativeRow, StoreError> {
    Ok(RepresentativeRow {
        id: RepresentativeId { principal: row.get(0)?, agent: row.get(1)? },
        licensee: row.get(2)?,
        company: row.get(3)?,
        version: row.get(4)?,
        sealed: row.get(5)?,
    })
}
