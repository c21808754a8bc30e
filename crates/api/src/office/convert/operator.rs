//! Requests as operators see them, and what they say of them.

use app::AppError;
use app::request::Seen;
use domain::code;
use domain::issue::document::{Kind, Part, Tone};
use domain::issue::remark::{self, Remark, RemarkTarget};
use domain::issue::{State, Verifier};
use domain::subject::Reason;
use domain::time::Timestamp;
use surguch_http::{Given, Object, Problems};
use wire::office::{
    CheckedDocument, CheckedFinding, CheckedPage, CheckedRequest, CheckedSubject, CheckedValidation, Correction, CorrectionRemark,
    NewRemark, ReturnRequest,
};

/// The code of a remark where the operator names none.
const REMARK: &str = "remark";
/// The same of a ready remark about a certifying inscription.
const INSCRIPTION: &str = "inscription_incomplete";

pub(crate) fn checked_object(seen: &Seen, now: Timestamp) -> Object<CheckedRequest> {
    Object::ok(checked(seen, now)).version(seen.request.version)
}

pub(crate) fn checked(seen: &Seen, now: Timestamp) -> CheckedRequest {
    let request = &seen.request;
    let taken_by = match &request.state {
        State::Validating { taken, .. } => taken.map(|taken| taken.by.to_string()),
        _ => None,
    };
    let fields = request.applicant.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    CheckedRequest {
        id: request.id.to_string(),
        licensee_id: request.licensee.to_string(),
        status: request.state.word().to_owned(),
        actualized: seen.actualized,
        taken_by,
        subject: CheckedSubject { kind: request.applicant.kind.word().to_owned(), fields },
        documents: request.documents.iter().map(document).collect(),
        checks: request.validations(now).iter().map(validation).collect(),
        identified_by: request.identification.as_ref().map(|record| verifier(&record.by)),
        corrections: request.corrections.iter().chain(request.correction()).map(correction_of).collect(),
        note: request.note.clone(),
        created_at: request.created_at.to_string(),
        updated_at: request.updated_at.to_string(),
        version: request.version,
    }
}

fn document(document: &domain::issue::document::Document) -> CheckedDocument {
    let page = |page: &domain::issue::document::Page| CheckedPage {
        id: page.id.to_string(),
        media_type: page.format.media_type().to_owned(),
        size: page.size,
        grey: page.tone == Tone::Grey,
    };
    CheckedDocument {
        kind: document.kind.word().to_owned(),
        requisites: document.requisites.iter().map(|(one, value)| (one.word().to_owned(), value.to_owned())).collect(),
        pages: document.pages.iter().map(page).collect(),
    }
}

fn validation(one: &domain::issue::check::Validation) -> CheckedValidation {
    let finding = |finding: &domain::issue::check::Finding| CheckedFinding {
        code: finding.code.word().to_owned(),
        level: finding.level.word().to_owned(),
    };
    CheckedValidation {
        document: one.kind.word().to_owned(),
        state: one.state.word().to_owned(),
        findings: one.findings.iter().map(finding).collect(),
    }
}

fn verifier(by: &Verifier) -> String {
    match by {
        Verifier::Licensee { licensee } | Verifier::Policy { licensee } => licensee.to_string(),
        Verifier::Member { user } => user.to_string(),
        Verifier::Named { name, .. } => name.clone(),
    }
}

fn correction_of(correction: &remark::Correction) -> Correction {
    let told = |remark: &Remark| CorrectionRemark {
        code: remark.code.clone(),
        target: target_word(remark.target).to_owned(),
        message: remark.message.clone(),
    };
    Correction {
        comment: correction.comment.as_ref().map(ToString::to_string),
        remarks: correction.remarks.iter().map(told).collect(),
        at: correction.at.to_string(),
    }
}

fn target_word(target: RemarkTarget) -> &'static str {
    match target {
        RemarkTarget::Common => "common",
        RemarkTarget::EsiaConfirmation => "esia_confirmation",
        RemarkTarget::Document(kind) => kind.word(),
    }
}

fn target(word: &str) -> Option<RemarkTarget> {
    match word {
        "common" => Some(RemarkTarget::Common),
        "esia_confirmation" => Some(RemarkTarget::EsiaConfirmation),
        kind => Kind::parse(kind).map(RemarkTarget::Document),
    }
}

pub(crate) fn correction(body: Given<ReturnRequest>) -> Result<(Option<Reason>, Vec<Remark>), AppError> {
    body.judge(|problems, body| {
        let comment = problems.optional("/comment", body.comment.as_deref(), Reason::parse);
        if body.remarks.len() > Remark::MOST {
            problems.add("/remarks", code::VALUE_TOO_LONG);
            return None;
        }
        let remarks: Vec<Option<Remark>> = body.remarks.iter().enumerate().map(|(at, new)| remark(problems, at, new)).collect();
        Some((comment?, remarks.into_iter().collect::<Option<_>>()?))
    })
}

fn remark(problems: &mut Problems, at: usize, new: &NewRemark) -> Option<Remark> {
    let place = |field: &str| format!("/remarks/{at}/{field}");
    let target = problems.parse(place("target"), &new.target, |word| target(word).ok_or(code::VALUE_INVALID))?;
    let ready = ready(problems, &place("inscription_lacks"), target, &new.inscription_lacks)?;
    let usual = if ready.is_some() { INSCRIPTION } else { REMARK };
    let Some(message) = new.message.clone().or(ready) else {
        problems.add(place("message"), code::FIELD_REQUIRED);
        return None;
    };
    match Remark::new(new.code.as_deref().unwrap_or(usual), target, &message) {
        Ok(remark) => Some(remark),
        Err((field, code)) => {
            problems.add(place(field), code);
            None
        }
    }
}

/// The ready remark of a copy whose inscription lacks something. The outer option says whether there was no problem.
fn ready(problems: &mut Problems, place: &str, target: RemarkTarget, lacks: &[String]) -> Option<Option<String>> {
    if lacks.is_empty() {
        return Some(None);
    }
    let parts: Option<Vec<Part>> = lacks.iter().map(|word| Part::parse(word)).collect();
    match (target, parts) {
        (RemarkTarget::Document(kind), Some(parts)) => Some(Part::remark(kind, &parts)),
        _ => {
            problems.add(place, code::VALUE_INVALID);
            None
        }
    }
}
