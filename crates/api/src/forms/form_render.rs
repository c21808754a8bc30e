//! GET `/realty/crypto/v2/certificate-forms/{formId}/render`.

use app::form::{self, Statement};
use app::Ctx;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use domain::code;
use surguch_http::{AnyParams, Refusal};
use wire::forms::RenderQuery;

use super::Failures;
use super::ask::Org;
use super::path::FormId;
use crate::document::Binary;

/// Prints the statement by which the certificate is asked for, or asked to be revoked.
#[utoipa::path(get, operation_id = "form_render", path = "/realty/crypto/v2/certificate-forms/{formId}/render", tag = "forms",
    params(("formId" = String, Path, format = "uuid"), RenderQuery),
    responses((status = 200, description = "PDF", content_type = "application/pdf", body = Binary), Failures))]
pub(crate) async fn render(
    State(ctx): State<Ctx>,
    Org(org): Org,
    FormId(id): FormId,
    AnyParams(query): AnyParams<RenderQuery>,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Refusal> {
    let statement = query.judge(|problems, query| {
        let parse = |word: &str| Statement::parse(word).ok_or(code::VALUE_INVALID);
        problems.parse("/statementType", &query.statement_type, parse)
    });
    let pdf = form::render(&ctx, &org, id, statement?).await?;
    Ok(([(CONTENT_TYPE, "application/pdf")], pdf))
}
