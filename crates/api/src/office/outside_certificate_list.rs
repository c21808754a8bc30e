//! GET `/v1/companies/{id}/members/{user_id}/outside-certificates`.

use app::Ctx;
use axum::extract::State;
use domain::id::{CompanyId, UserId};
use surguch_http::{Answer, Ids, Listed};
use wire::office::{ListAll, OutsideCertificate, Page};

use super::convert;
use crate::document::Refusals;

/// The certificates of other authorities that are registered for a member, the newest first.
#[utoipa::path(get, operation_id = "outside_certificate_list", path = "/v1/companies/{id}/members/{user_id}/outside-certificates",
    tag = "companies",
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person"), ListAll),
    responses((status = 200, description = "One page", body = Page<OutsideCertificate>), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Ids(company, user): Ids<CompanyId, UserId>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<OutsideCertificate>> {
    let slice = convert::slice(&marks, query)?;
    let (page, now) = (app::member::outside::list(&ctx, &call, company, user, slice).await?, ctx.now());
    Ok(marks.answer(page, |one| convert::outside_certificate(&one, now)))
}
