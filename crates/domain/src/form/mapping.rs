//! What of a form stands where in its request: the one place.

use super::document::FormContent;
use super::{Form, FormDocument, FormLink};
use crate::issue::applicant::{Applicant, OrganizationPart, SubjectKind};
use crate::issue::document::{Kind, Requisite, Requisites};
use crate::party::{Details, DocumentInfo, Person};

/// Whose certificate a form asks for, in the fields of a request.
pub fn applicant(form: &Form) -> Applicant {
    let nobody = Person::default();
    let person = form.person.details.person().unwrap_or(&nobody);
    let (kind, inn, organization) = match (&form.organization, &form.person.details) {
        (Some(of), _) => of_organization(&of.details, person, form.link.as_ref()),
        (None, Details::SoleProprietor(proprietor)) => {
            let part = OrganizationPart { ogrn: proprietor.ogrnip.clone(), ..OrganizationPart::default() };
            (SubjectKind::SoleProprietor, person.inn.clone(), Some(part))
        }
        (None, _) => (SubjectKind::NaturalPerson, person.inn.clone(), None),
    };
    Applicant {
        kind,
        inn,
        surname: person.surname.clone(),
        name: person.name.clone(),
        patronymic: person.patronymic.clone(),
        email: person.email.clone(),
        phone: person.phone.clone(),
        snils: person.snils.clone(),
        birth_date: person.birth_date.as_ref().map(ToString::to_string),
        organization,
    }
}

fn of_organization(details: &Details, person: &Person, link: Option<&FormLink>) -> (SubjectKind, Option<String>, Option<OrganizationPart>) {
    let (name, kpp, inn, ogrn) = match details {
        Details::Organization(of) => {
            let numbers = of.numbers.clone().unwrap_or_default();
            (of.name.clone(), of.kpp.clone(), numbers.inn, numbers.ogrn)
        }
        Details::Governance(of) => (of.name.clone(), None, of.inn.clone(), of.ogrn.clone()),
        Details::Person(_) | Details::SoleProprietor(_) => (None, None, None, None),
    };
    let position = link.and_then(|link| link.post.clone());
    let part = OrganizationPart { kpp, position, unit: None, employee_inn: person.inn.clone(), ogrn, name };
    (SubjectKind::LegalEntity, inn, Some(part))
}

/// A document that a request is to have: what is written in it, and the contents that show it, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it is.
    pub kind: Kind,
    /// What is written in it.
    pub requisites: Requisites,
    /// What shows it.
    pub contents: Vec<FormContent>,
}

/// The documents that the request of a form is to have, in the order of their kinds. Documents of one kind become one, with the requisites
/// of the first and the contents of all.
pub fn wanted(form: &Form) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    let mut put = |kind: Kind, requisites: Requisites, content: Option<FormContent>| match all.iter_mut().find(|known| known.kind == kind) {
        Some(known) => known.contents.extend(content),
        None => all.push(Wanted { kind, requisites, contents: content.into_iter().collect() }),
    };
    for document in &form.documents {
        if let Some(kind) = document.kind() {
            put(kind, requisites(form, document, kind), document.content.clone());
        }
    }
    let power = form.link.as_ref().and_then(|link| link.authority.confirming_document.as_ref());
    if let Some(power) = power {
        put(Kind::SigningAuthority, of_authority(&power.info), None);
    }
    if let Some(statement) = &form.statement {
        put(Kind::ReleaseStatement, Requisites::default(), Some(statement.clone()));
    }
    all.sort_by_key(|wanted| wanted.kind);
    all
}

/// What is written in a document; of an identity document also what the person says beside it, of an insurance number the number.
fn requisites(form: &Form, document: &FormDocument, kind: Kind) -> Requisites {
    let person = form.person.details.person();
    let info = &document.info;
    match kind {
        Kind::Passport | Kind::OtherIdentity => {
            let mut given = common(info);
            if let Some(person) = person {
                let gender = person.gender.map(|gender| match gender {
                    crate::party::Gender::Female => "женский",
                    crate::party::Gender::Male => "мужской",
                });
                set(&mut given, Requisite::BirthDate, person.birth_date.as_ref().map(crate::subject::Date::as_str));
                set(&mut given, Requisite::BirthPlace, person.birth_place.as_deref());
                set(&mut given, Requisite::Gender, gender);
            }
            let issuer = info.issuer.as_ref();
            set(&mut given, Requisite::Series, info.series.as_deref());
            set(&mut given, Requisite::IssueOrganizationId, issuer.and_then(|issuer| issuer.code.as_deref()));
            set(&mut given, Requisite::IssueOrganization, issuer.and_then(|issuer| issuer.name.as_deref()));
            if kind == Kind::OtherIdentity {
                set(&mut given, Requisite::ValidTo, info.ending_date.as_ref().map(crate::subject::Date::as_str));
            }
            given
        }
        Kind::Snils => {
            let number = info.number.as_deref().or_else(|| person.and_then(|person| person.snils.as_deref()));
            let mut given = Requisites::default();
            set(&mut given, Requisite::Number, number);
            given
        }
        Kind::Egrul | Kind::Egrip | Kind::ManagementCompanyEgrul => common(info),
        Kind::SigningAuthority | Kind::WarrantWithUseAreas | Kind::ApplicantWarrant => of_authority(info),
        Kind::NaturalPersonInn | Kind::ReleaseStatement | Kind::ApplicantPhoto => Requisites::default(),
    }
}

fn common(info: &DocumentInfo) -> Requisites {
    let mut given = Requisites::default();
    set(&mut given, Requisite::Number, info.number.as_deref());
    set(&mut given, Requisite::IssueDate, info.issue_date.as_ref().map(crate::subject::Date::as_str));
    given
}

fn of_authority(info: &DocumentInfo) -> Requisites {
    let mut given = common(info);
    set(&mut given, Requisite::IssueOrganization, info.issuer.as_ref().and_then(|issuer| issuer.name.as_deref()));
    set(&mut given, Requisite::ValidTo, info.ending_date.as_ref().map(crate::subject::Date::as_str));
    given
}

fn set(given: &mut Requisites, requisite: Requisite, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        given.set(requisite, value);
    }
}
