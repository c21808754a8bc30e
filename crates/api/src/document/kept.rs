//! What the documents of all faces share: made from the handlers, completed, kept as text, and served.

use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The document of a face, made once.
pub(crate) struct Kept {
    value: Value,
    text: String,
}

impl Kept {
    /// From what the handlers say: `schemes` tell what callers show, each under its name, and `complete` adds what follows from the
    /// operations' shape.
    pub(crate) fn new<const N: usize>(
        mut said: Document,
        schemes: [(&str, SecurityScheme); N],
        complete: impl FnOnce(Value) -> Value,
    ) -> Self {
        let known = &mut said.components.get_or_insert_default().security_schemes;
        known.extend(schemes.map(|(name, scheme)| (name.to_owned(), scheme.into())));
        let value = complete(serde_json::to_value(said).expect("the document is plain data"));
        let text = format!("{value:#}\n");
        Self { value, text }
    }

    /// The document.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// The document as it is served and checked in.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// Callers show a key in a header of this name.
pub(crate) fn key_in(header: &str, description: &str) -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(header, description)))
}

/// Callers show a bearer token.
pub(crate) fn bearer(description: &str) -> SecurityScheme {
    SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(description)).build())
}

/// The answer with a document's text.
pub(crate) fn answer(text: &'static str) -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, "application/json")], text)
}

/// What must hold of every document.
#[cfg(test)]
pub(crate) mod judge {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::Operation;

    /// References lead somewhere, every operation has an id of its own, and the checked-in file is what is served.
    pub(crate) fn is_sound(document: &Value, text: &str, checked_in: &str) {
        every_reference_leads_somewhere(document, document);
        let ids: Vec<&str> = Operation::all(document).map(Operation::id).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().filter(|id| !id.is_empty()).collect();
        assert_eq!(distinct.len(), ids.len(), "two operations have one id, or one has none");
        assert!(checked_in == text, "run `cargo xtask openapi` and look at the difference");
    }

    fn every_reference_leads_somewhere(document: &Value, value: &Value) {
        if let Some(reference) = value["$ref"].as_str() {
            assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
        }
        match value {
            Value::Object(members) => members.values().for_each(|value| every_reference_leads_somewhere(document, value)),
            Value::Array(items) => items.iter().for_each(|value| every_reference_leads_somewhere(document, value)),
            _ => {}
        }
    }
}
