//! What the receivers know: who was taken, how often, in which order, and what was wrong with a request.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use client::callback::{Request, Verifier};
use domain::time::Timestamp;
use serde_json::Value;

use super::draw::Draw;
use super::receiver::{ASKED, Mood};
use crate::office::Chance;

/// One event, as far as receivers know it.
#[derive(Debug)]
pub struct Known {
    pub body: Vec<u8>,
    /// How often a receiver said 2xx.
    pub taken: u32,
    /// Until when its receiver asked to be left alone, and how often that had been overruled by then.
    asked: Option<(Timestamp, u32)>,
}

/// Everything that was seen.
pub struct Seen {
    secrets: HashMap<String, Verifier>,
    chance: Chance,
    pub kills: u32,
    /// How often a wait that was asked for may have been lost by a kill, or ended by an operator who sends again.
    pub overruled: u32,
    pub known: HashMap<String, Known>,
    /// Ids that were taken, in the order of the first time, with their numbers and what they are about.
    pub taken: Vec<(String, i64, String)>,
    pub drawn: BTreeMap<Draw, usize>,
    /// Requests whose signature does not fit.
    pub forged: usize,
    /// Requests of other bytes under a known id.
    pub changed: usize,
    /// Requests before the wait was over that their receiver had asked for.
    pub impatient: usize,
}

impl Seen {
    /// Nothing yet.
    pub fn new(seed: u64) -> Self {
        Self {
            secrets: HashMap::new(),
            chance: Chance::new(seed, 99),
            kills: 0,
            overruled: 0,
            known: HashMap::new(),
            taken: Vec::new(),
            drawn: BTreeMap::new(),
            forged: 0,
            changed: 0,
            impatient: 0,
        }
    }

    /// What comes for a path has to be signed with this.
    pub fn believe(&mut self, path: String, verifier: Verifier) {
        self.secrets.insert(path, verifier);
    }

    /// Notes a request and draws the answer to it.
    pub fn judge(&mut self, request: &Request, mood: Mood, now: Timestamp) -> Draw {
        let at = Timestamp::from_seconds(request.timestamp.parse().unwrap_or_default());
        // the clock of the drill runs too fast to judge the age
        let genuine = self.secrets.get(&request.path).is_some_and(|verifier| request.verify(verifier, at.into()).is_ok());
        if !genuine {
            self.forged += 1;
            return Draw::Broken;
        }
        let draw = match mood {
            Mood::Stormy => Draw::of(self.chance.below(98)),
            Mood::AllBut(dead) if request.path == format!("/{dead}") => Draw::Hangs,
            Mood::AllBut(_) => Draw::Taken,
        };
        *self.drawn.entry(draw).or_default() += 1;
        let known = Known { body: request.body.clone(), taken: 0, asked: None };
        let known = self.known.entry(request.id.clone()).or_insert(known);
        if known.body != request.body {
            self.changed += 1;
        }
        if known.asked.take().is_some_and(|(until, overruled)| now < until && overruled == self.overruled) {
            self.impatient += 1;
        }
        if draw == Draw::Overloaded {
            known.asked = Some((now.plus(Duration::from_secs(ASKED)), self.overruled));
        }
        if draw.takes() {
            known.taken += 1;
            if known.taken == 1 {
                let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
                let about = format!("{} {}", request.path, body["data"]["company_id"].as_str().unwrap_or_default());
                self.taken.push((request.id.clone(), body["sequence"].as_i64().unwrap_or_default(), about));
            }
        }
        draw
    }
}
