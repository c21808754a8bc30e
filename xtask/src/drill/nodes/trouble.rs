//! What goes wrong around the nodes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use store::{Sql, StoreError};
use testkit::s3::{Fault, S3Server};

use super::fleet::Fleet;
use crate::drill::world::World;
use crate::office::{Chance, Outcome, Place};

/// The goal for a node's readiness to follow the database; a run fails at ten times of it only.
const FLIP: Duration = Duration::from_secs(5);
/// How long the storage of files is broken, in seconds.
const OUTAGE: (f64, f64) = (2.0, 4.0);

/// One trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// `kill -9` of a node, which is replaced at once or only after the others have noticed.
    Node,
    /// `kill -9` of PostgreSQL, which comes back a little later.
    Database,
    /// A session of some node is ended by the database.
    Session,
    /// The storage of files fails.
    Storage(Fault),
}

/// What was measured.
#[derive(Debug, Default)]
pub(super) struct Figures {
    counts: BTreeMap<&'static str, u32>,
    pub(super) node_back: Vec<Duration>,
    pub(super) unready: Vec<Duration>,
    pub(super) ready: Vec<Duration>,
    /// From the last trouble to the end of the judgement.
    pub(super) quiet: Duration,
}

impl Figures {
    /// How often what happened.
    pub(super) fn troubles(&self) -> String {
        self.counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    }
}

impl Trouble {
    /// One round, shuffled: five nodes, two databases, ten sessions, the storage in each of its ways.
    pub(super) fn round(chance: &mut Chance) -> Vec<Self> {
        let faults = [Fault::Down, Fault::Busy, Fault::Denied, Fault::Slow(Duration::from_secs(1)), Fault::Cut(400)];
        let mut round: Vec<Self> = faults.into_iter().map(Self::Storage).collect();
        round.extend([Self::Node; 5]);
        round.extend([Self::Database; 2]);
        round.extend([Self::Session; 10]);
        for at in (1..round.len()).rev() {
            round.swap(at, chance.below(at + 1));
        }
        round
    }

    /// Makes it, and sees it end.
    pub(super) async fn make(
        self,
        world: &World,
        fleet: &mut Fleet,
        place: &Place,
        storage: &S3Server,
        chance: &mut Chance,
        figures: &mut Figures,
    ) -> Outcome<()> {
        *figures.counts.entry(self.name()).or_default() += 1;
        match self {
            Self::Node => {
                let number = chance.below(fleet.count());
                fleet.node(number).kill().await?;
                // three missed beats are three seconds
                let absent = if chance.percent(50) { chance.between(4.0, 5.0) } else { chance.between(0.0, 0.5) };
                tokio::time::sleep(Duration::from_secs_f64(absent)).await;
                figures.node_back.push(fleet.node(number).start().await?);
            }
            Self::Database => database(world, fleet, place, chance, figures).await?,
            Self::Session => end_session(place).await?,
            Self::Storage(fault) => {
                storage.break_by(fault);
                tokio::time::sleep(Duration::from_secs_f64(chance.between(OUTAGE.0, OUTAGE.1))).await;
                storage.break_by(Fault::None);
            }
        }
        Ok(())
    }

    fn name(self) -> &'static str {
        match self {
            Self::Node => "node killed",
            Self::Database => "PostgreSQL killed",
            Self::Session => "session ended",
            Self::Storage(Fault::None) => "S3 sound",
            Self::Storage(Fault::Down) => "S3 down",
            Self::Storage(Fault::Busy) => "S3 busy",
            Self::Storage(Fault::Denied) => "S3 denied",
            Self::Storage(Fault::Forbidden(_)) => "S3 forbids an operation",
            Self::Storage(Fault::Skewed) => "S3 by another clock",
            Self::Storage(Fault::Slow(_)) => "S3 slow",
            Self::Storage(Fault::Cut(_)) => "S3 cut",
        }
    }
}

async fn database(world: &World, fleet: &Fleet, place: &Place, chance: &mut Chance, figures: &mut Figures) -> Outcome<()> {
    let killed = Instant::now();
    tokio::task::block_in_place(|| place.crash())?;
    let flipped = fleet.until(false, 10 * FLIP).await.map(|_| killed.elapsed());
    world.tally.require(flipped.is_some(), || "nodes stay ready without a database".to_owned());
    figures.unready.extend(flipped);
    tokio::time::sleep(Duration::from_secs_f64(chance.between(0.5, 3.0))).await;
    tokio::task::block_in_place(|| place.resume())?;
    let back = fleet.until(true, 10 * FLIP).await;
    world.tally.require(back.is_some(), || "nodes do not get ready again though the database is back".to_owned());
    figures.ready.extend(back);
    Ok(())
}

/// One of them, whoever has it.
async fn end_session(place: &Place) -> Outcome<()> {
    let store = tokio::task::block_in_place(|| place.open(1))?;
    let ended = store
        .read(|tx| {
            let text = "SELECT CASE WHEN pg_terminate_backend(pid) THEN 1 ELSE 0 END FROM pg_stat_activity \
                        WHERE application_name = 'surguch' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1";
            tx.optional(Sql::of("SELECT 1", text), &[], |row| row.get::<i64>(0))
        })
        .await
        .map_err(|error: StoreError| error.to_string());
    store.close().await;
    ended?;
    Ok(())
}
