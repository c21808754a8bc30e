//! Forms, certificates and events on their way out.

use app::form::{FormEventSeen, FormSeen, GivenContent, Spelling, SubjectShape};
use app::sha256_hex;
use domain::certificate::{Certificate, Life};
use domain::form::{Form, FormContent, FormDocument, FormEventKind, FormIssued, FormParty, FormSignature};
use domain::id::IssueId;
use domain::issue::day_of;
use domain::issue::remark::Correction;
use domain::party::{Address, Details, Party};
use domain::time::Timestamp;
use serde_json::Value;
use wire::forms::{
    CertificateForm, CertificateInfo, CertificateState, Content, ContentInfo, CryptoEvent, CryptoEventType, Document, ErrorItem, FormState,
    FormSubject, SignatureInfo,
};

use crate::forms::entity::convert as entity;
use crate::issues::pascal;

/// Digits of a mark, as the vendor's page prints one.
const TAG: usize = 18;
/// Which API an item of a form comes from.
const TARGET: &str = "CryptoApi";

/// How contexts of problems are spelled.
pub(in crate::forms) const SPELLING: Spelling = Spelling { address: spelled_address, document: spelled_document, content: spelled_content };

fn spelled_address(address: &Address) -> Value {
    serde_json::to_value(entity::out::address(address)).unwrap_or_default()
}

fn spelled_document(of: &FormDocument) -> Value {
    serde_json::to_value(document(of)).unwrap_or_default()
}

fn spelled_content(given: &GivenContent) -> Value {
    let info = ContentInfo {
        content_id: given.id.uuid().to_string(),
        content_type: given.sort.clone(),
        content_name: given.name.clone(),
        md5: given.md5.clone(),
    };
    serde_json::to_value(info).unwrap_or_default()
}

/// A form, with its subjects in this shape.
pub(in crate::forms) fn form(seen: &FormSeen, shape: SubjectShape) -> CertificateForm {
    let of = &seen.form;
    let issued = of.issued.as_ref().zip(seen.certificate.as_ref());
    CertificateForm {
        form_id: of.id.uuid().to_string(),
        external_id: of.external_id.as_ref().map(ToString::to_string),
        person: subject(of, &of.person, shape),
        organization: of.organization.as_ref().map(|organization| subject(of, organization, shape)),
        documents: of.documents.iter().map(document).collect(),
        state: state(seen.state),
        errors: seen.correction.as_ref().map(errors),
        certificate: issued.map(|(issued, made)| certificate(of.id, issued, made, of.organization.as_ref(), seen.at)),
    }
}

/// The mark of a form: other wherever anything that is shown is other, and the same whichever call shows it.
pub(in crate::forms) fn tag(seen: &FormSeen) -> String {
    let shown = serde_json::to_vec(&form(seen, SubjectShape::Wrapped)).unwrap_or_default();
    let mut tag = sha256_hex(&shown);
    tag.truncate(TAG);
    tag
}

fn subject(of: &Form, party: &FormParty, shape: SubjectShape) -> FormSubject {
    let copied = Party {
        id: party.id,
        licensee: of.licensee,
        company: of.company,
        version: 1,
        external_id: party.external_id.clone(),
        details: party.details.clone(),
        created_at: of.created_at,
        updated_at: of.created_at,
    };
    let subject = Box::new(entity::subject(&copied));
    match shape {
        SubjectShape::Flat => FormSubject::Flat(subject),
        SubjectShape::Wrapped => FormSubject::Wrapped { subject },
    }
}

fn document(of: &FormDocument) -> Document {
    let content = of.content.as_ref().map(|content| Content { content_info: content_info(content) });
    let mut document_info = entity::out::document(&of.info);
    let (inside, beside) = if of.inside { (content, None) } else { (None, content) };
    document_info.content = inside;
    Document { document_id: Some(of.id.to_string()), document_info, content: beside }
}

fn content_info(content: &FormContent) -> ContentInfo {
    ContentInfo {
        content_id: content.id.uuid().to_string(),
        content_type: Some(content.sort.clone()),
        content_name: content.name.clone(),
        md5: Some(content.md5.clone()),
    }
}

fn state(state: domain::form::FormState) -> FormState {
    match state {
        domain::form::FormState::Created => FormState::Created,
        domain::form::FormState::Releasing => FormState::Releasing,
        domain::form::FormState::Checking => FormState::Checking,
        domain::form::FormState::ValidationError => FormState::ValidationError,
        domain::form::FormState::Released => FormState::Released,
    }
}

fn errors(correction: &Correction) -> Vec<ErrorItem> {
    let item = |code: String, message: String| ErrorItem { code, message, target: TARGET.to_owned(), context: None };
    let comment = correction.comment.as_ref().map(|comment| item("Remark".to_owned(), comment.to_string()));
    let remarks = correction.remarks.iter().map(|remark| item(pascal(&remark.code), remark.message.clone()));
    comment.into_iter().chain(remarks).collect()
}

/// A certificate, for the organization that it names.
fn certificate(
    form: IssueId,
    issued: &FormIssued,
    made: &Certificate,
    organization: Option<&FormParty>,
    now: Timestamp,
) -> CertificateInfo {
    let (name, inn, ogrn) = match organization.map(|party| &party.details) {
        Some(Details::Organization(of)) => {
            let numbers = of.numbers.clone().unwrap_or_default();
            (of.name.clone(), numbers.inn, numbers.ogrn)
        }
        Some(Details::Governance(of)) => (of.name.clone(), of.inn.clone(), of.ogrn.clone()),
        Some(Details::Person(_) | Details::SoleProprietor(_)) | None => (None, None, None),
    };
    CertificateInfo {
        form_id: form.uuid().to_string(),
        certificate_state: match made.state {
            Life::Revoked { .. } => CertificateState::Revoke,
            _ if now >= made.not_after => CertificateState::Expired,
            Life::Issued | Life::Active { .. } | Life::Suspended { .. } => CertificateState::Valid,
        },
        data: content_info(&issued.certificate),
        receipt: content_info(&issued.receipt),
        valid_from: day_of(made.not_before).to_string(),
        valid_to: day_of(made.not_after).to_string(),
        name,
        inn,
        ogrn,
    }
}

/// An event.
pub(in crate::forms) fn event(seen: &FormEventSeen) -> CryptoEvent {
    let issued = seen.told.issued.as_ref().zip(seen.told.certificate.as_ref());
    CryptoEvent {
        event_id: seen.event.id.to_string(),
        form_id: seen.event.form.uuid().to_string(),
        external_id: seen.external_id.clone(),
        event_type: match seen.event.kind {
            FormEventKind::FormValidationError => CryptoEventType::FormValidationError,
            FormEventKind::CertificateReleased => CryptoEventType::CertificateReleased,
            FormEventKind::DocumentsSigned => CryptoEventType::DocumentsSigned,
        },
        creation_date: six_digits(seen.event.at),
        errors: seen.told.correction.as_ref().map(errors),
        certificate: issued
            .map(|(issued, made)| certificate(seen.event.form, issued, made, seen.told.organization.as_ref(), seen.event.at)),
        signatures: Some(seen.told.signatures.iter().map(signature).collect()).filter(|all: &Vec<_>| !all.is_empty()),
    }
}

fn signature(signature: &FormSignature) -> SignatureInfo {
    SignatureInfo { signature_id: signature.id.to_string(), document_name: signature.document.clone() }
}

/// As the vendor's pages print moments: `2011-01-01T15:03:01.012345Z`.
fn six_digits(at: Timestamp) -> String {
    let whole = at.whole_seconds().to_string();
    format!("{}.{:06}Z", whole.trim_end_matches('Z'), at.micros().rem_euclid(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_six_digits_of_a_second() {
        for (text, shown) in
            [("2011-01-01T15:03:01.012345Z", "2011-01-01T15:03:01.012345Z"), ("2026-11-30T00:00:00Z", "2026-11-30T00:00:00.000000Z")]
        {
            assert_eq!(six_digits(Timestamp::parse(text).unwrap()), shown);
        }
    }
}
