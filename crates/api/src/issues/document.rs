//! The OpenAPI document of the vendor's face: made from the handlers, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super as issues;
use crate::cloud;
use crate::document::Operation;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Surguch: issue requests and cloud signing",
        description = "The registration centre's API as the vendor's clients call it, and cloud signing in the shape of its Crypto API.\n\n\
            Ids are GUIDs. After every change a request is read until `actualized` is true, and only then changed again: an early call is \
            409. Names of fields and words are read in any case, and fields that nobody knows are passed over; a word that nobody knows is \
            a wrong value. Every refusal is `{error: {code, message, details}}`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    security(("key" = [])),
    modifiers(&Key),
    paths(
        issues::issue_create::create,
        issues::issue_search::search,
        issues::issue_get::get,
        issues::issue_edit::edit,
        issues::issue_delete::delete,
        issues::issue_validate::validate,
        issues::issue_decline::decline,
        issues::issue_renew::renew,
        issues::issue_forward::forward,
        issues::issue_retrieve::retrieve,
        issues::identification_put::put,
        issues::identification_delete::delete,
        issues::note_put::put,
        issues::note_delete::delete,
        issues::document_put::put,
        issues::document_delete::delete,
        issues::page_add::add,
        issues::page_get::get,
        issues::page_delete::delete,
        issues::template_print::print,
        issues::confirmation_request::request,
        issues::statement_sign::sign,
        issues::certificate_request_upload::upload,
        issues::certificate_download::download,
        issues::event_list::list,
        cloud::hello::hello,
        cloud::create_file::create,
        cloud::upload_chunk::upload,
        cloud::sign::sign,
        cloud::confirm::confirm,
        cloud::get_status::status,
        cloud::get_result::result,
    ),
    components(schemas(
        wire::issues::Failure,
        wire::issues::FailureError,
        wire::issues::FailureDetail,
        wire::issues::DocumentType,
        wire::issues::TemplateType,
    )),
    tags(
        (name = "issues", description = "Requests for certificates"),
        (name = "documents", description = "Documents of a request, their pages, and printed forms"),
        (name = "statement", description = "The release statement, signed without paper"),
        (name = "cloud", description = "Signing by keys of the server with a code by SMS"),
    )
)]
struct Api;

/// What callers show.
struct Key;

impl Modify for Key {
    fn modify(&self, document: &mut Document) {
        let header = ApiKeyValue::with_description("X-KONTUR-APIKEY", "A key of the licensee with the scope `issues`");
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("key".to_owned(), SecurityScheme::ApiKey(ApiKey::Header(header)).into());
    }
}

/// A status that is no success, what it says, and which calls may answer it.
type Refusal = (u16, &'static str, fn(Operation<'_>) -> bool);

const REFUSALS: [Refusal; 13] = [
    (400, "The request is wrong, or the state does not allow it: `error.code` tells, and `details` name fields", |_| true),
    (401, "No valid key", |_| true),
    (403, "The key does not open this face", |_| true),
    (404, "There is no such thing, or not for this caller", |op| op.has_parameters("path") || op.has_parameters("query")),
    (408, "The next bytes of the body did not come in time", |op| op.takes_body()),
    (409, "The request is being actualised: read it until `actualized` is true", |op| !op.reads()),
    (413, "The body is longer than is taken", |op| op.takes_body()),
    (415, "The body is of another media type", |op| op.takes_body()),
    (416, "There are not so many bytes", |op| op.id() == "cloud_get_result"),
    (429, "Too often: by this caller, or to this phone", |_| true),
    (500, "Our own fault; the log knows more under the request's id", |_| true),
    (503, "Not for now: try again", |_| true),
    (507, "The server has no room left", |op| !op.reads()),
];

fn complete(mut document: Value) -> Value {
    for (status, description, _) in REFUSALS {
        let mut response = json!({
            "description": description,
            "headers": { "X-Request-Id": { "required": true, "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Failure" } } },
        });
        if matches!(status, 409 | 429 | 503) {
            response["headers"]["Retry-After"] =
                json!({ "description": "Come back after so many seconds", "schema": { "type": "integer" } });
        }
        document["components"]["responses"][status.to_string()] = response;
    }
    let known = document.clone();
    for operation in Operation::all(&known) {
        for (status, ..) in REFUSALS.iter().filter(|(_, _, answers)| answers(operation)) {
            let reference = json!({ "$ref": format!("#/components/responses/{status}") });
            document["paths"][operation.path][operation.method]["responses"][status.to_string()] = reference;
        }
        // no body is the empty object
        if operation.may_send_nothing() {
            document["paths"][operation.path][operation.method]["requestBody"]["required"] = false.into();
        }
    }
    document
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
        let kept = include_str!("../../../../openapi/issues.json");
        assert!(kept == text(), "run `cargo xtask openapi` and look at the difference");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(document: &Value, value: &Value) {
            if let Some(reference) = value["$ref"].as_str() {
                assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
            }
            match value {
                Value::Object(members) => members.values().for_each(|value| walk(document, value)),
                Value::Array(items) => items.iter().for_each(|value| walk(document, value)),
                _ => {}
            }
        }
        walk(document(), document());
    }

    #[test]
    fn every_call_has_an_id_of_its_own() {
        let ids: Vec<&str> = Operation::all(document()).map(Operation::id).collect();
        let distinct: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len());
    }
}
