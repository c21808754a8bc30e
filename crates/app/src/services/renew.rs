//! Certificates of the services: made at the first start, renewed in time, their keys destroyed when they are of no use any more.

use std::time::Duration;

use ca::{Authority, Service};
use domain::id::PrivateKeyId;
use pki::PublicKey;

use crate::{AppError, Ctx};

/// So long after its last moment nobody is signing with a key any more.
const SPENT: Duration = Duration::from_secs(24 * 3600);

/// Makes what is missing or will end soon. Several nodes may do so at once: the freshest works, and the others do no harm.
pub(crate) async fn renew_due(ctx: &Ctx) -> Result<(), AppError> {
    let now = ctx.now();
    for (authority, service) in ctx.store.read(move |tx| ca::due_services(tx, now).map_err(AppError::from)).await? {
        renew(ctx, &authority, service).await?;
    }
    Ok(())
}

async fn renew(ctx: &Ctx, authority: &Authority, service: Service) -> Result<(), AppError> {
    let (key, now) = (PrivateKeyId::new(ctx.uuid()), ctx.now());
    let spki = ctx.keys.generate(key, authority.algorithm).await?;
    let public_key = PublicKey::parse(&spki).map_err(|error| AppError::internal("a public key").because(error))?;
    let draft = ca::draft_service(authority, service, &public_key, &ctx.settings.pki_url, ctx.random(), now)?;
    let intent = draft.clone();
    ctx.store.write(move |tx| ca::reserve(tx, &intent, now).map_err(AppError::from)).await?;
    let issued = ca::sign(&ctx.keys, authority, draft).await?;
    ctx.store.write(move |tx| ca::record_service(tx, &issued, service, key).map_err(AppError::from)).await
}

/// Destroys the private keys whose time is over.
pub(crate) async fn destroy_spent(ctx: &Ctx) -> Result<(), AppError> {
    let before = ctx.now().minus(SPENT);
    for (serial, key) in ctx.store.read(move |tx| ca::spent_keys(tx, before).map_err(AppError::from)).await? {
        // first the key: a row without one would hide it for ever
        ctx.keys.delete(key).await?;
        ctx.store.write(move |tx| ca::forget_key(tx, &serial).map_err(AppError::from)).await?;
    }
    Ok(())
}
