//! PATCH `/realty/crypto/v2/certificate-forms/{formId}`.

use app::{AppError, Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{CertificateForm, FormChange};

use super::Failures;
use super::answer::Shown;
use super::ask::Sent;
use super::convert::{self, SPELLING};
use super::path::FormId;

/// Changes a form, as long as nobody checks it: all of the changes, or none. `update` of `/person` and `/organization` copies the subjects
/// anew; documents are added or replaced, never taken out.
#[utoipa::path(patch, operation_id = "form_patch", path = "/realty/crypto/v2/certificate-forms/{formId}", tag = "forms",
    params(("formId" = String, Path, format = "uuid")), request_body = Vec<FormChange>,
    responses((status = 200, description = "Changed", body = CertificateForm, headers(("ETag" = String, description = "Mark of the last change"))),
        Failures))]
pub(crate) async fn patch(
    State(ctx): State<Ctx>,
    FormId(id): FormId,
    sent: Sent<Vec<FormChange>>,
) -> Result<Shown<CertificateForm>, Refusal> {
    let (changes, wrong) = sent.body.look(convert::changes);
    let Some(changes) = changes else { return Err(AppError::invalid(wrong).into()) };
    let seen = form::patch(&ctx, &sent.org, id, changes, wrong, SPELLING).await?;
    let settings = &ctx.settings.forms;
    Ok(Shown::ok(convert::form(&seen, settings.subjects.patch)).tagged(&convert::tag(&seen), settings.tags))
}
