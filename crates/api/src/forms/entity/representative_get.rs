//! GET `/realty/entity/v1/representatives/{representativeId}`.

use app::{Ctx, party};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::Representative;

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Org;
use super::{Named, convert};

/// Who acts for whom; the id is those of both subjects, the represented one first, glued together.
#[utoipa::path(get, operation_id = "representative_get", path = "/realty/entity/v1/representatives/{representativeId}", tag = "subjects",
    params(("representativeId" = String, Path)), responses((status = 200, description = "The link", body = Representative), Failures))]
pub(crate) async fn get(State(ctx): State<Ctx>, Org(org): Org, path: Named) -> Result<Shown<Representative>, Refusal> {
    Ok(Shown::ok(convert::representative(&party::get_link(&ctx, &org, path.pair("representativeId")?).await?)))
}
