//! GET `/v1/certificates`.

use app::Ctx;
use axum::extract::State;
use domain::id::UserId;
use surguch_http::{Answer, Listed};
use wire::office::{Certificate, ListCertificates, Page};

use super::convert;
use crate::document::Refusals;

/// The licensee's certificates, or those of one of its people, the newest first.
#[utoipa::path(get, operation_id = "certificate_list", path = "/v1/certificates", tag = "certificates", params(ListCertificates),
    responses((status = 200, description = "One page", body = Page<Certificate>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListCertificates>) -> Answer<Page<Certificate>> {
    let (user, slice) = query.judge(|p, query| {
        let user = p.optional_id("/user_id", query.user_id.as_deref(), UserId::parse);
        let slice = marks.slice(p, query.limit, query.after.as_deref());
        Some((user?, slice?))
    })?;
    let (page, now) = (app::certificate::list(&ctx, &call, user, slice).await?, ctx.now());
    Ok(marks.answer(page, |one| convert::certificate(&one, now)))
}
