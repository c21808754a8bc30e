//! Bodies in parts (RFC 7578), read as they arrive: memory stays constant whatever the length, and every limit is explicit.

mod drain;
mod head;
mod reader;

pub(crate) use drain::{drain, drain_parts};
pub use head::Head;
pub use reader::{Broken, Reader};

/// The boundary in a `Content-Type` of multipart/form-data, if it is one (RFC 2046 §5.1.1: 1–70 characters).
pub(crate) fn boundary(media_type: &str) -> Option<String> {
    let (essence, parameters) = media_type.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = head::parameter(parameters, "boundary")?;
    let fits = (1..=70).contains(&boundary.len()) && boundary.bytes().all(|b| (b.is_ascii_graphic() || b == b' ') && b != b'"');
    fits.then_some(boundary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_is_found_quoted_and_bare() {
        for (text, expected) in [
            ("multipart/form-data; boundary=abc", Some("abc")),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", Some("a b")),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
            ("multipart/mixed; boundary=abc", None),
            ("application/json; boundary=abc", None),
        ] {
            assert_eq!(boundary(text).as_deref(), expected, "{text}");
        }
        assert_eq!(boundary(&format!("multipart/form-data; boundary={}", "a".repeat(71))), None);
    }
}
