//! POST `/V3/AuthenticateConfirm?token=[&thumbprint=][&saveBinding=]`, and the same under `/V2`.

use app::diadoc::{self, Shown};
use app::{AppError, Ctx};
use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use domain::code;
use surguch_http::{Application, Refusal};

use super::form::Body;
use super::params::ConfirmParams;
use super::query::Query;
use super::{authenticate};
use crate::document::{Binary, Refusals};

/// The longest answer to a challenge, in characters of Base64.
const LONGEST: usize = 8192;

/// Base64 with its padding or without.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// Opens a session for whoever decrypted a challenge. The certificate is named by its thumbprint or shown in the body; the thumbprint wins.
///
/// `saveBinding` is taken and changes nothing: certificates are bound to people where they are issued or registered.
#[utoipa::path(post, operation_id = "authenticate_confirm", path = "/V3/AuthenticateConfirm", tag = "session", params(ConfirmParams),
    security(("application" = [])),
    request_body(content = Option<Binary>, content_type = "application/octet-stream"),
    responses((status = 200, description = "A token", body = String, content_type = "text/plain"), Refusals))]
pub(crate) async fn confirm(State(ctx): State<Ctx>, client: Application, query: Query, body: Body) -> Result<Response, Refusal> {
    confirmed(&ctx, client, &query, &body).await
}

/// The same by the name that older clients know.
#[utoipa::path(post, operation_id = "authenticate_confirm_v2", path = "/V2/AuthenticateConfirm", tag = "session", params(ConfirmParams),
    security(("application" = [])),
    request_body(content = Option<Binary>, content_type = "application/octet-stream"),
    responses((status = 200, description = "A token", body = String, content_type = "text/plain"), Refusals))]
pub(crate) async fn confirm_v2(State(ctx): State<Ctx>, client: Application, query: Query, body: Body) -> Result<Response, Refusal> {
    confirmed(&ctx, client, &query, &body).await
}

async fn confirmed(ctx: &Ctx, Application(client): Application, query: &Query, body: &Body) -> Result<Response, Refusal> {
    let answer = query.required("token", decoded)?;
    query.flag("saveBinding")?;
    let shown = match query.get("thumbprint").map(str::trim).filter(|thumbprint| !thumbprint.is_empty()) {
        Some(thumbprint) => Shown::Thumbprint(thumbprint.to_owned()),
        None if body.bytes.is_empty() => return Err(AppError::from(code::CERTIFICATE_MALFORMED).into()),
        None => Shown::Certificate(body.bytes.to_vec()),
    };
    Ok(authenticate::token(&diadoc::confirm(ctx, &client, &answer, &shown).await?.token))
}

/// The bytes of a token in Base64, of either alphabet. A plus that nobody escaped is a space in a query.
fn decoded(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let plain = text.chars().map(|c| match c {
        ' ' | '-' => '+',
        '_' => '/',
        other => other,
    });
    BASE64.decode(plain.collect::<String>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_however_they_were_escaped() {
        let bytes = vec![0xfb, 0xff, 0xbf, 0x01];
        for text in ["+/+/AQ==", " / /AQ==", "-_-_AQ", "-_-_AQ=="] {
            assert_eq!(decoded(text), Some(bytes.clone()), "{text}");
        }
        for text in ["", "?", "AQ=A", "я"] {
            assert_eq!(decoded(text), None, "{text}");
        }
        assert_eq!(decoded(&"A".repeat(LONGEST + 4)), None);
    }
}
