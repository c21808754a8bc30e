//! The OpenAPI 3.1 document of our own faces, made from the handlers and completed by what follows from their shape; and what the
//! documents of other contracts are made with.

mod complete;
mod headers;
mod kept;
mod operation;
mod refusal;
mod refusals;
mod things;

use std::collections::BTreeMap;
use std::sync::LazyLock;

#[cfg(test)]
pub(crate) use kept::judge;
pub(crate) use kept::{Kept, answer, bearer, key_in};
pub(crate) use operation::Operation;
pub(crate) use refusal::{Refusal, Table, refusal};
pub(crate) use refusals::statuses as refusal_statuses;
use serde_json::Value;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoParams, IntoResponses, OpenApi, ToSchema};

use crate::{office, pki};

/// Bytes as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it stands for a type in the document and is never made")]
pub(crate) struct Binary(Vec<u8>);

/// The key that makes a repeated call harmless (draft-ietf-httpapi-idempotency-key-header-07): kept for 72 hours, with the answer.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it stands for a header in the document and is never made")]
pub(crate) struct IdempotencyKey {
    /// A new one for a new act, the same one for a repeated call: 1–255 visible ASCII characters, quoted or bare. The same key with
    /// another request is `idempotency_mismatch`.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 257)]
    idempotency_key: String,
}

/// The same where it is not asked for: the call may be repeated as it is, and with a key gets its first answer again.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it stands for a header in the document and is never made")]
pub(crate) struct OptionalKey {
    /// 1–255 visible ASCII characters, quoted or bare.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 257)]
    idempotency_key: Option<String>,
}

/// The version that the caller has seen, where a change could undo what they have not seen (RFC 9110 §13.1.1).
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it stands for a header in the document and is never made")]
pub(crate) struct SeenVersion {
    /// The `ETag` of what is changed, such as `"v17"`. Without it what is there is not changed (428), with another one neither (412).
    #[param(rename = "If-Match")]
    if_match: Option<String>,
}

/// The id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it stands for a parameter in the document and is never made")]
pub(crate) struct PathId {
    /// The id as it was given out: a prefix and a UUID.
    id: String,
}

/// Stands in every operation's doc for the refusals, which the document adds by the operation's shape.
pub(crate) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        BTreeMap::new()
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Surguch",
        description = "A self-hosted paperless office: certificates, packages of documents, signatures, callbacks.\n\n\
            Ids are opaque strings with a prefix. Times are RFC 3339 in UTC. Requests refuse unknown fields; clients have to tolerate \
            unknown fields and unknown words in answers. Every refusal is `application/problem+json` with a stable `code`.\n\n\
            Every call may carry `X-Request-Id`, `traceparent` and `Accept-Language` (`ru` or `en`). A path that nobody knows is 404, a \
            method that a path does not know is 405 with `Allow`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    security(("key" = [])),
    paths(
        office::session_open::open,
        office::session_list::list,
        office::session_close::close_current,
        office::session_close::close,
        office::api_key_create::create,
        office::api_key_list::list,
        office::api_key_get::get,
        office::api_key_revoke::revoke,
        office::user_register::register,
        office::user_list::list,
        office::user_get::get,
        office::company_add::add,
        office::company_list::list,
        office::company_get::get,
        office::member_list::list,
        office::member_get::get,
        office::member_put::put,
        office::member_delete::delete,
        office::member_assign::assign,
        office::outside_certificate_register::register,
        office::outside_certificate_list::list,
        office::outside_certificate_get::get,
        office::outside_certificate_remove::remove,
        office::request_create::create,
        office::request_list::list,
        office::request_get::get,
        office::request_files::files,
        office::request_send_code::send_code,
        office::request_accept::accept,
        office::request_activate::activate,
        office::certificate_issue::issue,
        office::certificate_list::list,
        office::certificate_get::get,
        office::certificate_content::content,
        office::package_create::create,
        office::package_list::list,
        office::package_get::get,
        office::package_send::send,
        office::package_send_code::send_code,
        office::package_sign::sign,
        office::package_approve::approve,
        office::package_view::view,
        office::package_refuse::refuse,
        office::package_revoke::revoke,
        office::package_files::files,
        office::package_add_file::add_file,
        office::package_signatures::signatures,
        office::file_content::content,
        office::signature_get::get,
        office::signature_content::content,
        office::verify::verify,
        office::endpoint_create::create,
        office::endpoint_list::list,
        office::endpoint_get::get,
        office::endpoint_delete::delete,
        office::endpoint_update::update,
        office::endpoint_rotate_secret::rotate_secret,
        office::endpoint_test::test,
        office::endpoint_replay::replay,
        office::delivery_list::list,
        office::delivery_resend::resend,
        office::event_list::list,
        office::audit_list::list,
        office::operator_session_open::open,
        office::operator_session_close::close,
        office::operator_queue::queue,
        office::operator_request::get,
        office::operator_take::take,
        office::operator_give_back::give_back,
        office::operator_return::send_back,
        office::operator_approve::approve,
        office::operator_page::page,
        office::cabinet_send_code::send_code,
        office::cabinet_open::open,
        office::cabinet_close::close,
        office::cabinet_get::get,
        office::cabinet_consent::consent,
        office::cabinet_statement::statement,
        office::cabinet_statement_code::send_code,
        office::cabinet_statement_sign::sign,
        office::cabinet_release::release,
        pki::chain,
        pki::certificate,
        pki::crl,
        pki::ocsp::post,
        pki::ocsp::get,
        pki::tsa::stamp,
    ),
    components(schemas(wire::office::Problem, wire::office::FieldProblem)),
    tags(
        (name = "people", description = "Accounts and sessions (rows 1.1, 1.2)"),
        (name = "keys", description = "API keys of the licensee"),
        (name = "companies", description = "Companies and their members (rows 1.3–1.6)"),
        (name = "certificates", description = "Requests and certificates (rows 2.1, 2.2, 3.3, 5.1)"),
        (name = "packages", description = "Packages and routes (rows 3.1, 4.1–4.4, 5.2, 6.1–6.4)"),
        (name = "files", description = "Files and signatures (rows 6.2, 6.3)"),
        (name = "events", description = "Callbacks by Standard Webhooks 1.0.0, and the feed (rows 3.2, 4.2, 4.3)"),
        (name = "audit", description = "Who did what, and what was refused"),
        (name = "operator", description = "What operators of the authority do with certificate requests"),
        (name = "cabinet", description = "What the subject of a certificate request does, in the cabinet that a code opens"),
        (name = "pki", description = "Certificates, revocation lists, OCSP and time stamps of the authority"),
    )
)]
struct Api;

static KEPT: LazyLock<Kept> = LazyLock::new(|| {
    let scheme = bearer("An API key of the licensee, or the token of a person's session");
    Kept::new(Api::openapi(), [("key", scheme)], complete::complete)
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

    #[test]
    fn the_checked_in_document_is_the_served_one() {
        judge::is_sound(document(), text(), include_str!("../../../../openapi/openapi.json"));
    }
}
