//! POST `/kcr/v1/issues/{id}/upload-certificate-request`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::{AnyParams, Streamed};
use wire::issues::UploadQuery;

use super::path::Of;
use super::{DONE, Done, convert};
use crate::document::{Binary, Refusals};

/// The longest PKCS#10 with what is around it, in bytes.
const LONGEST: usize = 64 << 10;

/// Brings the PKCS#10 of a key that the subject has: DER, PEM or Base64, bare (`application/x.req`) or as the one text of a JSON object or of
/// an XML element.
#[utoipa::path(post, operation_id = "certificate_request_upload", path = "/kcr/v1/issues/{id}/upload-certificate-request", tag = "issues",
    params(("id" = String, Path), UploadQuery), request_body(content = Binary, content_type = "application/x.req"),
    responses((status = 204, description = "The key is known"), Refusals))]
pub(crate) async fn upload(
    State(ctx): State<Ctx>,
    Of(id): Of,
    AnyParams(query): AnyParams<UploadQuery>,
    mut body: Streamed,
) -> Done {
    let bytes = body.whole(LONGEST).await?;
    let media_type = body.media_type().map(str::to_owned);
    let csr = || {
        convert::request_type(query)?;
        convert::csr(media_type.as_deref(), &bytes)
    };
    client::bring_key(&ctx, body.call(), id, csr).await?;
    Ok(DONE)
}
