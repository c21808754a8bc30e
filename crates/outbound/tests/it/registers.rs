//! State registers, played by the simulator: what is asked, what is answered.

use domain::issue::check::{Code, Facts, Level, OrganizationFacts, PassportFacts, Question, Register, findings, questions};
use domain::issue::document::Kind;
use domain::subject::{Date, Ogrn};
use outbound::registers::{Registers, Standing};
use outbound::remote::NotAnswered;
use simulate::registers::{Data, Manner, Registers as Stage, Trouble};

use crate::server::{Server, answer};
use crate::stage::{call, clock, play, remote};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// The first person of the built-in data, who acts for its first organization.
fn sokolova() -> Facts {
    Facts {
        surname: text("Соколова"),
        name: text("вера"),
        patronymic: text("Андреевна"),
        birth_date: Some(date("1985-04-12")),
        snils: text("900-000-007 88"),
        inn: text("770000001103"),
        passport: Some(PassportFacts { series: "4511".into(), number: "000001".into(), issue_date: Some(date("2010-05-20")) }),
        organization: Some(OrganizationFacts {
            kind: Kind::Egrul,
            inn: "7700000030".into(),
            ogrn: text("1267700000017"),
            kpp: text("770001001"),
        }),
    }
}

fn all(facts: &Facts) -> Vec<Question> {
    questions(facts, &date("2026-11-30"))
}

fn about(facts: &Facts, kind: Kind) -> Question {
    all(facts).into_iter().find(|question| question.kind() == kind).expect("it is asked")
}

fn passport(number: &str) -> Question {
    let passport = PassportFacts { series: "4500".into(), number: number.into(), issue_date: None };
    about(&Facts { passport: Some(passport), ..Facts::default() }, Kind::Passport)
}

async fn stage() -> (Stage, Registers) {
    let stage = Stage::new(Data::built_in(), clock());
    let registers = Registers::new(&remote(&play(stage.router()).await)).expect("a client");
    (stage, registers)
}

async fn found(registers: &Registers, question: &Question) -> Vec<(Code, Level)> {
    let answer = registers.ask(question, &call("q-1")).await.expect("an answer");
    findings(question, &answer).into_iter().map(|found| (found.code, found.level)).collect()
}

#[tokio::test]
async fn a_known_person_and_organization_are_confirmed_by_all_three_registers() {
    let (stage, registers) = stage().await;
    let asked = all(&sokolova());
    assert_eq!(asked.len(), 4);
    for question in &asked {
        assert_eq!(found(&registers, question).await, [], "{question:?}");
    }
    let counts: Vec<_> = stage.asked().into_iter().collect();
    assert_eq!(counts, [("inn", 1), ("organization", 1), ("passport", 1), ("snils", 1)]);
    for figures in registers.figures() {
        let times = if figures.counterpart == "fns" { 2 } else { 1 };
        assert_eq!((figures.outcomes, figures.breaker.word()), (vec![("answered", times)], "closed"));
    }
}

#[tokio::test]
async fn every_fault_of_a_passport_comes_through_with_its_level() {
    let (_stage, registers) = stage().await;
    for (number, codes) in [
        ("000101", vec![Code::PassportExpired]),
        ("000102", vec![Code::PassportReplaced]),
        ("000103", vec![Code::PassportIssuedWithViolation]),
        ("000104", vec![Code::PassportIsSearched]),
        ("000105", vec![Code::PassportDestroyed]),
        ("000106", vec![Code::PassportOwnerDied]),
        ("000107", vec![Code::PassportDefect]),
        ("000108", vec![Code::PassportLost]),
        ("000109", vec![Code::PassportReplaced, Code::PassportLost]),
    ] {
        let codes: Vec<_> = codes.into_iter().map(|code| (code, Level::Fatal)).collect();
        assert_eq!(found(&registers, &passport(number)).await, codes, "{number}");
    }
    assert_eq!(found(&registers, &passport("000110")).await, [(Code::Unknown, Level::Warning)]);
    assert_eq!(found(&registers, &passport("000111")).await, []);
}

#[tokio::test]
async fn whoever_differs_in_anything_is_not_confirmed() {
    let (_stage, registers) = stage().await;
    let snils = [(Code::SnilsNotMatchWithPfr, Level::Warning)];
    for facts in [
        Facts { surname: text("Соколов"), ..sokolova() },
        Facts { patronymic: None, ..sokolova() },
        Facts { birth_date: Some(date("1985-04-13")), ..sokolova() },
        Facts { snils: text("90000004998"), ..sokolova() },
    ] {
        assert_eq!(found(&registers, &about(&facts, Kind::Snils)).await, snils);
    }
    let mut renewed = sokolova();
    renewed.passport.as_mut().expect("there").number = "000009".into();
    assert_eq!(found(&registers, &about(&renewed, Kind::NaturalPersonInn)).await, [(Code::InnNotMatchWithFns, Level::Warning)]);
}

#[tokio::test]
async fn a_persons_number_is_found_by_name_and_document() {
    use domain::issue::check::Who;
    use domain::subject::NamePart;
    use outbound::registers::InnAsked;
    let (stage, registers) = stage().await;
    let part = |text: &str| NamePart::parse(text).expect("a name");
    let who = |surname: &str| Who {
        surname: part(surname),
        name: part("вера"),
        patronymic: Some(part("Андреевна")),
        birth_date: date("1985-04-12"),
    };
    for (surname, code, number, found) in [
        ("Соколова", "008001001000", "000001", Some("770000001103")),
        ("Соколова", "008001001000", "000002", None),
        ("Соколова", "008001003000", "000001", None),
        ("Воронова", "008001001000", "000001", None),
    ] {
        let (who, issued) = (who(surname), date("2010-05-20"));
        let asked = InnAsked {
            who: &who,
            birth_place: Some("Москва"),
            document_type: code,
            series: Some("4511"),
            number,
            issued_on: Some(&issued),
        };
        let told = registers.find_inn(&asked, &call("q-1")).await.expect("an answer");
        assert_eq!(told.as_ref().map(|inn| inn.as_str()), found, "{surname} {code} {number}");
    }
    assert_eq!(stage.asked()["inn_find"], 4);
}

#[tokio::test]
async fn an_organization_that_is_gone_or_another_is_not_found() {
    let (_stage, registers) = stage().await;
    let of = |kind: Kind, inn: &str, ogrn: Option<&str>| {
        let organization = OrganizationFacts { kind, inn: inn.into(), ogrn: ogrn.map(str::to_owned), kpp: None };
        about(&Facts { organization: Some(organization), ..Facts::default() }, kind)
    };
    let missing = [(Code::OrganizationNotFoundInFns, Level::Fatal)];
    assert_eq!(found(&registers, &of(Kind::Egrul, "7700000062", None)).await, [], "one that is being wound up still acts");
    assert_eq!(found(&registers, &of(Kind::Egrip, "770000002234", Some("326770000000016"))).await, []);
    assert_eq!(found(&registers, &of(Kind::Egrul, "7700000094", None)).await, missing);
    assert_eq!(found(&registers, &of(Kind::Egrul, "7700000129", None)).await, missing);
    assert_eq!(found(&registers, &of(Kind::Egrul, "7700000030", Some("1267700000028"))).await, missing);
}

#[tokio::test]
async fn what_is_known_of_a_person_stands_in_the_body_and_nowhere_else() {
    let server = Server::start(answer("200 OK", &[])).await;
    let registers = Registers::new(&remote(&format!("http://{}/gateway", server.address))).expect("a client");
    let mut shown = String::new();
    for question in all(&sokolova()) {
        let error = registers.ask(&question, &call("q-7")).await.expect_err("the server talks nonsense");
        shown.push_str(&format!("{error} {error:?} {question:?}"));
    }
    let received = server.received();
    let lines: Vec<&str> = received.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "POST /gateway/v1/passport HTTP/1.1",
            "POST /gateway/v1/snils HTTP/1.1",
            "POST /gateway/v1/inn HTTP/1.1",
            "POST /gateway/v1/organization HTTP/1.1",
        ]
    );
    for request in &received {
        let header = |name: &str| request.headers.get(name).map(String::as_str);
        assert_eq!(header("authorization"), Some("Bearer let-me-in"));
        assert_eq!((header("x-request-id"), header("content-type")), (Some("q-7"), Some("application/json")));
        shown.push_str(&format!("{:?}", request.headers));
    }
    let bodies: String = received.iter().map(|request| String::from_utf8_lossy(&request.body)).collect();
    for datum in ["Соколова", "вера", "1985-04-12", "90000000788", "770000001103", "000001", "7700000030"] {
        assert!(bodies.contains(datum), "{datum}");
        assert!(!shown.contains(datum), "{datum}");
    }
}

#[tokio::test]
async fn an_extract_is_ordered_waited_for_and_dated() {
    let (stage, registers) = stage().await;
    let ogrn = |text: &str| Ogrn::parse(text).expect("an ОГРН");
    let extract = registers.extract(&ogrn("1267700000017"), &call("x-1")).await.expect("an answer").expect("it is recorded");
    assert!(extract.pdf.starts_with(b"%PDF-1.4") && extract.pdf.ends_with(b"%%EOF\n"));
    assert_eq!(extract.dated, date("2026-11-30"));
    assert_eq!(stage.asked()["extracts"], 3, "ordered, still being made, there");
    registers.extract(&ogrn("1267700000017"), &call("x-1")).await.expect("an answer").expect("it is recorded");
    assert_eq!(stage.asked()["extracts"], 5, "an order that is repeated was made already");
    assert_eq!(registers.extract(&ogrn("1267700000050"), &call("x-2")).await.expect("an answer"), None);
}

#[tokio::test]
async fn the_gateway_says_how_its_registers_stand() {
    let (stage, registers) = stage().await;
    stage.trouble(Trouble { register: "pfr".into(), number: None, manner: Manner::Down, seconds: 0, times: None });
    let status = registers.status(&call("s-1")).await.expect("an answer");
    assert_eq!(status.registers, [(Register::Fms, Standing::Up), (Register::Pfr, Standing::Down), (Register::Fns, Standing::Up)]);
    assert!(status.simulator);
    assert!(registers.figures().iter().all(|figures| figures.outcomes.is_empty()), "looking after it counts nowhere");
}

#[tokio::test]
async fn a_wrong_token_is_told_apart_and_not_tried_again() {
    let stage = Stage::new(Data { token: "another".into(), ..Data::built_in() }, clock());
    let registers = Registers::new(&remote(&play(stage.router()).await)).expect("a client");
    let outcome = registers.ask(&passport("000101"), &call("q-1")).await;
    assert!(matches!(outcome, Err(NotAnswered::Denied(401))), "{outcome:?}");
    assert_eq!(registers.figures()[0].outcomes, [("denied", 1)]);
}
