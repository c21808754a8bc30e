//! Parties and links in their rows: sealed under the master key, each bound to its id.

use domain::id::PartyId;
use domain::party::{Party, Representative, RepresentativeId};
use domain::time::Timestamp;
use store::table::party::PartyRow;
use store::table::representative::RepresentativeRow;
use store::{Tx, table};

use crate::{AppError, Ctx};

fn context(id: PartyId) -> String {
    format!("party:{id}")
}

fn link_context(id: RepresentativeId) -> String {
    format!("representative:{id}")
}

/// One of them, whoever it belongs to.
pub fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: PartyId) -> Result<Option<Party>, AppError> {
    table::party::load(tx, id)?.map(|row| read(ctx, &row)).transpose()
}

/// The same, held against others until the end of the transaction.
pub(super) fn load_for_update(tx: &mut Tx<'_>, ctx: &Ctx, id: PartyId) -> Result<Option<Party>, AppError> {
    table::party::load_for_update(tx, id)?.map(|row| read(ctx, &row)).transpose()
}

/// Adds one; false where the client's id is taken.
pub(super) fn insert(tx: &mut Tx<'_>, ctx: &Ctx, party: &Party) -> Result<bool, AppError> {
    Ok(table::party::insert(tx, &row(ctx, party, party.updated_at)?)?)
}

/// Saves the next version.
pub(super) fn save(tx: &mut Tx<'_>, ctx: &Ctx, mut party: Party) -> Result<Party, AppError> {
    party.version += 1;
    table::party::save(tx, &row(ctx, &party, party.updated_at)?)?;
    Ok(party)
}

/// The link of a pair.
pub fn load_link(tx: &mut Tx<'_>, ctx: &Ctx, id: RepresentativeId) -> Result<Option<Representative>, AppError> {
    table::representative::load(tx, id)?.map(|row| read_link(ctx, &row)).transpose()
}

/// The same, held against others until the end of the transaction.
pub(super) fn load_link_for_update(tx: &mut Tx<'_>, ctx: &Ctx, id: RepresentativeId) -> Result<Option<Representative>, AppError> {
    table::representative::load_for_update(tx, id)?.map(|row| read_link(ctx, &row)).transpose()
}

/// Adds a link; false where the pair has one.
pub(super) fn insert_link(tx: &mut Tx<'_>, ctx: &Ctx, link: &Representative) -> Result<bool, AppError> {
    Ok(table::representative::insert(tx, &link_row(ctx, link)?)?)
}

/// Saves the next version of a link.
pub(super) fn save_link(tx: &mut Tx<'_>, ctx: &Ctx, mut link: Representative) -> Result<Representative, AppError> {
    link.version += 1;
    table::representative::save(tx, &link_row(ctx, &link)?)?;
    Ok(link)
}

fn row(ctx: &Ctx, party: &Party, used_at: Timestamp) -> Result<PartyRow, AppError> {
    let text = serde_json::to_vec(party).map_err(|error| AppError::internal("a party").because(error))?;
    Ok(PartyRow {
        id: party.id,
        licensee: party.licensee,
        company: party.company,
        version: party.version,
        kind: party.details.kind(),
        external_id: party.external_id.clone(),
        sealed: ctx.keys.seal(&context(party.id), &text),
        used_at,
    })
}

fn read(ctx: &Ctx, row: &PartyRow) -> Result<Party, AppError> {
    let text = ctx.keys.open(&context(row.id), &row.sealed)?;
    serde_json::from_slice(&text).map_err(|error| AppError::internal("a kept party").because(error))
}

fn link_row(ctx: &Ctx, link: &Representative) -> Result<RepresentativeRow, AppError> {
    let text = serde_json::to_vec(link).map_err(|error| AppError::internal("a representative").because(error))?;
    Ok(RepresentativeRow {
        id: link.id,
        licensee: link.licensee,
        company: link.company,
        version: link.version,
        sealed: ctx.keys.seal(&link_context(link.id), &text),
    })
}

fn read_link(ctx: &Ctx, row: &RepresentativeRow) -> Result<Representative, AppError> {
    let text = ctx.keys.open(&link_context(row.id), &row.sealed)?;
    serde_json::from_slice(&text).map_err(|error| AppError::internal("a kept representative").because(error))
}
