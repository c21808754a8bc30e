//! The OpenAPI document of this face: made from the handlers, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super as forms;
use crate::document::Operation;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Surguch: certificate forms",
        description = "Forms for certificates as the clients of the vendor's crypto API fill them in, with subjects, representatives and \
            contents beside them.\n\nIds are GUIDs. Names of fields are read in any case, and fields that nobody knows are passed over. \
            Everything that is wrong with a call is told at once: `{code, message, target, errors}`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    security(("key" = [])),
    modifiers(&Key),
    paths(
        forms::form_create::create,
        forms::form_get::get,
        forms::form_patch::patch,
        forms::form_release::release,
        forms::form_render::render,
        forms::event_list::list,
        forms::form_certificate::certificate,
        forms::form_recall::recall,
        forms::contents::content_get::get,
        forms::contents::content_put::put,
        forms::entity::representative_change::change,
        forms::entity::representative_create::create,
        forms::entity::representative_get::get,
        forms::entity::subject_create::create,
        forms::entity::subject_delete::delete,
        forms::entity::subject_egrul::fetch,
        forms::entity::subject_get::get,
        forms::entity::subject_replace::replace,
        forms::entity::subject_requisites::find,
    ),
    components(schemas(
        wire::forms::Error,
        wire::forms::ErrorItem,
    )),
    tags(
        (name = "forms", description = "Certificate forms and what happened to them"),
        (name = "extensions", description = "Ours: steps that the vendor's pages name and whose calls are not known"),
        (name = "subjects", description = "People, proprietors and organizations, and who represents whom"),
        (name = "contents", description = "Bytes that documents are shown by"),
    )
)]
struct Api;

/// What callers show.
struct Key;

impl Modify for Key {
    fn modify(&self, document: &mut Document) {
        let words = "`ReestroAuth apiKey=KEY&portal.orgid=GUID`: a key of the licensee with the scope `forms`, and one of its companies";
        let header = ApiKeyValue::with_description("Authorization", words);
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("key".to_owned(), SecurityScheme::ApiKey(ApiKey::Header(header)).into());
    }
}

/// A status that is no success, what it says, and which calls may answer it.
type Refusal = (u16, &'static str, fn(Operation<'_>) -> bool);

const REFUSALS: [Refusal; 12] = [
    (400, "The call is wrong, or the state does not allow it: `errors` tell", |_| true),
    (401, "No valid key, or no organization", |_| true),
    (403, "The key does not open this face, or the organization is not the licensee's", |_| true),
    (404, "There is no such thing, or not for this organization", |op| op.has_parameters("path")),
    (408, "The next bytes of the body did not come in time", |op| op.takes_body()),
    (409, "Another change of the same thing is under way: try again", |op| !op.reads()),
    (413, "The body is longer than is taken", |op| op.takes_body()),
    (415, "The body is of another media type, or of none", |op| op.takes_body()),
    (429, "Too often by this caller", |_| true),
    (500, "Our own fault; the log knows more under the request's id", |_| true),
    (503, "Not for now: try again", |_| true),
    (507, "The server has no room left", |op| !op.reads()),
];

fn complete(mut document: Value) -> Value {
    for (status, description, _) in REFUSALS {
        let mut response = json!({
            "description": description,
            "headers": { "X-Request-Id": { "required": true, "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
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
        let kept = include_str!("../../../../openapi/forms.json");
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
