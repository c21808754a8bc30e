//! The registration centre under load: requests on the vendor's face and in the operators' queue, questions about them, scans for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{Figures, Line, Side, Work, plain, run};
use crate::office::{Outcome, Watch};

/// Clients that make requests.
const MAKERS: usize = 16;
/// How long somebody who came too early waits before the next try.
const EARLY: Duration = Duration::from_millis(20);
/// How often.
const TRIES: usize = 1500;
/// A PNG of noise, nothing of which is compressed: of about as many bytes as are asked for.
const PICTURE: &str = "
import os, struct, sys, zlib
side = int((int(sys.argv[1]) / 3) ** 0.5)
rows = b''.join(b'\\0' + os.urandom(3 * side) for _ in range(side))
part = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
sys.stdout.buffer.write(b'\\x89PNG\\r\\n\\x1a\\n' + part(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0))
    + part(b'IDAT', zlib.compress(rows, 0)) + part(b'IEND', b''))
";

/// Callers of a server: a client's system, and an operator.
pub struct Centre {
    side_address: std::net::SocketAddr,
    key: String,
    operator: String,
    user: String,
}

/// Asks a few things in turn.
struct Asker {
    line: Line,
    requests: Vec<Vec<u8>>,
    asked: usize,
}

/// Makes requests until there are enough.
struct Maker {
    line: Line,
    next: Arc<AtomicU64>,
    most: u64,
    request: Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>,
}

/// A question, by its name.
pub struct Question {
    /// As tables print it.
    pub name: &'static str,
    requests: Vec<Vec<u8>>,
}

impl Work for Asker {
    async fn once(&mut self) -> Outcome<()> {
        let reply = self.line.ask(&self.requests[self.asked % self.requests.len()]).await?;
        self.asked += 1;
        if reply.status == 200 { Ok(()) } else { Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into()) }
    }
}

impl Centre {
    /// Makes an operator; requests of the office wait for one from now on.
    pub async fn begin(side: &Side) -> Outcome<Self> {
        side.office.admin(&["licensee", "policy", "--approve-automatically", "false"]).await?;
        let password = side.office.admin(&["operator", "create", "load"]).await?;
        let (side_address, key, user) = (side.requests.address, side.signer.token.clone(), side.signer.user.clone());
        let mut centre = Self { side_address, key, operator: String::new(), user };
        let open = plain("POST", "/v1/operator/sessions", "", "application/json", &json!({ "login": "load", "password": password }));
        let opened = Line::new(side_address).ask(&open).await?;
        let opened: Value = serde_json::from_slice(&opened.body)?;
        centre.operator = opened["token"].as_str().ok_or_else(|| format!("no session of the operator: {opened}"))?.to_owned();
        Ok(centre)
    }

    /// Makes so many requests of both sorts: drafts of people on the vendor's face, and such as wait for an operator.
    pub async fn fill(&self, side: &Side, count: u64) -> Outcome<Duration> {
        let began = Instant::now();
        let key = self.key.clone();
        self.make(count, move |number| {
            let body = applicant(number);
            plain("POST", "/kcr/v1/issues", &format!("x-kontur-apikey: {key}\r\n"), "application/json", &body)
        })
        .await?;
        let (user, requests) = (self.user.clone(), side.requests.clone());
        self.make(count, move |_| requests.post("/v1/certificate-requests", &json!({ "user_id": user, "key": "server" }))).await?;
        // what follows from them is done, and every event has its number
        self.settled(count).await?;
        Ok(began.elapsed())
    }

    async fn make(&self, count: u64, request: impl Fn(u64) -> Vec<u8> + Send + Sync + 'static) -> Outcome<()> {
        let (next, request) = (Arc::new(AtomicU64::new(0)), Arc::new(request));
        let mut makers = JoinSet::new();
        for _ in 0..MAKERS {
            let request: Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync> = request.clone();
            makers.spawn(Maker { line: Line::new(self.side_address), next: next.clone(), most: count, request }.run());
        }
        while let Some(made) = makers.join_next().await {
            made??;
        }
        Ok(())
    }

    /// Waits until the newest drafts are actualised.
    async fn settled(&self, count: u64) -> Outcome<()> {
        for _ in 0..TRIES {
            let found = self.json(&self.search("limit=100")).await?;
            let all = found["issues"].as_array().is_some_and(|all| all.iter().all(|one| one["actualized"] == true));
            if all && found["total"].as_u64().is_some_and(|total| total >= count) {
                return Ok(());
            }
            tokio::time::sleep(10 * EARLY).await;
        }
        Err("the requests do not settle".into())
    }

    /// What is asked of so many requests of either sort.
    pub async fn questions(&self, count: u64) -> Outcome<Vec<Question>> {
        let one = |name, request| Question { name, requests: vec![request] };
        let queue =
            |rest: &str| plain("GET", &format!("/v1/operator/certificate-requests{rest}"), &bearer(&self.operator), "", &Value::Null);
        let mut mark = self.json(&queue("?limit=200")).await?["next"].clone();
        // a page from the middle
        for _ in 1..count / 400 {
            if let Some(after) = mark.as_str() {
                mark = self.json(&queue(&format!("?limit=200&after={after}"))).await?["next"].clone();
            }
        }
        let middle = mark.as_str().map_or_else(|| queue(""), |after| queue(&format!("?after={after}")));
        let feed = |rest: &str| self.get(&format!("/kcr/v1/issue-events?limit=200{rest}"));
        let mut last = Value::Null;
        for _ in 0..count / 200 {
            let after = last.as_str().map(|last| format!("&prevId={last}")).unwrap_or_default();
            last = self.json(&feed(&after)).await?["lastId"].clone();
        }
        let deep = last.as_str().map(|last| format!("&prevId={last}")).unwrap_or_default();
        let of = |name: &str, value: fn(u64) -> String| {
            (0..16).map(|number| self.search(&format!("{name}={}", value(number * count / 16)))).collect()
        };
        Ok(vec![
            one("operators' queue, the first 50", queue("")),
            one("operators' queue, 50 from the middle", middle),
            one("search, the newest 100", self.search("limit=100")),
            one("search, 100 of one status from the middle", self.search(&format!("limit=100&status=preparing&offset={}", count / 2))),
            one("search, 100 of two statuses from the middle", {
                self.search(&format!("limit=100&status=preparing&status=correction&offset={}", count / 2))
            }),
            Question { name: "search, by INN", requests: of("inn", inn) },
            Question { name: "search, by phone", requests: of("subjectPhone", phone) },
            one("event feed, the first 200", feed("")),
            one("event feed, 200 from the middle", feed(&deep)),
        ])
    }

    /// Asks one again and again.
    pub async fn ask(&self, question: &Question, span: Duration, server: u32) -> Outcome<Figures> {
        let asker = Asker { line: Line::new(self.side_address), requests: question.requests.clone(), asked: 0 };
        run(vec![asker], span, server).await
    }

    /// Sends so many scans of so many bytes at the same time, each to a request of its own; returns how the server's memory grew, in bytes,
    /// what it was at most, and how long that took.
    pub async fn scans(&self, count: u64, bytes: u64, server: u32) -> Outcome<(u64, u64, Duration)> {
        let output = std::process::Command::new("python3").args(["-c", PICTURE, &bytes.to_string()]).output()?;
        let picture = Arc::new(output.stdout);
        if picture.len() as u64 * 10 < bytes * 9 {
            return Err(format!("no picture: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let mut issues = Vec::new();
        for number in 0..=count {
            issues.push(self.with_passport(number).await?);
        }
        // what is set up once belongs to no scan
        self.scan(issues.pop().ok_or("no request")?, picture.clone()).await?;
        let (watch, began) = (Watch::begin(server)?, Instant::now());
        let mut all = JoinSet::new();
        for issue in issues {
            let centre = Self { key: self.key.clone(), operator: String::new(), user: String::new(), ..*self };
            let picture = picture.clone();
            all.spawn(async move { centre.scan(issue, picture).await });
        }
        while let Some(sent) = all.join_next().await {
            sent??;
        }
        Ok((watch.growth(), watch.most(), began.elapsed()))
    }

    async fn with_passport(&self, number: u64) -> Outcome<String> {
        let made = self.json(&self.post("POST", "/kcr/v1/issues", &applicant(number))).await?;
        let issue = made["id"].as_str().ok_or_else(|| format!("no request: {made}"))?.to_owned();
        let requisites = json!({ "requisites": [{ "type": "series", "value": "4510" }, { "type": "number", "value": "123456" }] });
        self.patiently(&self.post("PUT", &format!("/kcr/v1/issues/{issue}/documents/passport"), &requisites), &[]).await?;
        Ok(issue)
    }

    async fn scan(&self, issue: String, picture: Arc<Vec<u8>>) -> Outcome<()> {
        let (path, length) = (format!("/kcr/v1/issues/{issue}/documents/passport/pages"), picture.len());
        let kontur = self.kontur();
        let head = format!("POST {path} HTTP/1.1\r\nhost: load\r\n{kontur}content-type: image/png\r\ncontent-length: {length}\r\n\r\n");
        self.patiently(head.as_bytes(), &picture).await
    }

    /// Until the request is actualised.
    async fn patiently(&self, head: &[u8], body: &[u8]) -> Outcome<()> {
        let mut line = Line::new(self.side_address);
        for _ in 0..TRIES {
            let reply = line.ask_in_parts(head, body).await?;
            match reply.status {
                200 | 204 => return Ok(()),
                409 => tokio::time::sleep(EARLY).await,
                // more at once than the machine serves: a client comes again
                429 | 503 => tokio::time::sleep(10 * EARLY).await,
                status => return Err(format!("{status}: {}", String::from_utf8_lossy(&reply.body)).into()),
            }
        }
        Err("a request is not actualised".into())
    }

    async fn json(&self, request: &[u8]) -> Outcome<Value> {
        let reply = Line::new(self.side_address).ask(request).await?;
        if reply.status != 200 {
            return Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
        }
        Ok(serde_json::from_slice(&reply.body)?)
    }

    fn search(&self, query: &str) -> Vec<u8> {
        self.get(&format!("/kcr/v1/issues?{query}"))
    }

    fn get(&self, path: &str) -> Vec<u8> {
        plain("GET", path, &self.kontur(), "", &Value::Null)
    }

    fn post(&self, method: &str, path: &str, body: &Value) -> Vec<u8> {
        plain(method, path, &self.kontur(), "application/json", body)
    }

    fn kontur(&self) -> String {
        format!("x-kontur-apikey: {}\r\n", self.key)
    }
}

impl Maker {
    async fn run(mut self) -> Outcome<()> {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.most {
                return Ok(());
            }
            let reply = self.line.ask(&(self.request)(number)).await?;
            if !matches!(reply.status, 200 | 201) {
                return Err(format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
            }
        }
    }
}

fn bearer(token: &str) -> String {
    format!("authorization: Bearer {token}\r\n")
}

fn inn(number: u64) -> String {
    format!("50{number:010}")
}

fn phone(number: u64) -> String {
    format!("916{number:07}")
}

/// A natural person, another one for every number.
fn applicant(number: u64) -> Value {
    json!({
        "certificateTemplateInfo": { "type": "notQualified", "useAreas": [] },
        "subjectInfo": {
            "type": "naturalPerson", "inn": inn(number), "lastname": "Иванова", "firstname": "Анна", "middlename": "Петровна",
            "email": format!("a{number}@example.ru"), "phone": phone(number),
        },
        "cspInfo": { "type": "dss", "addCryptoProLicense": false, "dssApplication": "myDss" },
    })
}
