//! GET `/GetMyCertificates?boxId=[&includeGoskeyCertificates=]`.

use app::{Ctx, diadoc};
use axum::extract::State;
use surguch_http::{Auth, Refusal};
use wire::diadoc::proto::certificates::CertificateList;

use super::params::BoxParams;
use super::convert;
use super::form::{Answered, Form};
use super::query::Query;
use crate::document::Refusals;

/// The certificates that the caller may use in a box: a person's own ones, or those of all members for the licensee's key. Those of Госключ
/// are none of this house, whether they are asked for or not.
#[utoipa::path(get, operation_id = "certificate_list_of_box", path = "/GetMyCertificates", tag = "session",
    params(BoxParams, ("includeGoskeyCertificates" = Option<String>, Query, description = "Without an effect, whatever it is")),
    responses((status = 200, description = "The certificates", body = CertificateList), Refusals))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Auth(call): Auth,
    form: Form,
    query: Query,
) -> Result<Answered<CertificateList>, Refusal> {
    let found = diadoc::certificates(&ctx, &call, query.company()?).await?;
    let certificates = found.certificates.iter().map(|(one, is_default)| convert::certificate(one, *is_default)).collect();
    Ok(Answered(form, CertificateList { certificates }))
}
