//! The public half of a key outside of this server comes.

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, KeyPlace};
use store::table;

use super::super::Seen;
use super::super::create::public_key;
use super::super::statement;
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx};

/// Takes a PKCS#10 (PEM, or the Base64 of its DER), which proves that its key is held. What was sent is read by `read` once it is known that
/// the caller may bring a key to this request: a stranger hears nothing of it.
pub async fn bring_key(ctx: &Ctx, call: &Call, id: IssueId, read: impl FnOnce() -> Result<String, AppError>) -> Result<Seen, AppError> {
    const ACTION: &str = "request.bring_key";
    let licensee = act::issues(ctx, call, ACTION).await?;
    let inner = ctx.clone();
    let allowed = ctx.store.read(move |tx| {
        let request = statement::look(tx, &inner, id, licensee)?;
        Ok::<_, AppError>(request.require_allows(&Command::BringKey { key: KeyPlace::AwaitedToken })?)
    });
    if let Err(error) = allowed.await {
        return Err(act::refused_before(ctx, call, &Act::new(ACTION, id), error).await);
    }
    let key = KeyPlace::Token { csr: read()? };
    let hash = public_key(&key).map_err(|problem| AppError::invalid(vec![problem]))?;
    super::change(ctx, call, ACTION, id, move |tx, request| match &hash {
        Some(hash) if table::key_holder::is_others(tx, hash, request.user)? => Err(code::KEY_TAKEN.into()),
        _ => Ok(Command::BringKey { key: key.clone() }),
    })
    .await
}
