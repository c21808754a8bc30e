//! The headers that answers carry, each described once.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::operation::Operation;

/// A header: its name, its JSON type, whether every such answer has it, what it says, and an example.
type Header = (&'static str, &'static str, bool, &'static str, &'static str);

const HEADERS: [Header; 12] = [
    (
        "X-Request-Id",
        "string",
        true,
        "The caller's own id of the request, or one made here; also in logs",
        "0198f3a2-7c11-7b2e-9f00-2d9f3c5e8aff",
    ),
    ("ETag", "string", true, "The version of what is answered", "\"v17\""),
    ("Link", "string", false, "The next page, where there is one (RFC 8288)", "</v1/packages?limit=50&after=AAAB>; rel=\"next\""),
    ("Location", "string", true, "Where the new thing is", "/v1/users/usr_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01"),
    ("Idempotency-Replayed", "string", false, "`true` where an earlier call with the same key made this", "true"),
    ("Retry-After", "integer", false, "Come back after so many seconds", "1"),
    ("WWW-Authenticate", "string", true, "What to come with", "Bearer realm=\"surguch\""),
    ("Content-Range", "string", false, "Which bytes these are, and of how many", "bytes 0-1023/40960"),
    (
        "Content-Disposition",
        "string",
        true,
        "The name to save it under, in any script (RFC 6266, RFC 8187)",
        "attachment; filename=\"file.pdf\"",
    ),
    ("Content-Digest", "string", true, "SHA-256 of these bytes (RFC 9530)", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    ("Repr-Digest", "string", true, "SHA-256 of the whole file (RFC 9530)", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    ("Allow", "string", true, "The methods that the path knows", "GET, POST"),
];

/// The one that faces of another contract carry besides.
const FOREIGN: [Header; 1] = [("X-Diadoc-ErrorCode", "string", true, "The refusal in a word", "Auth.Forbidden")];

/// The shared descriptions of our own faces.
pub(super) fn shared() -> Map<String, Value> {
    described(&HEADERS)
}

/// Those of these names.
pub(super) fn of(names: &BTreeSet<&str>) -> Map<String, Value> {
    let mut all = described(&HEADERS);
    all.extend(described(&FOREIGN));
    all.into_iter().filter(|(name, _)| names.contains(name.as_str())).collect()
}

fn described(headers: &[Header]) -> Map<String, Value> {
    let described = |(name, kind, required, description, example): &Header| {
        let example: Value = if *kind == "integer" { json!(example.parse::<u32>().unwrap_or_default()) } else { json!(example) };
        let schema = json!({ "type": kind, "example": example });
        ((*name).to_owned(), json!({ "description": description, "required": required, "schema": schema }))
    };
    headers.iter().map(described).collect()
}

/// References to headers by name.
pub(super) fn references(names: &[&str]) -> Value {
    let reference = |name: &&str| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    Value::Object(names.iter().map(reference).collect())
}

/// The headers of a success.
pub(super) fn of_success(operation: Operation<'_>, status: &str, response: &Value, schema: Option<&str>) -> Value {
    let mut names = vec!["X-Request-Id"];
    let raw = response["content"].get("*/*").is_some();
    if raw || schema.is_some_and(|schema| operation.has_property(schema, "version")) {
        names.push("ETag");
    }
    if operation.parameter("query", "after").is_some() {
        names.push("Link");
    }
    if status == "201" && schema.is_some_and(|schema| operation.has_property(schema, "id")) {
        names.push("Location");
    }
    if operation.parameter("header", "Idempotency-Key").is_some() {
        names.push("Idempotency-Replayed");
    }
    match (raw, status) {
        (true, "206") => names.extend(["Content-Disposition", "Content-Range", "Repr-Digest"]),
        (true, _) => names.extend(["Content-Disposition", "Content-Digest"]),
        (false, _) => {}
    }
    references(&names)
}
