//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07) and the fingerprint of what came with it.

use aws_lc_rs::digest::{Context, SHA256};
use axum::http::HeaderMap;
use domain::code::{self, Code};

/// The key of a request that creates or sends; required there.
pub(crate) fn required_key(headers: &HeaderMap) -> Result<String, Code> {
    optional_key(headers)?.ok_or(code::IDEMPOTENCY_KEY_REQUIRED)
}

/// The key of any other request, where the caller wants its first answer again.
pub(crate) fn optional_key(headers: &HeaderMap) -> Result<Option<String>, Code> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    value.to_str().ok().and_then(parse_key).map(Some).ok_or(code::IDEMPOTENCY_KEY_INVALID)
}

/// A Structured-Field string (quoted, RFC 9651 §3.3.3) or the bare form; 1–255 visible ASCII characters.
fn parse_key(text: &str) -> Option<String> {
    let text = text.trim();
    let key = match text.strip_prefix('"') {
        Some(rest) => unescape(rest.strip_suffix('"')?)?,
        None if text.contains('"') => return None,
        None => text.to_owned(),
    };
    let fits = (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    fits.then_some(key)
}

fn unescape(text: &str) -> Option<String> {
    let mut key = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => key.push(chars.next().filter(|c| matches!(c, '\\' | '"'))?),
            '"' => return None,
            c => key.push(c),
        }
    }
    Some(key)
}

/// What a key stands for: method, path, owner and body. Lengths are part of it, so that no two requests collide by shifting bytes.
pub(crate) struct Fingerprint(Context);

impl Fingerprint {
    pub(crate) fn new(method: &str, path: &str, owner: &str) -> Self {
        let mut print = Self(Context::new(&SHA256));
        for text in [method, path, owner] {
            print.add(text.as_bytes());
        }
        print
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// Lower-case hex.
    pub(crate) fn finish(self) -> String {
        hex::encode(self.0.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_be_quoted_or_bare() {
        for (text, key) in [("\"0198f\"", "0198f"), ("0198f", "0198f"), (r#""a\"b\\c""#, r#"a"b\c"#), (" k ", "k")] {
            assert_eq!(parse_key(text).as_deref(), Some(key), "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "\"\"", "\"open", "a\"b", r#""a\nb""#, &"k".repeat(256)] {
            assert_eq!(parse_key(text), None, "{text}");
        }
        assert_eq!(required_key(&HeaderMap::new()), Err(code::IDEMPOTENCY_KEY_REQUIRED));
    }

    #[test]
    fn fingerprints_differ_when_bytes_move_between_parts() {
        let print = |parts: [&str; 2]| {
            let mut print = Fingerprint::new("POST", "/v1/users", "lic_1");
            parts.iter().for_each(|part| print.add(part.as_bytes()));
            print.finish()
        };
        assert_eq!(print(["ab", "c"]), print(["ab", "c"]));
        assert_ne!(print(["ab", "c"]), print(["a", "bc"]));
    }
}
