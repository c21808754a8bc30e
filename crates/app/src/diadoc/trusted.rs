//! A licensee's system opens a session for one of its people: it may do on this face whatever they may, and more, by its key alone.

use domain::code;
use domain::id::UserId;
use domain::subject::ExternalId;
use store::table;
use store::table::session::Face;
use uuid::Uuid;

use super::client::{licensee, origin};
use crate::session::{self, Opened};
use crate::{AppError, Call, Ctx, access};

/// Opens a session for the person whom `user` names: by the id in either spelling, or by the integrator's own. `service_key` is a key of the
/// same licensee.
pub async fn by_trusted_service(ctx: &Ctx, client: &Call, service_key: &str, user: &str) -> Result<Opened, AppError> {
    let licensee = licensee(client)?;
    let service = access::by_client_id(ctx, service_key, client.address.as_deref()).await?;
    if service.licensee != licensee {
        return Err(code::UNAUTHENTICATED.into());
    }
    let id = UserId::parse(user).ok().or_else(|| Uuid::try_parse(user).ok().map(UserId::new));
    let external = ExternalId::parse(user).ok();
    let account = ctx
        .store
        .read(move |tx| {
            let by_id = id.map(|id| table::account::load(tx, id)).transpose()?.flatten();
            if let Some(account) = by_id.filter(|account| account.licensee == licensee) {
                return Ok(Some(account));
            }
            let by_external_id = external.as_ref().map(|id| table::account::by_external_id(tx, licensee, id)).transpose()?;
            Ok::<_, AppError>(by_external_id.flatten())
        })
        .await?;
    let account = account.ok_or(code::UNAUTHENTICATED)?;
    account.require_active()?;
    session::write(ctx, &account, Face::Signers, "signers_session.open_by_service", &origin(client), None).await
}
