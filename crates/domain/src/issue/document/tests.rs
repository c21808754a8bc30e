//! What is asked of whom, as snapshots and as sentences.

use std::fmt::Write as _;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::code;
use crate::id::{ContentId, PageId};
use crate::issue::applicant::SubjectKind;
use crate::subject::Date;

const SUBJECTS: [SubjectKind; 3] = [SubjectKind::NaturalPerson, SubjectKind::SoleProprietor, SubjectKind::LegalEntity];

fn facts(subject: SubjectKind) -> Facts {
    Facts {
        subject,
        subject_is_head: true,
        managed_by_company: false,
        use_areas_requested: false,
        received_by_proxy: false,
        photo_by_contract: false,
        statement: StatementRoute::OnPaper,
        today: Date::parse("2026-11-30").unwrap(),
    }
}

fn page() -> Page {
    let (id, content) = (PageId::new(Uuid::from_u128(1)), ContentId::new(Uuid::from_u128(2)));
    Page { id, content, format: Format::Png, size: 67, name: Some("скан.png".to_owned()), tone: Tone::Grey }
}

/// A document of this kind with all that it has to have.
fn whole(kind: Kind) -> Document {
    let value = |requisite| match (kind, requisite) {
        (_, Requisite::Series) => "4510",
        (Kind::Snils, Requisite::Number) => "112-233-445 95",
        (_, Requisite::Number) => "123456",
        (_, Requisite::IssueDate) => "01.11.2026",
        (_, Requisite::IssueOrganizationId) => "770-001",
        _ => "ОВД",
    };
    let requisites =
        kind.requisites().iter().filter(|(_, need)| *need == Need::Required).map(|(requisite, _)| (*requisite, value(*requisite)));
    Document { kind, requisites: requisites.collect(), pages: vec![page()] }
}

fn said(facts: &Facts, documents: &[Document], gate: Gate) -> Vec<String> {
    missing(facts, documents, gate).into_iter().map(Missing::sentence).collect()
}

#[test]
fn the_tables_are_as_published() {
    insta::assert_snapshot!(format!("{}\n{}", printed::required(), printed::requisites()));
}

/// A change of one fact, and what it is called.
type Twist = (&'static str, fn(&mut Facts));

/// What an empty request of each sort lacks, with every condition on its own: the table in use.
#[test]
fn an_empty_request_lacks_what_is_published() {
    let twists: [Twist; 8] = [
        ("nothing special", |_| ()),
        ("managed by a company", |facts| facts.managed_by_company = true),
        ("not the head", |facts| facts.subject_is_head = false),
        ("use areas", |facts| facts.use_areas_requested = true),
        ("by a proxy", |facts| facts.received_by_proxy = true),
        ("photo by contract", |facts| facts.photo_by_contract = true),
        ("statement by SMS", |facts| facts.statement = StatementRoute::BySms),
        ("by the portal", |facts| (facts.statement, facts.photo_by_contract) = (StatementRoute::ByPortal, true)),
    ];
    let mut table = String::new();
    for subject in SUBJECTS {
        for (name, twist) in twists {
            let mut facts = facts(subject);
            twist(&mut facts);
            for gate in [Gate::Check, Gate::Forwarding] {
                let kinds: Vec<_> = missing(&facts, &[], gate).iter().map(|missing| missing.any_of[0].word()).collect();
                writeln!(table, "{subject:?} | {name:20} | {gate:?}: {}", kinds.join(", ")).unwrap();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn words_are_read_back() {
    assert!(Kind::ALL.iter().all(|kind| Kind::parse(kind.word()) == Some(*kind)));
    assert!(Requisite::ALL.iter().all(|requisite| Requisite::parse(requisite.word()) == Some(*requisite)));
    assert!(Part::ALL.iter().all(|part| Part::parse(part.word()) == Some(*part)));
    assert_eq!((Kind::parse("unknown"), Requisite::parse("unknown")), (None, None));
}

#[test]
fn a_whole_request_of_a_person_lacks_nothing() {
    let documents = [Kind::Passport, Kind::Snils, Kind::ReleaseStatement].map(whole);
    assert_eq!(missing(&facts(SubjectKind::NaturalPerson), &documents, Gate::Forwarding), []);
    assert!(Missing::refusal(&[]).is_none());
}

#[test]
fn what_is_lacking_is_said_with_its_reason() {
    let mut passport = whole(Kind::Passport);
    passport.requisites.remove(Requisite::Series);
    passport.pages.clear();
    let mut extract = whole(Kind::Egrul);
    extract.requisites.set(Requisite::IssueDate, "29.08.2026");
    let facts = Facts { subject_is_head: false, ..facts(SubjectKind::LegalEntity) };
    let lacking = missing(&facts, &[passport, extract], Gate::Check);
    assert_eq!(
        lacking.iter().map(|missing| missing.sentence()).collect::<Vec<_>>(),
        [
            "Паспорт гражданина РФ: не указано: серия",
            "Паспорт гражданина РФ: нет скана",
            "Выписка из ЕГРЮЛ: выдана больше 3 месяцев назад",
            "Подтверждение права подписи: не приложено",
            "Заявление на выпуск: не приложено",
        ]
    );
    let refusal = Missing::refusal(&lacking).unwrap();
    assert_eq!(refusal.code, code::DOCUMENTS_MISSING);
    insta::assert_json_snapshot!(refusal.facts);
}

#[test]
fn an_extract_may_be_three_months_old_to_the_day() {
    for (issued, is_taken) in [("30.08.2026", true), ("29.08.2026", false), ("2026-11-30", true)] {
        let mut extract = whole(Kind::Egrip);
        extract.requisites.set(Requisite::IssueDate, issued);
        let documents = [whole(Kind::Passport), extract, whole(Kind::ReleaseStatement)];
        assert_eq!(missing(&facts(SubjectKind::SoleProprietor), &documents, Gate::Check).is_empty(), is_taken, "{issued}");
    }
}

#[test]
fn one_identity_document_is_meant() {
    let documents = [Kind::Passport, Kind::OtherIdentity, Kind::ReleaseStatement].map(whole);
    assert_eq!(
        said(&facts(SubjectKind::NaturalPerson), &documents, Gate::Check),
        ["Паспорт гражданина РФ и иной документ, удостоверяющий личность: нужен один документ из этих"]
    );
}

#[test]
fn a_welcome_document_may_come_without_a_scan_but_not_without_its_number() {
    let mut documents = [Kind::Passport, Kind::Snils, Kind::ReleaseStatement].map(whole);
    documents[1].pages.clear();
    assert_eq!(said(&facts(SubjectKind::NaturalPerson), &documents, Gate::Check), [""; 0]);
    documents[1].requisites.remove(Requisite::Number);
    assert_eq!(said(&facts(SubjectKind::NaturalPerson), &documents, Gate::Check), ["СНИЛС: не указано: номер"]);
}

#[test]
fn a_document_refuses_requisites_that_it_has_not() {
    let requisites: Requisites = [(Requisite::Number, "1"), (Requisite::Gender, "ж")].into_iter().collect();
    assert_eq!(
        requisites.problems(Kind::Snils),
        [
            Problem { requisite: Requisite::Number, code: code::SNILS_FORMAT },
            Problem { requisite: Requisite::Gender, code: code::FIELD_UNKNOWN },
        ]
    );
}

#[test]
fn requisites_are_kept_as_given_and_read_where_they_are_needed() {
    let mut requisites = whole(Kind::Passport).requisites;
    requisites.set(Requisite::Series, " 45 10 ");
    requisites.set(Requisite::Gender, "Жен.");
    let requisites: Requisites = serde_json::from_str(&serde_json::to_string(&requisites).unwrap()).unwrap();
    assert_eq!(requisites.get(Requisite::Series), Some("45 10"));
    assert_eq!(requisites.digits(Requisite::Series, 4).as_deref(), Some("4510"));
    assert_eq!(requisites.unit_code().as_deref(), Some("770001"));
    assert_eq!(requisites.date(Requisite::IssueDate).unwrap().as_str(), "2026-11-01");
    assert_eq!(requisites.gender(), Some(Gender::Female));
}

#[test]
fn requisites_do_not_show_in_logs() {
    let told = format!("{:?}", whole(Kind::Passport));
    assert!(told.contains("Series") && !told.contains("4510") && !told.contains("123456"), "{told}");
}

#[test]
fn pages_are_bounded_in_a_document_and_in_a_request() {
    let mut document = whole(Kind::SigningAuthority);
    assert_eq!(check_room(&document, PAGES_PER_REQUEST - 1), Ok(()));
    assert_eq!(check_room(&document, PAGES_PER_REQUEST).unwrap_err().code, code::PAGE_LIMIT);
    document.pages = vec![page(); PAGES_PER_DOCUMENT];
    assert_eq!(check_room(&document, PAGES_PER_DOCUMENT).unwrap_err().code, code::PAGE_LIMIT);
}

#[test]
fn a_declared_media_type_is_read_with_its_variants() {
    for (text, meant) in [
        ("image/jpeg", Some(Format::Jpeg)),
        ("IMAGE/JPG; charset=x", Some(Format::Jpeg)),
        ("application/pdf", Some(Format::Pdf)),
        ("image/tif", Some(Format::Tiff)),
        ("image/webp", None),
        ("", None),
    ] {
        assert_eq!(Format::of_media_type(text), meant, "{text}");
    }
}

#[test]
fn the_remark_names_what_the_inscription_lacks() {
    assert_eq!(Part::remark(Kind::Passport, &[]), None);
    let all = "должность, подпись, расшифровка подписи (инициалы и фамилия), дата заверения, печать";
    assert_eq!(
        Part::remark(Kind::Passport, &[Part::Seal, Part::Date, Part::Seal]).unwrap(),
        format!(
            "Скан документа «паспорт гражданина РФ» чёрно-белый. В заверительной надписи не хватает: дата заверения, печать. Приложите \
             цветной скан оригинала либо скан копии с надписью «Верно», в которой есть: {all}."
        )
    );
    assert!(Part::remark(Kind::Snils, &Part::ALL).unwrap().contains("Заверительной надписи на копии нет."));
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let statement = prop_oneof![Just(StatementRoute::OnPaper), Just(StatementRoute::BySms), Just(StatementRoute::ByPortal)];
    (0..3_usize, any::<[bool; 5]>(), statement).prop_map(|(subject, [a, b, c, d, e], statement)| Facts {
        subject_is_head: a,
        managed_by_company: b,
        use_areas_requested: c,
        received_by_proxy: d,
        photo_by_contract: e,
        statement,
        ..facts(SUBJECTS[subject])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever brings what is said to be missing, and nothing else, comes through.
    #[test]
    fn bringing_what_is_missing_suffices(facts in any_facts()) {
        let lacking = missing(&facts, &[], Gate::Forwarding);
        let documents: Vec<Document> = lacking.iter().map(|missing| whole(missing.any_of[0])).collect();
        prop_assert_eq!(missing(&facts, &documents, Gate::Forwarding), vec![]);
        // each of them is needed, and what is wanted by the check is wanted by forwarding
        for left_out in 0..documents.len() {
            let mut fewer = documents.clone();
            fewer.remove(left_out);
            prop_assert_eq!(missing(&facts, &fewer, Gate::Forwarding).len(), 1);
        }
        prop_assert!(missing(&facts, &[], Gate::Check).iter().all(|early| lacking.contains(early)));
    }

    #[test]
    fn any_text_is_judged_without_a_panic(kind in 0..12_usize, requisite in 0..9_usize, text in "\\PC{0,60}|[0-9.T:Z-]{0,30}") {
        let requisites: Requisites = [(Requisite::ALL[requisite], text.as_str())].into_iter().collect();
        let _ = requisites.problems(Kind::ALL[kind]);
        let _ = (requisites.date(Requisite::ALL[requisite]), requisites.unit_code(), requisites.gender());
    }
}
