//! A PKCS#10 in whatever the vendor's clients wrap it: bare, or as the one text of a JSON object or of an XML element.

use app::{AppError, Problem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::code;
use serde_json::Value;
use surguch_http::Given;
use wire::issues::{CspType, UploadQuery, Words};

/// Refuses a kind of key that nobody knows.
pub(crate) fn request_type(query: Given<UploadQuery>) -> Result<(), AppError> {
    query.judge(|problems, query| match query.certificate_request_type.as_deref() {
        Some(word) if CspType::parse(word).is_none() => {
            problems.add("/certificateRequestType", code::VALUE_INVALID);
            None
        }
        _ => Some(()),
    })
}

/// The PKCS#10 as text: PEM, or the Base64 of its DER.
pub(crate) fn csr(media_type: Option<&str>, body: &[u8]) -> Result<String, AppError> {
    let essence = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let found = match essence.as_str() {
        "application/json" => serde_json::from_slice(body).ok().and_then(|value| only_text(&value)),
        "application/xml" | "text/xml" => std::str::from_utf8(body).ok().and_then(only_element),
        "application/x.req" | "application/pkcs10" | "application/octet-stream" | "" => bare(body),
        _ => return Err(code::MEDIA_TYPE_UNSUPPORTED.into()),
    };
    found.ok_or_else(|| AppError::invalid(vec![Problem::new("/certificateRequest", code::VALUE_INVALID)]))
}

/// DER begins with a SEQUENCE, and neither PEM nor Base64 does.
fn bare(body: &[u8]) -> Option<String> {
    if body.first() == Some(&0x30) && !body.is_ascii() {
        return Some(STANDARD.encode(body));
    }
    let text = std::str::from_utf8(body).ok()?.trim();
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// The text, or the only text of an object.
fn only_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => {
            let mut texts = fields.values().filter_map(Value::as_str);
            texts.next().filter(|_| texts.next().is_none()).map(str::to_owned)
        }
        _ => None,
    }
}

/// The only text between tags. Nothing is expanded and nothing is followed.
fn only_element(text: &str) -> Option<String> {
    let mut texts =
        text.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, after)| after.trim()).filter(|after| !after.is_empty());
    texts.next().filter(|_| texts.next().is_none()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_is_found_in_every_wrapping_and_nothing_else_is() {
        let der = [0x30, 0x82, 0x01, 0x00, 0xff];
        let text = STANDARD.encode(der);
        assert_eq!(csr(Some("application/x.req"), &der).unwrap(), text);
        assert_eq!(csr(None, text.as_bytes()).unwrap(), text);
        assert_eq!(csr(Some("application/json; charset=utf-8"), format!("{{\"request\":\"{text}\"}}").as_bytes()).unwrap(), text);
        let xml = format!("<?xml version=\"1.0\"?><Request>\n<Content>{text}</Content></Request>");
        assert_eq!(csr(Some("application/xml"), xml.as_bytes()).unwrap(), text);
        for (kind, body) in
            [("application/json", "{}"), ("application/json", "[1]"), ("application/xml", "<a>b</a><c>d</c>"), ("application/x.req", "")]
        {
            assert_eq!(csr(Some(kind), body.as_bytes()).unwrap_err().code, code::VALIDATION_FAILED, "{kind} {body}");
        }
        assert_eq!(csr(Some("text/html"), b"x").unwrap_err().code, code::MEDIA_TYPE_UNSUPPORTED);
    }
}
