//! GET `/v1/certificates?user_id=`.

use app::Ctx;
use axum::extract::State;
use domain::id::UserId;
use surguch_http::{Answer, Auth, Given, Object, Params};
use wire::office::{Certificate, ListCertificates, Page};

use super::convert;
use crate::document::Refusals;

/// A person's certificates, the newest first.
#[utoipa::path(get, operation_id = "certificate_list", path = "/v1/certificates", tag = "certificates", params(ListCertificates),
    responses((status = 200, description = "All of them", body = Page<Certificate>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Params(query): Params<Given<ListCertificates>>,
) -> Answer<Page<Certificate>> {
    let user = query.judge(|problems, query| problems.id("/user_id", &query.user_id, UserId::parse))?;
    let (found, now) = (app::certificate::list(&ctx, &call, user).await?, ctx.now());
    Ok(Object::ok(convert::whole(found.iter().map(|one| convert::certificate(one, now)).collect())))
}
