//! What works over database, blobs and keys.

use std::error::Error;

use app::{AppError, Ctx, checkup};
use domain::clock::Clock;
use store::SystemClock;

use super::{Findings, address, clock};
use crate::config::{Config, SmsRoute};
use crate::data_folder::DataFolder;
use crate::wire_up::{self, Urls};

const BLOBS: &str = "blob store";
const AUTHORITY: &str = "certificate authority";
const LISTS: &str = "revocation lists";
const FORMS: &str = "forms";
const CALLBACKS: &str = "callbacks";
const SMS: &str = "text messages";
/// From when on an authority's end is spoken of.
const SOON: i64 = 90 * 24 * 3600;

pub(super) async fn check(config: &Config, folder: &DataFolder, findings: &mut Findings) {
    let (inner, place) = (config.clone(), folder.clone());
    let opened = tokio::task::spawn_blocking(move || wire_up::ctx(&inner, &place, Urls::configured(&inner))).await;
    let ctx = match opened {
        Ok(Ok(ctx)) => ctx,
        Ok(Err(failure)) => return findings.failed("adapters", failure.to_string(), "mend what it names"),
        Err(error) => return findings.failed("adapters", error.to_string(), "report it"),
    };
    clock::after(checkup::newest_record(&ctx).await.ok().flatten(), findings);
    match checkup::blobs(&ctx).await {
        Ok(()) => findings.ok(BLOBS, "a probe was written, read and deleted"),
        Err(error) => findings.failed(BLOBS, words(error), "look at the folder's rights and room, or at the bucket's"),
    }
    authority(&ctx, findings).await;
    match checkup::forms(&ctx).await {
        Ok(()) => findings.ok(FORMS, "fonts and templates print"),
        Err(error) => findings.failed(FORMS, words(error), "look at print.templates; the built-in ones need nothing"),
    }
    callbacks(config, &ctx, findings).await;
    match config.sms.route {
        SmsRoute::Outbox => findings.warn(SMS, "they stay in the outbox and nobody sends them", "for trials only: set sms.route"),
    }
    address::check(config, folder, &ctx, findings).await;
    ctx.store.clone().close().await;
}

async fn authority(ctx: &Ctx, findings: &mut Findings) {
    let advice = "look at keys/ and the master key; restore them from the backup of the same time as the database";
    let all = match checkup::authorities(ctx).await {
        Ok(all) => all,
        Err(error) => return findings.failed(AUTHORITY, words(error), advice),
    };
    if all.is_empty() {
        return findings.failed(AUTHORITY, "there is none", "start `surguch serve` once: the first start makes it");
    }
    let now = SystemClock.now();
    match all.iter().find(|one| (one.not_after.micros() - now.micros()) / 1_000_000 < SOON) {
        Some(one) => findings.warn(AUTHORITY, format!("{} ends at {}", one.name, one.not_after), "found a new one in time"),
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
        Err(error) => return findings.failed(CALLBACKS, words(error), "look at the database"),
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

/// The code with everything beneath it.
fn words(error: AppError) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
