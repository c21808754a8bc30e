//! GET `/realty/crypto/v2/certificate-forms/{formId}/certificate`: ours, where the vendor's page is not known.

use app::{AppError, Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::CertificateInfo;

use super::Failures;
use super::answer::Shown;
use super::ask::Org;
use super::convert;
use super::path::FormId;

/// An extension: the certificate of a form. Its bytes and the receipt are fetched by their `contentId`.
#[utoipa::path(get, operation_id = "form_certificate", path = "/realty/crypto/v2/certificate-forms/{formId}/certificate", tag = "extensions",
    params(("formId" = String, Path, format = "uuid")),
    responses((status = 200, description = "The certificate", body = CertificateInfo), Failures))]
pub(crate) async fn certificate(State(ctx): State<Ctx>, Org(org): Org, FormId(id): FormId) -> Result<Shown<CertificateInfo>, Refusal> {
    let seen = form::certificate(&ctx, &org, id).await?;
    let shown = convert::form(&seen, ctx.settings.forms.subjects.get).certificate;
    Ok(Shown::ok(shown.ok_or_else(|| AppError::internal("a released form without its certificate"))?))
}
