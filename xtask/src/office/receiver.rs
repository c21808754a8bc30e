//! The integrator's receiver of callbacks on loopback: believes nothing without a right signature, keeps everything in order of arrival.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use client::callback::{Request, Verifier};
use domain::clock::Clock;
use store::SystemClock;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::office::Outcome;

/// Longer bodies are not ours.
const LONGEST: usize = 1 << 20;

/// A callback as it came.
#[derive(Debug, Clone)]
pub struct Callback {
    /// `webhook-id`.
    pub id: String,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// A receiver that lives as long as the runtime.
#[derive(Debug)]
pub struct Receiver {
    /// Its address.
    pub url: String,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    verifier: OnceLock<Verifier>,
    got: Mutex<Vec<Callback>>,
    count: AtomicUsize,
    forged: AtomicUsize,
}

impl Receiver {
    /// Listens on a free port.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/callbacks", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let for_task = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, for_task.clone()));
            }
        });
        Ok(Self { url, shared })
    }

    /// From now on signatures are checked by this secret; a receiver without one takes everything and keeps nothing.
    pub fn believe(&self, secret: &str) -> Outcome<()> {
        let _ = self.shared.verifier.set(Verifier::new([secret])?);
        Ok(())
    }

    /// How many came so far.
    pub fn count(&self) -> usize {
        self.shared.count.load(Ordering::Relaxed)
    }

    /// How many came with a wrong signature.
    pub fn forged(&self) -> usize {
        self.shared.forged.load(Ordering::Relaxed)
    }

    /// Everything that came, in order of arrival.
    pub fn got(&self) -> Vec<Callback> {
        self.shared.got.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Requests one after another on a connection that stays open. A broken one just ends: the sender tries again.
async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    while let Ok(Some(request)) = Request::read(&mut stream, LONGEST).await {
        let answer = if shared.take(request) { "204 No Content" } else { "401 Unauthorized" };
        if stream.get_mut().write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

impl Shared {
    /// Whether it is genuine, as far as that can be judged.
    fn take(&self, request: Request) -> bool {
        let Some(verifier) = self.verifier.get() else { return true };
        if request.verify(verifier, SystemTime::from(SystemClock.now())).is_err() {
            self.forged.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        let callback = Callback { id: request.id, body: request.body };
        self.got.lock().unwrap_or_else(PoisonError::into_inner).push(callback);
        self.count.fetch_add(1, Ordering::Relaxed);
        true
    }
}
