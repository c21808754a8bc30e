//! `cargo xtask drill overload [--seconds 60] [--strict yes] [--database …] [--binary FILE]`: ten times as many requests as the server can
//! do, beside heads that never end and uploads that stop in the middle (T17). What is let in is done soon, what is not is told when to come
//! again, and afterwards everything is as before.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use wire::office::{NewPackage, NewParticipant};

use super::short::{self, Short};
use crate::load::{self, Line, Requests, Side, Work};
use crate::office::{Outcome, Watch, mebibytes};

/// Connections that send requests: enough that those which wait for an answer do not keep the others from coming.
const CONNECTIONS: usize = 1_500;
/// Requests for each that the server can do.
const TIMES: f64 = 10.0;
/// Lines of the route in each package: the clients share the machine, so what they ask for must cost much more than asking.
const LINES: u32 = 200;
/// Heads that come byte by byte, uploads that stop in the middle, and how much of each has come by then.
const SLOW_HEADS: usize = 500;
const HALF_UPLOADS: usize = 1_000;
const HALF: usize = 200 << 10;
/// What has to hold: a share of the peak, a span for what is let in, memory, and a span after which all is well.
const GOODPUT: f64 = 0.8;
const ACCEPTED_WITHIN: Duration = Duration::from_secs(2);
const MEMORY: f64 = 512.0;
const WELL_WITHIN: Duration = Duration::from_secs(5);
/// By how much a busy machine may miss them, where nobody asks to be strict.
const SLACK: f64 = 10.0;

struct Plan {
    seconds: u64,
    slack: f64,
}

/// Runs the drill.
pub fn run(words: &[&str]) -> std::process::ExitCode {
    let mut plan = Plan { seconds: 60, slack: SLACK };
    let options = Short::parse(words, |option, value| {
        match option {
            "--seconds" => plan.seconds = value.parse::<u64>()?.max(2),
            "--strict" => plan.slack = if value == "yes" { 1.0 } else { SLACK },
            _ => return Ok(false),
        }
        Ok(true)
    });
    short::run("overload", options, async |side: &mut Side| drill(side, &plan).await)
}

/// A package that is created again and again.
#[derive(Clone)]
struct Sample {
    requests: Requests,
    package: Arc<NewPackage>,
    files: Arc<[(String, Vec<u8>)]>,
}

impl Sample {
    fn of(side: &Side) -> Self {
        let signer =
            |order| NewParticipant { order, role: "signer".into(), phone: Some(format!("+7912{order:07}")), ..NewParticipant::default() };
        let package =
            NewPackage { name: Some("Пакет".into()), participants: (1..=LINES).map(signer).collect(), ..NewPackage::default() };
        Self {
            requests: side.requests.clone(), package: package.into(), files: vec![("договор.bin".to_owned(), vec![7; 1 << 10])].into()
        }
    }

    fn request(&self) -> Vec<u8> {
        self.requests.package(&*self.package, &self.files)
    }
}

/// Somebody who creates packages and minds no refusal.
struct Client {
    line: Line,
    sample: Sample,
}

impl Work for Client {
    async fn once(&mut self) -> Outcome<()> {
        let reply = self.line.ask(&self.sample.request()).await?;
        if reply.status == 201 { Ok(()) } else { Err(format!("create: {} {}", reply.status, String::from_utf8_lossy(&reply.body)).into()) }
    }
}

async fn drill(side: &mut Side, plan: &Plan) -> Outcome<()> {
    let sample = Sample::of(side);
    let clients = || (0..16).map(|_| Client { line: Line::new(sample.requests.address), sample: sample.clone() }).collect();
    let span = Duration::from_secs(plan.seconds);
    let peak = load::run(clients(), span.min(Duration::from_secs(5)), side.pid()?).await?.rate;
    let watch = Watch::begin(side.pid()?)?;
    let mut hostile = JoinSet::new();
    for _ in 0..SLOW_HEADS {
        hostile.spawn(slow_head(sample.requests.address));
    }
    for _ in 0..HALF_UPLOADS {
        hostile.spawn(half_upload(sample.clone()));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let offered = peak * TIMES;
    let tally = offer(&sample, offered, span).await?;
    let memory = mebibytes(watch.most());
    let (goodput, p99) = (tally.done.len() as f64 / span.as_secs_f64(), tally.p99());
    println!(
        "{}: peak {peak:.0}/s; offered {:.0}/s of {offered:.0}/s wanted, beside {SLOW_HEADS} slow heads and {HALF_UPLOADS} half uploads: \
         {goodput:.0}/s done ({:.0} % of the peak), p99 {p99:.2?}, {} told to come again, {} broken off, memory {memory:.0} MiB",
        side.name(),
        tally.sent as f64 / span.as_secs_f64(),
        goodput / peak * 100.0,
        tally.later,
        tally.broken,
    );
    hostile.shutdown().await;
    let well = well_again(&sample).await?;
    println!("{}: well again after {well:.2?}", side.name());
    let bounds = [
        (goodput * plan.slack < peak * GOODPUT, "too little was done"),
        (p99 > ACCEPTED_WITHIN.mul_f64(plan.slack), "what was let in took too long"),
        (memory > MEMORY, "too much memory"),
        (well > WELL_WITHIN.mul_f64(plan.slack), "too long until all was well"),
    ];
    let wrong: Vec<&str> = bounds.into_iter().filter(|(wrong, _)| *wrong).map(|(_, words)| words).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join(", ").into()) }
}

/// What came of all requests.
#[derive(Default)]
struct Tally {
    sent: u64,
    done: Vec<Duration>,
    later: u64,
    broken: u64,
}

impl Tally {
    fn p99(&self) -> Duration {
        let mut spans = self.done.clone();
        spans.sort_unstable();
        spans.get(spans.len() * 99 / 100).copied().unwrap_or_default()
    }

    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.later += other.later;
        self.broken += other.broken;
        self.done.extend(other.done);
    }
}

/// So many requests a second over all connections, whatever becomes of them.
async fn offer(sample: &Sample, rate: f64, span: Duration) -> Outcome<Tally> {
    let pace = Duration::from_secs_f64(CONNECTIONS as f64 / rate);
    let start = Instant::now();
    let mut running = JoinSet::new();
    for number in 0..CONNECTIONS {
        let sample = sample.clone();
        let first = pace.mul_f64(number as f64 / CONNECTIONS as f64);
        running.spawn(async move {
            let (mut tally, mut line, mut due) = (Tally::default(), Line::new(sample.requests.address), start + first);
            while due < start + span {
                tokio::time::sleep_until(due.into()).await;
                // who waited longer than the pace has missed a turn, and does not make up for it
                due = (due + pace).max(Instant::now());
                tally.sent += 1;
                let began = Instant::now();
                match line.ask(&sample.request()).await {
                    Ok(reply) if reply.status == 201 => tally.done.push(began.elapsed()),
                    Ok(reply) if matches!(reply.status, 429 | 503) && reply.header("retry-after").is_some() => tally.later += 1,
                    Ok(reply) => return Err(format!("{} {}", reply.head, String::from_utf8_lossy(&reply.body))),
                    Err(_) => tally.broken += 1,
                }
            }
            Ok(tally)
        });
    }
    let mut all = Tally::default();
    while let Some(client) = running.join_next().await {
        all.add(client??);
    }
    Ok(all)
}

/// A head that comes byte by byte and never ends; a connection that was cut is opened again.
async fn slow_head(address: SocketAddr) {
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await {
            let mut head = b"GET /v1/packages HTTP/1.1\r\nhost: load\r\nx-slow: ".iter().chain(std::iter::repeat(&b'a'));
            while let Some(byte) = head.next()
                && stream.write_all(&[*byte]).await.is_ok()
            {
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// An upload that stops in the middle and keeps its connection.
async fn half_upload(sample: Sample) {
    let (before, _) = sample.requests.around_file(&*sample.package, "половина.bin");
    loop {
        if let Ok(mut stream) = TcpStream::connect(sample.requests.address).await {
            let mut half = sample.requests.upload_head(Some(64 << 20));
            half.extend_from_slice(&before);
            half.resize(half.len() + HALF, 7);
            let _ = stream.write_all(&half).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// How long it takes until twenty in a row are done at once, each within a second.
async fn well_again(sample: &Sample) -> Outcome<Duration> {
    let (start, mut row) = (Instant::now(), 0);
    let mut line = Line::new(sample.requests.address);
    while row < 20 {
        let (began, reply) = (Instant::now(), line.ask(&sample.request()).await);
        let well = reply.is_ok_and(|reply| reply.status == 201) && began.elapsed() < Duration::from_secs(1);
        row = if well { row + 1 } else { 0 };
        if start.elapsed() > WELL_WITHIN.mul_f64(SLACK) {
            return Err("the server does not recover".into());
        }
        if !well {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(start.elapsed())
}
