//! The feed: a licensee's numbered events, with the very bytes of the callbacks.

use bytes::Bytes;
use domain::id::EventId;
use serde::Serialize;
use store::table;

use crate::{AppError, Call, Ctx};

/// An event as everybody sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    /// Its stable id.
    pub id: EventId,
    /// Its place in the licensee's feed.
    pub sequence: i64,
    /// What a callback's body holds.
    pub body: Bytes,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The events, in order.
    pub events: Vec<Numbered>,
    /// The last number that was looked at: where the next page begins. Nothing where the feed ended.
    pub next: Option<i64>,
}

/// The most events a page has.
pub const PAGE: u32 = 200;
/// The most events looked at for one page: who waits for a rare type is told how far the search came.
const LOOKED_AT: usize = 5_000;

/// Events after number `after`, of these types or of all.
pub async fn feed(ctx: &Ctx, call: &Call, after: Option<i64>, types: Vec<String>, limit: u32) -> Result<Page, AppError> {
    let licensee = call.office_key()?;
    let (after, limit) = (after.unwrap_or(0), limit.clamp(1, PAGE) as usize);
    ctx.store
        .read(move |tx| {
            let (mut events, mut after, mut looked_at) = (Vec::new(), after, 0);
            // where every event is wanted, one more than fit tells whether there is another page
            let together = if types.is_empty() { limit + 1 } else { PAGE as usize };
            while looked_at < LOOKED_AT {
                let page = table::event::numbered_after(tx, licensee, after, together as i64)?;
                for event in &page {
                    if events.len() == limit {
                        return Ok(Page { events, next: Some(after) });
                    }
                    if types.is_empty() || types.contains(&event.kind) {
                        events.push(Numbered { id: event.id, sequence: event.number, body: body(event)? });
                    }
                    after = event.number;
                }
                if page.len() < together {
                    return Ok(Page { events, next: None });
                }
                looked_at += page.len();
            }
            Ok(Page { events, next: Some(after) })
        })
        .await
}

/// The body of a callback: fixed bytes, a pure function of the numbered row (Standard Webhooks 1.0.0; `id` and `sequence` are ours). The
/// data goes in as it was kept.
pub fn body(event: &table::event::Event) -> Result<Bytes, AppError> {
    #[derive(Serialize)]
    struct Head<'a> {
        r#type: &'a str,
        timestamp: String,
        id: String,
        sequence: i64,
    }
    let head = Head { r#type: &event.kind, timestamp: event.at.to_string(), id: event.id.to_string(), sequence: event.number };
    let mut body = serde_json::to_vec(&head).map_err(|error| AppError::internal("an event's body").because(error))?;
    // without its closing brace
    body.pop();
    body.extend_from_slice(b",\"data\":");
    body.extend_from_slice(event.data.as_bytes());
    body.push(b'}');
    Ok(Bytes::from(body))
}
