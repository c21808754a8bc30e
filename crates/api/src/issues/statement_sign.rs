//! POST `/kcr/v1/issues/{id}/documents/releaseStatement/sign`.

use app::{AppError, Ctx};
use app::request::client;
use axum::extract::State;
use domain::code;
use domain::issue::document::Kind;
use surguch_http::AnyCase;
use wire::issues::SignStatement;

use super::path::OfDocument;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Signs the release statement: with the code from the SMS, or, by the empty object, as the state portal says. While the portal waits for the
/// subject the answer is `ConfirmationInProgress`: ask again.
#[utoipa::path(post, operation_id = "statement_sign", path = "/kcr/v1/issues/{id}/documents/{type}/sign", tag = "statement",
    params(("id" = String, Path), ("type" = wire::issues::DocumentType, Path, description = "`releaseStatement`: no other document is signed")),
    request_body = SignStatement, responses((status = 204, description = "Signed"), Refusals))]
pub(crate) async fn sign(State(ctx): State<Ctx>, OfDocument(id, kind): OfDocument, AnyCase { call, body }: AnyCase<SignStatement>) -> Done {
    if kind != Kind::ReleaseStatement {
        return Err(AppError::from(code::NOT_FOUND).into());
    }
    match convert::code(body)? {
        Some(code) => client::sign_statement(&ctx, &call, id, &code).await.map(drop)?,
        None => client::sign_statement_by_portal(&ctx, &call, id).await.map(drop)?,
    }
    Ok(DONE)
}
