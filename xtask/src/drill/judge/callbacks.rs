//! Callbacks: every event at least once, with the feed's bytes, in order for each package, request, company and person.

use std::collections::{BTreeMap, HashMap};

use app::event::Numbered;
use serde_json::Value;

use super::{Court, Judged};

/// Compares what the receiver got with the feed.
pub fn judge(court: &Court<'_>, feed: &[Numbered], judged: &mut Judged) {
    let by_id: HashMap<String, &Numbered> = feed.iter().map(|event| (event.id.to_string(), event)).collect();
    let got = court.receiver.got();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for callback in &got {
        let Some(event) = by_id.get(&callback.id) else {
            court.world.tally.violation(format!("a callback of an event that is not in the feed: {}", callback.id));
            continue;
        };
        court.require(callback.body == event.body, || format!("{}: the callback's bytes are not the feed's", callback.id));
        *times.entry(&callback.id).or_default() += 1;
        let body: Value = serde_json::from_slice(&callback.body).unwrap_or_default();
        let subject =
            ["package_id", "request_id", "company_id", "user_id"].iter().find_map(|name| body["data"][name].as_str()).unwrap_or_default();
        let before = last.insert(subject.to_owned(), event.sequence).unwrap_or_default();
        court.require(before <= event.sequence, || format!("{subject}: event {} came after event {before}", event.sequence));
    }
    for event in feed {
        let id = event.id.to_string();
        court.require(times.contains_key(id.as_str()), || format!("lost: event {} ({id}) never came back", event.sequence));
    }
    court.require(court.receiver.forged() == 0, || format!("{} callbacks with a wrong signature", court.receiver.forged()));
    let twice = got.len() - times.len();
    judged.figure("callbacks", format!("{}, {twice} of them repeated deliveries", got.len()));
}
