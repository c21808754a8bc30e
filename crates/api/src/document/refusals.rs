//! Which statuses an operation may refuse with: what follows from its parameters, its body and its door.

use super::operation::Operation;
use super::refusal::{Refusal, Table, refusal};

/// Whether it opens a session for whoever shows a password or a code.
pub(super) fn opens(operation: Operation<'_>) -> bool {
    matches!(operation.id(), "session_open" | "operator_session_open" | "cabinet_open")
}

static REFUSALS: [Refusal; 18] = [
    refusal(304, "NotModified", "The version named by `If-None-Match` is the present one", &["ETag"], |op| op.reads() && op.has_version()),
    refusal(400, "Malformed", "The request is wrong: body, query or a header. `errors` lists every field at once", &[], |op| {
        op.is_own() && (op.takes_body() || op.has_parameters("query") || op.has_parameters("header"))
    }),
    refusal(401, "Unauthenticated", "No valid key or token, or a wrong password", &["WWW-Authenticate"], |op| op.is_closed() || opens(op)),
    refusal(403, "Forbidden", "The caller is known, and this is not theirs to do", &[], |op| op.is_closed() || opens(op)),
    refusal(404, "NotFound", "There is no such thing, or not for this caller", &[], |op| op.has_parameters("path") || op.names_things()),
    refusal(408, "Timeout", "The next bytes of the body did not come in time", &[], |op| op.is_own() && op.takes_body()),
    refusal(409, "Conflict", "The state does not allow it, somebody was first, or the same key is still at work", &["Retry-After"], |op| {
        op.is_closed() && !op.reads() || op.id() == "cabinet_open"
    }),
    refusal(412, "PreconditionFailed", "`If-Match` names a version that is not the present one", &[], |op| {
        op.parameter("header", "If-Match").is_some()
    }),
    refusal(413, "TooLarge", "The body is longer than is taken", &[], |op| op.takes_body()),
    refusal(415, "UnsupportedMediaType", "The body is of another media type", &[], |op| op.takes_body()),
    refusal(416, "RangeNotSatisfiable", "The file has no such range of bytes", &["Content-Range"], |op| {
        op.parameter("header", "Range").is_some()
    }),
    refusal(422, "IdempotencyMismatch", "Another request came with this `Idempotency-Key` before", &[], |op| {
        op.parameter("header", "Idempotency-Key").is_some()
    }),
    refusal(428, "PreconditionRequired", "The call needs `If-Match` with the version that it is about", &[], |op| {
        op.parameter("header", "If-Match").is_some()
    }),
    refusal(429, "TooMany", "Too often: by this caller, to this phone, or with wrong passwords", &["Retry-After"], |op| op.is_own()),
    refusal(500, "Internal", "Our own fault; the log knows more under the request's id", &[], |_| true),
    refusal(503, "Unavailable", "Not for now: try again, with the same key", &["Retry-After"], |_| true),
    refusal(507, "OutOfSpace", "The server has no room left", &[], |op| op.takes_files() || op.is_own() && !op.reads()),
    refusal(405, "MethodNotAllowed", "The path knows other methods", &["Allow"], |_| false),
];

/// RFC 9457 problems. 405 is nobody's own: it stands here for whoever reads.
pub(super) static TABLE: Table = Table { media_type: "application/problem+json", schema: Some("Problem"), rows: &REFUSALS };

/// Each status with the name of its shared response.
pub(crate) fn statuses() -> impl Iterator<Item = (u16, &'static str)> {
    REFUSALS.iter().map(|refusal| (refusal.status, refusal.name))
}
