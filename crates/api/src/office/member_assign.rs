//! PUT `/v1/companies/{id}/members/{user_id}/certificate`.

use app::Ctx;
use axum::extract::State;
use domain::id::{CertificateId, CompanyId, UserId};
use surguch_http::{Acting, Answer, Given, Ids, Object};
use wire::office::{AssignCertificate, AssignedCertificate};

use super::convert;
use crate::document::Refusals;

/// Makes a certificate the one that a member signs with: the one before of the same source is kept in the history. Again it changes nothing.
#[utoipa::path(put, operation_id = "member_assign", path = "/v1/companies/{id}/members/{user_id}/certificate", tag = "companies", request_body = AssignCertificate,
    params(("id" = String, Path, description = "The company"), ("user_id" = String, Path, description = "The person")),
    responses((status = 200, description = "Assigned", body = AssignedCertificate), Refusals))]
pub(crate) async fn assign(
    State(ctx): State<Ctx>,
    Ids(company, user): Ids<CompanyId, UserId>,
    Acting { call, body }: Acting<Given<AssignCertificate>>,
) -> Answer<AssignedCertificate> {
    let certificate = body.judge(|problems, body| problems.id("/certificate_id", &body.certificate_id, CertificateId::parse))?;
    let assigned = app::member::certificate::assign(&ctx, &call, company, user, certificate).await?;
    Ok(Object::ok(convert::assigned(&assigned)))
}
