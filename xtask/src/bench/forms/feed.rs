//! A feed of a million events. They come straight into the tables, as the use cases would leave them, and are read over HTTP.

use std::time::{Duration, Instant};

use domain::clock::Clock;
use domain::form::FormEventKind;
use domain::id::{CompanyId, IssueId, LicenseeId};
use domain::issue::remark::{CorrectedBy, Correction, Remark, RemarkTarget};
use keys::{Keys, MasterKey};
use serde_json::{Value, json};
use store::table::form_event::{self, FormEventRow};
use store::{Store, StoreError, SystemClock};
use uuid::Uuid;

use crate::load::{Line, Side, plain};
use crate::office::{Outcome, mebibytes, resident};

const EVENTS: u64 = 1_000_000;
/// How many there are when the feed is read for the first time.
const FEW: u64 = 10_000;
/// Events of one transaction.
const CHUNK: u64 = 1_000;
/// Events of a page.
const PAGE: u64 = 100;
/// Pages that are compared: from the beginning, from the middle, and from the end.
const PAGES: usize = 100;

/// What was measured.
pub struct Feed {
    name: &'static str,
    filled: Duration,
    walks: [Walk; 2],
    memory: u64,
}

/// The whole feed, read once.
struct Walk {
    events: u64,
    /// Spans of all pages, in microseconds, in their order.
    spans: Vec<f64>,
}

/// Fills the feed of the licensee's own company, and reads it.
pub async fn read(side: &Side, headers: &str) -> Outcome<Feed> {
    let writer = Writer::of(side).await?;
    let began = Instant::now();
    writer.fill(0..FEW).await?;
    let few = walk(side, headers).await?;
    writer.fill(FEW..EVENTS).await?;
    let filled = began.elapsed();
    let many = walk(side, headers).await?;
    writer.store.close().await;
    for (walk, events) in [(&few, FEW), (&many, EVENTS)] {
        if walk.events != events {
            return Err(format!("{} of {events} events were read", walk.events).into());
        }
    }
    Ok(Feed { name: side.name(), filled, walks: [few, many], memory: resident(side.pid()?)? })
}

impl Feed {
    /// Prints it.
    pub fn print(&self) {
        println!("{}: {EVENTS} events of forms, made in {:.0?}; memory {:.0} MiB after", self.name, self.filled, mebibytes(self.memory));
        for walk in &self.walks {
            let middle = walk.spans.len() / 2;
            let middle = middle.saturating_sub(PAGES / 2)..(middle + PAGES / 2).min(walk.spans.len());
            println!(
                "{}: of {} events, a page of {PAGE} takes at the median {:.0} us at the beginning, {:.0} in the middle, {:.0} at the end",
                self.name,
                walk.events,
                median(walk.spans.iter().take(PAGES)),
                median(walk.spans[middle].iter()),
                median(walk.spans.iter().rev().take(PAGES)),
            );
        }
    }
}

fn median<'a>(spans: impl Iterator<Item = &'a f64>) -> f64 {
    let mut spans: Vec<f64> = spans.copied().collect();
    spans.sort_by(f64::total_cmp);
    spans.get(spans.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn walk(side: &Side, headers: &str) -> Outcome<Walk> {
    let (mut line, mut after) = (Line::new(side.requests.address), String::new());
    let mut walk = Walk { events: 0, spans: Vec::new() };
    loop {
        let request = plain("GET", &format!("/realty/crypto/v2/events?count={PAGE}{after}"), headers, "", &Value::Null);
        let start = Instant::now();
        let reply = line.ask(&request).await?;
        let span = start.elapsed().as_secs_f64() * 1e6;
        let page: Value = serde_json::from_slice(&reply.body)?;
        let (Some(events), Some(last)) = (page["events"].as_array(), page["lastEventId"].as_str()) else {
            return Err(format!("no page of the feed: {page}").into());
        };
        if events.is_empty() {
            return Ok(walk);
        }
        walk.events += events.len() as u64;
        walk.spans.push(span);
        after = format!("&afterEventId={last}");
    }
}

struct Writer {
    store: Store,
    keys: Keys,
    licensee: LicenseeId,
    company: CompanyId,
    told: Vec<u8>,
}

impl Writer {
    async fn of(side: &Side) -> Outcome<Self> {
        let data = &side.office.data;
        let shown: Value = serde_json::from_str(&side.office.admin(&["licensee", "show"]).await?)?;
        let message = "Скан паспорта нечитаем: пришлите разворот с фотографией";
        let remark = Remark::new("unreadable", RemarkTarget::Common, message).map_err(|(field, _)| field)?;
        let correction = Correction { by: CorrectedBy::Client, comment: None, remarks: vec![remark], at: SystemClock.now() };
        Ok(Self {
            store: tokio::task::block_in_place(|| Store::open(side.place.database(data)))?,
            // what is sealed needs the master key alone
            keys: Keys::folder(&data.join("keys"), &MasterKey::load(&data.join("master.key"))?)?,
            licensee: LicenseeId::parse(shown["id"].as_str().unwrap_or_default()).map_err(|_| "a licensee's id")?,
            company: CompanyId::parse(&side.signer.company).map_err(|_| "a company's id")?,
            told: serde_json::to_vec(&json!({ "correction": correction }))?,
        })
    }

    async fn fill(&self, numbers: std::ops::Range<u64>) -> Outcome<()> {
        for first in numbers.clone().step_by(usize::try_from(CHUNK)?) {
            let rows: Vec<FormEventRow> = (first..(first + CHUNK).min(numbers.end)).map(|number| self.row(number)).collect();
            let (licensee, company) = (self.licensee, self.company);
            self.store
                .write(move |tx| {
                    for row in &rows {
                        let number = form_event::next_number(tx, licensee, company)?;
                        form_event::insert(tx, licensee, company, &FormEventRow { number, ..row.clone() })?;
                    }
                    Ok::<_, StoreError>(())
                })
                .await?;
        }
        Ok(())
    }

    fn row(&self, number: u64) -> FormEventRow {
        let (at, id) = (SystemClock.now(), uuid(number).to_string());
        FormEventRow {
            number: 0,
            form: IssueId::new(uuid(number)),
            external_id: None,
            kind: FormEventKind::FormValidationError.word().to_owned(),
            at,
            sealed: self.keys.seal(&format!("form-event:{id}"), &self.told),
            id,
        }
    }
}

/// As the house makes them: the moment first, then what nobody else has.
fn uuid(number: u64) -> Uuid {
    let mut tail = [0; 10];
    tail[2..].copy_from_slice(&number.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis((SystemClock.now().micros() / 1000).unsigned_abs(), &tail).into_uuid()
}
