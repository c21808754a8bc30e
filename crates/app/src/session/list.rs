//! A person's own sessions.

use domain::id::SessionId;
use domain::time::Timestamp;
use store::table;
use store::table::session::Face;

use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// A session without its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it opens.
    pub face: Face,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A page of the caller's open sessions, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Session>, AppError> {
    let (user, own, now) = (call.person()?.user, call.person()?.session, ctx.now());
    let place = |row: &table::session::Session| Place { key: row.created_at.micros(), id: row.id.uuid() };
    let rows: Result<_, AppError> =
        ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::session::page(tx, user, now, slice))?)).await;
    let shown = |row: table::session::Session| Session {
        id: row.id,
        face: row.face,
        created_at: row.created_at,
        expires_at: row.expires_at,
        current: row.id == own,
    };
    Ok(rows?.map(shown))
}
