//! POST `/realty/contents/v2/contents`.

use app::{AppError, Ctx, Problem, deposit};
use axum::extract::State;
use axum::http::HeaderMap;
use domain::code;
use domain::deposit::{LARGEST_DEPOSIT, Md5Hex};
use surguch_http::{Refusal, Streamed};
use wire::forms::ContentInfo;

use super::super::Failures;
use super::super::answer::Shown;
use super::super::ask::Org;
use super::super::entity::convert;
use crate::document::Binary;

/// The header in which the sender says the digest of the body.
const MD5: &str = "md5";

/// Takes bytes in, of whatever sort and at most 100 MB, to be named by documents later. What nothing names for a month goes away.
#[utoipa::path(post, operation_id = "content_put", path = "/realty/contents/v2/contents", tag = "contents",
    params(("md5" = String, Header, description = "MD5 of the body, 32 hexadecimal digits", pattern = "^[0-9A-Fa-f]{32}$")),
    request_body(content = Binary, content_type = "application/pdf"),
    responses((status = 201, description = "Kept", body = ContentInfo,
        headers(("Location" = String, description = "Where the bytes are read"))), Failures))]
pub(crate) async fn put(
    State(ctx): State<Ctx>,
    Org(org): Org,
    headers: HeaderMap,
    mut body: Streamed,
) -> Result<Shown<ContentInfo>, Refusal> {
    body.at_most(LARGEST_DEPOSIT)?;
    let md5 = announced(&headers)?;
    match deposit::put(&ctx, &org, md5, body.stream()).await {
        Ok(kept) => {
            let location = format!("{}/{}", ctx.settings.forms.contents_path, kept.id.uuid());
            Ok(Shown::created(convert::content_info(&kept, None)).at(location))
        }
        Err(error) => Err(body.refuse(error).await),
    }
}

fn announced(headers: &HeaderMap) -> Result<Md5Hex, AppError> {
    let wrong = |code| AppError::invalid(vec![Problem::new("/md5", code)]);
    let given = headers.get(MD5).ok_or_else(|| wrong(code::FIELD_REQUIRED))?;
    Md5Hex::parse(given.to_str().unwrap_or_default().trim()).map_err(wrong)
}
