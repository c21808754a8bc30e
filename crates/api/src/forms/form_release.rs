//! POST `/realty/crypto/v2/certificate-forms/{formId}/release`.

use app::{AppError, Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{CertificateForm, ContentInfo};

use super::Failures;
use super::answer::Shown;
use super::ask::Sent;
use super::convert::{self, SPELLING};
use super::path::FormId;

/// Asks for the release with a scan of the signed statement. The form has to be whole now; what registers find wrong with it comes later, by
/// `ValidationError`.
#[utoipa::path(post, operation_id = "form_release", path = "/realty/crypto/v2/certificate-forms/{formId}/release", tag = "forms",
    params(("formId" = String, Path, format = "uuid")), request_body = ContentInfo,
    responses((status = 200, description = "Under way", body = CertificateForm, headers(("ETag" = String, description = "Mark of the last change"))),
        Failures))]
pub(crate) async fn release(
    State(ctx): State<Ctx>,
    FormId(id): FormId,
    sent: Sent<ContentInfo>,
) -> Result<Shown<CertificateForm>, Refusal> {
    let (statement, wrong) = sent.body.look(|problems, sent| convert::scan(problems, &sent));
    let Some(statement) = statement else { return Err(AppError::invalid(wrong).into()) };
    let seen = form::release(&ctx, &sent.org, id, statement, wrong, SPELLING).await?;
    let settings = &ctx.settings.forms;
    Ok(Shown::ok(convert::form(&seen, settings.subjects.release)).tagged(&convert::tag(&seen), settings.tags))
}
