//! What works over database, blobs and keys.

use std::error::Error;

use app::{Ctx, checkup};
use blobs::{BlobError, Denial};
use domain::clock::Clock;
use store::SystemClock;

use super::{Findings, address, clock};
use crate::config::{Config, DatabaseUrl, StorageUrl};
use crate::data_folder::DataFolder;
use crate::wire_up::{self, Urls};

const BLOBS: &str = "blob store";
const KEYS: &str = "private keys";
const AUTHORITY: &str = "certificate authority";
const LISTS: &str = "revocation lists";
const FORMS: &str = "forms";
const CALLBACKS: &str = "callbacks";
/// From when on an authority's end is spoken of.
const SOON: i64 = 90 * 24 * 3600;

pub(super) async fn check(config: &Config, folder: &DataFolder, findings: &mut Findings) {
    let (inner, within) = (config.clone(), folder.clone());
    let opened = tokio::task::spawn_blocking(move || wire_up::look(&inner, &within, Urls::configured(&inner))).await;
    let ctx = match opened {
        Ok(Ok(ctx)) => ctx,
        Ok(Err(failure)) => return findings.failed("adapters", failure.to_string(), "mend what it names"),
        Err(error) => return findings.failed("adapters", error.to_string(), "report it"),
    };
    clock::after(checkup::newest_record(&ctx).await.ok().flatten(), findings);
    match checkup::blobs(&ctx).await {
        Ok(()) => findings.ok(BLOBS, format!("{}: a probe was written, read and deleted", place(config, folder))),
        Err(error) => findings.failed(BLOBS, format!("{}: {}", place(config, folder), words(&error)), advice(&error.source)),
    }
    match waiting_keys(config, folder) {
        0 => authority(&ctx, findings).await,
        waiting => {
            let text = format!("{waiting} sealed keys lie in {} and not yet in the database", folder.keys().display());
            findings.warn(KEYS, text, "the next start of the server takes them in");
            findings.skipped(&[AUTHORITY, LISTS], "the private keys");
        }
    }
    match checkup::forms(&ctx).await {
        Ok(()) => findings.ok(FORMS, "fonts and templates print"),
        Err(error) => findings.failed(FORMS, words(&error), "look at print.templates; the built-in ones need nothing"),
    }
    callbacks(config, &ctx, findings).await;
    address::check(config, folder, &ctx, findings).await;
    ctx.store.clone().close().await;
}

/// Keys in the folder of a house whose keys belong into the database: one that has moved to PostgreSQL, or was restored there.
fn waiting_keys(config: &Config, folder: &DataFolder) -> usize {
    let moved = config.database.url != DatabaseUrl::Sqlite;
    let files = std::fs::read_dir(folder.keys()).into_iter().flatten().flatten();
    files.filter(|file| moved && file.path().extension().is_some_and(|end| end == "key")).count()
}

fn place(config: &Config, folder: &DataFolder) -> String {
    match &config.storage.url {
        StorageUrl::Folder => folder.blobs().display().to_string(),
        StorageUrl::Bucket { name, prefix } if prefix.is_empty() => format!("s3://{name}"),
        StorageUrl::Bucket { name, prefix } => format!("s3://{name}/{prefix}"),
    }
}

fn advice(error: &BlobError) -> &'static str {
    match error {
        BlobError::Full => "make room: uploads are refused",
        BlobError::NoBucket => "make the bucket, or mend storage.url",
        BlobError::Untrusted(_) => "mend storage.ca_file or storage.endpoint, or the server's certificate",
        BlobError::Denied(Denial::Key, _) => "mend storage.access_key_id",
        BlobError::Denied(Denial::Secret, _) => "mend storage.secret_access_key, or the file that holds it",
        BlobError::Denied(Denial::Clock, _) => "let chrony or systemd-timesyncd keep the clock, here and there",
        BlobError::Denied(Denial::Rights, _) => "allow this key to read, write, delete and list below the prefix",
        _ => "look at the folder's rights, or at storage.endpoint and the server behind it",
    }
}

async fn authority(ctx: &Ctx, findings: &mut Findings) {
    let advice = "look at keys/ and the master key; restore them from the backup of the same time as the database";
    let all = match checkup::authorities(ctx).await {
        Ok(all) => all,
        Err(error) => return findings.failed(AUTHORITY, words(&error), advice),
    };
    if all.is_empty() {
        return findings.failed(AUTHORITY, "there is none", "start `surguch serve` once: the first start makes it");
    }
    let now = SystemClock.now();
    match all.iter().find(|one| one.at_work && (one.not_after.micros() - now.micros()) / 1_000_000 < SOON) {
        Some(one) => findings.warn(
            AUTHORITY,
            format!("{} ends at {}", one.name, one.not_after),
            "`surguch admin ca renew`, with --root where it is the root",
        ),
        None => findings.ok(AUTHORITY, format!("{} of them: keys open, certificates are valid", all.len())),
    }
    match all.iter().find(|one| one.next_list.is_none_or(|next| next <= now)) {
        Some(one) => {
            let text =
                one.next_list.map_or_else(|| format!("{} has none", one.name), |next| format!("that of {} ended at {next}", one.name));
            findings.failed(LISTS, text, "the running server renews them; look at its log and at the jobs");
        }
        None => findings.ok(LISTS, "fresh"),
    }
}

async fn callbacks(config: &Config, ctx: &Ctx, findings: &mut Findings) {
    let wide = |text: &&String| text.split_once('/').and_then(|(_, bits)| bits.parse::<u8>().ok()).is_none_or(|bits| bits < 8);
    if let Some(network) = config.callbacks.allow.iter().find(wide) {
        let advice = "name the receivers' own networks: whoever makes endpoints could call anything inside";
        findings.warn(CALLBACKS, format!("callbacks.allow has {network}, which is very wide"), advice);
    }
    let all = match checkup::endpoints(ctx).await {
        Ok(all) => all,
        Err(error) => return findings.failed(CALLBACKS, words(&error), "look at the database"),
    };
    let active: Vec<_> = all.iter().filter(|endpoint| endpoint.state == "active").collect();
    let (mut healthy, mut troubled) = (0, 0);
    for endpoint in &active {
        let ailing = endpoint.failed > endpoint.taken;
        if !endpoint.reachable {
            troubled += 1;
            let text = format!("the address of {} may not be called", endpoint.id);
            findings.failed(CALLBACKS, text, "add its network to callbacks.allow, or change the address");
        } else if ailing {
            troubled += 1;
            let last = endpoint.taken.map_or_else(|| "never took an event".to_owned(), |at| format!("took its last event at {at}"));
            findings.warn(CALLBACKS, format!("{} fails; it {last}", endpoint.id), "look at the receiver; deliveries are tried again");
        } else {
            healthy += 1;
        }
    }
    if troubled == 0 {
        findings.ok(CALLBACKS, format!("{healthy} endpoints, none of them failing"));
    }
}

/// The error with everything beneath it. Many libraries repeat their cause in their own text.
fn words(error: &dyn Error) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        let beneath = error.to_string();
        if !text.contains(&beneath) {
            text = format!("{text}: {beneath}");
        }
        cause = error.source();
    }
    text
}
