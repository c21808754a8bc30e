//! API keys: made, listed, revoked.

use domain::code;
use domain::id::{ApiKeyId, LicenseeId};
use secrecy::SecretString;
use store::table;

use super::record;
use crate::api_key::{Key, NewKey, fresh, row};
use crate::error::{OrMissing, Problem};
use crate::{AppError, Ctx};

/// A key that was made; its text is shown once.
#[derive(Debug)]
pub struct KeyMade {
    /// Its id, which is no secret.
    pub id: ApiKeyId,
    /// The key, in the form that was asked for: of characters that travel inside other schemes' headers.
    pub key: SecretString,
}

/// Makes a key of `licensee`; of the only one where none is named.
pub async fn create_api_key(ctx: &Ctx, licensee: Option<LicenseeId>, new: impl Into<NewKey>) -> Result<KeyMade, AppError> {
    let new = new.into();
    let (now, id, key) = (ctx.now(), ApiKeyId::new(ctx.uuid()), fresh(ctx, new.look));
    let secret = key.clone();
    ctx.store
        .write(move |tx| {
            let all = table::licensee::all(tx)?;
            let licensee = match (licensee, all.as_slice()) {
                (Some(named), all) => all.iter().find(|one| one.id == named).or_missing()?.id,
                (None, [only]) => only.id,
                (None, _) => return Err(AppError::invalid(vec![Problem::new("/licensee", code::FIELD_REQUIRED)])),
            };
            table::api_key::insert(tx, &row(id, licensee, &secret, new.clone(), now))?;
            tx.audit(record::done(now, Some(licensee), "api_key.create", id));
            Ok(())
        })
        .await?;
    Ok(KeyMade { id, key: key.into() })
}

/// All keys, the oldest first.
pub async fn list_api_keys(ctx: &Ctx) -> Result<Vec<Key>, AppError> {
    let rows = ctx.store.read(|tx| table::api_key::all(tx).map_err(AppError::from)).await?;
    Ok(rows.into_iter().map(Key::from).collect())
}

/// Revokes a key; a running server forgets it within a second.
pub async fn revoke_api_key(ctx: &Ctx, id: ApiKeyId) -> Result<(), AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            if !table::api_key::revoke(tx, id, now)? {
                return Err(code::NOT_FOUND.into());
            }
            tx.audit(record::done(now, None, "api_key.revoke", id));
            Ok(())
        })
        .await
}
