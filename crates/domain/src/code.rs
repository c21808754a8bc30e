//! Every reason for a refusal that leaves the house: a code that never changes, and its kind.
//!
//! Human words are keyed by code in `texts/{ru,en}/problems.toml`; a face turns the kind into its own status.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What sort of failure it is; decides the status on every face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The request itself is wrong and will stay wrong.
    Malformed,
    /// Nobody known asks.
    Unauthenticated,
    /// Somebody known asks for what is not theirs to ask.
    Forbidden,
    /// There is no such thing, or not for this caller.
    Missing,
    /// Somebody else was first, or the value is taken.
    Conflict,
    /// The thing's state does not allow it.
    RejectedByState,
    /// Too much or too often.
    Limited,
    /// A dependency is down for now.
    Unavailable,
    /// Our own fault.
    Internal,
}

/// A published reason. Compare by `id`.
#[derive(Clone, Copy)]
pub struct Code {
    /// Stable `snake_case` name.
    pub id: &'static str,
    /// Its sort.
    pub kind: Kind,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($kind:ident { $($name:ident = $id:literal,)* })*) => {
        $($(
            #[doc = concat!("`", $id, "`")]
            pub const $name: Code = Code { id: $id, kind: Kind::$kind };
        )*)*

        /// All codes, in the order of the list above: what the documentation and the texts are checked against.
        pub const ALL: &[Code] = &[$($($name,)*)*];
    };
}

codes! {
    Malformed {
        VALIDATION_FAILED = "validation_failed",
        BODY_MALFORMED = "body_malformed",
        BODY_INCOMPLETE = "body_incomplete",
        BODY_TIMEOUT = "body_timeout",
        FIELD_UNKNOWN = "field_unknown",
        FIELD_REQUIRED = "field_required",
        FIELD_TYPE = "field_type",
        VALUE_INVALID = "value_invalid",
        VALUE_TOO_LONG = "value_too_long",
        ID_INVALID = "id_invalid",
        PHONE_INVALID = "phone_invalid",
        EMAIL_INVALID = "email_invalid",
        DATE_INVALID = "date_invalid",
        INN_FORMAT = "inn_format",
        INN_CHECKSUM = "inn_checksum",
        OGRN_FORMAT = "ogrn_format",
        OGRN_CHECKSUM = "ogrn_checksum",
        KPP_FORMAT = "kpp_format",
        SNILS_FORMAT = "snils_format",
        SNILS_CHECKSUM = "snils_checksum",
        NAME_INVALID = "name_invalid",
        URL_INVALID = "url_invalid",
        CURSOR_INVALID = "cursor_invalid",
        PARTICIPANTS_REQUIRED = "participants_required",
        SIGNER_REQUIRED = "signer_required",
        PARTICIPANT_TWICE = "participant_twice",
        FILES_REQUIRED = "files_required",
        FILE_EMPTY = "file_empty",
        FILE_NAME_INVALID = "file_name_invalid",
        TEMPLATE_VARIABLE_MISSING = "template_variable_missing",
        TEMPLATE_INVALID = "template_invalid",
        IDEMPOTENCY_KEY_REQUIRED = "idempotency_key_required",
        IDEMPOTENCY_KEY_INVALID = "idempotency_key_invalid",
        IDEMPOTENCY_MISMATCH = "idempotency_mismatch",
        METHOD_NOT_ALLOWED = "method_not_allowed",
        MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported",
        RANGE_NOT_SATISFIABLE = "range_not_satisfiable",
        PRECONDITION_REQUIRED = "precondition_required",
        DIGEST_MISMATCH = "digest_mismatch",
        ADDRESS_RANGE_INVALID = "address_range_invalid",
        CHUNK_MISPLACED = "chunk_misplaced",
        SIGN_TYPE_UNSUPPORTED = "sign_type_unsupported",
        SCAN_FORMAT_UNKNOWN = "scan_format_unknown",
        SCAN_TYPE_MISMATCH = "scan_type_mismatch",
        SCAN_DAMAGED = "scan_damaged",
        SCAN_OVER_LIMITS = "scan_over_limits",
        PARTY_KIND_FIXED = "party_kind_fixed",
        PARTY_KIND_REQUIRED = "party_kind_required",
        PARTY_NOT_AN_ORGANIZATION = "party_not_an_organization",
        AGENT_NOT_A_PERSON = "agent_not_a_person",
        IDENTITY_DOCUMENT_TWICE = "identity_document_twice",
        DOCUMENT_REQUISITES_MISMATCH = "document_requisites_mismatch",
        DOCUMENT_REQUIRED = "document_required",
        DOCUMENT_EXPIRED = "document_expired",
        REPRESENTATIVE_UNKNOWN = "representative_unknown",
        SUBJECT_UNKNOWN = "subject_unknown",
        CONTENT_TOO_LARGE = "content_too_large",
        CONTENT_TYPE_UNSUPPORTED = "content_type_unsupported",
        CONTENT_UNKNOWN = "content_unknown",
        ADDRESS_INCOMPLETE = "address_incomplete",
        CERTIFICATE_MALFORMED = "certificate_malformed",
        CERTIFICATE_CANNOT_DECRYPT = "certificate_cannot_decrypt",
        PARAMETER_INVALID = "parameter_invalid",
        SIGNER_DETAILS_REQUIRED = "signer_details_required",
    }
    Unauthenticated {
        UNAUTHENTICATED = "unauthenticated",
        LOGIN_WRONG = "login_wrong",
        CHALLENGE_WRONG = "challenge_wrong",
        API_KEY_EXPIRED = "api_key_expired",
        CLIENT_ID_INVALID = "client_id_invalid",
    }
    Forbidden {
        FORBIDDEN = "forbidden",
        SCOPE_MISSING = "scope_missing",
        ADDRESS_NOT_ALLOWED = "address_not_allowed",
        RIGHT_MISSING = "right_missing",
        STRAIGHT_ISSUE_NOT_AGREED = "straight_issue_not_agreed",
        ACCOUNT_BLOCKED = "account_blocked",
        FOUR_EYES = "four_eyes",
        CERTIFICATE_OF_NOBODY = "certificate_of_nobody",
        PROCESSING_CONSENT_REQUIRED = "processing_consent_required",
        CONFIRMATION_REQUIRED = "confirmation_required",
        BOX_DENIED = "box_denied",
        CERTIFICATE_DENIED = "certificate_denied",
        SUBSCRIPTION_REQUIRED = "subscription_required",
    }
    Missing {
        NOT_FOUND = "not_found",
        REGISTER_HAS_NONE = "register_has_none",
        SIGNER_DETAILS_MISSING = "signer_details_missing",
    }
    Conflict {
        STALE = "stale",
        PRECONDITION_FAILED = "precondition_failed",
        PHONE_TAKEN = "phone_taken",
        COMPANY_EXISTS = "company_exists",
        EXTERNAL_ID_TAKEN = "external_id_taken",
        LAST_HEAD = "last_head",
        IDEMPOTENCY_IN_PROGRESS = "idempotency_in_progress",
        KEY_TAKEN = "key_taken",
        ISSUE_BEING_ACTUALISED = "issue_being_actualised",
        TAKEN_BY_ANOTHER = "taken_by_another",
        LOGIN_TAKEN = "login_taken",
        REPRESENTATIVE_EXISTS = "representative_exists",
        CERTIFICATE_TAKEN = "certificate_taken",
    }
    RejectedByState {
        PACKAGE_NOT_SENT = "package_not_sent",
        PACKAGE_ALREADY_SENT = "package_already_sent",
        PACKAGE_COMPLETED = "package_completed",
        PACKAGE_REFUSED = "package_refused",
        PACKAGE_REVOKED = "package_revoked",
        PACKAGE_EXPIRED = "package_expired",
        PACKAGE_NOT_YOUR_TURN = "package_not_your_turn",
        NOT_A_PARTICIPANT = "not_a_participant",
        ROLE_MISMATCH = "role_mismatch",
        ALREADY_SIGNED = "already_signed",
        ALREADY_APPROVED = "already_approved",
        ALREADY_REFUSED = "already_refused",
        TURN_PASSED = "turn_passed",
        NOT_YET_EXPIRED = "not_yet_expired",
        WRONG_ISSUE_STATUS = "wrong_issue_status",
        MADE_AS_A_FORM = "made_as_a_form",
        DOCUMENTS_MISSING = "documents_missing",
        PAGE_LIMIT = "page_limit",
        COUNT_LIMIT = "count_limit",
        APPLICANT_INCOMPLETE = "applicant_incomplete",
        REQUISITES_REFUSED = "requisites_refused",
        REQUISITES_FIRST = "requisites_first",
        REMARKS_REQUIRED = "remarks_required",
        ALREADY_FORWARDED = "already_forwarded",
        NOT_FORWARDED = "not_forwarded",
        STATEMENT_REQUIRED = "statement_required",
        KEY_REQUIRED = "key_required",
        CONFIRMATION_MISSING = "confirmation_not_requested",
        CONFIRMATION_IN_PROGRESS = "confirmation_in_progress",
        CONFIRMATION_REJECTED = "confirmation_rejected",
        CONFIRMATION_EXPIRED = "confirmation_expired",
        CONFIRMATION_NO_ACCOUNT = "confirmation_no_account",
        DOCUMENTS_NOT_READY = "documents_not_ready",
        IDENTIFICATION_REQUIRED = "identification_required",
        IDENTITY_INCOMPLETE = "identity_incomplete",
        CERTIFICATE_NOT_ACTIVE = "certificate_not_active",
        CERTIFICATE_EXPIRED = "certificate_expired",
        CERTIFICATE_REVOKED = "certificate_revoked",
        NOT_A_MEMBER = "not_a_member",
        CERTIFICATE_IDENTITY_MISMATCH = "certificate_identity_mismatch",
        CERTIFICATE_UNTRUSTED = "certificate_untrusted",
        KEY_NOT_ON_SERVER = "key_not_on_server",
        KEY_MISMATCH = "key_mismatch",
        SIGNATURE_INVALID = "signature_invalid",
        ENDPOINT_DISABLED = "endpoint_disabled",
        OPERATION_NOT_WAITING = "operation_not_waiting",
        OPERATION_UNCONFIRMED = "operation_unconfirmed",
        UPLOAD_INCOMPLETE = "upload_incomplete",
        CODE_WRONG = "otp_wrong",
        CODE_EXPIRED = "otp_expired",
        CODE_MISSING = "otp_not_requested",
        CODE_ATTEMPTS_EXCEEDED = "otp_attempts_exceeded",
    }
    Limited {
        PAYLOAD_TOO_LARGE = "payload_too_large",
        SMS_LIMIT = "sms_limit",
        LOGIN_LIMIT = "login_limit",
        RATE_LIMITED = "rate_limited",
    }
    Unavailable {
        UNAVAILABLE = "unavailable",
        SMS_PROVIDER_FAILED = "sms_provider_failed",
        OVERLOADED = "overloaded",
        STORAGE_FULL = "storage_full",
        CLOCK_WRONG = "clock_wrong",
    }
    Internal {
        INTERNAL = "internal",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_distinct_and_in_snake_case() {
        let distinct: BTreeSet<&str> = ALL.iter().map(|code| code.id).collect();
        assert_eq!(distinct.len(), ALL.len());
        assert!(distinct.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    }
}
