//! A request that was made elsewhere, shown as the form that it would be: as far as its data allow.

use uuid::Uuid;

use super::{Form, FormDocument, FormLink, FormParty};
use crate::id::{CompanyId, PartyId};
use crate::issue::IssueRequest;
use crate::issue::applicant::SubjectKind;
use crate::issue::document::{Document, Kind, Requisite};
use crate::party::{Details, DocumentInfo, DocumentIssuer, NativeNumbers, Organization, Person, SoleProprietor, dictionary};

/// «Иное», which is what another identity document is where nobody says more.
const OTHER_IDENTITY: &str = "008001099000";

/// The form of a request on behalf of `company`; nothing where the request says nothing of its subject. Contents were not deposited, and so are
/// not told; the version is 0, which no form of its own has.
pub fn made_elsewhere(request: &IssueRequest, company: CompanyId) -> Option<Form> {
    let applicant = &request.applicant;
    if !applicant.is_given() {
        return None;
    }
    let part = applicant.organization.clone().unwrap_or_default();
    let of_person = applicant.kind != SubjectKind::LegalEntity;
    let identity = request.documents.iter().find(|document| document.kind.proves_identity());
    let person = Person {
        name: applicant.name.clone(),
        surname: applicant.surname.clone(),
        patronymic: applicant.patronymic.clone(),
        birth_date: applicant.parsed_birth_date(),
        snils: applicant.snils.clone(),
        inn: if of_person { applicant.inn.clone() } else { part.employee_inn.clone() },
        email: applicant.email.clone(),
        phone: applicant.phone.clone(),
        identity_document: identity.and_then(info),
        ..Person::default()
    };
    let organization = Organization {
        name: part.name.clone(),
        kpp: part.kpp.clone(),
        numbers: Some(NativeNumbers { ogrn: part.ogrn.clone(), inn: applicant.inn.clone() }),
        ..Organization::default()
    };
    let party = |id: Uuid, details| FormParty { id: PartyId::new(id), external_id: None, details };
    let details = match applicant.kind {
        SubjectKind::SoleProprietor => Details::SoleProprietor(Box::new(SoleProprietor { person, ogrnip: part.ogrn.clone() })),
        SubjectKind::NaturalPerson | SubjectKind::LegalEntity => Details::Person(Box::new(person)),
    };
    Some(Form {
        id: request.id,
        licensee: request.licensee,
        company,
        version: 0,
        external_id: None,
        person: party(request.user.uuid(), details),
        organization: (!of_person).then(|| party(company.uuid(), Details::Organization(Box::new(organization)))),
        link: (!of_person).then(|| FormLink { post: part.position.clone(), ..FormLink::default() }),
        documents: request.documents.iter().filter_map(|one| document(request, one)).collect(),
        statement: None,
        mended_at: None,
        issued: None,
        recall: None,
        created_at: request.created_at,
    })
}

/// The id of a document follows from those of the request and of its kind, so that it stays the same.
fn document(request: &IssueRequest, of: &Document) -> Option<FormDocument> {
    let id = Uuid::from_u128(request.id.uuid().as_u128() ^ (of.kind as u128 + 1));
    Some(FormDocument { id, info: info(of)?, inside: false, content: None })
}

fn info(of: &Document) -> Option<DocumentInfo> {
    let value = |requisite| of.requisites.get(requisite).map(ToOwned::to_owned);
    let issuer = DocumentIssuer { code: value(Requisite::IssueOrganizationId), name: value(Requisite::IssueOrganization) };
    Some(DocumentInfo {
        number: value(Requisite::Number),
        series: value(Requisite::Series),
        issue_date: of.requisites.date(Requisite::IssueDate),
        ending_date: of.requisites.date(Requisite::ValidTo),
        issuer: Some(issuer).filter(|issuer| *issuer != DocumentIssuer::default()),
        ..DocumentInfo::of(code(of.kind)?)
    })
}

/// The code of the dictionary; nothing where it has none for such a document.
fn code(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Passport => Some(dictionary::PASSPORT),
        Kind::OtherIdentity => Some(OTHER_IDENTITY),
        Kind::Snils => Some(dictionary::SNILS),
        Kind::NaturalPersonInn => Some(dictionary::INN),
        Kind::Egrul => Some(dictionary::EGRUL),
        Kind::Egrip => Some(dictionary::EGRIP),
        Kind::ApplicantPhoto => Some(dictionary::PHOTO),
        Kind::ManagementCompanyEgrul
        | Kind::SigningAuthority
        | Kind::WarrantWithUseAreas
        | Kind::ReleaseStatement
        | Kind::ApplicantWarrant => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::kind_of;

    #[test]
    fn a_code_is_that_of_its_kind() {
        for kind in Kind::ALL {
            assert!(code(kind).is_none_or(|code| kind_of(code) == Some(kind)), "{}", kind.word());
        }
    }
}
