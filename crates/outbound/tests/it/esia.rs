//! The state portal, played by the simulator.

use domain::subject::{Date, Snils};
use outbound::esia::{Created, Esia, NewConfirmation, Outcome};
use outbound::remote::NotAnswered;
use simulate::esia::{Data, Esia as Stage, State};

use crate::server::{Server, answer};
use crate::stage::{NOW, call, clock, play, remote};

const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

async fn stage() -> (Stage, Esia) {
    let stage = Stage::new(Data::built_in(), clock());
    let esia = Esia::new(&remote(&play(stage.router()).await)).expect("a client");
    (stage, esia)
}

async fn create(esia: &Esia, id: &str, snils: &str, birth_date: &str) -> Result<Created, NotAnswered> {
    let (snils, birth_date) = (Snils::parse(snils).expect("a СНИЛС"), Date::parse(birth_date).expect("a date"));
    let text = "Заявление на выпуск сертификата";
    let asked = NewConfirmation { snils: &snils, birth_date: &birth_date, digest: DIGEST, digest_algorithm: "sha256", text };
    esia.create(&asked, &call(id)).await
}

/// Everything that is said of a confirmation until it is over, a line for each change.
async fn followed(esia: &Esia, snils: &str, birth_date: &str) -> Vec<Outcome> {
    let created = create(esia, snils, snils, birth_date).await.expect("created");
    let mut told = vec![created.outcome];
    while told.last() == Some(&Outcome::InProgress) && told.len() < 20 {
        told.push(esia.poll(&created.id, &call("p-1")).await.expect("an answer"));
    }
    told
}

#[tokio::test]
async fn a_person_confirms_rejects_or_lets_it_expire_after_a_while() {
    let (stage, esia) = stage().await;
    let confirmed = Outcome::Confirmed { at: NOW, oid: "1000000001".to_owned() };
    for (snils, birth_date, end) in [
        ("90000000788", "1985-04-12", confirmed),
        ("90000001487", "1979-09-30", Outcome::Rejected),
        ("90000002186", "1991-01-08", Outcome::Expired),
    ] {
        let waiting = || Outcome::InProgress;
        assert_eq!(followed(&esia, snils, birth_date).await, [waiting(), waiting(), waiting(), end], "{snils}");
    }
    assert!(stage.all().iter().all(|(_, confirmation)| confirmation.digest == DIGEST && confirmation.text.starts_with("Заявление")));
}

#[tokio::test]
async fn whoever_has_no_confirmed_account_is_not_found() {
    let (_stage, esia) = stage().await;
    for (snils, birth_date) in [("90000002893", "1993-06-21"), ("90000000788", "1985-04-13"), ("90000004998", "1985-04-12")] {
        assert_eq!(followed(&esia, snils, birth_date).await, [Outcome::UserNotFound], "{snils}");
    }
}

#[tokio::test]
async fn repeated_under_one_id_it_is_one_confirmation() {
    let (stage, esia) = stage().await;
    let [first, again] = [(); 2].map(|()| create(&esia, "r-1", "90000000788", "1985-04-12"));
    assert_eq!(first.await.expect("created").id, again.await.expect("created").id);
    create(&esia, "r-2", "90000000788", "1985-04-12").await.expect("created");
    assert_eq!(stage.all().len(), 2);
}

#[tokio::test]
async fn a_person_who_takes_their_time_acts_by_the_controls() {
    let (stage, esia) = stage().await;
    let created = create(&esia, "r-1", "90000003592", "1988-12-05").await.expect("created");
    for _ in 0..5 {
        assert_eq!(esia.poll(&created.id, &call("p-1")).await.expect("an answer"), Outcome::InProgress);
    }
    assert!(stage.act(&created.id, State::Confirmed));
    assert!(!stage.act(&created.id, State::Rejected), "it is over");
    assert!(matches!(esia.poll(&created.id, &call("p-1")).await, Ok(Outcome::Confirmed { .. })));
}

#[tokio::test]
async fn what_the_portal_does_not_keep_has_expired_and_a_portal_that_is_down_says_nothing() {
    let (stage, esia) = stage().await;
    assert_eq!(esia.poll("confirmation-of-long-ago", &call("p-1")).await.expect("an answer"), Outcome::Expired);
    assert!(matches!(esia.poll("../status", &call("p-1")).await, Err(NotAnswered::Malformed("id"))));
    stage.set_down(true);
    assert!(matches!(create(&esia, "r-1", "90000000788", "1985-04-12").await, Err(NotAnswered::Status(503))));
    let status = esia.status(&call("s-1")).await.expect("an answer");
    assert!(!status.up && status.simulator);
    stage.set_down(false);
    assert!(create(&esia, "r-1", "90000000788", "1985-04-12").await.is_ok());
}

#[tokio::test]
async fn what_is_known_of_a_person_stands_in_the_body_and_nowhere_else() {
    let server = Server::start(answer("200 OK", &[])).await;
    let esia = Esia::new(&remote(&format!("http://{}", server.address))).expect("a client");
    let error = create(&esia, "r-1", "90000000788", "1985-04-12").await.expect_err("the server talks nonsense");
    let received = server.received().remove(0);
    assert_eq!(received.line, "POST /v1/confirmations HTTP/1.1");
    let shown = format!("{error} {error:?} {:?}", received.headers);
    for datum in ["90000000788", "1985-04-12"] {
        assert!(String::from_utf8_lossy(&received.body).contains(datum) && !shown.contains(datum), "{datum}");
    }
}
