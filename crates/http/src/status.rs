//! Which HTTP status a code gets: by its kind, but for a few codes that HTTP has a number of its own for.

use axum::http::StatusCode;
use domain::code::{self, Code, Kind};

/// The status of our own face.
pub fn status(code: Code) -> StatusCode {
    OWN.iter().find(|(own, _)| *own == code).map_or_else(|| of_kind(code.kind), |(_, status)| *status)
}

const OWN: &[(Code, StatusCode)] = &[
    (code::BODY_TIMEOUT, StatusCode::REQUEST_TIMEOUT),
    (code::METHOD_NOT_ALLOWED, StatusCode::METHOD_NOT_ALLOWED),
    (code::MEDIA_TYPE_UNSUPPORTED, StatusCode::UNSUPPORTED_MEDIA_TYPE),
    (code::RANGE_NOT_SATISFIABLE, StatusCode::RANGE_NOT_SATISFIABLE),
    (code::IDEMPOTENCY_MISMATCH, StatusCode::UNPROCESSABLE_ENTITY),
    (code::PRECONDITION_FAILED, StatusCode::PRECONDITION_FAILED),
    (code::PRECONDITION_REQUIRED, StatusCode::PRECONDITION_REQUIRED),
    (code::PAYLOAD_TOO_LARGE, StatusCode::PAYLOAD_TOO_LARGE),
    (code::SUBSCRIPTION_REQUIRED, StatusCode::PAYMENT_REQUIRED),
    (code::STORAGE_FULL, StatusCode::INSUFFICIENT_STORAGE),
];

fn of_kind(kind: Kind) -> StatusCode {
    match kind {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Missing => StatusCode::NOT_FOUND,
        Kind::Conflict | Kind::RejectedByState => StatusCode::CONFLICT,
        Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_error_status() {
        for code in code::ALL {
            let status = status(*code);
            assert!(status.is_client_error() || status.is_server_error(), "{code}");
        }
        assert_eq!(status(code::PACKAGE_NOT_YOUR_TURN), StatusCode::CONFLICT);
        assert_eq!(status(code::STORAGE_FULL).as_u16(), 507);
    }
}
