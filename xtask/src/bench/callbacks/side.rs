//! One server, and what is measured of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use client::Client;
use store::Store;
use tokio::time::sleep;
use wire::office::{NewCompany, NewEndpoint, ReplayEvents};

use super::receiver::Receiver;
use crate::bench::{machine, peer, use_case};
use crate::office::{Kind, Office, Outcome, Place, company_inn};

const CLIENTS: [usize; 2] = [16, 64];
/// Events a second of the quiet day by which the lag is judged.
const QUIET: u64 = 200;
/// Companies of smaller numbers may be the licensee's own.
const FIRST: u64 = 1000;
/// What is left of a backlog is given up after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server with one endpoint.
pub struct Side {
    place: Place,
    office: Office,
    folder: PathBuf,
    client: Client,
    endpoint: String,
    receiver: Receiver,
    companies: Arc<AtomicU64>,
}

impl Side {
    /// Starts it.
    pub async fn begin(binary: &Path, kind: Kind, folder: &Path) -> Outcome<Self> {
        let place = Place::make(kind, folder)?;
        let mut office = Office::new(binary, folder, &place)?;
        office.start().await?;
        let client = Client::new(office.url(), office.admin(&["api-key", "create"]).await?);
        let receiver = Receiver::start().await?;
        let types = vec!["company.created".to_owned()];
        let endpoint = client.add_endpoint(&NewEndpoint { url: receiver.url.clone(), types, ..NewEndpoint::default() }).await?.id;
        // for the peer, which has its table beside ours
        let store = tokio::task::block_in_place(|| Store::open(place.database(&office.data)))?;
        use_case::prepare(&store).await.map_err(|error| error.to_string())?;
        store.close().await;
        Ok(Self { place, office, folder: folder.to_owned(), client, endpoint, receiver, companies: Arc::new(AtomicU64::new(FIRST)) })
    }

    /// Everything, printed as it comes.
    pub async fn measure(&mut self, seconds: u64) -> Outcome<()> {
        let (name, span) = (self.place.kind.name(), Duration::from_secs(seconds));
        let floor = match self.place.kind {
            Kind::Sqlite => peer::sqlite(&self.folder.join("peer.db"), 2)?,
            Kind::Postgres => peer::postgres(&self.place.url(), &self.folder.join("insert.sql"), 1, 2)?,
        };
        println!(
            "{name}: durable floor of this run: {floor:.0} one-row commits/s, {:.0} flushes of 4 KiB/s",
            machine::flushes(&self.folder, Duration::from_secs(1))?
        );
        for clients in CLIENTS {
            let begun = Instant::now();
            let work = self.load(clients, span, None).await?;
            println!(
                "{name}: c={clients}: {:.0} events/s from POST to callback, {:.2} x the floor; {:.3} ms of the server's processor an event; \
                 lag p50 {:.1} ms, p99 {:.1} ms; the last callback {:.2} s after the last POST",
                work.rate,
                work.rate / floor,
                work.processor,
                work.p50,
                work.p99,
                (begun.elapsed() - span).as_secs_f64()
            );
        }
        let quiet = self.load(8, span, Some(QUIET)).await?;
        println!("{name}: {QUIET} events/s: lag p50 {:.1} ms, p99 {:.1} ms", quiet.p50, quiet.p99);
        let events = self.companies.load(Ordering::Relaxed) - FIRST;
        let (elapsed, processor) = self.replay(events).await?;
        println!(
            "{name}: replay of {events} events: {:.0} callbacks/s, {:.3} ms of the server's processor each",
            events as f64 / elapsed,
            processor
        );
        let back = self.after_a_kill(events).await?;
        println!("{name}: after kill -9 with a backlog the first callback came {:.2} s after the start began", back.as_secs_f64());
        self.office.stop().await
    }

    /// `clients` in parallel, for `span`, at `pace` events a second or as fast as they can; ends with the last callback.
    async fn load(&self, clients: usize, span: Duration, pace: Option<u64>) -> Outcome<Work> {
        self.receiver.take_lags();
        let (pid, before) = (self.office.pid().ok_or("the server has ended")?, self.receiver.count());
        let (processor, start) = (machine::processor_time_of(pid)?, Instant::now());
        let each = pace.map(|pace| Duration::from_secs_f64(clients as f64 / pace as f64));
        let running: Vec<_> = (0..clients)
            .map(|_| {
                let (client, companies) = (self.client.clone(), self.companies.clone());
                tokio::spawn(async move {
                    let (mut made, mut next) = (0, start);
                    while start.elapsed() < span {
                        client.add_company(&company(companies.fetch_add(1, Ordering::Relaxed))).await?;
                        made += 1;
                        if let Some(each) = each {
                            next += each;
                            sleep(next.saturating_duration_since(Instant::now())).await;
                        }
                    }
                    Outcome::Ok(made)
                })
            })
            .collect();
        let mut made = 0;
        for client in running {
            made += client.await??;
        }
        self.arrived(before + made).await?;
        let elapsed = start.elapsed().as_secs_f64();
        let processor = machine::processor_time_of(pid)?.saturating_sub(processor).as_secs_f64() * 1e3 / made as f64;
        let lags = self.receiver.take_lags();
        let at = |share: usize| lags.get(lags.len() * share / 100).copied().unwrap_or(f64::NAN);
        Ok(Work { rate: made as f64 / elapsed, processor, p50: at(50), p99: at(99) })
    }

    /// Everything once more; seconds, and milliseconds of the server's processor a callback.
    async fn replay(&self, events: u64) -> Outcome<(f64, f64)> {
        let (pid, before) = (self.office.pid().ok_or("the server has ended")?, self.receiver.count());
        let (processor, start) = (machine::processor_time_of(pid)?, Instant::now());
        self.client.replay(&self.endpoint, &ReplayEvents { from_sequence: Some(1), ..ReplayEvents::default() }).await?;
        self.arrived(before + events as usize).await?;
        let processor = machine::processor_time_of(pid)?.saturating_sub(processor);
        Ok((start.elapsed().as_secs_f64(), processor.as_secs_f64() * 1e3 / events as f64))
    }

    /// Kills the server in the middle of a replay and starts it again.
    async fn after_a_kill(&mut self, events: u64) -> Outcome<Duration> {
        let before = self.receiver.count();
        self.client.replay(&self.endpoint, &ReplayEvents { from_sequence: Some(1), ..ReplayEvents::default() }).await?;
        self.arrived(before + events as usize / 4).await?;
        self.office.kill().await?;
        sleep(Duration::from_millis(300)).await;
        let (seen, start) = (self.receiver.count(), Instant::now());
        self.office.start().await?;
        self.arrived(seen + 1).await?;
        let back = start.elapsed();
        self.arrived(before + events as usize).await?;
        Ok(back)
    }

    async fn arrived(&self, count: usize) -> Outcome<()> {
        let start = Instant::now();
        while self.receiver.count() < count {
            if start.elapsed() > PATIENCE {
                return Err(format!("{} of {count} callbacks came", self.receiver.count()).into());
            }
            sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    }
}

/// Figures of one load.
struct Work {
    rate: f64,
    processor: f64,
    p50: f64,
    p99: f64,
}

fn company(number: u64) -> NewCompany {
    NewCompany {
        name: format!("ООО «Ромашка {number}»"),
        inn: company_inn(number),
        kpp: Some("770001001".into()),
        ogrn: None,
        external_id: None,
    }
}
