//! The head of one part: its name, file name and media type.

use crate::digest::CONTENT_DIGEST;

/// What a part says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The field's name.
    pub name: String,
    /// The file's name, where the part is a file.
    pub file_name: Option<String>,
    /// The declared media type.
    pub media_type: Option<String>,
    /// What its bytes are said to be: lines of `Content-Digest` (RFC 9530).
    pub digests: Vec<String>,
}

impl Head {
    /// Reads header lines; nothing where the part has no name or is not text.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut head = None;
        let mut media_type = None;
        let mut digests = Vec::new();
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':')?;
            match name.trim().to_ascii_lowercase().as_str() {
                "content-disposition" => head = Some(disposition(value)?),
                "content-type" => media_type = Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
                CONTENT_DIGEST => digests.push(value.trim().to_owned()),
                _ => {}
            }
        }
        head.map(|head| Self { media_type, digests, ..head })
    }
}

fn disposition(value: &str) -> Option<Head> {
    let (kind, parameters) = value.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    // RFC 7578 §4.2 forbids `filename*`, but some programs send it, and it is never ambiguous.
    let extended = parameter(parameters, "filename*").and_then(|value| decode_extended(&value));
    let plain = || parameter(parameters, "filename").map(|value| decode_form(&value));
    Some(Head { name: decode_form(&parameter(parameters, "name")?), file_name: extended.or_else(plain), ..Head::default() })
}

/// One parameter of a header: `name="v\"alue"` or `name=value`.
pub(super) fn parameter(text: &str, wanted: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let (name, tail) = rest.split_once('=')?;
        let name = name.trim_matches(|c: char| c == ';' || c.is_whitespace());
        let (value, after) = value(tail.trim_start());
        if name.eq_ignore_ascii_case(wanted) {
            return value;
        }
        rest = after;
    }
}

/// A quoted or bare value and what stands behind it. A quote that is never closed is no value.
fn value(text: &str) -> (Option<String>, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (Some(text[..end].trim().to_owned()), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (Some(value), &quoted[at + 1..]),
            // Only a quote is escaped this way; a lone backslash belongs to a path of an old browser.
            '\\' if chars.peek().is_some_and(|(_, next)| *next == '"') => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (None, "")
}

/// The three escapes of the HTML standard's multipart encoding.
fn decode_form(value: &str) -> String {
    value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// RFC 8187: `UTF-8''%D0%94.pdf`.
fn decode_extended(value: &str) -> Option<String> {
    let mut pieces = value.splitn(3, '\'');
    let charset = pieces.next()?;
    let encoded = pieces.nth(1)?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
                tail
            }
            (b'%', _) => return None,
            (byte, tail) => {
                bytes.push(*byte);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_name(disposition: &str) -> Option<String> {
        Head::parse(format!("Content-Disposition: {disposition}\r\n").as_bytes())?.file_name
    }

    #[test]
    fn names_in_any_script_and_spelling_are_read() {
        for (text, expected) in [
            ("form-data; name=\"file\"; filename=\"Договор № 12.pdf\"", "Договор № 12.pdf"),
            ("form-data; name=\"file\"; filename=\"a\\\"b;c.pdf\"", "a\"b;c.pdf"),
            ("form-data; name=\"file\"; filename=\"a%22b.pdf\"", "a\"b.pdf"),
            ("form-data; name=\"file\"; filename=\"x.pdf\"; filename*=UTF-8''%D0%94.pdf", "Д.pdf"),
            ("form-data; filename=plain.pdf; name=file", "plain.pdf"),
        ] {
            assert_eq!(file_name(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_head_without_a_name_is_none() {
        for text in ["", "Content-Type: text/plain\r\n", "Content-Disposition: form-data; filename=\"x\"\r\n", "nonsense\r\n"] {
            assert_eq!(Head::parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Head::parse(b"Content-Disposition: attachment; name=\"x\"\r\n"), None);
        assert_eq!(Head::parse(b"Content-Disposition: form-data; name=\"x\r\n"), None);
        assert_eq!(Head::parse(b"Content-Disposition: form-data; name=\"\xff\"\r\n"), None);
    }

    #[test]
    fn broken_percent_signs_fall_back_to_the_plain_name() {
        for tail in ["%", "%D", "%ZZ", "%FF"] {
            let text = format!("form-data; name=\"f\"; filename=\"plain\"; filename*=UTF-8''{tail}");
            assert_eq!(file_name(&text).as_deref(), Some("plain"), "{tail}");
        }
    }
}
