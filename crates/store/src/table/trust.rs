//! Certificates of other authorities that this installation believes. Few, and kept until the administrator takes them away.

use domain::id::TrustId;
use domain::trust::{Accreditation, Source, Trusted};

use crate::{Row, StoreError, Tx, sql};

/// Adds an entry; false where the certificate stands already.
pub fn insert(tx: &mut Tx<'_>, entry: &Trusted, sha256: &str) -> Result<bool, StoreError> {
    let sql = sql!(
        "INSERT INTO trusted_certificate (id, sha256, der, source, accredited, accredited_from, accredited_to, added_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"
    );
    let params = [
        entry.id.into(),
        sha256.into(),
        entry.der.clone().into(),
        entry.source.name().into(),
        entry.accreditation.is_some().into(),
        entry.accreditation.and_then(|accreditation| accreditation.from).into(),
        entry.accreditation.and_then(|accreditation| accreditation.to).into(),
        entry.added_at.into(),
    ];
    Ok(tx.execute(sql, &params)? == 1)
}

/// All entries, the oldest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Trusted>, StoreError> {
    let sql =
        sql!("SELECT id, der, source, accredited, accredited_from, accredited_to, added_at FROM trusted_certificate ORDER BY added_at, id");
    tx.many(sql, &[], from_row)
}

/// Takes an entry away; says whether there was one.
pub fn delete(tx: &mut Tx<'_>, id: TrustId) -> Result<bool, StoreError> {
    Ok(tx.execute(sql!("DELETE FROM trusted_certificate WHERE id = ?1"), &[id.into()])? == 1)
}

fn from_row(row: &Row<'_>) -> Result<Trusted, StoreError> {
    let source: String = row.get(2)?;
    let accreditation = Accreditation { from: row.get(4)?, to: row.get(5)? };
    Ok(Trusted {
        id: row.get(0)?,
        der: row.get(1)?,
        source: Source::parse(&source).ok_or_else(|| StoreError::Corrupt(format!("source {source}")))?,
        accreditation: row.get::<bool>(3)?.then_some(accreditation),
        added_at: row.get(6)?,
    })
}
