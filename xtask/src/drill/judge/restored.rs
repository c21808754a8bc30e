//! A house made out of a backup: the journal up to the backup, in the rows, in the files and in the feed.

use std::collections::BTreeSet;
use std::path::Path;

use app::Ctx;
use client::Client;
use store::{StoreError, sql};

use super::{Court, Judged, packages, settle};
use crate::drill::ledger::{Activated, PackageKept};
use crate::drill::world::World;
use crate::office::{Outcome, Receiver};

/// What had been acknowledged when the backup was begun, and the number of the last event that the backup says it holds.
pub struct Promise {
    pub packages: Vec<PackageKept>,
    pub activated: Vec<Activated>,
    pub last: i64,
}

impl Promise {
    /// What clients know now.
    pub fn now(world: &World) -> Self {
        Self { packages: world.ledger.packages.all(), activated: world.ledger.activated.all(), last: 0 }
    }
}

/// `ctx` and `client` are of the restored house, `source` of the one that the backup is of.
pub async fn restored(
    world: &World,
    receiver: &Receiver,
    (client, ctx): (Client, &Ctx),
    source: &Ctx,
    promise: Promise,
) -> Outcome<Judged> {
    let here = Court { world, client, ctx, receiver };
    let mut judged = Judged::default();
    for one in &promise.activated {
        let found = here.client.certificate(&one.certificate).await;
        here.require(found.is_ok(), || format!("lost: certificate {}", one.certificate));
    }
    judged.figure("certificates", promise.activated.len());
    packages::these(&here, promise.packages, &mut judged).await?;
    let now = settle::settle(&here, &mut judged).await?;
    let there = settle::feed(&Court { world, client: here.client.clone(), ctx: source, receiver }).await?;
    let upto = usize::try_from(promise.last)?;
    let same = now.len() >= upto && there.len() >= upto && now[..upto] == there[..upto];
    here.require(same, || format!("the feed up to event {upto} is another one: {} here, {} there", now.len(), there.len()));
    judged.figure("events, the same to the byte", upto);
    let findings = ctx.store.read(|tx| ca::self_check(tx).map_err(app::AppError::from)).await?;
    here.require(findings.is_empty(), || format!("the authority's self-check: {findings:?}"));
    Ok(judged)
}

/// Neither a blob that no row names nor a row without its blob; to be asked before the house works.
pub async fn blobs(world: &World, ctx: &Ctx, data: &Path) -> Outcome<usize> {
    let named: Vec<String> = ctx
        .store
        .read(|tx| tx.many(sql!("SELECT blob FROM content WHERE bytes IS NULL"), &[], |row| row.get(0)))
        .await
        .map_err(|error: StoreError| error.to_string())?;
    let named: BTreeSet<String> = named.into_iter().collect();
    let mut lying = BTreeSet::new();
    for outer in std::fs::read_dir(data.join("blobs"))? {
        for inner in std::fs::read_dir(outer?.path())? {
            for blob in std::fs::read_dir(inner?.path())? {
                lying.insert(blob?.file_name().to_string_lossy().into_owned());
            }
        }
    }
    let (orphans, missing) = (lying.difference(&named).count(), named.difference(&lying).count());
    world.tally.require(orphans + missing == 0, || format!("{orphans} orphan blobs, {missing} missing"));
    Ok(named.len())
}
