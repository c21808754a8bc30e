//! The OpenAPI document of this face: made from the handlers, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::Value;
use utoipa::OpenApi;

use super as forms;
use crate::document::{Kept, Refusal, Table, key_in, refusal};

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

static REFUSALS: [Refusal; 13] = [
    refusal(400, "Malformed", "The call is wrong, or the state does not allow it: `errors` tell", &[], |_| true),
    refusal(401, "Unauthenticated", "No valid key, or no organization", &["WWW-Authenticate"], |_| true),
    refusal(403, "Forbidden", "The key does not open this face, or the organization is not the licensee's", &[], |_| true),
    refusal(404, "Missing", "There is no such thing, or not for this organization", &[], |op| op.has_parameters("path") || op.takes_body()),
    refusal(408, "Timeout", "The next bytes of the body did not come in time", &[], |op| op.takes_body()),
    refusal(409, "Conflict", "Another change of the same thing is under way: try again", &["Retry-After"], |_| true),
    refusal(412, "Unchanged", "It is not as the caller wants it", &[], |op| op.reads()),
    refusal(413, "TooLong", "The body is longer than is taken", &[], |op| op.takes_body()),
    refusal(415, "UnsupportedMediaType", "The body is of another media type, or of none", &[], |op| op.takes_body()),
    refusal(429, "TooMany", "Too often by this caller", &["Retry-After"], |_| true),
    refusal(500, "Internal", "Our own fault; the log knows more under the request's id", &[], |_| true),
    refusal(503, "Unavailable", "Not for now: try again", &["Retry-After"], |_| true),
    refusal(507, "OutOfSpace", "The server has no room left", &[], |op| !op.reads()),
];

static KEPT: LazyLock<Kept> = LazyLock::new(|| {
    let table = Table { media_type: "application/json", schema: Some("Error"), rows: &REFUSALS };
    let words = "`ReestroAuth apiKey=KEY&portal.orgid=GUID`: a key of the licensee with the scope `forms`, and one of its companies";
    Kept::new(Api::openapi(), [("key", key_in("Authorization", words))], |said| table.complete(said))
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
        judge::is_sound(document(), text(), include_str!("../../../../openapi/forms.json"));
    }
}
