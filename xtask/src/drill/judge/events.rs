//! The feed: no gap, nothing told twice, everything told that happened.

use std::collections::BTreeMap;

use app::event::Numbered;
use serde_json::Value;
use wire::office::Package;

use super::{Court, Judged};
use crate::drill::ledger::{Act, PackageKept};
use crate::office::Outcome;

/// How often a type was told of a package, or of a participant.
type Told = BTreeMap<(String, String), usize>;

/// Compares the feed with what the packages and requests became.
pub async fn judge(court: &Court<'_>, feed: &[Numbered], packages: &[(PackageKept, Package)], judged: &mut Judged) -> Outcome<()> {
    let mut told = Told::new();
    for (event, number) in feed.iter().zip(1..) {
        court.require(event.sequence == number, || format!("event {} has number {} in place of {number}", event.id, event.sequence));
        let body: Value = serde_json::from_slice(&event.body)?;
        let (kind, data) = (text(&body["type"]), &body["data"]);
        let parties = [&data["participant"]["id"], &data["package_id"], &data["request_id"], &data["user_id"], &data["company_id"]];
        let whom = parties.into_iter().find(|value| value.is_string());
        let about = whom.map(text).unwrap_or_default();
        // several steps of a request share one type, so their status tells them apart
        let kind = if kind == "certificate_request.step_changed" { format!("{kind}:{}", text(&data["status"])) } else { kind };
        *told.entry((kind, about)).or_default() += 1;
    }
    for (kept, package) in packages {
        for (kind, about, times) in expected(kept, package) {
            let found = told.remove(&(kind.to_owned(), about.to_owned())).unwrap_or_default();
            court.require(times.contains(&found), || format!("{}: {kind} of {about} was told {found} times; {package:?}", package.id));
        }
    }
    let ledger = &court.world.ledger;
    let people = ledger.users.all().into_iter().map(|user| ("user.registered", user.id));
    let companies = ledger.companies.all().into_iter().map(|company| ("company.created", company.id));
    let members = ledger.members.all().into_iter().map(|member| ("member.added", member.user_id));
    for (kind, about) in people.chain(companies).chain(members) {
        let found = told.remove(&(kind.to_owned(), about.clone())).unwrap_or_default();
        court.require(found == 1, || format!("{kind} of {about} was told {found} times"));
    }
    for one in ledger.activated.all() {
        for (kind, times) in [
            ("certificate_request.documents_ready", 1),
            ("certificate.activated", 1),
            ("certificate_request.step_changed:accepted", 1),
            ("certificate_request.step_changed:issued", 1),
        ] {
            let found = told.remove(&(kind.to_owned(), one.request.clone())).unwrap_or_default();
            court.require(found == times, || format!("{}: {kind} was told {found} times", one.request));
        }
    }
    told.retain(|(kind, _), _| !kind.starts_with("certificate_request.step_changed:"));
    court.require(told.is_empty(), || format!("events of what nobody was promised: {told:?}"));
    over_http(court, feed).await?;
    judged.figure("events", feed.len());
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Type, whom about, and how often it may have been told.
fn expected<'a>(kept: &PackageKept, package: &'a Package) -> Vec<(&'static str, &'a str, Vec<usize>)> {
    let id = package.id.as_str();
    let once = |holds: bool| vec![usize::from(holds)];
    let sent = kept.asked.send || kept.acts.contains(&Act::Sent);
    let mut expected = vec![("package.sent", id, once(sent))];
    for (kind, word) in [("package.completed", "completed"), ("package.refused", "refused"), ("package.revoked", "revoked")] {
        expected.push((kind, id, once(package.status == word)));
    }
    for one in &package.participants {
        let who = one.id.as_str();
        for (kind, word) in [
            ("participant.signed", "signed"),
            ("participant.approved", "approved"),
            ("participant.viewed", "viewed"),
            ("participant.refused", "refused"),
        ] {
            expected.push((kind, who, once(one.status == word)));
        }
        // whoever was skipped may have had their turn before
        let turns = if one.status == "skipped" { vec![0, 1] } else { once(one.status != "waiting") };
        expected.push(("participant.turn_started", who, turns));
    }
    expected
}

/// The API shows the same events in the same order.
async fn over_http(court: &Court<'_>, feed: &[Numbered]) -> Outcome<()> {
    let (mut after, mut shown) = (None::<String>, Vec::new());
    loop {
        let page = court.client.events(after.as_deref(), &[], 200).await?;
        shown.extend(page.data.into_iter().map(|event| (event.id, event.sequence)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let same = shown.len() == feed.len()
        && shown.iter().zip(feed).all(|((id, number), event)| *id == event.id.to_string() && *number == event.sequence);
    court.require(same, || format!("the feed over HTTP has {} events, the rows have {}", shown.len(), feed.len()));
    Ok(())
}
