//! GET `/v1/packages/{id}/signatures`.

use app::Ctx;
use axum::extract::State;
use domain::id::PackageId;
use surguch_http::{Answer, Id, Listed};
use wire::office::{ListAll, Page, Signature};

use super::convert;
use crate::document::{PathId, Refusals};

/// The signatures of a package, field by field, in the order they were given (rows 3.4, 6.3).
#[utoipa::path(get, operation_id = "package_signatures", path = "/v1/packages/{id}/signatures", tag = "packages", params(PathId, ListAll),
    responses((status = 200, description = "One page", body = Page<Signature>), Refusals))]
pub(crate) async fn signatures(
    State(ctx): State<Ctx>,
    Id(id): Id<PackageId>,
    Listed { call, query, marks }: Listed<ListAll>,
) -> Answer<Page<Signature>> {
    let slice = convert::slice(&marks, query)?;
    let page = app::package::signatures(&ctx, &call, id, slice).await?;
    Ok(marks.answer(page, |one| convert::signature(&one)))
}
