//! Compares what was promised with what is there, over the API as any client could, and in the rows.

mod callbacks;
mod events;
mod packages;
mod people;
mod replay;
mod restored;
mod rows;
mod settle;

use app::Ctx;
use client::Client;

pub use restored::{Promise, blobs, restored};

use super::world::World;
use crate::office::Receiver;
use crate::office::{Kind, Outcome};

/// How many calls the judge makes at once.
const AT_ONCE: usize = 8;

/// What the judge counted.
#[derive(Debug, Default)]
pub struct Judged {
    /// Name and value, in the order of printing.
    pub figures: Vec<(&'static str, String)>,
}

/// What every judge gets.
struct Court<'a> {
    world: &'a World,
    /// Repeats what a busy server puts off.
    client: Client,
    ctx: &'a Ctx,
    receiver: &'a Receiver,
}

/// Everything; violations go to the tally.
pub async fn judge(world: &World, ctx: &Ctx, receiver: &Receiver, kind: Kind) -> Outcome<Judged> {
    let court = Court { world, client: world.client.with_retry(client::Retry::default()), ctx, receiver };
    let mut judged = Judged::default();
    let feed = settle::settle(&court, &mut judged).await?;
    let packages = packages::judge(&court, &mut judged).await?;
    people::judge(&court, &mut judged).await?;
    events::judge(&court, &feed, &packages, &mut judged).await?;
    callbacks::judge(&court, &feed, &mut judged);
    replay::judge(&court, &mut judged).await?;
    rows::judge(&court, kind, &mut judged).await?;
    Ok(judged)
}

impl Court<'_> {
    fn require(&self, holds: bool, what: impl FnOnce() -> String) {
        self.world.tally.require(holds, what);
    }
}

impl Judged {
    fn figure(&mut self, name: &'static str, value: impl ToString) {
        self.figures.push((name, value.to_string()));
    }
}
