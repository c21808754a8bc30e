//! What operations take now, one after another.

use std::time::Instant;

use wire::office::NewPackage;

use super::rows::Rows;
use crate::load::{Line, Side};
use crate::office::{Chance, Outcome};

/// Operations of a sort.
const TIMES: usize = 100;
/// Pages of a walk that are compared, from its beginning and from its end.
const PAGES: usize = 15;

/// Spans of one operation, in microseconds.
pub struct Measured {
    pub what: &'static str,
    pub p50: f64,
    pub p99: f64,
}

impl Measured {
    fn of(what: &'static str, mut spans: Vec<f64>) -> Outcome<Self> {
        spans.sort_by(f64::total_cmp);
        let last = spans.len().checked_sub(1).ok_or(what)?;
        Ok(Self { what, p50: spans[spans.len() / 2], p99: spans[(spans.len() * 99 / 100).min(last)] })
    }
}

struct Clerk<'a> {
    side: &'a Side,
    line: Line,
}

/// All sorts.
pub async fn measure(side: &Side, rows: &Rows) -> Outcome<Vec<Measured>> {
    let mut clerk = Clerk { side, line: Line::new(side.requests.address) };
    let mut chance = Chance::new(7, 7);
    let mut found = Vec::new();
    let participants = vec![side.signer.participant()];
    let new = NewPackage { name: Some("Пакет".into()), send: true, participants, ..NewPackage::default() };
    let (mut creating, mut signing) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let (span, location) = clerk.post(&side.requests.package(&new, &[("договор.bin".into(), vec![7; 1 << 10])])).await?;
        creating.push(span);
        signing.push(clerk.post(&side.requests.post(&format!("{location}/sign"), &side.signer.signing())).await?.0);
    }
    found.push(Measured::of("create", creating)?);
    found.push(Measured::of("sign", signing)?);
    let (mut getting, mut finding) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let number = chance.below(usize::try_from(rows.packages())?) as u64;
        getting.push(clerk.get(&format!("/v1/packages/{}", rows.id(number))).await?.0);
        finding.push(clerk.get(&format!("/v1/packages?external_id=deal-{number}")).await?.0);
    }
    found.push(Measured::of("get", getting)?);
    found.push(Measured::of("find by external id", finding)?);
    let (first, deep) = clerk.walk("/v1/packages?limit=50").await?;
    found.push(Measured::of("list, first pages", first)?);
    found.push(Measured::of("list, last pages", deep)?);
    for (what, filter) in [("list, rare status", "status=revoked".to_owned()), ("list, rare company", format!("company_id={}", rows.rare))]
    {
        let mut spans = Vec::new();
        for _ in 0..PAGES {
            // one of them: how many there are is another matter
            spans.push(clerk.get(&format!("/v1/packages?limit=1&{filter}")).await?.0);
        }
        found.push(Measured::of(what, spans)?);
    }
    let (early, late) = clerk.walk("/v1/events?limit=100").await?;
    found.push(Measured::of("feed, first pages", early)?);
    found.push(Measured::of("feed, last pages", late)?);
    Ok(found)
}

impl Clerk<'_> {
    async fn ask(&mut self, request: &[u8]) -> Outcome<(f64, crate::load::Reply)> {
        let start = Instant::now();
        let reply = self.line.ask(request).await?;
        let span = start.elapsed().as_secs_f64() * 1e6;
        if reply.status < 300 { Ok((span, reply)) } else { Err(format!("{} {}", reply.head, String::from_utf8_lossy(&reply.body)).into()) }
    }

    /// The span, and where the made thing is.
    async fn post(&mut self, request: &[u8]) -> Outcome<(f64, String)> {
        let (span, reply) = self.ask(request).await?;
        Ok((span, reply.header("location").unwrap_or_default().to_owned()))
    }

    async fn get(&mut self, path: &str) -> Outcome<(f64, serde_json::Value)> {
        let request = self.side.requests.get(path);
        let (span, reply) = self.ask(&request).await?;
        Ok((span, serde_json::from_slice(&reply.body)?))
    }

    /// Goes through all pages; spans of the first and of the last ones.
    async fn walk(&mut self, path: &str) -> Outcome<(Vec<f64>, Vec<f64>)> {
        let (mut spans, mut next) = (Vec::new(), String::new());
        loop {
            let (span, page) = self.get(&format!("{path}{next}")).await?;
            spans.push(span);
            match page["next"].as_str() {
                Some(cursor) => next = format!("&after={cursor}"),
                None => break,
            }
        }
        let first = spans.iter().take(PAGES).copied().collect();
        Ok((first, spans.iter().rev().take(PAGES).copied().collect()))
    }
}
