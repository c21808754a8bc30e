//! The issued certificate is taken into use (row 2.2).

use domain::id::IssueId;
use domain::issue::{Command, IssueRequest};
use store::table;

use super::{kept, step, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::{AppError, Call, Ctx};

/// Activates the certificate; again changes nothing.
pub async fn activate(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Done<IssueRequest>, AppError> {
    let (licensee, person) = act::office(ctx, call, "request.activate").await?;
    let (inner, now) = (ctx.clone(), ctx.now());
    act::once(ctx, call, Act::new("request.activate", id), Keep::Plain, move |tx| {
        let request = visible(kept::load_for_update(tx, &inner, id)?.or_missing()?, licensee, person)?;
        let version = request.version;
        let request = step::apply(tx, &inner, request, Command::Activate, now)?;
        if let Some(certificate) = request.certificate().filter(|_| request.version != version) {
            let certificate = table::certificate::load_for_update(tx, certificate)?.or_missing()?;
            table::certificate::save(tx, certificate.activate(now)?)?;
        }
        Ok(request)
    })
    .await
}
