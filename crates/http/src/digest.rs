//! `Content-Digest` of what comes in (RFC 9530): where a caller says what its bytes are, they have to be that.

use axum::http::HeaderMap;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::code::{self, Code};

/// The header, in lower case.
pub(crate) const CONTENT_DIGEST: &str = "content-digest";

/// Compares with the SHA-256 of the bytes, where the caller says one. Digests by other algorithms are not judged.
pub(crate) fn verify(headers: &HeaderMap, sha256: impl FnOnce() -> Vec<u8>) -> Result<(), Code> {
    verify_lines(headers.get_all(CONTENT_DIGEST).iter().map(|line| line.to_str().unwrap_or("sha-256=?")), sha256)
}

/// The same for the header's lines, wherever they stood.
pub(crate) fn verify_lines<'a>(lines: impl Iterator<Item = &'a str>, sha256: impl FnOnce() -> Vec<u8>) -> Result<(), Code> {
    let mut told = lines.flat_map(|line| line.split(',')).filter_map(|member| {
        let (algorithm, value) = member.split_once('=')?;
        (algorithm.trim() == "sha-256").then(|| bytes(value.trim()))
    });
    let Some(first) = told.next() else { return Ok(()) };
    if first.is_some_and(|told| told == sha256()) { Ok(()) } else { Err(code::DIGEST_MISMATCH) }
}

/// A byte sequence of RFC 9651: `:base64:`.
fn bytes(value: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(value.strip_prefix(':')?.strip_suffix(':')?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_caller_says_of_its_bytes_has_to_be_so() {
        let right = format!("sha-256=:{}:", BASE64_STANDARD.encode([7; 32]));
        for (header, fits) in [
            (right.clone(), true),
            (format!("sha-512=:AAAA:, {right}"), true),
            ("sha-512=:AAAA:".to_owned(), true),
            (format!("sha-256=:{}:", BASE64_STANDARD.encode([8; 32])), false),
            ("sha-256=:nonsense:".to_owned(), false),
            ("sha-256=AAAA".to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("content-digest", header.parse().unwrap());
            assert_eq!(verify(&headers, || vec![7; 32]).is_ok(), fits, "{header}");
        }
        assert!(verify(&HeaderMap::new(), || vec![7; 32]).is_ok());
    }
}
