//! The OpenAPI document of signer details: the JSON form of its messages, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super as diadoc;
use crate::document::Operation;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Surguch: details of signers",
        description = "The vendor's ExtendedSignerDetails as its SDKs call it, with an element of ours to look at.\n\n\
            Here stands the JSON form: bodies are read as JSON where `Content-Type` says so and written as JSON where `Accept` names \
            `application/json`. Without these headers both are protobuf (proto2, the files of `proto/`). Names of fields are read in any case, \
            enumerations by name or number. Every refusal is plain text with `X-Diadoc-ErrorCode`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    security(("bearer" = []), ("diadoc" = [])),
    modifiers(&Schemes),
    paths(
        diadoc::signer_details_get::get,
        diadoc::signer_details_put::put,
        diadoc::signer_details_preview::preview,
        diadoc::signer_details_get::get_v1,
        diadoc::signer_details_put::put_v1,
    ),
    tags((name = "signers", description = "What is known of a signer beyond the certificate"))
)]
struct Api;

/// What callers show.
struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut Document) {
        let bearer =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A session's token, or a key of the licensee")).build();
        let header = ApiKeyValue::with_description("Authorization", "`DiadocAuth ddauth_api_client_id=KEY,ddauth_token=TOKEN`");
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("bearer".to_owned(), SecurityScheme::Http(bearer).into());
        components.security_schemes.insert("diadoc".to_owned(), SecurityScheme::ApiKey(ApiKey::Header(header)).into());
    }
}

/// A status that is no success, what it says, and which calls may answer it.
type Refusal = (u16, &'static str, fn(Operation<'_>) -> bool);

const REFUSALS: [Refusal; 11] = [
    (400, "The request is wrong: the text names the parameter or the fields", |_| true),
    (401, "No `Authorization`, or nobody known in it", |_| true),
    (402, "The box has no subscription to the API", |_| true),
    (403, "The box or the certificate is not open to the caller", |_| true),
    (404, "Nothing is kept for this certificate and title, or the certificate is not known", |op| op.id() != "signer_details_preview"),
    (408, "The next bytes of the body did not come in time", |op| op.takes_body()),
    (413, "The body is longer than is taken", |op| op.takes_body()),
    (429, "Too often", |_| true),
    (500, "Our own fault; the log knows more under the request's id", |_| true),
    (503, "Not for now: try again", |_| true),
    (507, "The server has no room left", |op| !op.reads()),
];

fn complete(mut document: Value) -> Value {
    for (status, description, _) in REFUSALS {
        let mut response = json!({
            "description": description,
            "headers": { "X-Request-Id": { "required": true, "schema": { "type": "string" } } },
            "content": { "text/plain": { "schema": { "type": "string" } } },
        });
        if status < 405 {
            response["headers"]["X-Diadoc-ErrorCode"] = json!({ "required": true, "schema": { "type": "string" } });
        }
        if matches!(status, 429 | 503) {
            response["headers"]["Retry-After"] =
                json!({ "description": "Come back after so many seconds", "schema": { "type": "integer" } });
        }
        document["components"]["responses"][status.to_string()] = response;
    }
    leniently(&mut document);
    let known = document.clone();
    for operation in Operation::all(&known) {
        let responses = REFUSALS.iter().filter(|(_, _, answers)| answers(operation)).map(|(status, ..)| status.to_string());
        let target = &mut document["paths"][operation.path][operation.method];
        for status in responses {
            target["responses"][&status] = json!({ "$ref": format!("#/components/responses/{status}") });
        }
        // the same messages as protobuf, which a schema of JSON does not describe
        let binary = json!({ "schema": { "type": "string", "format": "binary" } });
        if target["responses"]["200"]["content"].get("application/json").is_some() {
            target["responses"]["200"]["content"]["application/x-protobuf"] = binary;
        }
        if operation.path == "/ExtendedSignerDetails" {
            target["deprecated"] = true.into();
            for header in ["Sunset", "Link"] {
                target["responses"]["200"]["headers"][header] = json!({ "required": true, "schema": { "type": "string" } });
            }
        }
    }
    document
}

/// What is taken beside what is written: `null` for absent, numbers for names of enumerations, a bare name for a flag.
fn leniently(document: &mut Value) {
    let fields = document["components"]["schemas"]["ExtendedSignerDetailsToPost"]["properties"].as_object_mut();
    for (_, field) in fields.into_iter().flatten() {
        let mut ways = vec![field.take(), json!({ "type": "null" })];
        if ways[0].get("type").is_none() {
            ways.push(json!({ "type": "integer", "format": "int32" }));
        }
        *field = json!({ "anyOf": ways });
    }
    let operations = document["paths"].as_object_mut().into_iter().flatten().filter_map(|(_, item)| item.as_object_mut());
    for operation in operations.flat_map(|item| item.values_mut()) {
        let parameters = operation["parameters"].as_array_mut().into_iter().flatten();
        for flag in parameters.filter(|one| one["name"] == "buyer" || one["name"] == "correction") {
            flag["schema"] = json!({ "type": "string", "enum": ["", "true", "false"] });
        }
    }
}

/// The document.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let said = serde_json::to_value(Api::openapi()).expect("the document is plain data");
        complete(said)
    });
    &DOCUMENT
}

static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", document()));

/// The document as it is served and checked in.
pub fn text() -> &'static str {
    &TEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_document_is_the_served_one() {
        let kept = include_str!("../../../../openapi/diadoc.json");
        assert!(kept == text(), "run `cargo xtask openapi` and look at the difference");
    }
}
