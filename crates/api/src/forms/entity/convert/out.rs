//! Subjects, representatives and contents on their way out, spelled as the contract prints them.

use app::party::Link;
use domain::deposit::Deposit;
use domain::party::{
    self, Address, ConfirmingDocument, Details, DocumentInfo, Element, Level, MentionedContent, Organization, Party, Person,
    StructuralAddress,
};
use domain::subject::Date;
use wire::forms;

/// A party.
pub(crate) fn subject(known: &Party) -> forms::Subject {
    let mut shown = forms::Subject {
        subject_id: known.id.uuid().to_string(),
        external_id: known.external_id.as_ref().map(|id| id.as_str().to_owned()),
        ..forms::Subject::default()
    };
    match &known.details {
        Details::Person(known) => shown.person = Some(person(known)),
        Details::SoleProprietor(known) => shown.sole_proprietor = Some(proprietor(known)),
        Details::Organization(known) => shown.organization = Some(organization(known)),
        Details::Governance(known) => shown.governance = Some(governance(known)),
    }
    shown
}

/// A link with both of its parties.
pub(crate) fn representative(known: &Link) -> forms::Representative {
    let link = &known.representative;
    forms::Representative {
        representative_id: link.id.to_string(),
        principal: subject(&known.principal),
        agent: subject(&known.agent),
        representative_type: link.kind.clone(),
        post: link.post.clone(),
        authority: forms::Authority { confirming_document: link.authority.confirming_document.as_ref().map(confirming) },
    }
}

/// A deposited content, under the name that a document gives it.
pub(crate) fn content_info(known: &Deposit, name: Option<&str>) -> forms::ContentInfo {
    forms::ContentInfo {
        content_id: known.id.uuid().to_string(),
        content_type: Some(known.sort.word().to_owned()),
        content_name: name.map(str::to_owned),
        // in capitals, as in the contract's examples
        md5: Some(known.md5.as_str().to_ascii_uppercase()),
    }
}

/// What is written in a document.
pub(crate) fn document(known: &DocumentInfo) -> forms::DocumentInfo {
    forms::DocumentInfo {
        document_type: known.document_type.clone(),
        number: known.number.clone(),
        series: known.series.clone(),
        issue_date: day(known.issue_date.as_ref()),
        ending_date: day(known.ending_date.as_ref()),
        issuer: known.issuer.as_ref().map(|issuer| forms::Issuer { issuer_code: issuer.code.clone(), issuer_name: issuer.name.clone() }),
        place_of_issue: known.place_of_issue.clone(),
        content: None,
    }
}

fn confirming(known: &ConfirmingDocument) -> forms::ConfirmingDocument {
    let content = |known: &MentionedContent| forms::Content {
        content_info: forms::ContentInfo {
            content_id: known.id.uuid().to_string(),
            content_name: known.name.clone(),
            ..forms::ContentInfo::default()
        },
    };
    forms::ConfirmingDocument { document_info: document(&known.info), content: known.content.as_ref().map(content) }
}

fn person(known: &Person) -> forms::Person {
    forms::Person {
        name: known.name.clone(),
        surname: known.surname.clone(),
        patronymic: known.patronymic.clone(),
        date_birth: day(known.birth_date.as_ref()),
        birth_place: known.birth_place.clone(),
        snils: known.snils.clone(),
        inn: known.inn.clone(),
        email: known.email.clone(),
        phone: known.phone.clone(),
        gender: known.gender.map(|gender| gender.word().to_owned()),
        identity_document: known.identity_document.as_ref().map(document),
        citizenship: known.citizenship.clone(),
        address: known.address.as_ref().map(address),
    }
}

fn proprietor(known: &party::SoleProprietor) -> forms::SoleProprietor {
    let person = person(&known.person);
    forms::SoleProprietor {
        name: person.name,
        surname: person.surname,
        patronymic: person.patronymic,
        date_birth: person.date_birth,
        birth_place: person.birth_place,
        snils: person.snils,
        inn: person.inn,
        email: person.email,
        phone: person.phone,
        gender: person.gender,
        identity_document: person.identity_document,
        citizenship: person.citizenship,
        address: person.address,
        ogrnip: known.ogrnip.clone(),
    }
}

fn organization(known: &Organization) -> forms::Organization {
    let numbers = |numbers: &party::NativeNumbers| forms::NativeOrgParams { ogrn: numbers.ogrn.clone(), inn: numbers.inn.clone() };
    forms::Organization {
        name: known.name.clone(),
        kpp: known.kpp.clone(),
        reg_date: day(known.recorded_on.as_ref()),
        address: known.address.as_ref().map(address),
        native_org_params: known.numbers.as_ref().map(numbers),
    }
}

fn governance(known: &party::Governance) -> forms::Governance {
    forms::Governance {
        name: known.name.clone(),
        inn: known.inn.clone(),
        ogrn: known.ogrn.clone(),
        address: known.address.as_ref().map(address),
    }
}

/// An address: what a form tells back where it does not reach the street.
pub(crate) fn address(known: &Address) -> forms::Address {
    forms::Address {
        structural_address: known.structural.as_ref().map(structural),
        note: known.note.clone(),
        fias_id: known.fias_id.clone(),
    }
}

fn structural(known: &StructuralAddress) -> forms::StructuralAddress {
    let element = |known: &Element| forms::AddressElement { name: known.name.clone(), abbreviation: known.abbreviation.clone() };
    let level = |level: Level| known.levels.get(&level).map(element);
    forms::StructuralAddress {
        region: known.region.clone(),
        district: level(Level::District),
        city: level(Level::City),
        urban_district: level(Level::UrbanDistrict),
        soviet_village: level(Level::SovietVillage),
        locality: level(Level::Locality),
        planning_element: level(Level::PlanningElement),
        street: level(Level::Street),
        house: level(Level::House),
        building: level(Level::Building),
        structure: level(Level::Structure),
        apartment: level(Level::Apartment),
        okato: known.okato.clone(),
        oktmo: known.oktmo.clone(),
        postal_code: known.postal_code.clone(),
        kladr: known.kladr.clone(),
    }
}

fn day(known: Option<&Date>) -> Option<String> {
    known.map(|day| day.as_str().to_owned())
}
