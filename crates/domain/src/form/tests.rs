//! What of a form stands where in its request.

use super::*;
use crate::id::{ContentId, UserId};
use crate::issue::applicant::SubjectKind;
use crate::issue::document::{Format, Kind, Requisite};
use crate::issue::{KeyPlace, Status};
use crate::party::{DocumentInfo, NativeNumbers, Organization, Person, SoleProprietor};
use crate::subject::Date;
use uuid::Uuid;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-30T09:00:00Z").unwrap()
}

fn person() -> Person {
    Person {
        name: text("Анастасия"),
        surname: text("Тарасова"),
        birth_date: Some(Date::parse("1990-01-01").unwrap()),
        snils: text("000-000-000 55"),
        inn: text("121212121212"),
        email: text("imya@yandex.ru"),
        phone: text("79699999999"),
        gender: Some(crate::party::Gender::Female),
        ..Person::default()
    }
}

fn form(person: Details, organization: Option<Details>) -> Form {
    let party = |number: u128, details: Details| FormParty { id: PartyId::new(id(number)), external_id: None, details };
    Form {
        id: IssueId::new(id(1)),
        licensee: LicenseeId::new(id(2)),
        company: CompanyId::new(id(3)),
        version: 1,
        external_id: None,
        person: party(4, person),
        link: organization.as_ref().map(|_| FormLink { post: text("Генеральный директор"), ..FormLink::default() }),
        organization: organization.map(|details| party(5, details)),
        documents: Vec::new(),
        statement: None,
        mended_at: None,
        issued: None,
        recall: None,
        created_at: now(),
    }
}

fn content(number: u128) -> FormContent {
    FormContent {
        id: ContentId::new(id(number)),
        sort: "pdf".to_owned(),
        name: None,
        md5: "0".repeat(32),
        size: 1,
        format: Some(Format::Pdf),
    }
}

fn document(document_type: &str, number: u128) -> FormDocument {
    FormDocument { id: id(number), info: DocumentInfo::of(document_type), inside: false, content: Some(content(number)) }
}

fn request(form: &Form) -> IssueRequest {
    IssueRequest::draft(form.id, form.licensee, UserId::new(id(6)), applicant(form), KeyPlace::AwaitedToken, now())
}

#[test]
fn each_kind_of_owner_becomes_its_kind_of_subject() {
    let own = applicant(&form(Details::Person(Box::new(person())), None));
    assert_eq!((own.kind, own.inn.as_deref(), own.organization), (SubjectKind::NaturalPerson, Some("121212121212"), None));
    let proprietor = SoleProprietor { person: person(), ogrnip: text("304500116000157") };
    let sole = applicant(&form(Details::SoleProprietor(Box::new(proprietor)), None));
    assert_eq!((sole.kind, sole.organization.unwrap().ogrn.as_deref()), (SubjectKind::SoleProprietor, Some("304500116000157")));
    let firm = Organization {
        name: text("ООО «Ромашка»"),
        kpp: text("770001001"),
        numbers: Some(NativeNumbers { ogrn: text("1027700132195"), inn: text("7707083893") }),
        ..Organization::default()
    };
    let staff = applicant(&form(Details::Person(Box::new(person())), Some(Details::Organization(Box::new(firm)))));
    let part = staff.organization.clone().unwrap();
    assert_eq!((staff.kind, staff.inn.as_deref()), (SubjectKind::LegalEntity, Some("7707083893")));
    assert_eq!((part.employee_inn.as_deref(), part.position.as_deref()), (Some("121212121212"), Some("Генеральный директор")));
    assert!(staff.is_a_head() && !staff.is_a_seal());
}

#[test]
fn documents_are_known_by_their_codes_and_one_kind_becomes_one_document() {
    for (code, kind) in [
        ("008001001000", Some(Kind::Passport)),
        ("008001003000", Some(Kind::OtherIdentity)),
        ("008002008000", Some(Kind::Egrul)),
        ("800", Some(Kind::Egrip)),
        ("100", Some(Kind::Snils)),
        ("200", Some(Kind::NaturalPersonInn)),
        ("5300", Some(Kind::ApplicantPhoto)),
        ("008002004000", None),
        ("000000000000", None),
    ] {
        assert_eq!(kind_of(code), kind, "{code}");
    }
    let mut form = form(Details::Person(Box::new(person())), None);
    form.documents = vec![document("200", 10), document("100", 11), document("200", 12), document("008002004000", 13)];
    form.statement = Some(content(14));
    let wanted = wanted(&form);
    let shown: Vec<_> = wanted.iter().map(|one| (one.kind, one.contents.len())).collect();
    assert_eq!(shown, [(Kind::Snils, 1), (Kind::NaturalPersonInn, 2), (Kind::ReleaseStatement, 1)]);
    assert_eq!(wanted[0].requisites.get(Requisite::Number), Some("000-000-000 55"), "the person says it, where the document does not");
    assert_eq!(form.contents().len(), 5);
}

#[test]
fn an_identity_document_is_held_against_what_it_says_itself() {
    let mut own = DocumentInfo::of("008001001000");
    own.number = text("123456");
    own.series = text("1111");
    let mut attached = DocumentInfo::of("008001001000");
    assert!(same_requisites(&attached, &own), "it says nothing but its kind");
    attached.number = text("123456");
    assert!(same_requisites(&attached, &own));
    attached.issue_date = Some(Date::parse("2018-12-12").unwrap());
    assert!(!same_requisites(&attached, &own), "the person knows no such day");
    assert!(!same_requisites(&DocumentInfo::of("008001003000"), &own));
}

#[test]
fn the_state_of_a_form_follows_from_its_request() {
    let form = form(Details::Person(Box::new(person())), None);
    assert_eq!(form.state(&request(&form), now()), FormState::Created);
    assert!(form.require_open(&request(&form), now()).is_ok());
    let told: Vec<String> =
        TABLE.iter().map(|line| format!("{} {:?} {:?} -> {}", line.status.word(), line.asking, line.mended, line.form.word())).collect();
    assert_eq!(
        told,
        [
            "preparing None None -> Created",
            "validating Some(true) None -> Releasing",
            "validating None None -> Checking",
            "correction None Some(true) -> Created",
            "correction None None -> ValidationError",
            "approved None None -> Checking",
            "releasing None None -> Checking",
            "released None None -> Released",
        ]
    );
    assert!(
        Status::ALL
            .into_iter()
            .all(|status| TABLE.iter().any(|line| line.status == status && line.asking.is_none() && line.mended.is_none()))
    );
}

#[test]
fn nothing_of_a_person_is_printed() {
    let form = form(Details::Person(Box::new(person())), None);
    let printed = format!("{form:?} {:?} {:?}", form.person, document("200", 1));
    assert!(!printed.contains("Тарасова") && !printed.contains("1212"), "{printed}");
    let kept: Form = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
    assert_eq!(kept, form);
}
