//! Subjects on their way in.

use app::Problem;
use app::party::NewParty;
use domain::code::{self, Code};
use domain::party::limits::{LONGEST_CONTACT, LONGEST_ORGANIZATION, LONGEST_TEXT, day, text};
use domain::party::{ClientId, Details, Gender, Governance, NativeNumbers, Organization, Person, SoleProprietor, dictionary};
use surguch_http::Problems;
use wire::forms::{self, NewSubject, SubjectChange};

use super::address::{address, known};
use super::{Fields, document_info};

/// A new party.
pub(crate) fn new_party(problems: &mut Problems, given: NewSubject) -> Option<NewParty> {
    let external_id = problems.optional("/externalId", given.external_id.as_deref(), ClientId::parse);
    let NewSubject { person, sole_proprietor, organization, governance, .. } = given;
    let details = change(problems, SubjectChange { person, sole_proprietor, organization, governance });
    Some(NewParty { external_id: external_id?, details: details? })
}

/// What replaces the data of a party: exactly one of the four.
pub(crate) fn change(problems: &mut Problems, given: SubjectChange) -> Option<Details> {
    let SubjectChange { person: one, sole_proprietor, organization: entity, governance: body } = given;
    match (one, sole_proprietor, entity, body) {
        (Some(given), None, None, None) => person(problems, "/person", given).map(|person| Details::Person(Box::new(person))),
        (None, Some(given), None, None) => {
            proprietor(problems, "/soleProprietor", given).map(|proprietor| Details::SoleProprietor(Box::new(proprietor)))
        }
        (None, None, Some(given), None) => organization(problems, "/organization", given).map(|of| Details::Organization(Box::new(of))),
        (None, None, None, Some(given)) => governance(problems, "/governance", given).map(|body| Details::Governance(Box::new(body))),
        (None, None, None, None) => {
            // one of them is missing, and any would do
            problems.extend([Problem::new("/person", code::FIELD_REQUIRED)]);
            None
        }
        _ => {
            problems.add("", code::PARTY_KIND_REQUIRED);
            None
        }
    }
}

fn person(problems: &mut Problems, at: &str, given: forms::Person) -> Option<Person> {
    let short = |value: &str| text(value, LONGEST_TEXT);
    let contact = |value: &str| text(value, LONGEST_CONTACT);
    let mut fields = Fields::of(problems, at);
    let name = fields.one("name", &given.name, short);
    let surname = fields.one("surname", &given.surname, short);
    let patronymic = fields.one("patronymic", &given.patronymic, short);
    let birth_date = fields.one("dateBirth", &given.date_birth, day);
    let birth_place = fields.one("birthPlace", &given.birth_place, short);
    let snils = fields.one("snils", &given.snils, contact);
    let inn = fields.one("inn", &given.inn, contact);
    let email = fields.one("email", &given.email, contact);
    let phone = fields.one("phone", &given.phone, contact);
    let gender = fields.one("gender", &given.gender, gender);
    let citizenship = fields.one("citizenship", &given.citizenship, |code| known(code, dictionary::is_country));
    let identity = fields.inner("identityDocument", given.identity_document, identity);
    let address = fields.inner("address", given.address, address);
    Some(Person {
        name: name?,
        surname: surname?,
        patronymic: patronymic?,
        birth_date: birth_date?,
        birth_place: birth_place?,
        snils: snils?,
        inn: inn?,
        email: email?,
        phone: phone?,
        gender: gender?,
        identity_document: identity?,
        citizenship: citizenship?,
        address: address?,
    })
}

fn gender(word: &str) -> Result<Gender, Code> {
    Gender::parse(word).ok_or(code::VALUE_INVALID)
}

/// What proves an identity is a document that can.
fn identity(problems: &mut Problems, at: &str, given: forms::DocumentInfo) -> Option<domain::party::DocumentInfo> {
    let info = document_info(problems, at, &given)?;
    if dictionary::document(&info.document_type).is_some_and(dictionary::DocumentKind::proves_identity) {
        return Some(info);
    }
    problems.add(format!("{at}/documentType"), code::VALUE_INVALID);
    None
}

fn proprietor(problems: &mut Problems, at: &str, given: forms::SoleProprietor) -> Option<SoleProprietor> {
    let ogrnip = Fields::of(problems, at).one("ogrnip", &given.ogrnip, |number| text(number, LONGEST_CONTACT));
    let of_person = forms::Person {
        name: given.name,
        surname: given.surname,
        patronymic: given.patronymic,
        date_birth: given.date_birth,
        birth_place: given.birth_place,
        snils: given.snils,
        inn: given.inn,
        email: given.email,
        phone: given.phone,
        gender: given.gender,
        identity_document: given.identity_document,
        citizenship: given.citizenship,
        address: given.address,
    };
    let person = person(problems, at, of_person);
    Some(SoleProprietor { person: person?, ogrnip: ogrnip? })
}

fn organization(problems: &mut Problems, at: &str, given: forms::Organization) -> Option<Organization> {
    let mut fields = Fields::of(problems, at);
    let name = fields.one("name", &given.name, |name| text(name, LONGEST_ORGANIZATION));
    let kpp = fields.one("kpp", &given.kpp, |number| text(number, LONGEST_CONTACT));
    let recorded_on = fields.one("regDate", &given.reg_date, day);
    let address = fields.inner("address", given.address, address);
    let numbers = fields.inner("nativeOrgParams", given.native_org_params, |problems, at, given| {
        let mut fields = Fields::of(problems, at);
        let ogrn = fields.one("ogrn", &given.ogrn, |number| text(number, LONGEST_CONTACT));
        let inn = fields.one("inn", &given.inn, |number| text(number, LONGEST_CONTACT));
        Some(NativeNumbers { ogrn: ogrn?, inn: inn? })
    });
    Some(Organization { name: name?, kpp: kpp?, recorded_on: recorded_on?, address: address?, numbers: numbers? })
}

fn governance(problems: &mut Problems, at: &str, given: forms::Governance) -> Option<Governance> {
    let mut fields = Fields::of(problems, at);
    let name = fields.one("name", &given.name, |name| text(name, LONGEST_ORGANIZATION));
    let inn = fields.one("inn", &given.inn, |number| text(number, LONGEST_CONTACT));
    let ogrn = fields.one("ogrn", &given.ogrn, |number| text(number, LONGEST_CONTACT));
    let address = fields.inner("address", given.address, address);
    Some(Governance { name: name?, inn: inn?, ogrn: ogrn?, address: address? })
}
