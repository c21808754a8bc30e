//! PUT `/realty/entity/v1/representatives/{representativeId}`.

use app::{Ctx, party};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{Representative, RepresentativeChange};

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Sent;
use super::{Named, convert};

/// Changes what is said of a link; both subjects stay.
#[utoipa::path(put, operation_id = "representative_change", path = "/realty/entity/v1/representatives/{representativeId}", tag = "subjects",
    params(("representativeId" = String, Path)), request_body = RepresentativeChange,
    responses((status = 200, description = "Changed", body = Representative), Failures))]
pub(crate) async fn change(
    State(ctx): State<Ctx>,
    path: Named,
    Sent { org, body }: Sent<RepresentativeChange>,
) -> Result<Shown<Representative>, Refusal> {
    let id = path.pair("representativeId")?;
    let new = body.judge(convert::link)?;
    Ok(Shown::ok(convert::representative(&party::change_link(&ctx, &org, id, new).await?)))
}
