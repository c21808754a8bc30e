//! The calls of the drill as bytes: each under a key of its own, with a body and another body for the same key.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::load::Signer;
use crate::office::{Chance, company_inn};

const BOUNDARY: &str = "surguch-repeat-2f61";

/// One call.
#[derive(Debug, Clone)]
pub struct Order {
    /// The action's name in the audit.
    pub name: &'static str,
    pub key: String,
    /// The whole request.
    pub bytes: Vec<u8>,
    /// The same with another body under the same key.
    pub altered: Vec<u8>,
    /// What comes after it, once it is answered.
    then: Then,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    Send,
    Sign,
    Revoke,
    Request,
}

/// Endpoints of a run: a licensee may have 64, and nothing here takes one away.
const ENDPOINTS: u64 = 60;

/// Where orders are written and counted.
pub struct Desk {
    signer: Signer,
    seed: u64,
    fresh: AtomicU64,
    endpoints: AtomicU64,
    done: Mutex<BTreeMap<&'static str, u64>>,
}

impl Desk {
    /// For the licensee that the signer works for.
    pub fn new(seed: u64, signer: Signer) -> Self {
        Self { signer, seed, fresh: AtomicU64::new(1), endpoints: AtomicU64::new(0), done: Mutex::default() }
    }

    /// Something new.
    pub fn first(&self, chance: &mut Chance) -> Order {
        let number = self.fresh.fetch_add(1, Ordering::Relaxed);
        match chance.below(100) {
            0..30 => {
                let body = json!({ "name": format!("ООО «Повтор {number}»"), "inn": company_inn(number) });
                self.json("company.add", "/v1/companies", &body, Then::Nothing)
            }
            30..36 if self.endpoints.fetch_add(1, Ordering::Relaxed) < ENDPOINTS => {
                let body = json!({ "url": format!("https://example.com/{number}"), "types": ["package.expired"] });
                self.json("endpoint.create", "/v1/webhook-endpoints", &body, Then::Nothing)
            }
            36..44 => self.register(chance, Then::Nothing),
            44..46 => self.register(chance, Then::Request),
            46..66 => self.package(number, false, Then::Send),
            66..76 => self.package(number, true, Then::Sign),
            76..84 => self.package(number, true, Then::Revoke),
            _ => self.package(number, true, Then::Nothing),
        }
    }

    /// What belongs after an answered order.
    pub fn follow(&self, order: &Order, answer: &[u8]) -> Option<Order> {
        let answer: Value = serde_json::from_slice(answer).ok()?;
        let id = answer["id"].as_str()?;
        let path = |verb: &str| format!("/v1/packages/{id}/{verb}");
        match order.then {
            Then::Nothing => None,
            Then::Send => Some(self.json("package.send", &path("send"), &json!({}), Then::Nothing)),
            Then::Sign => {
                let body = serde_json::to_value(self.signer.signing()).ok()?;
                Some(self.json("package.sign", &path("sign"), &body, Then::Nothing))
            }
            Then::Revoke => Some(self.json("package.revoke", &path("revoke"), &json!({ "reason": "передумали" }), Then::Nothing)),
            Then::Request => {
                let body = json!({ "user_id": id, "key": "server" });
                Some(self.json("request.create", "/v1/certificate-requests", &body, Then::Nothing))
            }
        }
    }

    /// Counts an answered operation.
    pub fn note(&self, name: &'static str) {
        let mut done = self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *done.entry(name).or_default() += 1;
    }

    /// How many of each were answered.
    pub fn done(&self) -> BTreeMap<&'static str, u64> {
        self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn register(&self, chance: &mut Chance, then: Then) -> Order {
        let body = json!({ "phone": chance.phone(), "surname": "Ёжикова", "name": "Анна", "snils": chance.snils() });
        self.json("user.register", "/v1/users", &body, then)
    }

    fn package(&self, number: u64, send: bool, then: Then) -> Order {
        let package = json!({ "name": format!("Пакет {number}"), "send": send, "participants": [self.signer.participant()] });
        let body = |text: &str| {
            format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"package\"\r\n\r\n{package}\r\n--{BOUNDARY}\r\n\
                 content-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\ncontent-type: text/plain\r\n\r\n{text} {number}\r\n--{BOUNDARY}--\r\n"
            )
        };
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.order("package.create", "/v1/packages", &media_type, [body("договор"), body("приговор")], then)
    }

    fn json(&self, name: &'static str, path: &str, body: &Value, then: Then) -> Order {
        // a blank is another body: the key stands for bytes
        self.order(name, path, "application/json", [body.to_string(), format!("{body} ")], then)
    }

    fn order(&self, name: &'static str, path: &str, media_type: &str, bodies: [String; 2], then: Then) -> Order {
        let key = format!("repeat-{}-{}", self.seed, self.fresh.fetch_add(1, Ordering::Relaxed));
        let [bytes, altered] = bodies.map(|body| {
            format!(
                "POST {path} HTTP/1.1\r\nhost: repeat\r\nauthorization: Bearer {}\r\nidempotency-key: \"{key}\"\r\n\
                 content-type: {media_type}\r\ncontent-length: {}\r\n\r\n{body}",
                self.signer.token,
                body.len()
            )
            .into_bytes()
        });
        Order { name, key, bytes, altered, then }
    }
}
