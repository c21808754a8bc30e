//! API keys: made, listed, revoked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::code;
use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;
use secrecy::SecretString;
use store::{AuditOutcome, NewAudit, table};

use crate::access::SESSION_PREFIX;
use crate::error::{OrMissing, Problem};
use crate::{AppError, Ctx, Scopes, digest};

/// A key that was made; its text is shown once.
#[derive(Debug)]
pub struct KeyMade {
    /// Its id, which is no secret.
    pub id: ApiKeyId,
    /// The key: 43 characters of base64url, since keys travel inside other schemes' headers.
    pub key: SecretString,
}

/// A key without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyShown {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub licensee: LicenseeId,
    /// Scopes, space separated.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Makes a key of `licensee`; of the only one where none is named.
pub async fn create_api_key(ctx: &Ctx, licensee: Option<LicenseeId>, scopes: Scopes) -> Result<KeyMade, AppError> {
    let key = fresh(ctx);
    let (now, id, hash) = (ctx.now(), ApiKeyId::new(ctx.uuid()), digest::sha256_hex(key.as_bytes()));
    ctx.store
        .write(move |tx| {
            let all = table::licensee::all(tx)?;
            let licensee = match (licensee, all.as_slice()) {
                (Some(named), all) => all.iter().find(|one| one.id == named).or_missing()?.id,
                (None, [only]) => only.id,
                (None, _) => return Err(AppError::invalid(vec![Problem::new("/licensee", code::FIELD_REQUIRED)])),
            };
            let row =
                table::api_key::ApiKey { id, licensee, hash: hash.clone(), scopes: scopes.words(), created_at: now, revoked_at: None };
            table::api_key::insert(tx, &row)?;
            tx.audit(record(now, Some(licensee), "api_key.create", id));
            Ok(())
        })
        .await?;
    Ok(KeyMade { id, key: key.into() })
}

/// All keys, the oldest first.
pub async fn list_api_keys(ctx: &Ctx) -> Result<Vec<KeyShown>, AppError> {
    let rows = ctx.store.read(|tx| table::api_key::all(tx).map_err(AppError::from)).await?;
    let shown = |row: table::api_key::ApiKey| KeyShown {
        id: row.id,
        licensee: row.licensee,
        scopes: row.scopes,
        created_at: row.created_at,
        revoked_at: row.revoked_at,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Revokes a key; a running server forgets it within a second.
pub async fn revoke_api_key(ctx: &Ctx, id: ApiKeyId) -> Result<(), AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            if !table::api_key::revoke(tx, id, now)? {
                return Err(code::NOT_FOUND.into());
            }
            tx.audit(record(now, None, "api_key.revoke", id));
            Ok(())
        })
        .await
}

fn fresh(ctx: &Ctx) -> String {
    loop {
        let key = URL_SAFE_NO_PAD.encode(ctx.random::<32>());
        // neither a session's token nor something that a shell takes for an option
        if !key.starts_with(SESSION_PREFIX) && !key.starts_with('-') {
            return key;
        }
    }
}

fn record(at: Timestamp, licensee: Option<LicenseeId>, action: &'static str, id: ApiKeyId) -> NewAudit {
    NewAudit {
        at,
        licensee,
        actor: "administrator".to_owned(),
        action,
        subject: id.to_string(),
        outcome: AuditOutcome::Done,
        code: None,
        detail: serde_json::Value::Null,
        request_id: None,
    }
}
