//! The OpenAPI document of signer details: the JSON form of its messages, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::OpenApi;

use super as diadoc;
use crate::document::{Kept, Operation, Refusal, Table, bearer, key_in, refusal};

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
    paths(
        diadoc::signer_details_get::get,
        diadoc::signer_details_put::put,
        diadoc::signer_details_preview::preview,
        diadoc::signer_details_get::get_v1,
        diadoc::signer_details_put::put_v1,
        diadoc::authenticate::authenticate,
        diadoc::authenticate_confirm::confirm,
        diadoc::authenticate_confirm::confirm_v2,
        diadoc::authenticate::by_query,
        diadoc::organization_list::list,
        diadoc::box_get::get,
        diadoc::certificate_list::list,
        diadoc::user_get::get,
        diadoc::employee_get::get,
        diadoc::user_list::list,
    ),
    tags(
        (name = "signers", description = "What is known of a signer beyond the certificate"),
        (name = "session", description = "Logging in, and what somebody sees of themselves")
    )
)]
struct Api;

static REFUSALS: [Refusal; 10] = [
    refusal(400, "Malformed", "The request is wrong: the text names the parameter or the fields", &["X-Diadoc-ErrorCode"], |_| true),
    refusal(401, "Unauthenticated", "No `Authorization`, or nobody known in it", &["X-Diadoc-ErrorCode"], |_| true),
    refusal(402, "Unpaid", "The box has no subscription to the API", &["X-Diadoc-ErrorCode"], |_| true),
    refusal(403, "Forbidden", "The box or the certificate is not open to the caller", &["X-Diadoc-ErrorCode"], |_| true),
    refusal(
        404,
        "NotFound",
        "Nothing is kept for this certificate and title, or the certificate is not known",
        &["X-Diadoc-ErrorCode"],
        |op| op.id() != "signer_details_preview",
    ),
    refusal(408, "Timeout", "The next bytes of the body did not come in time", &[], |op| op.takes_body()),
    refusal(429, "TooMany", "Too often", &["Retry-After"], |_| true),
    refusal(500, "Internal", "Our own fault; the log knows more under the request's id", &[], |_| true),
    refusal(503, "Unavailable", "Not for now: try again", &["Retry-After"], |_| true),
    refusal(507, "OutOfSpace", "The server has no room left", &[], |op| !op.reads()),
];

/// The same messages as protobuf, which a schema of JSON does not describe, and the notice of the earlier call.
fn complete(mut document: Value) -> Value {
    leniently(&mut document);
    let known = document.clone();
    for operation in Operation::all(&known) {
        let answer = &mut document["paths"][operation.path][operation.method]["responses"]["200"];
        let binary = json!({ "schema": { "type": "string", "format": "binary" } });
        if answer["content"].get("application/json").is_some() {
            answer["content"]["application/x-protobuf"] = binary;
        }
        if operation.path == "/ExtendedSignerDetails" {
            for header in ["Sunset", "Link"] {
                answer["headers"][header] = json!({ "required": true, "schema": { "type": "string" } });
            }
            document["paths"][operation.path][operation.method]["deprecated"] = true.into();
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

static KEPT: LazyLock<Kept> = LazyLock::new(|| {
    let table = Table { media_type: "text/plain", schema: None, rows: &REFUSALS };
    let header = key_in("Authorization", "`DiadocAuth ddauth_api_client_id=KEY,ddauth_token=TOKEN`");
    let application = key_in("Authorization", "`DiadocAuth ddauth_api_client_id=KEY`, before anybody has logged in");
    let bearer = bearer("A session's token, or a key of the licensee");
    let schemes = [("bearer", bearer), ("diadoc", header), ("application", application)];
    Kept::new(Api::openapi(), schemes, |said| complete(table.refuse(said)))
});

/// The document.
pub fn document() -> &'static Value {
    KEPT.value()
}

/// The document as it is served and checked in.
pub fn text() -> &'static str {
    KEPT.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::judge;

    #[test]
    fn the_checked_in_document_is_the_served_one() {
        judge::is_sound(document(), text(), include_str!("../../../../openapi/diadoc.json"));
    }
}
