//! Who a token belongs to.
//!
//! What is known is remembered for at most a second, so that a revoked key dies within one on every node.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::code;
use store::table;

use crate::{AppError, Caller, Ctx, KeyCaller, Scopes, UserCaller, digest};

/// What tokens of sessions begin with; API keys never do: one that happens to is thrown away when it is made.
pub const SESSION_PREFIX: &str = "ses_";

const LIFE: Duration = Duration::from_secs(1);
const MOST: usize = 4096;

/// Callers by the hash of their token.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<String, (Instant, Caller)>>);

impl Known {
    fn get(&self, hash: &str) -> Option<Caller> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(hash).filter(|(since, _)| since.elapsed() < LIFE).map(|(_, caller)| caller.clone())
    }

    fn put(&self, hash: String, caller: Caller) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (since, _)| since.elapsed() < LIFE);
        }
        if known.len() < MOST {
            known.insert(hash, (real_now(), caller));
        }
    }
}

/// Caches live by real time, whatever the licensee's clock says.
fn real_now() -> Instant {
    Instant::now()
}

/// The caller behind an API key.
pub async fn by_key(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    let hash = digest::sha256_hex(token.as_bytes());
    if let Some(caller) = ctx.known.get(&hash) {
        return Ok(caller);
    }
    let wanted = hash.clone();
    let key = ctx.store.read(move |tx| table::api_key::by_hash(tx, &wanted).map_err(AppError::from)).await?;
    let key = key.filter(|key| key.revoked_at.is_none()).ok_or(code::UNAUTHENTICATED)?;
    let caller = Caller::Key(KeyCaller { id: key.id, licensee: key.licensee, scopes: Scopes::from_words(&key.scopes) });
    ctx.known.put(hash, caller.clone());
    Ok(caller)
}

/// The caller behind a session's token; a blocked account has none.
pub async fn by_session(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    let hash = digest::sha256_hex(token.as_bytes());
    if let Some(caller) = ctx.known.get(&hash) {
        return Ok(caller);
    }
    let (wanted, now) = (hash.clone(), ctx.now());
    let session = ctx
        .store
        .read(move |tx| {
            let Some(session) = table::session::by_hash(tx, &wanted, now)? else { return Ok(None) };
            let account = table::account::load(tx, session.account)?;
            Ok::<_, AppError>(account.filter(|account| account.require_active().is_ok()).map(|_| session))
        })
        .await?
        .ok_or(code::UNAUTHENTICATED)?;
    let caller = Caller::User(UserCaller { user: session.account, licensee: session.licensee, session: session.id });
    ctx.known.put(hash, caller.clone());
    Ok(caller)
}
