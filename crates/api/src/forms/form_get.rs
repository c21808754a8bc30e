//! GET `/realty/crypto/v2/certificate-forms/{formId}`.

use app::{Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::CertificateForm;

use super::Failures;
use super::answer::Shown;
use super::ask::Org;
use super::convert;
use super::path::FormId;

/// Looks at a form. With the mark of the state that the caller knows it is answered only where it has changed.
#[utoipa::path(get, operation_id = "form_get", path = "/realty/crypto/v2/certificate-forms/{formId}", tag = "forms",
    params(("formId" = String, Path, format = "uuid"), ("If-None-Match" = Option<String>, Header, description = "Quoted, weak or bare")),
    responses((status = 200, description = "The form", body = CertificateForm, headers(("ETag" = String, description = "Mark of the last change"))),
        (status = 304, description = "It is as the caller knows it"), Failures))]
pub(crate) async fn get(State(ctx): State<Ctx>, Org(org): Org, FormId(id): FormId) -> Result<Shown<CertificateForm>, Refusal> {
    let seen = form::get(&ctx, &org, id).await?;
    let settings = &ctx.settings.forms;
    Ok(Shown::ok(convert::form(&seen, settings.subjects.get)).tagged(&convert::tag(&seen), settings.tags))
}
