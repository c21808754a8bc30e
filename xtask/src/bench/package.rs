//! `cargo xtask bench package [--seconds N] [--rounds N] [--folder DIR] [--binary FILE]`: whole packages over HTTP, each created with a
//! file, signed by an employee of the own company, and completed, beside what the same disk gives a program that commits row by row.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Client, Upload};
use serde_json::Value;
use store::Store;
use wire::office::{NewCertificateRequest, NewPackage, NewParticipant, NewUser, PutMember, SignPackage};

use super::figures::Figures;
use super::{machine, peer, use_case};
use crate::office::{Chance, Kind, Office, Outcome, Place};

const CLIENTS: [usize; 2] = [1, 16];
/// Bytes of a package's file.
const FILE: usize = 16 << 10;

struct Plan {
    seconds: u64,
    rounds: usize,
    folder: PathBuf,
    binary: Option<PathBuf>,
}

/// Runs the command.
pub fn run(words: &[&str]) -> ExitCode {
    let outcome = plan(words).and_then(|plan| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(measure(&plan))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench package: {error}");
            ExitCode::FAILURE
        }
    }
}

fn plan(words: &[&str]) -> Outcome<Plan> {
    let mut plan = Plan { seconds: 3, rounds: 3, folder: std::env::temp_dir(), binary: None };
    for pair in words.chunks(2) {
        match pair {
            ["--seconds", value] => plan.seconds = value.parse()?,
            ["--rounds", value] => plan.rounds = value.parse()?,
            ["--folder", value] => plan.folder = value.into(),
            ["--binary", value] => plan.binary = Some(value.into()),
            other => return Err(format!("not understood: {}", other.join(" ")).into()),
        }
    }
    Ok(plan)
}

/// The server as it ships: built if nobody names another one.
fn binary(plan: &Plan) -> Outcome<PathBuf> {
    if let Some(binary) = &plan.binary {
        return Ok(binary.clone());
    }
    eprintln!("building the server");
    let status = Command::new(crate::cargo()).args(["build", "--release", "--package", "surguch"]).status()?;
    let own = std::env::current_exe()?;
    let binary = own.parent().unwrap_or(Path::new("")).join("surguch");
    if status.success() { Ok(binary) } else { Err("the server does not build".into()) }
}

/// One server with somebody who can sign.
struct Side {
    place: Place,
    office: Office,
    folder: PathBuf,
    job: Arc<Job>,
}

/// What every client does again and again.
struct Job {
    client: Client,
    package: NewPackage,
    file: Upload,
    certificate: String,
}

async fn measure(plan: &Plan) -> Outcome<()> {
    let (binary, folder) = (binary(plan)?, tempfile::Builder::new().prefix("surguch-bench-").tempdir_in(&plan.folder)?);
    // the PostgreSQL server's user has to pass through
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let mut sides = Vec::new();
    for kind in Kind::ALL {
        sides.push(Side::begin(&binary, kind, folder.path()).await?);
    }
    println!("{} rounds of {} s a row, in {}, one file of {FILE} bytes a package", plan.rounds, plan.seconds, plan.folder.display());
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        eprintln!("round {round} of {}", plan.rounds);
        figures.note("fdatasync of 4 KiB, before, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
        for side in &sides {
            side.round(plan, &mut figures).await?;
        }
        figures.note("fdatasync of 4 KiB, after, /s", machine::flushes(folder.path(), Duration::from_secs(1))?);
    }
    for side in &mut sides {
        side.office.stop().await?;
    }
    print(&figures);
    Ok(())
}

impl Side {
    async fn begin(binary: &Path, kind: Kind, folder: &Path) -> Outcome<Self> {
        let folder = folder.join(kind.name());
        std::fs::create_dir(&folder)?;
        std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let place = Place::make(kind, &folder)?;
        let mut office = Office::new(binary, &folder, &place)?;
        office.start().await?;
        let job = Arc::new(Job::prepare(&office, &folder).await?);
        // for the peer, which has its table beside ours
        let store = tokio::task::block_in_place(|| Store::open(place.database(&office.data)))?;
        use_case::prepare(&store).await.map_err(|error| error.to_string())?;
        store.close().await;
        Ok(Self { place, office, folder, job })
    }

    async fn round(&self, plan: &Plan, figures: &mut Figures) -> Outcome<()> {
        let name = self.place.kind.name();
        for clients in CLIENTS {
            let peer = match self.place.kind {
                Kind::Sqlite => peer::sqlite(&self.folder.join("peer.db"), plan.seconds)?,
                Kind::Postgres => peer::postgres(&self.place.url(), &self.folder.join("insert.sql"), clients, plan.seconds)?,
            };
            figures.note(&row_of_peer(name, clients), peer);
            let load = self.load(clients, Duration::from_secs(plan.seconds)).await?;
            figures.note(&row(name, clients, "packages /s"), load.rate);
            figures.note(&row(name, clients, "p50 us"), load.p50);
            figures.note(&row(name, clients, "p99 us"), load.p99);
            figures.note(&row(name, clients, "server's processor us a package"), load.processor);
        }
        Ok(())
    }

    /// `clients` in parallel, one package after the other, for `span`.
    async fn load(&self, clients: usize, span: Duration) -> Outcome<Load> {
        // connections and caches as they are in the middle of a day
        self.job.package().await?;
        let pid = self.office.pid().ok_or("the server has ended")?;
        let before = machine::processor_time_of(pid)?;
        let start = Instant::now();
        let running: Vec<_> = (0..clients)
            .map(|_| {
                let job = self.job.clone();
                tokio::spawn(async move {
                    let mut spans = Vec::new();
                    while start.elapsed() < span {
                        let began = Instant::now();
                        job.package().await?;
                        spans.push(began.elapsed().as_secs_f64() * 1e6);
                    }
                    Outcome::Ok(spans)
                })
            })
            .collect();
        let mut spans = Vec::new();
        for client in running {
            spans.extend(client.await??);
        }
        let elapsed = start.elapsed().as_secs_f64();
        let processor = machine::processor_time_of(pid)?.saturating_sub(before);
        spans.sort_by(f64::total_cmp);
        let at = |share: usize| spans[(spans.len() * share / 100).min(spans.len() - 1)];
        let count = spans.len() as f64;
        Ok(Load { rate: count / elapsed, p50: at(50), p99: at(99), processor: processor.as_secs_f64() * 1e6 / count })
    }
}

/// Figures of one load.
struct Load {
    rate: f64,
    p50: f64,
    p99: f64,
    processor: f64,
}

impl Job {
    /// A person's whole way to a certificate, as an integrator goes it.
    async fn prepare(office: &Office, folder: &Path) -> Outcome<Self> {
        let client = Client::new(office.url(), office.admin(&["api-key", "create"]).await?);
        let licensee: Value = serde_json::from_str(&office.admin(&["licensee", "show"]).await?)?;
        let company = licensee["own_company_id"].as_str().ok_or("the licensee has no own company")?.to_owned();
        let mut chance = Chance::new(1, 1);
        let (phone, snils) = (chance.phone(), Some(chance.snils()));
        let user = client.register(&NewUser { phone, snils, surname: "Ёжикова".into(), name: "Анна".into(), ..NewUser::default() }).await?;
        client.put_member(&company, &user.id, &PutMember { rights: vec!["signer".into()], post: Some("Директор".into()) }).await?;
        let wanted = NewCertificateRequest {
            user_id: user.id.clone(),
            company_id: Some(company.clone()),
            key: "server".into(),
            ..NewCertificateRequest::default()
        };
        let request = client.request_certificate(&wanted).await?.id;
        until(&client, &request, "documents_ready").await?;
        client.send_acceptance_code(&request).await?;
        let messages = office.admin(&["outbox", "--phone", &user.phone]).await?;
        let code = messages.lines().last().and_then(|line| line.split(|c: char| !c.is_ascii_digit()).rfind(|run| run.len() == 6));
        client.accept(&request, code.ok_or("no code came")?).await?;
        until(&client, &request, "issued").await?;
        let certificate = client.activate(&request).await?.certificate_id.ok_or("no certificate")?;
        let signer = NewParticipant { order: 1, role: "signer".into(), user_id: Some(user.id), phone: None, company_id: Some(company) };
        let path = folder.join("договор.bin");
        std::fs::write(&path, vec![7; FILE])?;
        let package = NewPackage { name: Some("Пакет".into()), send: true, participants: vec![signer], ..NewPackage::default() };
        Ok(Self { client, package, file: Upload::new(path), certificate })
    }

    /// Created, signed, completed.
    async fn package(&self) -> Outcome<()> {
        let package = self.client.create_package(&self.package, std::slice::from_ref(&self.file)).await?;
        let signing = SignPackage { certificate_id: self.certificate.clone(), participant_id: None, code: None };
        let package = self.client.sign(&package.id, &signing).await?;
        if package.status == "completed" { Ok(()) } else { Err(format!("{} is {}", package.id, package.status).into()) }
    }
}

async fn until(client: &Client, request: &str, word: &str) -> Outcome<()> {
    for _ in 0..600 {
        if client.certificate_request(request).await?.status == word {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("{request} does not become {word}").into())
}

fn row_of_peer(name: &str, clients: usize) -> String {
    match name {
        "SQLite" => format!("{name}: python3, one row a commit, FULL (before c={clients}), /s"),
        _ => format!("{name}: pgbench, one row a commit, c={clients}, /s"),
    }
}

fn row(name: &str, clients: usize, what: &str) -> String {
    format!("{name}: c={clients}, {what}")
}

fn print(figures: &Figures) {
    println!("{:<64} {:>9}  all", "", "median");
    for row in &figures.rows {
        let all: Vec<String> = figures.values[row].iter().map(|value| format!("{value:.0}")).collect();
        println!("{row:<64} {:>9.0}  {}", figures.median(row), all.join(" "));
    }
    println!();
    for kind in Kind::ALL {
        for clients in CLIENTS {
            let ours = figures.median(&row(kind.name(), clients, "packages /s"));
            let ratio = ours / figures.median(&row_of_peer(kind.name(), clients));
            println!("{}: c={clients}: {ratio:.2} x one-row commits of the same run", kind.name());
        }
    }
    println!(
        "\nA package is two calls, two durable transactions and one durable file; each transaction holds its events, audit record and\n\
         idempotency row. Clients share the machine with the server. A peer's row is alone."
    );
}
