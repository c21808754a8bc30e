//! Details of signers by box, certificate and title, and which boxes have no subscription.

use domain::id::{CompanyId, LicenseeId};
use domain::signer::TitleType;
use domain::time::Timestamp;

use crate::{StoreError, Tx, sql};

/// A record's key: the box, the certificate's thumbprint in upper-case hex, the title.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The company behind the box.
    pub company: CompanyId,
    /// SHA-1 over the certificate, upper-case hex.
    pub thumbprint: String,
    /// The title.
    pub title: TitleType,
}

/// Adds a record or replaces the one that is there; whoever commits last counts.
pub fn put(tx: &mut Tx<'_>, place: &Place, licensee: LicenseeId, actor: &str, sealed: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "INSERT INTO signer_details (company, thumbprint, title, licensee, updated_at, actor, sealed) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (company, thumbprint, title) \
             DO UPDATE SET updated_at = excluded.updated_at, actor = excluded.actor, sealed = excluded.sealed"
        ),
        &[
            place.company.into(),
            (&place.thumbprint).into(),
            i64::from(place.title.number()).into(),
            licensee.into(),
            now.into(),
            actor.into(),
            sealed.into(),
        ],
    )?;
    Ok(())
}

/// One record, sealed.
pub fn load(tx: &mut Tx<'_>, place: &Place) -> Result<Option<Vec<u8>>, StoreError> {
    tx.optional(
        sql!("SELECT sealed FROM signer_details WHERE company = ?1 AND thumbprint = ?2 AND title = ?3"),
        &[place.company.into(), (&place.thumbprint).into(), i64::from(place.title.number()).into()],
        |row| row.get(0),
    )
}

/// Whether a box has a subscription.
pub fn is_subscribed(tx: &mut Tx<'_>, company: CompanyId) -> Result<bool, StoreError> {
    let ended =
        tx.optional(sql!("SELECT since FROM unsubscribed_box WHERE company = ?1"), &[company.into()], |row| row.get::<Timestamp>(0))?;
    Ok(ended.is_none())
}

/// Ends the subscription of a box; again leaves the first moment.
pub fn unsubscribe(tx: &mut Tx<'_>, company: CompanyId, licensee: LicenseeId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO unsubscribed_box (company, licensee, since) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
        &[company.into(), licensee.into(), now.into()],
    )?;
    Ok(())
}

/// Gives a box its subscription back.
pub fn subscribe(tx: &mut Tx<'_>, company: CompanyId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM unsubscribed_box WHERE company = ?1"), &[company.into()])?;
    Ok(())
}
