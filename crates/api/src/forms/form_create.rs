//! POST `/realty/crypto/v2/certificate-forms`.

use app::{AppError, Ctx, form};
use axum::extract::State;
use surguch_http::Refusal;
use wire::forms::{CertificateForm, NewCertificateForm};

use super::answer::Shown;
use super::ask::Sent;
use super::convert::{self, SPELLING};
use super::{CRYPTO, Failures};

/// Makes a form. Everything that is wrong with it is told at once; what it lacks is asked for when its release is.
#[utoipa::path(post, operation_id = "form_create", path = "/realty/crypto/v2/certificate-forms", tag = "forms",
    request_body = NewCertificateForm,
    responses((status = 201, description = "Made", body = CertificateForm, headers(("ETag" = String, description = "Mark of the last change"))),
        Failures))]
pub(crate) async fn create(State(ctx): State<Ctx>, sent: Sent<NewCertificateForm>) -> Result<Shown<CertificateForm>, Refusal> {
    let (new, wrong) = sent.body.look(convert::new_form);
    let Some(new) = new else { return Err(AppError::invalid(wrong).into()) };
    let seen = form::create(&ctx, &sent.org, new, wrong, SPELLING).await?;
    let settings = &ctx.settings.forms;
    let location = format!("{CRYPTO}/certificate-forms/{}", seen.form.id.uuid());
    Ok(Shown::created(convert::form(&seen, settings.subjects.create)).tagged(&convert::tag(&seen), settings.tags).at(location))
}
