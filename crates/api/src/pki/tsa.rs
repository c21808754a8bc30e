//! Time stamps over HTTP (RFC 3161 §3.4).

use app::{Ctx, services};
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use surguch_http::{Kind, Short};

/// A TimeStampReq.
pub(crate) struct Query;

impl Kind for Query {
    const MEDIA_TYPE: &'static str = "application/timestamp-query";
    const MOST: usize = 4 << 10;
}

/// A time stamp over a digest. Whether it was granted stands in the TimeStampResp; the status is 200 in any case.
#[utoipa::path(post, operation_id = "time_stamp", path = "/pki/tsa", tag = "pki", security(()),
    request_body(content = crate::document::Binary, content_type = "application/timestamp-query", description = "TimeStampReq in DER (RFC 3161 §2.4.1)"),
    responses((status = 200, description = "TimeStampResp in DER", content_type = "application/timestamp-reply", body = crate::document::Binary), crate::document::Refusals))]
pub(crate) async fn stamp(State(ctx): State<Ctx>, query: Short<Query>) -> ([(HeaderName, &'static str); 2], Vec<u8>) {
    let (answer, _) = services::stamp(&ctx, &query.bytes).await;
    ([(CONTENT_TYPE, "application/timestamp-reply"), (CACHE_CONTROL, "no-store")], answer)
}
