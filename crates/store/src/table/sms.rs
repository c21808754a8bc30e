//! Text messages. The text is sealed: it carries passwords and codes.

use domain::id::{LicenseeId, SmsId, UserId};
use domain::time::Timestamp;

use crate::{Row, StoreError, Tx, sql};

/// It stays for the administrator, or waits for the gateway.
pub const OUTBOX: &str = "outbox";
/// A gateway has taken it over.
pub const SENT: &str = "sent";
/// The gateway will never take it.
pub const REFUSED: &str = "refused";
/// What it carried had expired before the gateway took it.
pub const LATE: &str = "late";

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// Its id.
    pub id: SmsId,
    /// The tenant that pays.
    pub licensee: LicenseeId,
    /// To whom.
    pub account: UserId,
    /// Why: `password`, `acceptance_code`, `cabinet_code`, `signing_code`, `statement_code`.
    pub purpose: String,
    /// The phone.
    pub phone: String,
    /// The sealed text.
    pub text: Vec<u8>,
    /// [`OUTBOX`], and what became of it.
    pub state: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Adds a message.
pub fn insert(tx: &mut Tx<'_>, sms: &Sms) -> Result<(), StoreError> {
    tx.execute(
        sql!("INSERT INTO sms (id, licensee, account, purpose, phone, text, state, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
        &[
            sms.id.into(),
            sms.licensee.into(),
            sms.account.into(),
            (&sms.purpose).into(),
            (&sms.phone).into(),
            sms.text.as_slice().into(),
            (&sms.state).into(),
            sms.created_at.into(),
        ],
    )?;
    Ok(())
}

/// How many messages a person got since, but for the first password.
pub fn codes_since(tx: &mut Tx<'_>, account: UserId, since: Timestamp) -> Result<i64, StoreError> {
    let sql = sql!("SELECT COUNT(*) FROM sms WHERE account = ?1 AND created_at > ?2 AND purpose <> 'password'");
    tx.one(sql, &[account.into(), since.into()], |row| row.get(0))
}

/// The same of everybody's messages to a phone.
pub fn codes_to(tx: &mut Tx<'_>, phone: &str, since: Timestamp) -> Result<i64, StoreError> {
    let sql = sql!("SELECT COUNT(*) FROM sms WHERE phone = ?1 AND created_at > ?2 AND purpose <> 'password'");
    tx.one(sql, &[phone.into(), since.into()], |row| row.get(0))
}

/// Blanks the texts of messages from before `before`: passwords and codes outlive their use nowhere.
pub fn forget_texts(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    let sql = sql!("UPDATE sms SET text = ?2, state = 'forgotten' WHERE created_at < ?1 AND state = 'outbox'");
    tx.execute(sql, &[before.into(), Vec::new().into()])
}

/// Blanks texts and phones of everything that was sent to somebody who has no account and whose request is gone.
pub fn forget_of(tx: &mut Tx<'_>, account: UserId) -> Result<u64, StoreError> {
    let sql = sql!("UPDATE sms SET text = ?2, phone = '', state = 'forgotten' WHERE account = ?1");
    tx.execute(sql, &[account.into(), Vec::new().into()])
}

/// The newest messages whose texts are still there, the newest last.
pub fn newest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Sms>, StoreError> {
    let sql = sql!(
        "SELECT id, licensee, account, purpose, phone, text, state, created_at FROM sms WHERE state = 'outbox' ORDER BY created_at DESC, id DESC LIMIT ?1"
    );
    let mut messages = tx.many(sql, &[limit.into()], from_row)?;
    messages.reverse();
    Ok(messages)
}

/// One message.
pub fn load(tx: &mut Tx<'_>, id: SmsId) -> Result<Option<Sms>, StoreError> {
    let sql = sql!("SELECT id, licensee, account, purpose, phone, text, state, created_at FROM sms WHERE id = ?1");
    tx.optional(sql, &[id.into()], from_row)
}

/// Says what became of a message that was in the outbox, and blanks its text: nobody needs it any more.
pub fn settle(tx: &mut Tx<'_>, id: SmsId, state: &str) -> Result<(), StoreError> {
    let sql = sql!("UPDATE sms SET text = ?2, state = ?3 WHERE id = ?1 AND state = 'outbox'");
    tx.execute(sql, &[id.into(), Vec::new().into(), state.into()]).map(drop)
}

fn from_row(row: &Row<'_>) -> Result<Sms, StoreError> {
    Ok(Sms {
        id: row.get(0)?,
        licensee: row.get(1)?,
        account: row.get(2)?,
        purpose: row.get(3)?,
        phone: row.get(4)?,
        text: row.get(5)?,
        state: row.get(6)?,
        created_at: row.get(7)?,
    })
}
