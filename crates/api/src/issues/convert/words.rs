//! Words: the machine's are `snake_case`, the vendor's are in camel case, and there is one place where they meet.

use app::request::Form;
use app::{AppError, Problem};
use domain::code;
use domain::issue::Status;
use domain::issue::applicant::SubjectKind;
use domain::issue::document::{Kind, Requisite};
use wire::issues::{self, DocumentType, RequisiteType, SubjectType, TemplateType, Words};

use super::super::failure::camel;

/// `naturalPersonInn` as the machine spells it: `natural_person_inn`.
fn snake(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        if c.is_ascii_uppercase() {
            spelled.push('_');
        }
        spelled.push(c.to_ascii_lowercase());
    }
    spelled
}

/// The vendor's word for one of the machine's; `unknown` where it has none.
pub(super) fn told<W: Words + Default>(word: &str) -> W {
    W::parse(&camel(word)).unwrap_or_default()
}

/// A kind of document.
pub(crate) fn kind(of: DocumentType) -> Option<Kind> {
    Kind::parse(&snake(of.word()))
}

/// A requisite, by the vendor's word.
pub(super) fn requisite(word: &str) -> Option<Requisite> {
    Requisite::parse(&snake(RequisiteType::parse(word)?.word()))
}

pub(super) fn status(status: Status) -> issues::Status {
    match status {
        Status::Preparing => issues::Status::Preparing,
        Status::Validating => issues::Status::Validating,
        Status::Correction => issues::Status::Correction,
        Status::Approved => issues::Status::Approved,
        Status::Releasing => issues::Status::Releasing,
        Status::Released => issues::Status::Released,
    }
}

/// The machine's state of the vendor's name.
pub(super) fn wanted_status(word: &str) -> Option<Status> {
    match issues::Status::parse(word)? {
        issues::Status::Preparing => Some(Status::Preparing),
        issues::Status::Validating => Some(Status::Validating),
        issues::Status::Correction => Some(Status::Correction),
        issues::Status::Approved => Some(Status::Approved),
        issues::Status::Releasing => Some(Status::Releasing),
        issues::Status::Released => Some(Status::Released),
        issues::Status::Unknown => None,
    }
}

pub(super) fn subject(kind: SubjectKind) -> SubjectType {
    match kind {
        SubjectKind::NaturalPerson => SubjectType::NaturalPerson,
        SubjectKind::SoleProprietor => SubjectType::IndividualEntrepreneur,
        SubjectKind::LegalEntity => SubjectType::LegalEntity,
    }
}

pub(super) fn subject_kind(of: SubjectType) -> Option<SubjectKind> {
    match of {
        SubjectType::NaturalPerson => Some(SubjectKind::NaturalPerson),
        SubjectType::IndividualEntrepreneur => Some(SubjectKind::SoleProprietor),
        SubjectType::LegalEntity => Some(SubjectKind::LegalEntity),
        SubjectType::Unknown => None,
    }
}

/// A printed form; one of the vendor's, the statement that changes a phone, is not printed here.
pub(crate) fn form(word: &str) -> Result<Form, AppError> {
    let form = match TemplateType::parse(word) {
        Some(TemplateType::ReleaseStatement) => Some(Form::ReleaseStatement),
        Some(TemplateType::Receipt) => Some(Form::Receipt),
        Some(TemplateType::SigningAuthority) => Some(Form::SigningAuthority),
        Some(TemplateType::WarrantWithUseAreas) => Some(Form::WarrantWithUseAreas),
        Some(TemplateType::ApplicantWarrant) => Some(Form::ApplicantWarrant),
        Some(TemplateType::RecallStatement) => Some(Form::RecallStatement),
        Some(TemplateType::CertificateCopy) => Some(Form::CertificateCopy),
        Some(TemplateType::PhoneChangeStatement | TemplateType::Unknown) | None => None,
    };
    form.ok_or_else(|| AppError::invalid(vec![Problem::new("/templateType", code::VALUE_INVALID)]))
}

#[cfg(test)]
mod tests {
    use domain::issue::check;
    use domain::issue::remark::RemarkTarget;

    use super::*;

    #[test]
    fn every_word_of_the_machine_has_one_of_the_vendors_and_back() {
        for kind in Kind::ALL {
            let of: DocumentType = told(kind.word());
            assert_eq!(super::kind(of), Some(kind));
            assert_ne!(super::super::issue::target(RemarkTarget::Document(kind)), issues::RemarkTarget::Unknown);
        }
        for one in Requisite::ALL {
            assert_eq!(requisite(told::<RequisiteType>(one.word()).word()), Some(one));
        }
        for row in check::TABLE.iter().filter(|row| row.word != "unknown") {
            assert_ne!(told::<issues::SmevErrorCode>(row.word), issues::SmevErrorCode::Unknown, "{}", row.word);
        }
        assert_eq!(told::<issues::SmevState>("in_progress"), issues::SmevState::InProgress);
    }
}
