//! How our codes are called on this face, and which statuses they get there.

use axum::http::StatusCode;
use domain::code::{self, Code, Kind};

use crate::issues::pascal;

/// Codes that the vendor's pages name. All others are ours in PascalCase.
const WORDS: &[(Code, &str)] = &[
    (code::FIELD_REQUIRED, "AbsenceOfRequiredField"),
    (code::EXTERNAL_ID_TAKEN, "DuplicatedExternalId"),
    (code::IDENTITY_DOCUMENT_TWICE, "DuplicateDocument"),
    (code::DOCUMENT_REQUISITES_MISMATCH, "MismatchDocumentRequisites"),
    (code::REPRESENTATIVE_UNKNOWN, "UnexistentRepresentative"),
    (code::SUBJECT_UNKNOWN, "UnexistentSubject"),
    (code::CONTENT_TOO_LARGE, "BigContentSize"),
    (code::CONTENT_TYPE_UNSUPPORTED, "UnsupportedContentType"),
    (code::CONTENT_UNKNOWN, "UnexistentContent"),
    (code::ADDRESS_INCOMPLETE, "WrongAddress"),
    // ours, in the vendor's manner
    (code::DOCUMENT_REQUIRED, "AbsenceOfRequiredDocument"),
    (code::DOCUMENT_EXPIRED, "ExpiredDocument"),
];

/// What a value is that does not match its format, whichever of our codes says why.
const WRONG_VALUE: &str = "WrongFieldValue";

/// Codes of requests that are malformed and yet no wrong value: they have a status of their own.
const NO_VALUE: [Code; 6] = [
    code::BODY_INCOMPLETE,
    code::BODY_TIMEOUT,
    code::METHOD_NOT_ALLOWED,
    code::MEDIA_TYPE_UNSUPPORTED,
    code::RANGE_NOT_SATISFIABLE,
    code::DIGEST_MISMATCH,
];

/// What an item says of a code. `wrong_state` is what is set for all that a state does not allow.
pub(super) fn word(code: Code, wrong_state: &str) -> String {
    match WORDS.iter().find(|(known, _)| *known == code) {
        Some((_, word)) => (*word).to_owned(),
        None if code == code::WRONG_ISSUE_STATUS => wrong_state.to_owned(),
        None if code.kind == Kind::Malformed && !NO_VALUE.contains(&code) => WRONG_VALUE.to_owned(),
        None => pascal(code.id),
    }
}

/// The status of this face: what is wrong with a call or with the state of a thing is 400.
pub(super) fn status(code: Code) -> StatusCode {
    match code.kind {
        // come back: another change of the same thing is under way
        _ if code == code::ISSUE_BEING_ACTUALISED || code == code::STALE || code == code::IDEMPOTENCY_IN_PROGRESS => StatusCode::CONFLICT,
        _ if code == code::PRECONDITION_FAILED => StatusCode::PRECONDITION_FAILED,
        Kind::RejectedByState | Kind::Conflict => StatusCode::BAD_REQUEST,
        Kind::Malformed | Kind::Unauthenticated | Kind::Forbidden | Kind::Missing | Kind::Limited | Kind::Unavailable | Kind::Internal => {
            surguch_http::status(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_vendors_page_has_its_name() {
        let page = [
            "WrongFieldValue",
            "AbsenceOfRequiredField",
            "DuplicatedExternalId",
            "DuplicateDocument",
            "MismatchDocumentRequisites",
            "UnexistentRepresentative",
            "UnexistentSubject",
            "BigContentSize",
            "UnsupportedContentType",
            "UnexistentContent",
            "WrongAddress",
        ];
        let words: Vec<String> = code::ALL.iter().map(|code| word(*code, "WrongFormState")).collect();
        assert!(page.iter().all(|known| words.iter().any(|word| word == known)));
    }

    #[test]
    fn what_is_wrong_with_the_call_is_400_and_the_rest_has_a_status_of_its_own() {
        for (code, expected) in [
            (code::VALIDATION_FAILED, 400),
            (code::EXTERNAL_ID_TAKEN, 400),
            (code::WRONG_ISSUE_STATUS, 400),
            (code::ISSUE_BEING_ACTUALISED, 409),
            (code::UNAUTHENTICATED, 401),
            (code::FORBIDDEN, 403),
            (code::NOT_FOUND, 404),
            (code::METHOD_NOT_ALLOWED, 405),
            (code::MEDIA_TYPE_UNSUPPORTED, 415),
            (code::PAYLOAD_TOO_LARGE, 413),
            (code::RATE_LIMITED, 429),
        ] {
            assert_eq!(status(code).as_u16(), expected, "{code}");
        }
        assert_eq!(word(code::WRONG_ISSUE_STATUS, "WrongFormState"), "WrongFormState");
    }
}
