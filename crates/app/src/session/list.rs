//! A person's own sessions.

use domain::id::SessionId;
use domain::time::Timestamp;
use store::table;

use crate::{AppError, Call, Ctx};

/// A session without its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The caller's open sessions, the newest first; at most 200.
pub async fn list(ctx: &Ctx, call: &Call) -> Result<Vec<Session>, AppError> {
    let (user, own, now) = (call.person()?.user, call.person()?.session, ctx.now());
    let rows = ctx.store.read(move |tx| table::session::of_account(tx, user, now).map_err(AppError::from)).await?;
    let shown = |row: table::session::Session| Session {
        id: row.id,
        created_at: row.created_at,
        expires_at: row.expires_at,
        current: row.id == own,
    };
    Ok(rows.into_iter().map(shown).collect())
}
