//! The keys of a licensee, never their text.

use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::table;

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, Page, Place, Scope, Slice};

/// A key without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// What people call it.
    pub name: String,
    /// Scopes, space separated.
    pub scopes: String,
    /// The networks that it works from, space separated; from everywhere where empty.
    pub addresses: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl Key {
    /// `active`, `expired` or `revoked`.
    pub fn word(&self, now: Timestamp) -> &'static str {
        match (self.revoked_at, self.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "active",
        }
    }
}

impl From<table::api_key::ApiKey> for Key {
    fn from(row: table::api_key::ApiKey) -> Self {
        Self {
            id: row.id,
            licensee: row.licensee,
            name: row.name,
            scopes: row.scopes,
            addresses: row.addresses,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        }
    }
}

/// A page of them, those out of use too, the newest first.
pub async fn list(ctx: &Ctx, call: &Call, slice: Slice) -> Result<Page<Key>, AppError> {
    let licensee = call.key_with(Scope::Keys)?;
    let place = |row: &table::api_key::ApiKey| Place { key: row.created_at.micros(), id: row.id.uuid() };
    let rows: Result<_, AppError> =
        ctx.store.read(move |tx| Ok(Page::read(slice, place, |slice| table::api_key::page(tx, licensee, slice))?)).await;
    Ok(rows?.map(Key::from))
}

/// One of them.
pub async fn get(ctx: &Ctx, call: &Call, id: ApiKeyId) -> Result<Key, AppError> {
    let licensee = call.key_with(Scope::Keys)?;
    let row = ctx.store.read(move |tx| table::api_key::load(tx, id).map_err(AppError::from)).await?;
    row.filter(|row| row.licensee == licensee).map(Key::from).or_missing()
}
