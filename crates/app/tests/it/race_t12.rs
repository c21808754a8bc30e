//! 32 clients on four nodes sign, approve, refuse and revoke the same package; the judge replays the event log through the state machine.
//!
//! `SURGUCH_RACE_PACKAGES` sets on how many packages; 200 by default.

use std::collections::BTreeMap;
use std::time::Duration;

use app::package::{NewParticipant, Signing};
use app::{AppError, Call, Ctx};
use domain::code::{self, Kind};
use domain::id::{CertificateId, PackageId, ParticipantId};
use domain::office::package::{Command, Status};
use domain::office::{Package, Participant, ParticipantState, Role, Route};
use domain::subject::Reason;
use store::table::event::Event;
use testhouse::{House, Signatory};

const CLIENTS: usize = 32;
/// Packages raced at the same time, so that connections are never idle.
const AT_ONCE: usize = 4;

fn packages() -> usize {
    std::env::var("SURGUCH_RACE_PACKAGES").ok().and_then(|text| text.parse().ok()).unwrap_or(200)
}

fn reason() -> Reason {
    Reason::parse("передумали").unwrap()
}

/// What one client tries. Who comes before their turn tries again, so that signatures keep racing until the end.
async fn act(client: usize, seed: usize, ctx: Ctx, call: Call, package: Package, signers: Vec<Signatory>) -> Result<Package, AppError> {
    const PATIENCE: usize = 40;
    for _ in 0..PATIENCE {
        match attempt(client, seed, &ctx, &call, &package, &signers).await {
            Err(error) if error.code == code::PACKAGE_NOT_YOUR_TURN => tokio::time::sleep(Duration::from_millis(1)).await,
            outcome => return outcome,
        }
    }
    attempt(client, seed, &ctx, &call, &package, &signers).await
}

async fn attempt(
    client: usize,
    seed: usize,
    ctx: &Ctx,
    call: &Call,
    package: &Package,
    signers: &[Signatory],
) -> Result<Package, AppError> {
    let signer = &signers[client % signers.len()];
    let line = |user| package.route.participants().iter().find(|one| one.who.user == Some(user)).map(|one| one.id);
    let approver = package.route.participants().iter().find(|one| one.role == Role::Approver).map(|one| one.id);
    match client {
        // those who would end it otherwise come at any moment of the route, and not in every package
        30 if seed.is_multiple_of(3) => {
            tokio::time::sleep(Duration::from_millis(seed as u64 % 12)).await;
            app::package::revoke(ctx, call, package.id, reason()).await.map(|done| done.value)
        }
        31 if seed % 3 == 1 => {
            tokio::time::sleep(Duration::from_millis(seed as u64 % 12)).await;
            app::package::refuse(ctx, call, package.id, line(signer.user), reason()).await.map(|done| done.value)
        }
        22..=29 => app::package::approve(ctx, call, package.id, approver).await.map(|done| done.value),
        _ => {
            let signing = Signing { certificate: signer.certificate, participant: None, code: None };
            app::package::sign(ctx, call, package.id, signing).await.map(|done| done.value)
        }
    }
}

/// Who starts when: a few orders in which the enders come late, early or in between.
fn order(seed: usize) -> Vec<usize> {
    let mut clients: Vec<usize> = (0..CLIENTS).collect();
    let mut state = (seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    for at in (1..CLIENTS).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        clients.swap(at, (state >> 33) as usize % (at + 1));
    }
    clients
}

async fn race(seed: usize, nodes: Vec<Ctx>, call: Call, package: Package, signers: Vec<Signatory>) -> Result<(), String> {
    let clients: Vec<_> = order(seed)
        .into_iter()
        .map(|client| {
            let node = nodes[client % nodes.len()].clone();
            tokio::spawn(act(client, seed, node, call.clone(), package.clone(), signers.clone()))
        })
        .collect();
    for client in clients {
        if let Err(error) = client.await.map_err(|error| error.to_string())?
            && !matches!(error.kind(), Kind::RejectedByState | Kind::Conflict)
        {
            return Err(format!("a loser gets a typed conflict, not {error:?}"));
        }
    }
    Ok(())
}

/// Replays the log through `apply`, and compares what it gives with the log itself and with the rows.
fn judge(package: &Package, log: &[Event], signatures: usize) -> Result<&'static str, String> {
    let mut replayed = unsent(package);
    let mut kinds: Vec<String> = Vec::new();
    for event in log {
        let Some(command) = command(event)? else { continue };
        let (next, events) = replayed.apply(command, event.at).map_err(|rejected| format!("{} was not legal: {rejected}", event.kind))?;
        kinds.extend(events.iter().map(|event| event.kind().to_owned()));
        replayed = next;
    }
    let logged: Vec<String> = log.iter().map(|event| event.kind.clone()).collect();
    if kinds != logged {
        return Err(format!("the log {logged:?} is not what the machine says: {kinds:?}"));
    }
    if words(&replayed) != words(package) {
        return Err(format!("rows {:?}, replayed {:?}", words(package), words(&replayed)));
    }
    let ends = logged.iter().filter(|kind| kind.starts_with("package.") && *kind != "package.sent").count();
    if ends != usize::from(package.status.is_final()) {
        return Err(format!("{ends} ends"));
    }
    let signed = package.route.participants().iter().filter(|one| matches!(one.state, ParticipantState::Signed { .. })).count();
    if signatures != signed * package.files.len() {
        return Err(format!("{signatures} signatures of {signed} signers"));
    }
    Ok(package.status.word())
}

fn unsent(package: &Package) -> Package {
    let waiting = package.route.participants().iter().map(|one| Participant { state: ParticipantState::Waiting, ..one.clone() });
    Package { status: Status::Draft, route: Route::new(waiting.collect()).unwrap(), ..package.clone() }
}

/// The command that an event came of; none for what follows from another.
fn command(event: &Event) -> Result<Option<Command>, String> {
    let data: serde_json::Value = serde_json::from_str(&event.data).map_err(|error| error.to_string())?;
    let participant = || ParticipantId::parse(data["participant"]["id"].as_str().unwrap_or_default()).map_err(|error| error.to_string());
    Ok(Some(match event.kind.as_str() {
        "package.sent" => Command::Send,
        "participant.signed" => {
            let certificate =
                CertificateId::parse(data["certificate_id"].as_str().unwrap_or_default()).map_err(|error| error.to_string())?;
            Command::Sign { participant: participant()?, certificate }
        }
        "participant.approved" => Command::Approve { participant: participant()? },
        "participant.refused" => Command::Refuse { participant: participant()?, reason: reason() },
        "package.revoked" => Command::Revoke { reason: reason() },
        "package.completed" | "package.refused" | "participant.turn_started" => return Ok(None),
        other => return Err(format!("unexpected event {other}")),
    }))
}

fn words(package: &Package) -> (&'static str, Vec<(ParticipantId, &'static str)>) {
    (package.status.word(), package.route.participants().iter().map(|one| (one.id, one.state.word())).collect())
}

async fn log_of(house: &House, id: PackageId) -> Vec<Event> {
    let licensee = house.licensee;
    house.ctx.store.read(move |tx| store::table::event::of_subject(tx, licensee, &id.to_string(), 1000)).await.unwrap()
}

testkit::both_own! {
    async fn every_race_leaves_exactly_one_legal_history(db: TestDatabase) {
        let house = House::on(&db).await;
        let nodes: Vec<Ctx> = (0..4).map(|_| house.another_node(&db)).collect();
        let mut signers: Vec<Signatory> = Vec::new();
        for _ in 0..3 {
            signers.push(house.signatory(house.own_company).await);
        }
        let approver = house.person().await;
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        let mut seed = 0;
        while seed < packages() {
            let mut races = Vec::new();
            for _ in 0..AT_ONCE.min(packages() - seed) {
                let approves = NewParticipant { order: 2, role: Role::Approver, user: Some(approver.id), phone: None, company: None };
                let package = house.package(vec![signers[0].signs(1), signers[1].signs(1), approves, signers[2].signs(3)]).await;
                races.push((seed, package.id, tokio::spawn(race(seed, nodes.clone(), house.call(), package, signers.clone()))));
                seed += 1;
            }
            for (seed, id, race) in races {
                race.await.unwrap().unwrap_or_else(|error| panic!("seed {seed}: {error}"));
                house.ctx.store.sequencer().pass().await.unwrap();
                let package = app::package::get(&house.ctx, &house.call(), id).await.unwrap();
                let signatures = app::package::signatures(&house.ctx, &house.call(), id, app::Slice::first(200)).await.unwrap().items.len();
                let end = judge(&package, &log_of(&house, id).await, signatures).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
                *ends.entry(end).or_default() += 1;
            }
        }
        assert!(ends.contains_key("completed") && ends.len() >= 2, "the race is no race: {ends:?}");
        println!("{} packages raced by {CLIENTS} clients: {ends:?}", packages());
    }
}
