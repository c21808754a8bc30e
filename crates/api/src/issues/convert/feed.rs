//! Events on their way out.

use app::AppError;
use app::request::client::{Feed, FeedEvent, MOST_EVENTS};
use domain::code;
use surguch_http::Given;
use wire::issues::{EventKind, FeedQuery, IssueEvent, IssueEvents};

use super::words::told;

/// Events of one call, where the caller does not say.
const USUAL: u32 = 100;

/// How many events, and after which. Ids are opaque to callers; here they are numbers.
pub(crate) fn piece(query: Given<FeedQuery>) -> Result<(u32, Option<i64>), AppError> {
    query.judge(|problems, query| {
        let limit = query.limit.unwrap_or(USUAL);
        if !(1..=MOST_EVENTS).contains(&limit) {
            problems.add("/limit", code::VALUE_INVALID);
        }
        let after = query.prev_id.filter(|id| !id.is_empty());
        let after = problems.optional("/prevId", after.as_deref(), |text| match text.parse::<i64>() {
            Ok(number) if number >= 0 => Ok(number),
            _ => Err(code::CURSOR_INVALID),
        })?;
        Some((limit, after))
    })
}

pub(crate) fn events(feed: &Feed, after: Option<i64>) -> IssueEvents {
    let last = feed.events.last().map(|event| event.number).or(feed.last).or(after);
    IssueEvents { events: feed.events.iter().map(event).collect(), last_id: last.map(|number| number.to_string()) }
}

fn event(event: &FeedEvent) -> IssueEvent {
    IssueEvent {
        id: event.number.to_string(),
        issue_id: event.request.uuid().to_string(),
        kind: kind(event),
        status: told(&event.state),
        version: event.version,
        at: event.at.to_string(),
    }
}

/// The types of callbacks, as this face says them.
fn kind(event: &FeedEvent) -> EventKind {
    match event.kind.as_str() {
        "certificate_request.created" => EventKind::Created,
        "certificate_request.deleted" => EventKind::Deleted,
        "certificate_request.step_changed" if event.state == "released" => EventKind::Released,
        "certificate_request.step_changed" => EventKind::StatusChanged,
        _ => EventKind::Changed,
    }
}
