//! The house's authorities: the next one takes over.

use ca::{Authority, Plan, Terms};
use domain::id::{AuthorityId, PrivateKeyId};
use domain::issue::KeyAlgorithm;

use super::record;
use crate::job::publish_crl;
use crate::{AppError, Ctx, authority, services};

/// What the next issuing authority is to be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Renewal {
    /// Algorithm of its key; nothing for that of the one before it.
    pub algorithm: Option<KeyAlgorithm>,
    /// Below a new root?
    pub new_root: bool,
}

/// All that work, the oldest first.
pub async fn authorities(ctx: &Ctx) -> Result<Vec<Authority>, AppError> {
    ctx.store.read(|tx| ca::all(tx).map_err(AppError::from)).await
}

/// Makes the next issuing authority, with its first list and its services. From now on it issues; those before it go on answering for what
/// they have issued. A renewal that was broken off is finished as it was begun.
pub async fn renew_authority(ctx: &Ctx, renewal: Renewal) -> Result<Authority, AppError> {
    let id = || AuthorityId::new(ctx.uuid());
    let key = || PrivateKeyId::new(ctx.uuid());
    let before = authorities(ctx).await?;
    let before = before.iter().rfind(|one| !one.is_root() && one.licensee.is_none()).ok_or(ca::CaError::NoAuthority)?;
    let algorithm = renewal.algorithm.map_or(before.algorithm, authority::algorithm);
    let plan = Plan::new(algorithm, [id(), id()], [key(), key()], [ctx.random(), ctx.random()]);
    let now = ctx.now();
    let begin = move |tx: &mut store::Tx<'_>| ca::begin_renewal(tx, &plan, renewal.new_root, Terms::default(), now).map_err(AppError::from);
    let founding = ctx.store.write(begin).await?;
    let founded = ca::make(&ctx.keys, &founding, &ctx.settings.pki_url).await?;
    let id = founding.issuing();
    let finish = move |tx: &mut store::Tx<'_>| {
        let authorities = ca::finish(tx, &founding, &founded)?;
        tx.audit(record::done(now, None, "authority.renew", id));
        authorities.into_iter().find(|one| one.id == id).ok_or_else(|| AppError::from(ca::CaError::NoAuthority))
    };
    let made = ctx.store.write(finish).await?;
    services::renew_due(ctx).await?;
    publish_crl::publish_due(ctx, std::time::Duration::ZERO).await?;
    Ok(made)
}
