//! JSON that says where it is wrong: every refusal has a pointer to the field and a code.

use app::{AppError, Problem};
use domain::code::{self, Code};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::Segment;

/// The longest JSON body, in bytes.
pub const JSON_LIMIT: usize = 1024 * 1024;

/// Parses `bytes`; `root` is put before every pointer (a part of a multipart body has the part's name there).
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| explain_json(&error))?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn explain_json(error: &serde_path_to_error::Error<serde_json::Error>) -> AppError {
    match error.inner().classify() {
        Category::Data => explain(error),
        Category::Eof | Category::Syntax | Category::Io => malformed(error.inner()),
    }
}

fn malformed(error: &serde_json::Error) -> AppError {
    let mut refusal = AppError::from(code::BODY_MALFORMED);
    refusal.detail = Some(format!("line {}, column {}", error.line(), error.column()));
    refusal
}

/// What a deserializer of serde's derive says, as pointer and code.
pub(crate) fn explain<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> AppError {
    let message = error.inner().to_string();
    let mut pointer = pointer(error.path());
    let (code, field) = sort(&message);
    if let Some(field) = field
        && !pointer.ends_with(&format!("/{}", escape(field)))
    {
        pointer = format!("{pointer}/{}", escape(field));
    }
    AppError::invalid(vec![Problem { pointer, code, detail: None }])
}

/// serde offers no more than its words; a test holds them fast.
fn sort(message: &str) -> (Code, Option<&str>) {
    let quoted = message.split('`').nth(1);
    if message.starts_with("missing field") {
        (code::FIELD_REQUIRED, quoted)
    } else if message.starts_with("unknown field") {
        (code::FIELD_UNKNOWN, quoted)
    } else if message.starts_with("duplicate field") {
        (code::VALUE_INVALID, quoted)
    } else {
        (code::FIELD_TYPE, None)
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// RFC 6901 §3.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use wire::office::{NewCompany, NewPackage};

    use super::*;

    fn problem<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> (String, Code) {
        let error = parse::<T>(text.as_bytes()).unwrap_err();
        let problem = error.problems.first().map(|one| (one.pointer.clone(), one.code));
        problem.unwrap_or((String::new(), error.code))
    }

    #[test]
    fn a_wrong_field_is_pointed_at() {
        for (text, pointer, code) in [
            (r#"{"inn":"1"}"#, "/name", code::FIELD_REQUIRED),
            (r#"{"name":1,"inn":"1"}"#, "/name", code::FIELD_TYPE),
            (r#"{"name":"n","inn":"1","a/b":1}"#, "/a~1b", code::FIELD_UNKNOWN),
            (r#"{"name":"n","name":"n","inn":"1"}"#, "/name", code::VALUE_INVALID),
            (r#"{"name":"n","inn":null}"#, "/inn", code::FIELD_TYPE),
            (r#"[]"#, "", code::FIELD_TYPE),
        ] {
            assert_eq!(problem::<NewCompany>(text), (pointer.to_owned(), code), "{text}");
        }
    }

    #[test]
    fn a_wrong_field_deep_inside_is_pointed_at() {
        for (text, pointer, code) in [
            (r#"{"participants":[{"order":1,"role":"signer"},{"order":"1","role":"signer"}]}"#, "/participants/1/order", code::FIELD_TYPE),
            (r#"{"participants":[{"order":-1,"role":"signer"}]}"#, "/participants/0/order", code::FIELD_TYPE),
            (r#"{"participants":[{"role":"signer"}]}"#, "/participants/0/order", code::FIELD_REQUIRED),
            (r#"{"participants":[{"order":1,"role":"signer","name":1}]}"#, "/participants/0/name", code::FIELD_UNKNOWN),
            (r#"{"participants":[],"vars":{"deal":7}}"#, "/vars/deal", code::FIELD_TYPE),
        ] {
            assert_eq!(problem::<NewPackage>(text), (pointer.to_owned(), code), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        for text in ["", "{", "{]", "{\"name\":}", "\u{feff}{}", r#"{"name":"n","inn":"1"} x"#] {
            assert_eq!(problem::<NewCompany>(text), (String::new(), code::BODY_MALFORMED), "{text}");
        }
    }

    #[test]
    fn nesting_without_end_is_refused_and_not_followed() {
        #[derive(Debug, Deserialize)]
        struct Any {
            #[serde(rename = "a")]
            _a: serde_json::Value,
        }
        let text = format!("{{\"a\":{}", "[".repeat(100_000));
        assert_eq!(problem::<Any>(&text).1, code::BODY_MALFORMED);
    }
}
