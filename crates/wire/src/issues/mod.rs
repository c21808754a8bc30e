//! The face of issue requests, `/kcr/v1`: the vendor's names in lower camel case, bare GUIDs, every key of a request always present.
//!
//! Names of fields are read in any case, and fields that nobody knows are passed over, as the vendor's clients expect. A word of an
//! enumeration that is not known here is [`Unknown`](Status::Unknown) in answers and refused in requests.

mod applicant;
mod check;
mod correction;
mod document;
mod event;
mod failure;
mod identification;
mod issue;
mod query;
mod statement;
mod words;

pub use applicant::{CertificateTemplateInfo, CspInfo, EditIssue, NewIssue, OrganizationInfo, SubjectInfo};
pub use check::{SmevValidation, SmevValidationError};
pub use correction::{CorrectionInfo, Decline, Remark};
pub use document::{Document, DocumentPage, PutDocument, RequestedRequisite, Requisite};
pub use event::{IssueEvent, IssueEvents};
pub use failure::{Failure, FailureDetail, FailureError};
pub use identification::{IdentifySubject, SubjectIdentification};
pub use issue::{CertificateReleasedInfo, FoundIssue, InnerError, Issue, Issues, Note, PutNote};
pub use query::{FeedQuery, RenewQuery, SearchQuery, UploadQuery};
pub use statement::{ConfirmationParameters, Confirmed, RequestConfirmation, SignStatement};
pub use words::{
    CertificateState, CertificateType, CspType, DocumentType, EventKind, ForwardedStatus, IdentificationSubjectType, OperationToConfirm,
    RemarkTarget, RequisiteType, SmevErrorCode, SmevErrorLevel, SmevState, Status, SubjectType, TemplateType, Words,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_request_is_there_even_where_nothing_is_known() {
        let text = serde_json::to_value(Issue::default()).unwrap();
        let expected = [
            "id",
            "baseIssueId",
            "version",
            "actualized",
            "status",
            "forwardedStatus",
            "certificateTemplateInfo",
            "subjectInfo",
            "cspInfo",
            "certificateReleasedInfo",
            "documents",
            "correctionInfo",
            "subjectIdentification",
            "innerErrors",
            "smevValidations",
            "note",
            "createdAt",
            "updatedAt",
        ];
        assert_eq!(text.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), expected);
        assert_eq!(
            (&text["baseIssueId"], &text["documents"], &text["innerErrors"]),
            (&serde_json::Value::Null, &serde_json::json!([]), &serde_json::json!([]))
        );
        let subject: Vec<_> = text["subjectInfo"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(subject, ["type", "inn", "lastname", "firstname", "middlename", "email", "phone", "organizationInfo"]);
    }

    #[test]
    fn words_that_nobody_knows_are_unknown_and_those_in_another_case_are_known() {
        assert_eq!(serde_json::from_str::<Status>("\"identityVerification\"").unwrap(), Status::Unknown);
        assert_eq!(serde_json::from_str::<Status>("\"Validating\"").unwrap(), Status::Validating);
        assert_eq!(serde_json::from_str::<SmevErrorCode>("\"notValidSnilsChecksum\"").unwrap(), SmevErrorCode::NotValidSnilsChecksum);
        assert_eq!(DocumentType::parse("unknown"), None, "it is never taken");
        assert_eq!(serde_json::to_string(&DocumentType::NaturalPersonInn).unwrap(), "\"naturalPersonInn\"");
        assert_eq!(DocumentType::NaturalPersonInn.word(), "naturalPersonInn");
    }

    #[test]
    fn an_answer_of_a_later_server_is_read() {
        let mut text = serde_json::to_value(Issue::default()).unwrap();
        text["status"] = "awaitingReceipt".into();
        text["news"] = 1.into();
        assert_eq!(serde_json::from_value::<Issue>(text).unwrap().status, Status::Unknown);
    }

    #[test]
    fn codes_do_not_print() {
        let sent: SignStatement = serde_json::from_str(r#"{"confirmationInfo":{"smsCode":"123456"}}"#).unwrap();
        assert!(!format!("{sent:?}").contains("123456"));
    }
}
