//! The licensee's endpoints, without their secrets.

use domain::id::EndpointId;
use domain::time::Timestamp;
use store::table;

use super::{secret, visible};
use crate::{AppError, Call, Ctx, Page, Place, Slice};

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Where to.
    pub url: String,
    /// Event types it wants; all where empty.
    pub types: Vec<String>,
    /// `active`, `paused` or `disabled`.
    pub state: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with every change.
    pub version: i64,
    /// A word of its owner.
    pub description: String,
    /// Why it is not active: `owner`, `failures`, `gone`.
    pub reason: Option<String>,
    /// Since when it has taken nothing.
    pub failing_since: Option<Timestamp>,
    /// The first event that was not queued for it: since it was paused, until it has caught up.
    pub unsent_from: Option<i64>,
    /// `whpk_…`, where callbacks are signed by Ed25519 too.
    pub public_key: Option<String>,
}

impl Endpoint {
    pub(super) fn of(ctx: &Ctx, row: table::endpoint::Endpoint) -> Result<Self, AppError> {
        Ok(Self {
            public_key: secret::public_key(ctx, &row)?,
            types: row.types.split_whitespace().map(str::to_owned).collect(),
            id: row.id,
            url: row.url,
            state: row.state,
            created_at: row.created_at,
            version: row.version,
            description: row.description,
            reason: row.reason,
            failing_since: row.failing_since,
            unsent_from: row.unsent_from,
        })
    }
}

/// A page of them, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Endpoint>, AppError> {
    let licensee = call.office_key()?;
    let place = |row: &table::endpoint::Endpoint| Place { key: row.created_at.micros(), id: row.id.uuid() };
    let rows: Result<_, AppError> =
        ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::endpoint::page(tx, licensee, slice))?)).await;
    rows?.try_map(|row| Endpoint::of(ctx, row))
}

/// One of them.
pub async fn get(ctx: &Ctx, call: &Call, id: EndpointId) -> Result<Endpoint, AppError> {
    let licensee = call.office_key()?;
    let row = ctx.store.read(move |tx| visible(table::endpoint::load(tx, id)?, licensee)).await?;
    Endpoint::of(ctx, row)
}
