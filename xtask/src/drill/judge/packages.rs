//! Every package as it was acknowledged: its state, its files, its signatures.

use std::collections::{BTreeMap, BTreeSet};

use client::Listing;
use futures::{StreamExt, stream};
use pki::path::{Revocation, Trust};
use pki::{Certificate, Time};
use wire::office::Package;

use super::{AT_ONCE, Court, Judged};
use crate::drill::ledger::{Act, PackageKept};
use crate::office::Outcome;

/// Who is trusted.
struct Chain {
    anchors: Vec<Certificate>,
    intermediates: Vec<Certificate>,
    now: Time,
}

/// Returns the packages as they are now, with what was kept of them.
pub async fn judge(court: &Court<'_>, judged: &mut Judged) -> Outcome<Vec<(PackageKept, Package)>> {
    let kept = court.world.ledger.packages.all();
    none_twice(court, &kept).await?;
    these(court, kept, judged).await
}

/// The same for some of them.
pub async fn these(court: &Court<'_>, kept: Vec<PackageKept>, judged: &mut Judged) -> Outcome<Vec<(PackageKept, Package)>> {
    let chain = pki::certificate::chain_from_pem(&court.client.trust_chain().await?)?;
    let (anchors, intermediates) = chain.into_iter().partition(Certificate::is_self_issued);
    let chain = Chain { anchors, intermediates, now: Time::from_unix(court.ctx.now().seconds()) };
    let chain = &chain;
    let each = kept.into_iter().map(|kept| async move {
        let id = kept.created.id.clone();
        one(court, kept, chain).await.map_err(|error| court.world.tally.violation(format!("lost: package {id}: {error}"))).ok()
    });
    let found: Vec<_> = stream::iter(each).buffer_unordered(AT_ONCE).filter_map(std::future::ready).collect().await;
    let mut by_status: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, package, _) in &found {
        *by_status.entry(package.status.as_str()).or_default() += 1;
    }
    judged.figure("packages", format!("{} {by_status:?}", found.len()));
    judged.figure("files read back", found.iter().map(|(_, package, _)| package.files.len()).sum::<usize>());
    judged.figure("signatures verified", found.iter().map(|(_, _, signatures)| signatures).sum::<usize>());
    Ok(found.into_iter().map(|(kept, package, _)| (kept, package)).collect())
}

/// A name belongs to one idempotency key, so a name that is there twice is an effect that happened twice.
async fn none_twice(court: &Court<'_>, kept: &[PackageKept]) -> Outcome<()> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut after = None;
    loop {
        let page = court.client.packages(&Listing { limit: Some(200), after, ..Listing::default() }).await?;
        for package in page.data {
            *names.entry(package.name).or_default() += 1;
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    for (name, count) in &names {
        court.require(*count == 1, || format!("doubled: {count} packages called {name}"));
    }
    for one in kept {
        let name = one.asked.name.clone().unwrap_or_default();
        court.require(names.remove(&name).is_some(), || format!("lost: package {} ({name}) is not in the list", one.created.id));
    }
    court.require(names.is_empty(), || format!("packages that nobody was promised: {names:?}"));
    Ok(())
}

async fn one(court: &Court<'_>, kept: PackageKept, chain: &Chain) -> Outcome<(PackageKept, Package, usize)> {
    let id = kept.created.id.as_str();
    let package = court.client.package(id).await?;
    let wrong = |what: &str| court.world.tally.violation(format!("{id}: {what}; acts {:?}; now {package:?}", kept.acts));
    if (&package.name, &package.external_id, &package.created_at)
        != (&kept.created.name, &kept.created.external_id, &kept.created.created_at)
    {
        wrong("it is another package than was acknowledged");
    }
    if package.status != status(&kept, &package) {
        wrong(&format!("lost or doubled: its status should be {}", status(&kept, &package)));
    }
    for (word, done) in [("signed", signed(&kept)), ("approved", approved(&kept)), ("viewed", viewed(&kept)), ("refused", refused(&kept))] {
        let now: BTreeSet<&str> = package.participants.iter().filter(|one| one.status == word).map(|one| one.id.as_str()).collect();
        if now != done {
            wrong(&format!("lost or doubled: {word} by {now:?}, acknowledged {done:?}"));
        }
    }
    if package.participants.iter().any(|one| ["waiting", "active"].contains(&one.status.as_str()) && one.role != "observer") {
        wrong("stuck: somebody's turn has not passed");
    }
    files(court, &kept, &package).await?;
    let signatures = signatures(court, &kept, &package, chain).await?;
    Ok((kept, package, signatures))
}

fn by(kept: &PackageKept, pick: impl Fn(&Act) -> Option<&String>) -> BTreeSet<&str> {
    kept.acts.iter().filter_map(pick).map(String::as_str).collect()
}

fn signed(kept: &PackageKept) -> BTreeSet<&str> {
    by(kept, |act| if let Act::Signed(who) = act { Some(who) } else { None })
}

fn approved(kept: &PackageKept) -> BTreeSet<&str> {
    by(kept, |act| if let Act::Approved(who) = act { Some(who) } else { None })
}

fn viewed(kept: &PackageKept) -> BTreeSet<&str> {
    by(kept, |act| if let Act::Viewed(who) = act { Some(who) } else { None })
}

fn refused(kept: &PackageKept) -> BTreeSet<&str> {
    by(kept, |act| if let Act::Refused(who) = act { Some(who) } else { None })
}

/// What its acknowledged acts make of it.
fn status(kept: &PackageKept, package: &Package) -> &'static str {
    let done = signed(kept).len() + approved(kept).len();
    let needed = package.participants.iter().filter(|one| one.role != "observer").count();
    match () {
        () if kept.acts.contains(&Act::Revoked) => "revoked",
        () if !refused(kept).is_empty() => "refused",
        () if done == needed => "completed",
        () if kept.asked.send || kept.acts.contains(&Act::Sent) => "sent",
        () => "draft",
    }
}

async fn files(court: &Court<'_>, kept: &PackageKept, package: &Package) -> Outcome<()> {
    let id = &package.id;
    let there = court.client.package_files(id).await?;
    court.require(there == package.files && there.len() == kept.files.len(), || format!("{id}: its files differ: {there:?}"));
    for (file, (name, sample)) in there.iter().zip(&kept.files) {
        let sample = &court.world.samples[*sample];
        let mut bytes = Vec::new();
        court.client.download(&file.id, &mut bytes).await?;
        let same =
            app::sha256_hex(&bytes) == sample.sha256 && file.sha256 == sample.sha256 && file.size == sample.size && file.name == *name;
        court.require(same, || format!("lost: {id}, file {} is not what was uploaded", file.id));
    }
    Ok(())
}

/// One by every signer under every file, and each of them verifies against the client's own digest.
async fn signatures(court: &Court<'_>, kept: &PackageKept, package: &Package, chain: &Chain) -> Outcome<usize> {
    let all = court.client.package_signatures(&package.id).await?;
    let signers = signed(kept);
    let places: BTreeSet<(&str, &str)> = all.iter().map(|one| (one.participant_id.as_str(), one.file_id.as_str())).collect();
    let right = all.len() == signers.len() * package.files.len() && places.len() == all.len();
    court.require(right && places.iter().all(|(who, _)| signers.contains(who)), || {
        format!("{}: {} signatures by {} signers under {} files", package.id, all.len(), signers.len(), package.files.len())
    });
    for one in &all {
        let sample = package.files.iter().zip(&kept.files).find(|(file, _)| file.id == one.file_id).map(|(_, (_, sample))| *sample);
        let digests = sample.map_or(&[][..], |sample| &court.world.samples[sample].digests);
        let cms = court.client.signature_content(&one.id).await?;
        let trust = Trust {
            anchors: &chain.anchors,
            intermediates: &chain.intermediates,
            crls: &[],
            revocation: Revocation::Ignored,
            proven: None,
        };
        let report = signature::verify(&cms, digests, &trust, chain.now);
        court.require(report.passed(), || format!("{}: signature {} does not verify: {}", package.id, one.id, report.verdict()));
    }
    Ok(all.len())
}
