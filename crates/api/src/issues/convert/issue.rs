//! A request on its way out: every key of it is always there.

use app::request::Seen;
use domain::certificate::Certificate;
use domain::code::{self, Kind};
use domain::issue::applicant::{Applicant, OrganizationPart};
use domain::issue::document::{self, Tone};
use domain::issue::remark::RemarkTarget;
use domain::issue::{IssueRequest, Verifier, VerifierRole, check};
use domain::time::Timestamp;
use surguch_http::{Language, title};
use wire::issues::{
    self, CertificateReleasedInfo, CertificateState, CorrectionInfo, Document, DocumentPage, ForwardedStatus, IdentificationSubjectType,
    InnerError, Issue, Note, OrganizationInfo, Remark, Requisite, SmevValidation, SmevValidationError, SubjectIdentification, SubjectInfo,
};

use super::super::codes::word;
use super::applicant::Remembered;
use super::words::{self, told};

/// Under which code a failure of the authority's own is told; its text stays in the log.
const RELEASE_FAILED: (&str, &str) = ("ReleaseFailed", "Сертификат пока не выпущен: попытки продолжаются");

pub(crate) fn issue(seen: &Seen, now: Timestamp) -> Issue {
    let request = &seen.request;
    let Remembered { template, csp } = Remembered::read(request.remembered.as_deref());
    Issue {
        id: request.id.uuid().to_string(),
        base_issue_id: request.base.map(|base| base.uuid().to_string()),
        version: request.version,
        actualized: seen.actualized,
        status: words::status(request.status()),
        forwarded_status: forwarded(request),
        certificate_template_info: template,
        subject_info: subject(&request.applicant),
        csp_info: csp,
        certificate_released_info: seen.certificate.as_ref().map(released),
        documents: request.documents.iter().map(document).collect(),
        correction_info: request.correction().map(|correction| CorrectionInfo {
            comment: correction.comment.as_ref().map(ToString::to_string),
            remarks: correction.remarks.iter().map(remark).collect(),
        }),
        subject_identification: request.identification.as_ref().map(|record| identification(&record.by)),
        inner_errors: request.inner_error().into_iter().map(inner_error).collect(),
        smev_validations: request.validations(now).iter().map(validation).collect(),
        note: request.note.clone().map(|content| Note { content }),
        created_at: request.created_at.to_string(),
        updated_at: request.updated_at.to_string(),
    }
}

pub(super) fn forwarded(request: &IssueRequest) -> ForwardedStatus {
    if request.is_forwarded() { ForwardedStatus::ForwardedToCabinet } else { ForwardedStatus::None }
}

fn subject(applicant: &Applicant) -> SubjectInfo {
    SubjectInfo {
        kind: Some(words::subject(applicant.kind)),
        inn: applicant.inn.clone(),
        lastname: applicant.surname.clone(),
        firstname: applicant.name.clone(),
        middlename: applicant.patronymic.clone(),
        email: applicant.email.clone(),
        phone: phone(applicant),
        organization_info: applicant.organization.clone().map(organization),
    }
}

/// Ten digits where it is a Russian phone; as it was given where it is none.
pub(super) fn phone(applicant: &Applicant) -> Option<String> {
    let parsed = applicant.parsed_phone();
    let bare = parsed.as_ref().and_then(|phone| phone.as_str().strip_prefix("+7")).map(str::to_owned);
    bare.or_else(|| applicant.phone.clone())
}

fn organization(part: OrganizationPart) -> OrganizationInfo {
    let OrganizationPart { kpp, position, unit, employee_inn, ogrn, name } = part;
    OrganizationInfo { kpp, position, unit, employee_inn, ogrn, name }
}

fn released(certificate: &Certificate) -> CertificateReleasedInfo {
    CertificateReleasedInfo {
        serial_number: certificate.serial.clone(),
        valid_from: certificate.not_before.to_string(),
        valid_to: certificate.not_after.to_string(),
    }
}

pub(super) fn certificate_state(certificate: &Certificate, now: Timestamp) -> CertificateState {
    match certificate.word(now) {
        "issued" => CertificateState::Issued,
        "active" => CertificateState::Valid,
        "suspended" => CertificateState::Suspended,
        "revoked" => CertificateState::Revoked,
        "expired" => CertificateState::Expired,
        _ => CertificateState::Unknown,
    }
}

fn document(document: &domain::issue::document::Document) -> Document {
    Document {
        kind: told(document.kind.word()),
        requisites: document.requisites.iter().map(|(one, value)| requisite(document, one, value)).collect(),
        pages: document
            .pages
            .iter()
            .map(|page| DocumentPage {
                id: page.id.uuid().to_string(),
                content_type: page.format.media_type().to_owned(),
                size: page.size,
                is_grey: page.tone == Tone::Grey,
            })
            .collect(),
    }
}

/// As it was given, but for dates, which the contract spells `DD.MM.YYYY`.
fn requisite(document: &domain::issue::document::Document, one: document::Requisite, value: &str) -> Requisite {
    let day = document.requisites.date(one).map(|date| date.to_string());
    let dotted = day.as_deref().and_then(|day| {
        let mut parts = day.split('-');
        Some((parts.next()?, parts.next()?, parts.next()?)).map(|(year, month, day)| format!("{day}.{month}.{year}"))
    });
    let is_date = matches!(one, document::Requisite::IssueDate | document::Requisite::BirthDate | document::Requisite::ValidTo);
    Requisite { kind: told(one.word()), value: dotted.filter(|_| is_date).unwrap_or_else(|| value.to_owned()) }
}

fn remark(remark: &domain::issue::remark::Remark) -> Remark {
    Remark { code: remark.code.clone(), target: target(remark.target), message: remark.message.clone() }
}

pub(super) fn target(target: RemarkTarget) -> issues::RemarkTarget {
    match target {
        RemarkTarget::Common => issues::RemarkTarget::Common,
        RemarkTarget::EsiaConfirmation => issues::RemarkTarget::EsiaConfirmation,
        RemarkTarget::Document(kind) => told(kind.word()),
    }
}

/// Who vouches, in the two qualities that this face knows.
fn identification(by: &Verifier) -> SubjectIdentification {
    let (role, name) = match by {
        Verifier::Licensee { licensee } | Verifier::Policy { licensee } => {
            (IdentificationSubjectType::HeadOfOrganization, licensee.uuid().to_string())
        }
        Verifier::Member { user } => (IdentificationSubjectType::Employee, user.uuid().to_string()),
        Verifier::Named { role: VerifierRole::Head, name } => (IdentificationSubjectType::HeadOfOrganization, name.clone()),
        Verifier::Named { role: VerifierRole::Employee, name } => (IdentificationSubjectType::Employee, name.clone()),
    };
    SubjectIdentification { identification_subject_type: role, identified_by: name }
}

/// What the client can mend is told as it is.
fn inner_error(id: &str) -> InnerError {
    let known = code::ALL.iter().find(|known| known.id == id);
    let (code, message) = match known.filter(|known| matches!(known.kind, Kind::Conflict | Kind::Malformed | Kind::RejectedByState)) {
        Some(known) => (word(*known), title(Language::Ru, *known)),
        None => (RELEASE_FAILED.0.to_owned(), RELEASE_FAILED.1),
    };
    InnerError { code, message: message.to_owned() }
}

fn validation(validation: &check::Validation) -> SmevValidation {
    let error = |finding: &check::Finding| SmevValidationError { code: told(finding.code.word()), level: told(finding.level.word()) };
    SmevValidation {
        document_type: told(validation.kind.word()),
        state: told(validation.state.word()),
        errors: validation.findings.iter().map(error).collect(),
    }
}
