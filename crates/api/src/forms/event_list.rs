//! GET `/realty/crypto/v2/events`.

use app::form::{self, MOST_EVENTS, USUAL_EVENTS};
use app::{AppError, Ctx};
use axum::extract::State;
use domain::code;
use surguch_http::{AnyParams, Given, Refusal};
use uuid::Uuid;
use wire::forms::{CryptoEvents, EventsQuery};

use super::Failures;
use super::answer::Shown;
use super::ask::Org;
use super::convert;

/// What happened to the organization's forms after an event, the oldest first, for three months.
#[utoipa::path(get, operation_id = "form_events", path = "/realty/crypto/v2/events", tag = "forms", params(EventsQuery),
    responses((status = 200, description = "The next events", body = CryptoEvents), Failures))]
pub(crate) async fn list(
    State(ctx): State<Ctx>,
    Org(org): Org,
    AnyParams(query): AnyParams<EventsQuery>,
) -> Result<Shown<CryptoEvents>, Refusal> {
    let (after, count) = piece(query)?;
    let feed = form::events(&ctx, &org, after, count).await?;
    let events = feed.events.iter().map(convert::event).collect();
    Ok(Shown::ok(CryptoEvents { last_event_id: feed.last.to_string(), events }))
}

/// A count past the most is the most: a client that wants all of it gets what there is.
fn piece(query: Given<EventsQuery>) -> Result<(Option<Uuid>, u32), AppError> {
    query.judge(|problems, query| {
        let guid = |text: &str| Uuid::try_parse(text).map_err(|_| code::ID_INVALID);
        let after = problems.optional("/afterEventId", query.after_event_id.as_deref(), guid);
        let count = problems.optional("/count", query.count.as_deref(), |text| match text.parse::<u64>() {
            Ok(count) if count > 0 => Ok(u32::try_from(count).unwrap_or(MOST_EVENTS).min(MOST_EVENTS)),
            _ => Err(code::VALUE_INVALID),
        });
        Some((after?, count?.unwrap_or(USUAL_EVENTS)))
    })
}
