//! GET `/v1/certificate-requests`.

use app::Ctx;
use axum::extract::State;
use surguch_http::{Answer, Listed};
use wire::office::{CertificateRequest, ListByExternalId, Page};

use super::convert;
use crate::document::Refusals;

/// The licensee's certificate requests, the newest first, or the one with your own id.
#[utoipa::path(get, operation_id = "request_list", path = "/v1/certificate-requests", tag = "certificates", params(ListByExternalId),
    responses((status = 200, description = "One page", body = Page<CertificateRequest>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListByExternalId>) -> Answer<Page<CertificateRequest>> {
    let page = match convert::all_or_one(&marks, query)? {
        convert::Asked::One(id) => convert::at_most_one(app::request::find(&ctx, &call, &id).await)?,
        convert::Asked::Many(slice) => app::request::list(&ctx, &call, slice).await?,
    };
    Ok(marks.answer(page, |one| convert::certificate_request(&one)))
}
