use uuid::Uuid;

use super::*;
use crate::subject::Date;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

/// The person of the contract's example.
fn tarasova() -> Person {
    let text = |text: &str| Some(text.to_owned());
    Person {
        name: text("Анастасия"),
        surname: text("Тарасова"),
        patronymic: text("Константиновна"),
        birth_date: Date::parse("2018-01-01").ok(),
        birth_place: text("Где то"),
        snils: text("000-000-000 55"),
        inn: text("121212121212"),
        email: text("imya@yandex.ru"),
        phone: text("79699999999"),
        gender: Some(Gender::Female),
        identity_document: Some(DocumentInfo { number: text("123456"), ..DocumentInfo::of(dictionary::PASSPORT) }),
        citizenship: text(dictionary::RUSSIA),
        address: None,
    }
}

fn party(details: Details) -> Party {
    let nobody = Uuid::nil();
    Party {
        id: PartyId::new(nobody),
        licensee: LicenseeId::new(nobody),
        company: CompanyId::new(nobody),
        version: 1,
        external_id: ClientId::parse("a").ok(),
        details,
        created_at: at(1),
        updated_at: at(1),
    }
}

#[test]
fn a_party_keeps_its_sort() {
    let kinds = [
        Details::Person(Box::default()),
        Details::SoleProprietor(Box::default()),
        Details::Organization(Box::default()),
        Details::Governance(Box::default()),
    ];
    for one in &kinds {
        for other in &kinds {
            let replaced = party(one.clone()).replace(other.clone(), at(2));
            match one.kind() == other.kind() {
                true => assert_eq!(replaced.map(|party| party.updated_at), Ok(at(2))),
                false => assert_eq!(replaced.map_err(|rejected| rejected.code), Err(code::PARTY_KIND_FIXED)),
            }
        }
    }
    assert_eq!(kinds.map(|details| details.kind()), PartyKind::ALL);
}

#[test]
fn nothing_of_a_person_is_printed() {
    let shown = format!("{:?} {:?} {:?}", party(Details::Person(Box::new(tarasova()))), tarasova(), Details::Person(Box::new(tarasova())));
    assert_eq!(shown, format!("Party({}, person) Person(…) Details(person)", PartyId::new(Uuid::nil())));
}

#[test]
fn a_party_reads_back_from_its_row() {
    let kept = party(Details::SoleProprietor(Box::new(SoleProprietor { person: tarasova(), ogrnip: Some("3".to_owned()) })));
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Party>(&text).unwrap(), kept);
    // a field that comes later is nothing in rows of before
    let older = r#"{"person":{"name":"Анна"}}"#;
    let Details::Person(person) = serde_json::from_str(older).unwrap() else { panic!("a person") };
    assert_eq!(person.name.as_deref(), Some("Анна"));
}
