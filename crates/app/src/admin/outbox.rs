//! The outbox: text messages that no gateway sends, opened for the administrator.

use domain::id::SmsId;
use domain::time::Timestamp;
use store::table;

use crate::{AppError, Ctx, sms};

/// A message with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: SmsId,
    /// To whom.
    pub phone: String,
    /// Why: `password`, `acceptance_code`, `signing_code`.
    pub purpose: String,
    /// The text.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
}

/// The newest messages, the newest last.
pub async fn outbox(ctx: &Ctx, limit: u32) -> Result<Vec<Message>, AppError> {
    let rows = ctx.store.read(move |tx| table::sms::newest(tx, limit).map_err(AppError::from)).await?;
    rows.into_iter()
        .map(|row| {
            let text = ctx.keys.open(&sms::seal_context(row.id), &row.text)?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| AppError::internal("a message's text"))?;
            Ok(Message { id: row.id, phone: row.phone, purpose: row.purpose, text, created_at: row.created_at })
        })
        .collect()
}
