//! The table as a snapshot, and the rules that deserve a sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::issue::document::Kind;
use crate::subject::Date;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn today() -> Date {
    date("2026-11-30")
}

/// A sole proprietor about whom nothing is wrong, with everything that can be asked.
fn proprietor() -> Facts {
    let text = |text: &str| Some(text.to_owned());
    Facts {
        surname: text("Иванов"),
        name: text("Иван"),
        patronymic: text("Иванович"),
        birth_date: Some(date("1980-05-17")),
        snils: text("112-233-445 95"),
        inn: text("500100732259"),
        passport: Some(PassportFacts { series: "4509".into(), number: "123456".into(), issue_date: Some(date("2025-06-01")) }),
        organization: Some(OrganizationFacts { kind: Kind::Egrip, inn: "500100732259".into(), ogrn: text("304500116000157"), kpp: None }),
    }
}

fn employee() -> Facts {
    let organization = OrganizationFacts {
        kind: Kind::Egrul,
        inn: "7707083893".into(),
        ogrn: Some("1027700132195".into()),
        kpp: Some("773601001".into()),
    };
    Facts { organization: Some(organization), ..proprietor() }
}

fn seen(facts: &Facts) -> Vec<(Code, Level, Kind)> {
    local(facts, &today()).into_iter().map(|found| (found.code, found.level, found.kind)).collect()
}

fn asked(facts: &Facts) -> Vec<Kind> {
    questions(facts, &today()).iter().map(Question::kind).collect()
}

#[test]
fn the_table_of_codes_is_as_published() {
    let level = |level: Option<Level>| level.map_or("-", Level::word);
    let mut table = String::new();
    for row in TABLE {
        let kinds = row.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ");
        let register = row.register.map_or("any", Register::word);
        writeln!(table, "{:<31} {:<8} {:<6} {:<4} {kinds}", row.word, level(row.answered), level(row.local), register).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_code_finds_its_own_line_and_is_read_back_by_its_word() {
    let words: BTreeSet<&str> = TABLE.iter().map(|row| row.word).collect();
    assert_eq!((words.len(), TABLE.len()), (16, 16), "fifteen codes and the unknown");
    for row in TABLE {
        assert_eq!(row.code.row().code, row.code);
        assert_eq!(serde_json::to_value(row.code).unwrap(), row.word);
        assert_eq!(Code::parse(row.word), (row.code != Code::Unknown).then_some(row.code));
    }
}

#[test]
fn unknown_is_never_taken_as_input() {
    assert_eq!((Code::parse("unknown"), Level::parse("unknown"), State::parse("unknown")), (None, None, None));
    for level in Level::ALL.into_iter().skip(1) {
        assert_eq!(Level::parse(level.word()), Some(level));
    }
    for state in State::ALL.into_iter().skip(1) {
        assert_eq!(State::parse(state.word()), Some(state));
    }
}

#[test]
fn about_sound_facts_every_register_is_asked_and_nothing_is_seen() {
    for (facts, last) in [(proprietor(), Kind::Egrip), (employee(), Kind::Egrul)] {
        assert_eq!(seen(&facts), []);
        assert_eq!(asked(&facts), [Kind::Passport, Kind::Snils, Kind::NaturalPersonInn, last]);
    }
    let person = Facts { organization: None, ..proprietor() };
    let registers: Vec<Register> = questions(&person, &today()).iter().map(Question::register).collect();
    assert_eq!(registers, [Register::Fms, Register::Pfr, Register::Fns]);
}

#[test]
fn wrong_check_digits_are_seen_and_nobody_is_asked_about_them() {
    let wrong = |change: fn(&mut Facts)| {
        let mut facts = employee();
        change(&mut facts);
        facts
    };
    for (facts, code, kind) in [
        (wrong(|facts| facts.snils = Some("112-233-445 96".into())), Code::NotValidSnilsChecksum, Kind::Snils),
        (wrong(|facts| facts.snils = Some("112".into())), Code::NotValidSnilsChecksum, Kind::Snils),
        (wrong(|facts| facts.inn = Some("500100732258".into())), Code::InnNotMatchWithFns, Kind::NaturalPersonInn),
        (wrong(|facts| facts.inn = Some("7707083893".into())), Code::InnNotMatchWithFns, Kind::NaturalPersonInn),
        (wrong(|facts| facts.organization.as_mut().unwrap().inn = "7707083894".into()), Code::OrganizationNotFoundInFns, Kind::Egrul),
        (wrong(|facts| facts.organization.as_mut().unwrap().inn = "500100732259".into()), Code::OrganizationNotFoundInFns, Kind::Egrul),
        (
            wrong(|facts| facts.organization.as_mut().unwrap().ogrn = Some("1027700132194".into())),
            Code::OrganizationNotFoundInFns,
            Kind::Egrul,
        ),
        (wrong(|facts| facts.passport.as_mut().unwrap().series = "45".into()), Code::Unknown, Kind::Passport),
    ] {
        assert_eq!(seen(&facts), [(code, Level::Fatal, kind)], "{code:?}");
        assert!(!asked(&facts).contains(&kind), "{code:?}");
        assert!(blocks(&validations(&local(&facts, &today()), &[])), "{code:?}");
    }
}

#[test]
fn what_is_not_given_is_neither_wrong_nor_asked() {
    let blank = Facts { snils: Some("  ".into()), inn: Some(String::new()), ..Facts::default() };
    for facts in [Facts::default(), blank] {
        assert_eq!((seen(&facts), asked(&facts)), (vec![], vec![]));
    }
    let undated = Facts { birth_date: None, ..proprietor() };
    assert_eq!(asked(&undated), [Kind::Passport, Kind::Egrip], "a person without a birth date is not looked for");
    let foreigner = Facts { passport: None, ..proprietor() };
    assert_eq!(asked(&foreigner), [Kind::Snils, Kind::Egrip], "the tax service is asked by the passport");
}

#[test]
fn a_passport_past_its_age_is_seen_from_the_ninety_first_day_on() {
    let mut facts = proprietor();
    facts.birth_date = Some(date("2006-09-01"));
    facts.passport.as_mut().unwrap().issue_date = Some(date("2020-09-10"));
    assert_eq!(local(&facts, &date("2026-11-30")), []);
    let found = local(&facts, &date("2026-12-01"));
    assert_eq!(found, [Finding { code: Code::PassportExpired, level: Level::Fatal, kind: Kind::Passport }]);
    assert!(!questions(&facts, &date("2026-12-01")).iter().any(|question| question.kind() == Kind::Passport));
}

#[test]
fn a_question_prints_nothing_of_a_person() {
    let shown = format!("{:?}", questions(&employee(), &today()));
    assert_eq!(shown, "[Question(Passport), Question(Snils), Question(NaturalPersonInn), Question(Egrul)]");
}

fn of_kind(facts: &Facts, kind: Kind) -> Question {
    questions(facts, &today()).into_iter().find(|question| question.kind() == kind).unwrap()
}

fn recorded(inn: &str, ogrn: &str) -> Organization {
    Organization {
        name: "ООО «Ромашка»".into(),
        short_name: None,
        inn: inn.into(),
        kpp: None,
        ogrn: ogrn.into(),
        standing: OrganizationStanding::Active,
        head: None,
        head_post: None,
        recorded_on: None,
    }
}

#[test]
fn a_register_speaks_of_its_own_documents_alone() {
    let passport = of_kind(&employee(), Kind::Passport);
    let told = findings(&passport, &Answer::Faults(vec![Code::PassportLost, Code::SnilsNotMatchWithPfr, Code::FmsNotAvailable]));
    assert_eq!(
        told,
        [
            Finding { code: Code::PassportLost, level: Level::Fatal, kind: Kind::Passport },
            Finding { code: Code::Unknown, level: Level::Warning, kind: Kind::Passport },
        ]
    );
    assert_eq!(findings(&passport, &Answer::Faults(vec![])), []);
}

#[test]
fn an_organization_has_to_be_the_one_that_was_asked_for_and_alive() {
    let question = of_kind(&employee(), Kind::Egrul);
    let right = recorded("7707083893", "1027700132195");
    let missing = [Finding { code: Code::OrganizationNotFoundInFns, level: Level::Fatal, kind: Kind::Egrul }];
    let found = |organization: Option<Organization>| findings(&question, &Answer::Organization(organization));
    assert_eq!(found(Some(right.clone())), []);
    assert_eq!(found(Some(Organization { standing: OrganizationStanding::Liquidating, ..right.clone() })), []);
    assert_eq!(found(Some(Organization { standing: OrganizationStanding::Ceased, ..right.clone() })), missing);
    assert_eq!(found(Some(Organization { inn: "7830002293".into(), ..right.clone() })), missing);
    assert_eq!(found(Some(Organization { ogrn: "1027700132196".into(), ..right })), missing);
    assert_eq!(found(None), missing);
    let proprietor = of_kind(&proprietor(), Kind::Egrip);
    assert_eq!(findings(&proprietor, &Answer::Organization(Some(recorded("500100732259", "304500116000157")))), []);
}

fn check(kind: Kind, register: Register, standing: Standing) -> Check {
    Check { kind, register, standing }
}

#[test]
fn a_register_that_is_down_is_a_warning_and_blocks_nothing() {
    for (standing, state) in [(Standing::Unavailable, State::InProgress), (Standing::GivenUp, State::Unknown)] {
        let all = validations(&[], &[check(Kind::Snils, Register::Pfr, standing)]);
        let warning = Finding { code: Code::PfrNotAvailable, level: Level::Warning, kind: Kind::Snils };
        assert_eq!(all, [Validation { kind: Kind::Snils, state, findings: vec![warning] }]);
        assert!(!blocks(&all));
        assert_eq!(unavailable(&of_kind(&proprietor(), Kind::Snils)), warning);
    }
}

#[test]
fn a_document_is_valid_when_all_was_answered_and_nothing_found() {
    let answered = |findings| check(Kind::Passport, Register::Fms, Standing::Answered { findings });
    let lost = Finding { code: Code::PassportLost, level: Level::Fatal, kind: Kind::Passport };
    let state = |seen: &[Finding], checks: &[Check]| validations(seen, checks)[0].state;
    assert_eq!(state(&[], &[check(Kind::Passport, Register::Fms, Standing::Waiting)]), State::InProgress);
    assert_eq!(state(&[], &[answered(vec![])]), State::Valid);
    assert_eq!(state(&[], &[answered(vec![lost])]), State::Invalid);
    assert_eq!(state(&[lost], &[]), State::Invalid);
    assert_eq!(validations(&[lost], &[answered(vec![lost])])[0].findings, [lost], "one finding is told once");
}

#[test]
fn a_check_reads_back_from_its_row() {
    let lost = Finding { code: Code::PassportLost, level: Level::Fatal, kind: Kind::Passport };
    for standing in [Standing::Waiting, Standing::Unavailable, Standing::GivenUp, Standing::Answered { findings: vec![lost] }] {
        let check = check(Kind::Passport, Register::Fms, standing);
        let row = serde_json::to_string(&check).unwrap();
        assert_eq!(serde_json::from_str::<Check>(&row).unwrap(), check, "{row}");
    }
}

fn any_text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[0-9]{10,12}".prop_map(Some),
        ".{0,12}".prop_map(Some),
        Just(Some("11223344595".to_owned())),
        Just(Some("500100732259".to_owned())),
        Just(Some("7707083893".to_owned())),
    ]
}

fn any_day() -> impl Strategy<Value = Date> {
    (1900..2199i32, 1..=12u8, 1..=28u8).prop_map(|(year, month, day)| date(&format!("{year}-{month:02}-{day:02}")))
}

prop_compose! {
    fn any_facts()(
        texts in proptest::collection::vec(any_text(), 7),
        series in ".{0,6}|[0-9]{4}",
        number in ".{0,6}|[0-9]{6}",
        born in proptest::option::of(any_day()),
        issued in proptest::option::of(any_day()),
        kind in prop_oneof![Just(Kind::Egrul), Just(Kind::Egrip)],
        parts in any::<(bool, bool)>(),
    ) -> Facts {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        let organization = OrganizationFacts { kind, inn: text().unwrap_or_default(), ogrn: text(), kpp: text() };
        Facts {
            surname: text(),
            name: Some("Иван".into()),
            patronymic: text(),
            birth_date: born,
            snils: text(),
            inn: text(),
            passport: parts.0.then_some(PassportFacts { series, number, issue_date: issued }),
            organization: parts.1.then_some(organization),
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_given_a_document_is_either_wrong_at_sight_or_asked_about_once(facts in any_facts(), today in any_day()) {
        let seen = local(&facts, &today);
        let asked: Vec<Kind> = questions(&facts, &today).iter().map(Question::kind).collect();
        let distinct: BTreeSet<Kind> = asked.iter().copied().collect();
        prop_assert_eq!(distinct.len(), asked.len());
        prop_assert!(seen.iter().all(|finding| !distinct.contains(&finding.kind)));
        prop_assert!(seen.iter().all(|finding| finding.code.row().kinds.contains(&finding.kind) && finding.level == Level::Fatal));
        let passport = facts.passport.is_none() || seen.iter().any(|finding| finding.kind == Kind::Passport) || distinct.contains(&Kind::Passport);
        prop_assert!(passport, "no passport slips through unseen");
        let organization = facts.organization.as_ref().is_none_or(|organization| {
            seen.iter().any(|finding| finding.kind == organization.kind) || distinct.contains(&organization.kind)
        });
        prop_assert!(organization, "no organization does");
    }

    #[test]
    fn whatever_a_register_says_the_finding_is_of_its_register_and_document(codes in proptest::collection::vec(0..TABLE.len(), 0..6)) {
        let codes: Vec<Code> = codes.into_iter().map(|at| TABLE[at].code).collect();
        for question in questions(&employee(), &today()) {
            for finding in findings(&question, &Answer::Faults(codes.clone())) {
                let row = finding.code.row();
                prop_assert_eq!(finding.kind, question.kind());
                prop_assert!(row.kinds.contains(&finding.kind));
                prop_assert!(row.register.is_none_or(|register| register == question.register()));
                prop_assert!(!finding.code.is_not_available());
            }
        }
    }
}
