//! Sending: three times at once, again and again until each is answered, and comparing what came back.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::order::Order;
use crate::drill::gate::Gate;
use crate::drill::tally::Tally;
use crate::load::{Line, Reply};

/// How long one call is repeated.
const PATIENCE: Duration = Duration::from_secs(120);
/// Before a call that was asked to come again is repeated.
const PAUSE: Duration = Duration::from_millis(20);

/// An operation and its answer.
pub struct Kept {
    pub order: Order,
    pub answer: Vec<u8>,
}

/// The way to the server.
pub struct Outlet {
    address: SocketAddr,
    gate: Gate,
}

/// What has to be the same in every answer to one key.
#[derive(Debug, PartialEq, Eq)]
struct Face {
    status: u16,
    location: Option<String>,
    etag: Option<String>,
    media_type: Option<String>,
    body: Vec<u8>,
}

impl Face {
    fn of(reply: &Reply) -> Self {
        let header = |name| reply.header(name).map(str::to_owned);
        Self {
            status: reply.status,
            location: header("location"),
            etag: header("etag"),
            media_type: header("content-type"),
            body: reply.body.clone(),
        }
    }
}

impl Outlet {
    /// To this address, while the gate is open.
    pub fn new(address: SocketAddr, gate: Gate) -> Self {
        Self { address, gate }
    }

    /// Three calls at once under one key. Returns the body that all of them got, or nothing where that failed.
    pub async fn thrice(&self, order: &Order, tally: &Tally) -> Option<Vec<u8>> {
        let [one, two, three] = [(); 3].map(|()| self.answered(&order.bytes, order, tally));
        let (one, two, three) = tokio::join!(one, two, three);
        let replies = [one?, two?, three?];
        let faces = replies.each_ref().map(Face::of);
        let same = faces.iter().all(|face| *face == faces[0]);
        tally.require(same, || format!("{}: three answers differ: {faces:?}", order.title()));
        let good = (200..300).contains(&faces[0].status);
        tally.require(good, || format!("{}: {} {}", order.title(), faces[0].status, String::from_utf8_lossy(&faces[0].body)));
        let firsts = replies.iter().filter(|reply| reply.header("idempotency-replayed").is_none()).count();
        tally.require(firsts <= 1, || format!("{}: {firsts} of three say that they are the first", order.title()));
        let [first, ..] = faces;
        (same && good).then_some(first.body)
    }

    /// The same key with another body: refused as such.
    pub async fn altered(&self, order: &Order, tally: &Tally) {
        tally.count("altered bodies");
        let Some(reply) = self.answered(&order.altered, order, tally).await else { return };
        let said = String::from_utf8_lossy(&reply.body);
        let refused = reply.status == 422 && said.contains("\"idempotency_mismatch\"");
        tally.require(refused, || format!("{}: another body got {} {said}", order.title(), reply.status));
    }

    /// A kept answer comes again, byte for byte.
    pub async fn again(&self, kept: &Kept, tally: &Tally) {
        tally.count("asked again at the end");
        let Some(reply) = self.answered(&kept.order.bytes, &kept.order, tally).await else { return };
        let replayed = reply.header("idempotency-replayed") == Some("true");
        tally.require(replayed && reply.body == kept.answer, || format!("{}: another answer after a restart", kept.order.title()));
    }

    /// An answer that is one: a lost one is asked for again, and so is what asks to come again.
    async fn answered(&self, request: &[u8], order: &Order, tally: &Tally) -> Option<Reply> {
        let began = Instant::now();
        let mut line = Line::new(self.address);
        while began.elapsed() < PATIENCE {
            self.gate.pass().await;
            match line.ask(request).await {
                Ok(reply) if reply.status == 409 && String::from_utf8_lossy(&reply.body).contains("\"idempotency_in_progress\"") => {
                    tally.count("still at work");
                    tally.require(reply.header("retry-after").is_some(), || format!("{}: 409 without Retry-After", order.title()));
                }
                Ok(reply) if matches!(reply.status, 429 | 503) => tally.count("asked to come again"),
                Ok(reply) => return Some(reply),
                Err(_) => tally.count("answers lost"),
            }
            tokio::time::sleep(PAUSE).await;
        }
        tally.violation(format!("{}: never answered", order.title()));
        None
    }
}
