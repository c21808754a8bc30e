//! POST `/realty/crypto/v2/certificate-forms/{formId}/recall`: ours, where the vendor's page is not known.

use app::{AppError, Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{CertificateForm, ContentInfo};

use super::Failures;
use super::answer::Shown;
use super::ask::Sent;
use super::convert::{self, SPELLING};
use super::path::FormId;

/// An extension: revokes the certificate with a scan of the signed statement. The next list tells of it at once; again changes nothing.
#[utoipa::path(post, operation_id = "form_recall", path = "/realty/crypto/v2/certificate-forms/{formId}/recall", tag = "extensions",
    params(("formId" = String, Path, format = "uuid")), request_body = ContentInfo,
    responses((status = 200, description = "Revoked", body = CertificateForm, headers(("ETag" = String, description = "Mark of the last change"))),
        Failures))]
pub(crate) async fn recall(
    State(ctx): State<Ctx>,
    FormId(id): FormId,
    sent: Sent<ContentInfo>,
) -> Result<Shown<CertificateForm>, Refusal> {
    let (statement, wrong) = sent.body.look(|problems, sent| convert::scan(problems, &sent));
    let Some(statement) = statement else { return Err(AppError::invalid(wrong).into()) };
    let seen = form::recall(&ctx, &sent.org, id, statement, wrong, SPELLING).await?;
    let settings = &ctx.settings.forms;
    Ok(Shown::ok(convert::form(&seen, settings.subjects.get)).tagged(&convert::tag(&seen), settings.tags))
}
