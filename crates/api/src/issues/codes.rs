//! How our codes are called on this face, and which statuses they get there.

use axum::http::StatusCode;
use domain::code::{self, Code, Kind};

/// Codes that the vendor has a name of its own for. All others are ours in PascalCase.
const WORDS: &[(Code, &str)] = &[
    (code::CODE_WRONG, "WrongConfirmationCode"),
    (code::CODE_EXPIRED, "ConfirmationCodeExpired"),
    (code::CODE_ATTEMPTS_EXCEEDED, "TooManyAttempts"),
    (code::CODE_MISSING, "ConfirmationCodeNotRequested"),
    (code::PAYLOAD_TOO_LARGE, "BigContentSize"),
    (code::MEDIA_TYPE_UNSUPPORTED, "UnsupportedContentType"),
    (code::OPERATION_UNCONFIRMED, "UserHasUnconfirmedOperation"),
    (code::CONFIRMATION_REJECTED, FAILED),
    (code::CONFIRMATION_EXPIRED, FAILED),
    (code::CONFIRMATION_NO_ACCOUNT, FAILED),
];

/// What the state portal came to; the reason stands in the first detail.
const FAILED: &str = "ConfirmationFailed";

/// The same among details, where one name stands for every wrong value.
const DETAILS: &[(Code, &str)] = &[
    (code::FIELD_REQUIRED, "AbsenceOfRequiredField"),
    (code::FIELD_TYPE, "WrongFieldValue"),
    (code::VALUE_INVALID, "WrongFieldValue"),
    (code::VALUE_TOO_LONG, "WrongFieldValue"),
    (code::ID_INVALID, "WrongFieldValue"),
    (code::DATE_INVALID, "WrongFieldValue"),
    (code::NAME_INVALID, "WrongFieldValue"),
    (code::EMAIL_INVALID, "WrongFieldValue"),
    (code::PHONE_INVALID, "WrongFieldValue"),
    (code::INN_FORMAT, "WrongFieldValue"),
    (code::INN_CHECKSUM, "WrongFieldValue"),
    (code::KPP_FORMAT, "WrongFieldValue"),
    (code::OGRN_FORMAT, "WrongFieldValue"),
    (code::OGRN_CHECKSUM, "WrongFieldValue"),
    (code::SNILS_FORMAT, "WrongFieldValue"),
    (code::SNILS_CHECKSUM, "WrongFieldValue"),
    (code::CONFIRMATION_REJECTED, "ConfirmationRejected"),
    (code::CONFIRMATION_EXPIRED, "ConfirmationExpired"),
    (code::CONFIRMATION_NO_ACCOUNT, "UserNotFoundInEsia"),
];

/// How the face calls a code.
pub(crate) fn word(code: Code) -> String {
    named(WORDS, code).map_or_else(|| pascal(code.id), str::to_owned)
}

/// How a detail is called.
pub(crate) fn detail_word(code: Code) -> String {
    named(DETAILS, code).map_or_else(|| word(code), str::to_owned)
}

fn named(table: &'static [(Code, &'static str)], code: Code) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == code).map(|(_, word)| *word)
}

/// 409 says here that a request is being actualised, and nothing else; a wrong state, a wrong code and a lost key are 400. All other statuses
/// are those of our own face.
pub(crate) fn status(code: Code) -> StatusCode {
    match code.kind {
        // whoever was a moment late meets the same: a change of somebody else is under way
        _ if code == code::ISSUE_BEING_ACTUALISED || code == code::STALE || code == code::IDEMPOTENCY_IN_PROGRESS => StatusCode::CONFLICT,
        Kind::RejectedByState | Kind::Conflict => StatusCode::BAD_REQUEST,
        _ if code == code::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Malformed | Kind::Unauthenticated | Kind::Forbidden | Kind::Missing | Kind::Limited | Kind::Unavailable | Kind::Internal => {
            surguch_http::status(code)
        }
    }
}

/// `some_word` as `SomeWord`.
pub(crate) fn pascal(id: &str) -> String {
    let mut spelled = String::with_capacity(id.len());
    for word in id.split('_') {
        let mut chars = word.chars();
        spelled.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        spelled.push_str(chars.as_str());
    }
    spelled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_an_error_status() {
        let names: BTreeSet<String> =
            code::ALL.iter().map(|code| if word(*code) == FAILED { detail_word(*code) } else { word(*code) }).collect();
        assert_eq!(names.len(), code::ALL.len());
        for code in code::ALL {
            let status = status(*code);
            assert!(status.is_client_error() || status.is_server_error(), "{code}");
        }
        assert_eq!((word(code::WRONG_ISSUE_STATUS).as_str(), status(code::WRONG_ISSUE_STATUS).as_u16()), ("WrongIssueStatus", 400));
        assert_eq!((word(code::UNAUTHENTICATED).as_str(), status(code::UNAUTHENTICATED).as_u16()), ("Unauthenticated", 401));
        assert_eq!(status(code::METHOD_NOT_ALLOWED).as_u16(), 405);
    }
}
