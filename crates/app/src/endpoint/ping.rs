//! Calls an endpoint now, for whoever sets it up, and says what its receiver answered.

use std::time::Duration;

use domain::id::{EndpointId, EventId};
use outbound::callback::Endpoint as To;
use serde_json::json;
use store::table;
use store::table::event::Event;

use super::{secret, visible};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx, event};

/// What is sent.
pub(crate) const KIND: &str = "test.ping";
/// Bytes of the answer that are shown.
const SHOWN: usize = 2048;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pong {
    /// The id that was sent; it stands in no feed.
    pub id: EventId,
    /// The receiver took it.
    pub delivered: bool,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<&'static str>,
    /// The beginning of the answer's body.
    pub answer: Option<String>,
    /// How long it took.
    pub took: Duration,
}

/// Sends one `test.ping`, whatever state the endpoint is in; nothing is repeated, and nothing of it is kept but the audit record.
pub async fn ping(ctx: &Ctx, call: &Call, id: EndpointId) -> Result<Pong, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.test").await?;
    let row = act::run(ctx, call, Act::new("endpoint.test", id), move |tx| visible(table::endpoint::load(tx, id)?, licensee)).await?;
    let begun = ctx.now();
    let signers = secret::open(ctx, &row, begun)?;
    let event = Event {
        number: 0,
        licensee,
        id: EventId::new(ctx.uuid()),
        kind: KIND.to_owned(),
        at: begun,
        subject: id.to_string(),
        lane: None,
        data: json!({ "endpoint_id": id.to_string() }).to_string(),
    };
    let to = To { url: row.url, secrets: signers.secrets, keys: signers.keys };
    let answer = ctx.callbacks.deliver(&to, &event.id.to_string(), event::body(&event)?, begun).await;
    let took = ctx.now().since(begun);
    Ok(match answer {
        Ok(answer) => Pong {
            id: event.id,
            delivered: answer.is_success(),
            status: Some(answer.status),
            error: None,
            answer: answer.beginning(SHOWN),
            took,
        },
        Err(error) => Pong { id: event.id, delivered: false, status: None, error: Some(error.code()), answer: None, took },
    })
}
