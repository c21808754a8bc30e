//! Two operators, two clients and a subject act at random at once, on eight connections; the judge replays the event log.
//!
//! `SURGUCH_RACE_REQUESTS` sets on how many requests; 8 by default.

use std::collections::BTreeMap;

use app::admin::{PolicyChange, change_policy};
use app::request::cabinet::KeyChoice;
use app::request::client::{self, ApplicantChange};
use app::request::{cabinet, operator};
use app::{AppError, Call, Ctx};
use domain::code::Kind as ErrorKind;
use domain::id::IssueId;
use domain::issue::Status;
use domain::issue::document::Kind;
use domain::subject::Reason;
use store::table::event::Event;
use testhouse::{House, applicant, colleague, passport};
use testkit::TestDatabase;

/// Acts of each of the eight.
const ACTS: usize = 30;

fn requests() -> usize {
    std::env::var("SURGUCH_RACE_REQUESTS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

async fn of_client(which: usize, round: usize, ctx: &Ctx, call: &Call, id: IssueId, phone: &str) -> Result<(), AppError> {
    match which {
        0 => {
            let email = Some(Some(format!("a{round}@example.ru")));
            client::edit(ctx, call, id, ApplicantChange { email, ..ApplicantChange::default() }).await.map(drop)
        }
        1 => client::put_document(ctx, call, id, Kind::Passport, passport()).await.map(drop),
        2..=4 => client::submit(ctx, call, id).await.map(drop),
        5 => client::identify(ctx, call, id, colleague()).await.map(drop),
        6 => client::remove_identification(ctx, call, id).await.map(drop),
        7 | 8 => client::forward(ctx, call, id).await.map(drop),
        9 => client::retrieve(ctx, call, id).await.map(drop),
        10 if round % 4 == 3 => client::decline(ctx, call, id, None).await.map(drop),
        11 => client::put_note(ctx, call, id, &format!("{round}")).await.map(drop),
        12 if round == ACTS - 1 => client::delete(ctx, call, id).await,
        13 => {
            client::send_statement_code(ctx, call, id).await?;
            let Some(code) = newest_code(ctx, phone).await? else { return Ok(()) };
            client::sign_statement(ctx, call, id, &code).await.map(drop)
        }
        _ => client::get(ctx, call, id).await.map(drop),
    }
}

async fn of_operator(which: usize, ctx: &Ctx, call: &Call, id: IssueId) -> Result<(), AppError> {
    match which {
        0..=2 => operator::take(ctx, call, id).await.map(drop),
        3 => operator::give_back(ctx, call, id).await.map(drop),
        4 => operator::return_with_remarks(ctx, call, id, Reason::parse("поправьте").ok(), Vec::new()).await.map(drop),
        _ => operator::approve(ctx, call, id).await.map(drop),
    }
}

/// The newest code sent to this phone; what belonged to a request that was deleted meanwhile is gone.
async fn newest_code(ctx: &Ctx, phone: &str) -> Result<Option<String>, AppError> {
    let messages = app::admin::outbox(ctx, 1000).await?;
    let message = messages.into_iter().rev().find(|message| message.phone == phone);
    let code = |text: String| text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).map(str::to_owned);
    Ok(message.and_then(|message| code(message.text)))
}

async fn of_subject(which: usize, ctx: &Ctx, id: IssueId, phone: &str, call: &mut Option<Call>) -> Result<(), AppError> {
    let Some(inside) = call else {
        cabinet::send_code(ctx, id, phone).await?;
        let Some(code) = newest_code(ctx, phone).await? else { return Ok(()) };
        let opened = cabinet::open(ctx, None, None, id, phone, &code).await?;
        *call = Some(Call::of(app::access::by_cabinet(ctx, app::ExposeSecret::expose_secret(&opened.token)).await?));
        return Ok(());
    };
    match which {
        0 | 1 => {
            cabinet::send_statement_code(ctx, inside).await?;
            let Some(code) = newest_code(ctx, phone).await? else { return Ok(()) };
            cabinet::sign_statement(ctx, inside, &code).await.map(drop)
        }
        2..=4 => cabinet::release(ctx, inside, KeyChoice::Server).await.map(drop),
        _ => cabinet::get(ctx, inside).await.map(drop),
    }
}

/// What may come of an act that others were faster than. A cabinet is closed when the request is taken back from it.
fn is_fair(error: &AppError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::RejectedByState | ErrorKind::Conflict | ErrorKind::Missing | ErrorKind::Limited | ErrorKind::Unauthenticated
    )
}

/// From which states an event may come, and to which it leads.
fn legal(change: &str, from: Option<Status>, to: Option<Status>) -> bool {
    use Status::{Approved, Correction, Preparing, Released, Releasing, Validating};
    let stays = |among: &[Status]| from == to && from.is_some_and(|from| among.contains(&from));
    match change {
        "created" => (from, to) == (None, Some(Preparing)),
        "deleted" => matches!(from, Some(Preparing | Correction | Approved)) && to.is_none(),
        "edited" | "document_put" | "document_deleted" | "page_added" | "page_deleted" => stays(&[Preparing, Correction]),
        "submitted" => matches!(from, Some(Preparing | Correction)) && to == Some(Validating),
        "taken" | "given_back" => stays(&[Validating]),
        "corrected" => (from, to) == (Some(Validating), Some(Correction)),
        "approved" => (from, to) == (Some(Validating), Some(Approved)),
        "declined" => (from, to) == (Some(Approved), Some(Correction)),
        "forwarded" | "retrieved" => stays(&[Approved]),
        "accepted" => (from, to) == (Some(Approved), Some(Releasing)),
        "release_failed" => stays(&[Releasing]),
        "released" => (from, to) == (Some(Releasing), Some(Released)),
        "checked" => stays(&[Preparing, Validating, Correction, Approved]),
        "identified" | "identification_removed" | "noted" | "statement_signed" | "key_brought" | "processing_agreed" => {
            stays(&[Preparing, Correction, Approved])
        }
        other => panic!("unexpected event {other}"),
    }
}

/// Replays the log: every step is legal, versions grow by one, forwarding and identity fit, and the end is the row.
fn judge(log: &[Event], end: Option<(Status, i64, bool)>) -> Result<&'static str, String> {
    let (mut state, mut version) = (None, 0);
    let (mut forwarded, mut identified, mut signed, mut certificates) = (false, false, false, 0);
    for event in log {
        let data: serde_json::Value = serde_json::from_str(&event.data).map_err(|error| error.to_string())?;
        let change = data["change"].as_str().unwrap_or_default();
        let next = Status::parse(data["state"].as_str().unwrap_or_default());
        if !legal(change, state, next) {
            return Err(format!("{change} from {state:?} to {next:?}"));
        }
        let told = data["version"].as_i64().unwrap_or(0);
        if told != version + 1 {
            return Err(format!("{change}: version {told} after {version}"));
        }
        match change {
            "identified" => identified = true,
            "identification_removed" if forwarded => return Err("the identity of what was forwarded was taken back".to_owned()),
            "identification_removed" => identified = false,
            "forwarded" if !identified => return Err("forwarded without an identity".to_owned()),
            "forwarded" => forwarded = true,
            "retrieved" | "declined" => forwarded = false,
            "statement_signed" => signed = true,
            "edited" => signed = false,
            "accepted" if !forwarded || !signed => return Err(format!("accepted: forwarded {forwarded}, signed {signed}")),
            "released" => certificates += 1,
            _ => {}
        }
        (state, version) = (next, told);
    }
    if certificates > 1 {
        return Err(format!("{certificates} certificates"));
    }
    match (state, end) {
        (None, None) => Ok("deleted"),
        (Some(state), Some((kept, at, in_cabinet)))
            if state == kept && version == at && (in_cabinet == (forwarded && state == Status::Approved)) =>
        {
            Ok(state.word())
        }
        other => Err(format!("the log ends as {other:?}, version {version}, forwarded {forwarded}")),
    }
}

async fn play(house: &House, nodes: &[Ctx], operators: &[Call], seed: usize) -> &'static str {
    let who = applicant();
    let phone = who.phone.clone().unwrap();
    let call = house.call();
    let id = house.whole(&call, who).await;
    let acts = (0..8_usize).map(|player| {
        let (ctx, call, operator, phone) = (nodes[player].clone(), call.clone(), operators[player % 2].clone(), phone.clone());
        let mut dice = Dice((seed * 8 + player) as u64 + 1);
        async move {
            let mut inside = None;
            for round in 0..ACTS {
                let outcome = match player {
                    0..=3 => of_client(dice.roll(14), round, &ctx, &call, id, &phone).await,
                    4 | 5 => of_operator(dice.roll(8), &ctx, &operator, id).await,
                    6 => of_subject(dice.roll(6), &ctx, id, &phone, &mut inside).await,
                    _ => {
                        house.work_on(&ctx).await;
                        house.wait_for_another_code();
                        Ok(())
                    }
                };
                if let Err(error) = outcome {
                    assert!(is_fair(&error), "seed {seed}, player {player}: {error:?}");
                }
            }
        }
    });
    futures::future::join_all(acts).await;
    house.work().await;
    house.ctx.store.sequencer().pass().await.unwrap();
    let licensee = house.licensee;
    let log = house.ctx.store.read(move |tx| store::table::event::of_subject(tx, licensee, &id.to_string(), 5000)).await.unwrap();
    let end = match client::get(&house.ctx, &call, id).await {
        Ok(seen) => {
            assert!(seen.actualized, "seed {seed}");
            Some((seen.request.status(), seen.request.version, seen.request.is_forwarded()))
        }
        Err(error) => {
            assert_eq!(error.code, domain::code::NOT_FOUND);
            None
        }
    };
    judge(&log, end).unwrap_or_else(|error| panic!("seed {seed}: {error}"))
}

/// Returns how often a request ended how.
async fn race(db: &TestDatabase, policy: PolicyChange) -> BTreeMap<&'static str, usize> {
    let house = House::on(db).await;
    change_policy(&house.ctx, house.licensee, policy).await.unwrap();
    let nodes: Vec<Ctx> = (0..8).map(|_| house.another_node(db)).collect();
    let operators = [house.operator("first").await, house.operator("second").await];
    let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..requests() {
        *ends.entry(play(&house, &nodes, &operators, seed).await).or_default() += 1;
    }
    println!("{} requests raced: {ends:?}", requests());
    ends
}

testkit::both_own! {
    async fn whoever_acts_whenever_leaves_a_legal_history(db: TestDatabase) {
        let ends = race(&db, PolicyChange::default()).await;
        assert!(ends.len() >= 2, "the race is no race: {ends:?}");
    }

    async fn beside_straight_issue_too(db: TestDatabase) {
        let ends = race(&db, PolicyChange { straight_issue: Some(true), ..PolicyChange::default() }).await;
        assert!(ends.contains_key("released"), "nothing went straight: {ends:?}");
    }
}
