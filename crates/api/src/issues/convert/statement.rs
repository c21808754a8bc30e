//! Codes, confirmations, identification and notes on their way in.

use app::AppError;
use domain::code;
use domain::issue::{IssueRequest, Verifier, VerifierRole};
use domain::subject::{Reason, Title};
use surguch_http::Given;
use wire::issues::{
    Decline, IdentificationSubjectType, IdentifySubject, OperationToConfirm, PutNote, RequestConfirmation, SignStatement, Words,
};

use super::super::six_digits;

/// How the subject is asked to confirm.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Confirmation {
    /// With a code by SMS.
    Sms,
    /// On the state portal, which knows a person by these.
    Portal { snils: String, birth_date: String },
}

pub(crate) fn confirmation(body: Given<RequestConfirmation>) -> Result<Confirmation, AppError> {
    body.judge(|problems, body| {
        let word = body.operation_to_confirm.unwrap_or_default();
        let known = |text: &str| match OperationToConfirm::parse(text) {
            Some(operation) => Ok(operation),
            None if text.is_empty() => Err(code::FIELD_REQUIRED),
            None => Err(code::VALUE_INVALID),
        };
        if problems.parse("/operationToConfirm", &word, known)? == OperationToConfirm::SigningReleaseStatement {
            return Some(Confirmation::Sms);
        }
        let given = body.parameters.unwrap_or_default();
        let required = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).ok_or(code::FIELD_REQUIRED);
        let snils = required(given.snils_number).map_err(|code| problems.add("/snilsNumber", code)).ok();
        let birth_date = required(given.birth_date).and_then(|text| day(&text)).map_err(|code| problems.add("/birthDate", code)).ok();
        Some(Confirmation::Portal { snils: snils?, birth_date: birth_date? })
    })
}

/// The day of a date, or of a date and time, of ISO 8601, as it is written.
fn day(text: &str) -> Result<String, domain::code::Code> {
    let day = text.trim().get(..10).ok_or(code::DATE_INVALID)?;
    domain::subject::Date::parse(day).map(|_| day.to_owned()).map_err(|_| code::DATE_INVALID)
}

/// The code from the SMS; nothing where the state portal confirms.
pub(crate) fn code(body: Given<SignStatement>) -> Result<Option<String>, AppError> {
    body.judge(|problems, body| match body.confirmation_info {
        None => Some(None),
        Some(info) => problems.parse("/smsCode", info.sms_code.as_deref().unwrap_or_default(), six_digits).map(Some),
    })
}

pub(crate) fn identification(body: Given<IdentifySubject>) -> Result<Verifier, AppError> {
    body.judge(|problems, body| {
        let role =
            problems.parse("/identificationSubjectType", body.identification_subject_type.as_deref().unwrap_or("employee"), |word| {
                match IdentificationSubjectType::parse(word) {
                    Some(IdentificationSubjectType::HeadOfOrganization) => Ok(VerifierRole::Head),
                    Some(IdentificationSubjectType::Employee) => Ok(VerifierRole::Employee),
                    Some(IdentificationSubjectType::Unknown) | None => Err(code::VALUE_INVALID),
                }
            });
        let by = body.identified_by.unwrap_or_default();
        let name = problems.parse("/identifiedBy", by.trim(), |text| match text {
            "" => Err(code::FIELD_REQUIRED),
            text => Title::parse(text).map(|name| name.to_string()),
        });
        Some(Verifier::Named { role: role?, name: name? })
    })
}

pub(crate) fn note(body: Given<PutNote>) -> Result<String, AppError> {
    body.judge(|problems, body| {
        let content = body.content.unwrap_or_default();
        problems.parse("/content", content.trim(), |text| match text {
            "" => Err(code::FIELD_REQUIRED),
            text if text.chars().count() > IssueRequest::LONGEST_NOTE => Err(code::VALUE_TOO_LONG),
            text => Ok(text.to_owned()),
        })
    })
}

pub(crate) fn comment(body: Given<Decline>) -> Result<Option<Reason>, AppError> {
    body.judge(|problems, body| {
        let comment = body.comment.filter(|text| !text.trim().is_empty());
        problems.optional("/comment", comment.as_deref(), Reason::parse)
    })
}
