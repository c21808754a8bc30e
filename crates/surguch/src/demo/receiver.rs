//! The integrator's side of callbacks: a small HTTP server on loopback that checks every signature before it believes a word.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use client::callback::{Request, Verifier};
use domain::clock::Clock;
use serde_json::Value;
use store::SystemClock;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::failure::{Doing, Failure};

/// The path that tells our own endpoints from others.
pub(super) const PATH: &str = "/surguch-demo-callbacks";
/// Longer bodies are not ours.
const LONGEST: usize = 64 << 10;

/// One callback as it came.
#[derive(Debug, Clone)]
pub(super) struct Callback {
    pub(super) id: String,
    pub(super) timestamp: String,
    pub(super) signature: String,
    pub(super) body: String,
    /// The signature is right.
    pub(super) genuine: bool,
}

impl Callback {
    /// The body's field, where it is JSON.
    pub(super) fn field(&self, name: &str) -> Option<Value> {
        serde_json::from_str::<Value>(&self.body).ok()?.get(name).cloned()
    }

    pub(super) fn kind(&self) -> String {
        self.field("type").and_then(|kind| Some(kind.as_str()?.to_owned())).unwrap_or_default()
    }

    pub(super) fn sequence(&self) -> Option<i64> {
        self.field("sequence")?.as_i64()
    }
}

/// A receiver that runs until it is dropped.
pub(super) struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
    arrived: watch::Receiver<usize>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    verifier: OnceLock<Verifier>,
    callbacks: Mutex<Vec<Callback>>,
    count: watch::Sender<usize>,
}

impl Receiver {
    /// Listens on a free port.
    pub(super) async fn start() -> Result<Receiver, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await.doing("callback receiver")?;
        let address = listener.local_addr().doing("callback receiver")?;
        let (count, arrived) = watch::channel(0);
        let shared = Arc::new(Shared { verifier: OnceLock::new(), callbacks: Mutex::default(), count });
        let for_task = shared.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, for_task.clone()));
            }
        });
        Ok(Receiver { address, shared, arrived, task })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// From now on signatures are checked by this secret.
    pub(super) fn believe(&self, secret: &str) -> Result<(), Failure> {
        let verifier = Verifier::new([secret]).doing("the endpoint's secret")?;
        let _ = self.shared.verifier.set(verifier);
        Ok(())
    }

    pub(super) fn callbacks(&self) -> Vec<Callback> {
        self.shared.callbacks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until what has arrived is `enough`.
    pub(super) async fn until(&self, enough: impl Fn(&[Callback]) -> bool) {
        let mut arrived = self.arrived.clone();
        while !enough(&self.callbacks()) {
            if arrived.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Requests one after another on a connection that stays open. A broken one just ends: the sender tries again.
async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    while let Ok(Some(request)) = Request::read(&mut stream, LONGEST).await {
        let now = SystemTime::from(SystemClock.now());
        let genuine = shared.verifier.get().is_some_and(|verifier| request.verify(verifier, now).is_ok());
        let Request { id, timestamp, signature, body, .. } = request;
        let callback = Callback { id, timestamp, signature, body: String::from_utf8_lossy(&body).into_owned(), genuine };
        {
            let mut callbacks = shared.callbacks.lock().unwrap_or_else(PoisonError::into_inner);
            callbacks.push(callback);
            shared.count.send_replace(callbacks.len());
        }
        let answer = if genuine { "204 No Content" } else { "401 Unauthorized" };
        let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n");
        if stream.get_mut().write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
