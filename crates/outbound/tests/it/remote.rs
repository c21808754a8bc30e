//! Counterparts that behave badly: what it costs, how often they are asked, and when they are left alone.

use std::time::{Duration, Instant};

use domain::issue::check::{Answer, Facts, PassportFacts, Question, questions};
use domain::subject::{Date, Snils};
use outbound::guarded::{FetchError, Rules};
use outbound::registers::Registers;
use outbound::remote::{BreakerSettings, Call, NotAnswered, RemoteSettings};
use simulate::registers::{Data, Manner, Registers as Stage, Strangers, Trouble};

use crate::server::{Behaviour, Server, answer};
use crate::stage::{call, clock, play, remote};

fn facts() -> Facts {
    let text = |text: &str| Some(text.to_owned());
    Facts {
        surname: text("Соколова"),
        name: text("Вера"),
        birth_date: Date::parse("1985-04-12").ok(),
        snils: text("90000000788"),
        passport: Some(PassportFacts { series: "4511".into(), number: "000001".into(), issue_date: None }),
        ..Facts::default()
    }
}

/// Of the register of passports, and of the pension register.
fn both() -> [Question; 2] {
    let all = questions(&facts(), &Date::parse("2026-11-30").expect("a date"));
    assert!(Snils::parse("90000000788").is_ok());
    all.try_into().expect("two questions")
}

fn trouble(manner: Manner, seconds: u64, times: Option<u32>) -> Trouble {
    Trouble { register: "fms".into(), number: None, manner, seconds, times }
}

async fn stage(settings: impl FnOnce(RemoteSettings) -> RemoteSettings) -> (Stage, Registers) {
    let stage = Stage::new(Data { strangers: Strangers::Sound, ..Data::default() }, clock());
    let registers = Registers::new(&settings(remote(&play(stage.router()).await))).expect("a client");
    (stage, registers)
}

/// A client of a server that behaves so, and the server.
async fn against(behaviour: Behaviour) -> (Server, Registers) {
    let server = Server::start(behaviour).await;
    let settings = RemoteSettings { timeout: Duration::from_millis(400), ..remote(&format!("http://{}", server.address)) };
    (server, Registers::new(&settings).expect("a client"))
}

fn asked(stage: &Stage) -> u64 {
    stage.asked().get("passport").copied().unwrap_or(0)
}

#[tokio::test]
async fn a_slip_is_passed_over_by_asking_again() {
    let (stage, registers) = stage(|settings| settings).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Error, 0, Some(1)));
    stage.trouble(trouble(Manner::Down, 0, Some(1)));
    assert_eq!(registers.ask(&passport, &call("q-1")).await.expect("an answer"), Answer::Faults(vec![]));
    assert_eq!(asked(&stage), 3);
    assert_eq!(registers.figures()[0].outcomes, [("answered", 1), ("status", 2)]);
}

#[tokio::test]
async fn nobody_is_asked_more_than_three_times() {
    let (stage, registers) = stage(|settings| settings).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Error, 0, None));
    let outcome = registers.ask(&passport, &call("q-1")).await;
    assert!(matches!(outcome, Err(NotAnswered::Status(500))), "{outcome:?}");
    assert_eq!(asked(&stage), 3);
}

#[tokio::test]
async fn who_asks_to_be_left_alone_is_left_alone() {
    let (stage, registers) = stage(|settings| settings).await;
    let [passport, snils] = both();
    stage.trouble(trouble(Manner::Busy, 120, Some(1)));
    let outcome = registers.ask(&passport, &call("q-1")).await;
    assert!(matches!(outcome, Err(NotAnswered::Later { status: 429, wait }) if wait == Duration::from_secs(120)), "{outcome:?}");
    let outcome = registers.ask(&passport, &call("q-1")).await.expect_err("it rests");
    assert_eq!(outcome.code(), "resting");
    assert!(outcome.wait().is_some_and(|wait| wait > Duration::from_secs(60) && wait <= Duration::from_secs(120)), "{outcome:?}");
    assert_eq!(asked(&stage), 1, "while it rests nothing is sent");
    assert!(registers.ask(&snils, &call("q-2")).await.is_ok(), "another register is another matter");
    assert_eq!(registers.figures().map_words(), [("fms", "open"), ("pfr", "closed"), ("fns", "closed")]);
}

#[tokio::test]
async fn failures_in_a_row_open_the_breaker() {
    let breaker = BreakerSettings { failures: 4, ..remote("").breaker };
    let (stage, registers) = stage(|settings| RemoteSettings { breaker, ..settings }).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Down, 0, None));
    assert!(matches!(registers.ask(&passport, &call("q-1")).await, Err(NotAnswered::Status(503))));
    // the fourth failure in a row opens it, so that the next attempt is not sent
    assert!(matches!(registers.ask(&passport, &call("q-2")).await, Err(NotAnswered::Resting { .. })));
    assert!(matches!(registers.ask(&passport, &call("q-3")).await, Err(NotAnswered::Resting { .. })));
    assert_eq!(asked(&stage), 4);
    assert_eq!(registers.figures().map_words(), [("fms", "open"), ("pfr", "closed"), ("fns", "closed")]);
}

#[tokio::test]
async fn after_its_rest_one_answer_closes_the_breaker_again() {
    let breaker = BreakerSettings { failures: 1, rest: Duration::from_millis(1), longest: Duration::from_millis(1) };
    let (stage, registers) = stage(|settings| RemoteSettings { breaker, ..settings }).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Down, 0, Some(1)));
    // it opens, and by the time of the second attempt has rested
    assert!(registers.ask(&passport, &call("q-1")).await.is_ok());
    assert_eq!(registers.figures()[0].outcomes, [("answered", 1), ("status", 1)]);
    assert_eq!(registers.figures()[0].breaker.word(), "closed");
}

#[tokio::test]
async fn nonsense_is_no_answer_and_is_not_asked_for_again() {
    let (stage, registers) = stage(|settings| settings).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Garbage, 0, None));
    let outcome = registers.ask(&passport, &call("q-1")).await;
    assert!(matches!(outcome, Err(NotAnswered::Malformed("JSON"))), "{outcome:?}");
    assert_eq!(asked(&stage), 1);
}

#[tokio::test]
async fn a_caller_without_patience_goes_away_and_blames_nobody() {
    let breaker = BreakerSettings { failures: 1, ..remote("").breaker };
    let (stage, registers) = stage(|settings| RemoteSettings { breaker, ..settings }).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Silent, 60, Some(1)));
    let outcome = registers.ask(&passport, &Call { within: Duration::from_millis(200), ..call("q-1") }).await;
    assert!(matches!(outcome, Err(NotAnswered::OutOfTime)), "{outcome:?}");
    assert!(registers.ask(&passport, &call("q-2")).await.is_ok(), "the breaker is closed as before");
    assert_eq!(registers.figures()[0].outcomes, [("answered", 1), ("out_of_time", 1)]);
}

#[tokio::test]
async fn a_register_that_only_is_slow_is_waited_for() {
    let (stage, registers) = stage(|settings| settings).await;
    let [passport, _] = both();
    stage.trouble(trouble(Manner::Slow, 1, Some(1)));
    assert!(registers.ask(&passport, &call("q-1")).await.is_ok());
    assert_eq!(asked(&stage), 1);
}

#[tokio::test]
async fn hostile_servers_cost_a_bounded_time_and_memory() {
    let [passport, _] = both();
    for (behaviour, code, times) in [
        (Behaviour::Endless, "cut", 3),
        (Behaviour::Slow, "cut", 3),
        (Behaviour::Silent, "timed_out", 3),
        (Behaviour::HangUp, "broken_off", 3),
        (Behaviour::EndlessHead, "broken_off", 3),
        (answer("200 OK", &[]), "malformed", 1),
        (answer("302 Found", &["location: http://127.0.0.1/"]), "status", 1),
        (answer("400 Bad Request", &[]), "status", 1),
        (answer("403 Forbidden", &[]), "denied", 1),
        (answer("429 Too Many Requests", &["retry-after: soon"]), "status", 1),
        (answer("501 Not Implemented", &[]), "status", 1),
        (answer("503 Service Unavailable", &["retry-after: 5"]), "later", 1),
    ] {
        let begun = Instant::now();
        let (server, registers) = against(behaviour).await;
        let error = registers.ask(&passport, &call("q-1")).await.expect_err("no answer");
        assert_eq!((error.code(), registers.figures()[0].outcomes.clone()), (code, vec![(code, times)]), "{error:?}");
        assert!(server.received().len() <= 3 && begun.elapsed() < Duration::from_secs(20), "{error:?}");
    }
}

#[tokio::test]
async fn an_address_of_the_inside_is_not_called_and_says_nothing_of_the_register() {
    let server = Server::start(answer("200 OK", &[])).await;
    let breaker = BreakerSettings { failures: 1, ..BreakerSettings::default() };
    let settings = RemoteSettings { rules: Rules::default(), breaker, ..remote(&format!("http://{}", server.address)) };
    let registers = Registers::new(&settings).expect("a client");
    assert!(registers.check().is_err());
    let [passport, _] = both();
    for _ in 0..3 {
        let outcome = registers.ask(&passport, &call("q-1")).await;
        assert!(matches!(outcome, Err(NotAnswered::Fetch(FetchError::Blocked(_)))), "{outcome:?}");
    }
    assert_eq!(server.connections(), 0);
}

trait Words {
    fn map_words(&self) -> Vec<(&'static str, &'static str)>;
}

impl Words for Vec<outbound::remote::Figures> {
    fn map_words(&self) -> Vec<(&'static str, &'static str)> {
        self.iter().map(|figures| (figures.counterpart, figures.breaker.word())).collect()
    }
}
