//! The OpenAPI document of the vendor's face: made from the handlers, with the refusals that every call shares.

use std::sync::LazyLock;

use serde_json::Value;
use utoipa::OpenApi;

use super as issues;
use crate::cloud;
use crate::document::{Kept, Refusal, Table, key_in, refusal};

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

static REFUSALS: [Refusal; 13] = [
    refusal(
        400,
        "Malformed",
        "The request is wrong, or the state does not allow it: `error.code` tells, and `details` name fields",
        &[],
        |_| true,
    ),
    refusal(401, "Unauthenticated", "No valid key", &["WWW-Authenticate"], |_| true),
    refusal(403, "Forbidden", "The key does not open this face", &[], |_| true),
    refusal(404, "NotFound", "There is no such thing, or not for this caller", &[], |op| {
        op.has_parameters("path") || op.has_parameters("query")
    }),
    refusal(408, "Timeout", "The next bytes of the body did not come in time", &[], |op| op.takes_body()),
    refusal(409, "Conflict", "The request is being actualised: read it until `actualized` is true", &["Retry-After"], |op| !op.reads()),
    refusal(413, "TooLong", "The body is longer than is taken", &[], |op| op.takes_body()),
    refusal(415, "UnsupportedMediaType", "The body is of another media type", &[], |op| op.takes_body()),
    refusal(416, "RangeNotSatisfiable", "There are not so many bytes", &[], |op| op.id() == "cloud_get_result"),
    refusal(429, "TooMany", "Too often: by this caller, or to this phone", &["Retry-After"], |_| true),
    refusal(500, "Internal", "Our own fault; the log knows more under the request's id", &[], |_| true),
    refusal(503, "Unavailable", "Not for now: try again", &["Retry-After"], |_| true),
    refusal(507, "OutOfSpace", "The server has no room left", &[], |op| !op.reads()),
];

static KEPT: LazyLock<Kept> = LazyLock::new(|| {
    let table = Table { media_type: "application/json", schema: Some("Failure"), rows: &REFUSALS };
    let scheme = key_in("X-KONTUR-APIKEY", "A key of the licensee with the scope `issues`");
    Kept::new(Api::openapi(), [("key", scheme)], |said| table.complete(said))
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
        judge::is_sound(document(), text(), include_str!("../../../../openapi/issues.json"));
    }
}
