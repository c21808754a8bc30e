//! The licensee's endpoints, without their secrets.

use domain::id::EndpointId;
use domain::time::Timestamp;
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Where to.
    pub url: String,
    /// Event types it wants; all where empty.
    pub types: Vec<String>,
    /// `active` or `disabled`.
    pub state: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with every change.
    pub version: i64,
}

impl From<table::endpoint::Endpoint> for Endpoint {
    fn from(row: table::endpoint::Endpoint) -> Self {
        let types = row.types.split_whitespace().map(str::to_owned).collect();
        Self { id: row.id, url: row.url, types, state: row.state, created_at: row.created_at, version: row.version }
    }
}

/// All of them.
pub async fn list(ctx: &Ctx, call: &Call) -> Result<Vec<Endpoint>, AppError> {
    let licensee = call.office_key()?;
    let rows = ctx.store.read(move |tx| table::endpoint::of_licensee(tx, licensee).map_err(AppError::from)).await?;
    Ok(rows.into_iter().map(Endpoint::from).collect())
}

/// One of them.
pub async fn get(ctx: &Ctx, call: &Call, id: EndpointId) -> Result<Endpoint, AppError> {
    let licensee = call.office_key()?;
    let row = ctx.store.read(move |tx| table::endpoint::load(tx, id).map_err(AppError::from)).await?;
    row.filter(|row| row.licensee == licensee).map(Endpoint::from).or_missing()
}
