//! What an endpoint's callbacks are signed with: sealed texts, one or two words each.

use domain::id::EndpointId;
use domain::time::Timestamp;
use outbound::callback::{Secret, SigningKey};
use store::table;

use crate::{AppError, Ctx};

/// Everything that signs at a moment; the newest first.
pub(crate) struct Signers {
    pub(crate) secrets: Vec<Secret>,
    pub(crate) keys: Vec<SigningKey>,
}

/// A fresh secret, and a key pair for those who want asymmetric signatures too.
pub(super) fn draw(ctx: &Ctx, asymmetric: bool) -> (Secret, Option<SigningKey>) {
    (Secret::new(ctx.random()), asymmetric.then(|| SigningKey::new(ctx.random())))
}

/// Seals them for the endpoint's row.
pub(super) fn seal(ctx: &Ctx, id: EndpointId, secret: &Secret, key: Option<&SigningKey>) -> Vec<u8> {
    let mut text = secret.reveal();
    if let Some(key) = key {
        text.push(' ');
        text.push_str(&key.reveal());
    }
    ctx.keys.seal(&context(id), text.as_bytes())
}

/// Opens what signs at `now`: the current ones and, while a rotation overlaps, those before them.
pub(crate) fn open(ctx: &Ctx, row: &table::endpoint::Endpoint, now: Timestamp) -> Result<Signers, AppError> {
    let mut signers = Signers { secrets: Vec::new(), keys: Vec::new() };
    add(ctx, row.id, &row.secret, &mut signers)?;
    if let Some((sealed, _)) = row.previous.as_ref().filter(|(_, until)| now < *until) {
        add(ctx, row.id, sealed, &mut signers)?;
    }
    Ok(signers)
}

/// The public key of those who have one.
pub(super) fn public_key(ctx: &Ctx, row: &table::endpoint::Endpoint) -> Result<Option<String>, AppError> {
    let mut signers = Signers { secrets: Vec::new(), keys: Vec::new() };
    add(ctx, row.id, &row.secret, &mut signers)?;
    Ok(signers.keys.first().map(|key| key.public().to_string()))
}

fn add(ctx: &Ctx, id: EndpointId, sealed: &[u8], signers: &mut Signers) -> Result<(), AppError> {
    let broken = || AppError::internal("an endpoint's secret");
    let text = ctx.keys.open(&context(id), sealed)?;
    for word in std::str::from_utf8(&text).map_err(|_| broken())?.split(' ') {
        match SigningKey::parse(word) {
            Ok(key) => signers.keys.push(key),
            Err(_) => signers.secrets.push(Secret::parse(word).map_err(|_| broken())?),
        }
    }
    if signers.secrets.is_empty() { Err(broken()) } else { Ok(()) }
}

/// The name under which they are sealed.
fn context(id: EndpointId) -> String {
    format!("endpoint:{id}")
}
