//! The public half of a key outside of this server comes.

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, KeyPlace};
use store::table;

use super::super::Seen;
use super::super::create::public_key;
use crate::{AppError, Call, Ctx};

/// Takes a PKCS#10 (PEM, or the Base64 of its DER), which proves that its key is held.
pub async fn bring_key(ctx: &Ctx, call: &Call, id: IssueId, csr: &str) -> Result<Seen, AppError> {
    let key = KeyPlace::Token { csr: csr.to_owned() };
    let hash = public_key(&key).map_err(|problem| AppError::invalid(vec![problem]))?;
    super::change(ctx, call, "request.bring_key", id, move |tx, request| match &hash {
        Some(hash) if table::key_holder::is_others(tx, hash, request.user)? => Err(code::KEY_TAKEN.into()),
        _ => Ok(Command::BringKey { key: key.clone() }),
    })
    .await
}
