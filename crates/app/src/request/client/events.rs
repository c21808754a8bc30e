//! The feed of what happened to requests.

use domain::id::{EventId, IssueId};
use domain::time::Timestamp;
use store::table;

use crate::{AppError, Call, Ctx, Scope};

/// The most events of one answer.
pub const MOST_EVENTS: u32 = 200;

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEvent {
    /// Its place in the feed, by which one goes on. Numbers grow and have gaps: other things happen too.
    pub number: i64,
    /// Its stable id.
    pub id: EventId,
    /// To which request, also where that is deleted.
    pub request: IssueId,
    /// What: a published type.
    pub kind: String,
    /// What exactly: [`domain::issue::Event::word`].
    pub change: String,
    /// The word of the state after it; `deleted` where there is none.
    pub state: String,
    /// The version after it.
    pub version: i64,
    /// When.
    pub at: Timestamp,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The events, in order.
    pub events: Vec<FeedEvent>,
    /// Where to go on: the number of the last one, or what was asked where there is nothing new.
    pub last: Option<i64>,
}

/// Events after number `after`, at most `limit`. Only numbered events are shown, so that none is missed or comes twice.
pub async fn events(ctx: &Ctx, call: &Call, limit: u32, after: Option<i64>) -> Result<Feed, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    let limit = limit.clamp(1, MOST_EVENTS);
    let found = ctx
        .store
        .read(move |tx| table::event::of_requests_after(tx, licensee, after.unwrap_or(0), limit.into()).map_err(AppError::from))
        .await?;
    let last = found.last().map(|event| event.number).or(after);
    let events = found.iter().map(shown).collect::<Result<_, _>>()?;
    Ok(Feed { events, last })
}

fn shown(event: &table::event::Event) -> Result<FeedEvent, AppError> {
    let data: serde_json::Value = serde_json::from_str(&event.data).map_err(|error| AppError::internal("an event").because(error))?;
    let text = |name: &str| data[name].as_str().map(ToOwned::to_owned);
    Ok(FeedEvent {
        number: event.number,
        id: event.id,
        request: IssueId::parse(&event.subject).map_err(|error| AppError::internal("an event's subject").because(error))?,
        kind: event.kind.clone(),
        // events of times before that was told say the office's word alone
        change: text("change").unwrap_or_else(|| "changed".to_owned()),
        state: text("state").or_else(|| text("status").map(|word| of_office(&word).to_owned())).unwrap_or_else(|| "unknown".to_owned()),
        version: data["version"].as_i64().unwrap_or(0),
        at: event.at,
    })
}

/// The machine's word for the office's.
fn of_office(word: &str) -> &'static str {
    match word {
        "created" => "preparing",
        "checking" => "validating",
        "correction" => "correction",
        "identity_pending" | "documents_ready" => "approved",
        "accepted" => "releasing",
        "issued" | "active" => "released",
        _ => "unknown",
    }
}
