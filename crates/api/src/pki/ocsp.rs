//! OCSP over HTTP (RFC 6960 appendix A, RFC 5019 §5 and §6).

use app::Ctx;
use app::services::{self, Reply};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LAST_MODIFIED};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::code;
use surguch_http::{Kind, Refusal, Short};

/// Where GET requests begin.
const PATH: &str = "/pki/ocsp/";
/// Longest path of a GET; RFC 5019 has clients send longer requests by POST.
const LONGEST_PATH: usize = 4096;

/// An OCSPRequest.
pub(crate) struct Question;

impl Kind for Question {
    const MEDIA_TYPE: &'static str = "application/ocsp-request";
    const MOST: usize = 16 << 10;
}

/// How certificates stand, by OCSP. Answers without an error of the protocol are 200, whatever they say.
#[utoipa::path(post, operation_id = "ocsp_post", path = "/pki/ocsp", tag = "pki", security(()),
    request_body(content = crate::document::Binary, content_type = "application/ocsp-request", description = "OCSPRequest in DER (RFC 6960 §4.1)"),
    responses((status = 200, description = "OCSPResponse in DER", content_type = "application/ocsp-response", body = crate::document::Binary), crate::document::Refusals))]
pub(crate) async fn post(State(ctx): State<Ctx>, question: Short<Question>) -> Response {
    told(services::respond(&ctx, &question.bytes).await)
}

/// The same with the request in the path, in Base64, so that caches can keep the answer.
#[utoipa::path(get, operation_id = "ocsp_get", path = "/pki/ocsp/{request}", tag = "pki", security(()),
    params(("request" = String, Path, description = "OCSPRequest in DER, in Base64, and that URL-encoded (RFC 6960 appendix A.1)")),
    responses((status = 200, description = "OCSPResponse in DER", content_type = "application/ocsp-response", body = crate::document::Binary), crate::document::Refusals))]
pub(crate) async fn get(State(ctx): State<Ctx>, uri: Uri) -> Result<Response, Refusal> {
    let request = uri.path().strip_prefix(PATH).filter(|text| text.len() <= LONGEST_PATH).and_then(decoded);
    let request = request.ok_or_else(|| Refusal::from(code::NOT_FOUND))?;
    Ok(told(services::respond(&ctx, &request).await))
}

/// Base64 with any of its three special characters as they are or percent-encoded. Padding may be missing.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            let code = text.get(at + 1..at + 3)?;
            plain.push(u8::from_str_radix(code, 16).ok()?);
            at += 3;
        } else {
            plain.push(*byte);
            at += 1;
        }
    }
    while plain.last() == Some(&b'=') {
        plain.pop();
    }
    plain.resize(plain.len().next_multiple_of(4), b'=');
    STANDARD.decode(plain).ok()
}

/// Caches may keep an answer for a minute and have to ask again then, so that a revocation is seen soon, and there is no Expires for them
/// (RFC 5019 §6.2 would let them keep it for half a day); a refusal is not kept at all.
fn told(Reply { der, made }: Reply) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/ocsp-response"));
    let control = if made.is_some() { "public, max-age=60, no-transform, must-revalidate" } else { "no-store" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(control));
    if let Some(made) = made {
        let mut add = |name: HeaderName, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        add(ETAG, format!("\"{}\"", tag(&der)));
        add(LAST_MODIFIED, made.to_http());
    }
    (headers, der).into_response()
}

/// RFC 5019 §6.2 has the digest of the answer; half of it tells answers apart as well.
fn tag(der: &Bytes) -> String {
    app::sha256_hex(der).chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_in_a_path_is_read_however_it_was_encoded() {
        let bytes = [0xfb, 0xef, 0xff, 0x01];
        for text in ["++//AQ==", "%2B%2b%2F%2fAQ%3D%3D", "++//AQ", "++%2F/AQ="] {
            assert_eq!(decoded(text).as_deref(), Some(&bytes[..]), "{text}");
        }
        for text in ["%", "%2", "%zz", "%é", "++//A", "a b", "AQ==AQ=="] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
