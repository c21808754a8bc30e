//! GET `/v1/events`.

use app::{AppError, Ctx};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LINK};
use axum::response::{IntoResponse, Response};
use bytes::{BufMut, BytesMut};
use domain::code;
use surguch_http::{Given, Listed, Refusal, page_limit};
use wire::office::{Event, ListEvents, Page};

use crate::document::Refusals;

/// What is asked of the feed.
struct Asked {
    after: Option<i64>,
    types: Vec<String>,
    limit: u32,
}

/// The feed: the licensee's events by number, with the ids and the very bytes of their callbacks.
///
/// `next` is null where nothing more has happened yet; go on later with the last `sequence` that was seen.
#[utoipa::path(get, operation_id = "event_list", path = "/v1/events", tag = "events", params(ListEvents),
    responses((status = 200, description = "One page", body = Page<Event>), Refusals))]
pub(crate) async fn list(State(ctx): State<Ctx>, Listed { call, query, marks }: Listed<ListEvents>) -> Result<Response, Refusal> {
    let Asked { after, types, limit } = asked(query)?;
    let app::event::Page { events, next } = app::event::feed(&ctx, &call, after, types, limit).await?;
    // the bodies are put in as they are: reading and writing them again could change a byte
    let mut page = BytesMut::from(&b"{\"data\":["[..]);
    for (place, event) in events.iter().enumerate() {
        if place > 0 {
            page.put_u8(b',');
        }
        page.put_slice(&event.body);
    }
    page.put_slice(b"],\"next\":");
    match next {
        Some(number) => page.put_slice(format!("\"{number}\"}}").as_bytes()),
        None => page.put_slice(b"null}"),
    }
    let link = next.map(|number| [(LINK, marks.link(&number.to_string()))]);
    Ok(([(CONTENT_TYPE, "application/json")], link, Body::from(page.freeze())).into_response())
}

fn asked(query: Given<ListEvents>) -> Result<Asked, AppError> {
    query.judge(|p, query| {
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0).ok_or(code::CURSOR_INVALID);
        let after = p.optional("/after", query.after.as_deref(), number);
        let limit = page_limit(p, query.limit);
        Some(Asked { after: after?, types: query.types, limit: limit? })
    })
}
