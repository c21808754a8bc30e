//! What was promised, beside what was seen.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use super::Options;
use super::house::{House, PAGE, Tenant, call};
use super::receiver::Receiver;
use crate::office::Outcome;

/// The most calls that can be under way when the sender is killed: its places for callbacks.
const IN_FLIGHT: usize = 256;

/// Prints the figures; an error names the promises that were broken.
pub async fn judge(
    options: &Options,
    house: &House,
    tenants: &[Tenant],
    receiver: &Receiver,
    again: &BTreeSet<String>,
    took: Duration,
) -> Outcome<()> {
    let told = told(house, tenants).await?;
    let seen = receiver.seen();
    let taken: BTreeSet<&String> = seen.taken.iter().map(|(id, ..)| id).collect();
    let missing = told.keys().filter(|id| !taken.contains(id)).count();
    let unknown = taken.iter().filter(|id| !told.contains_key(**id)).count();
    let altered = seen.known.iter().filter(|(id, known)| told.get(*id).is_some_and(|body| *body != known.body)).count();
    let more: usize = seen.known.values().map(|known| (known.taken as usize).saturating_sub(1)).sum();
    let requests: usize = seen.drawn.values().sum();
    let mut last = HashMap::<&str, i64>::new();
    let mut disorder = 0;
    // what used up its tries left its place in the order
    for (_, number, about) in seen.taken.iter().filter(|(id, ..)| !again.contains(id)) {
        let before = last.insert(about, *number).unwrap_or(0);
        disorder += usize::from(before > *number);
    }
    println!(
        "{} events told and {} taken after {requests} requests in {took:.0?} ({:.0} requests/s), {} sent again by hand, {} kills\n{:?}\n\
         missing {missing}, unknown {unknown}, of other bytes {}, forged {}, out of order {disorder}, taken once more {more}, \
         before the asked time {}, connections to the inside {}",
        told.len(),
        taken.len(),
        requests as f64 / took.as_secs_f64(),
        again.len(),
        seen.kills,
        seen.drawn,
        seen.changed + altered,
        seen.forged,
        seen.impatient,
        receiver.trapped(),
    );
    let most = options.events / 100 + IN_FLIGHT * seen.kills as usize;
    let promises = [
        ("every event is told", told.len() == options.events),
        ("every event is taken", missing == 0),
        ("nothing else is sent", unknown == 0),
        ("the bytes are those of the feed", seen.changed + altered == 0),
        ("every request is signed", seen.forged == 0),
        ("the order about one company is kept", disorder == 0),
        ("few are sent once more", more <= most),
        ("a wait that was asked for is kept", seen.impatient == 0),
        ("the inside is not called", receiver.trapped() == 0),
    ];
    let broken: Vec<&str> = promises.iter().filter(|(_, kept)| !kept).map(|(promise, _)| *promise).collect();
    if broken.is_empty() { Ok(()) } else { Err(format!("not kept: {}", broken.join(", ")).into()) }
}

/// The bytes of every event in the feeds that an endpoint wants, by id.
async fn told(house: &House, tenants: &[Tenant]) -> Outcome<HashMap<String, Vec<u8>>> {
    let types = vec!["member.added".to_owned(), "member.changed".to_owned()];
    let mut told = HashMap::new();
    for tenant in tenants {
        let mut after = None;
        loop {
            let page = app::event::feed(&house.ctx, &call(tenant.licensee), after, types.clone(), PAGE).await?;
            told.extend(page.events.into_iter().map(|event| (event.id.to_string(), event.body.to_vec())));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    Ok(told)
}
