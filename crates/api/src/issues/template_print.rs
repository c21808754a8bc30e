//! POST `/kcr/v1/issues/{id}/templates/{template}`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use surguch_http::{Auth, Raw, Refusal};

use super::path::Of;
use super::convert;
use crate::document::{Binary, Refusals};

/// Prints a form of the present data as PDF. Changes nothing.
#[utoipa::path(post, operation_id = "template_print", path = "/kcr/v1/issues/{id}/templates/{template}", tag = "documents",
    params(("id" = String, Path), ("template" = wire::issues::TemplateType, Path)),
    responses((status = 200, description = "PDF", content_type = "application/pdf", body = Binary), Refusals))]
pub(crate) async fn print(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    Of(id): Of,
    Raw(path): Raw,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Refusal> {
    let form = convert::form(path.get("template").map_or("", String::as_str))?;
    Ok(([(CONTENT_TYPE, "application/pdf")], client::print_form(&ctx, &call, id, form).await?))
}
