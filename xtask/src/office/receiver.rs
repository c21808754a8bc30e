//! The integrator's receiver of callbacks on loopback: believes nothing without a right signature, keeps everything in order of arrival.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::clock::Clock;
use outbound::callback::{Secret, TOLERANCE, verify};
use store::SystemClock;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
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
    secret: OnceLock<Secret>,
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
    pub fn believe(&self, secret: Secret) {
        let _ = self.shared.secret.set(secret);
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
    while let Ok(Some(genuine)) = take(&mut stream, &shared).await {
        let answer = if genuine { "204 No Content" } else { "401 Unauthorized" };
        if stream.get_mut().write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

/// One HTTP/1.1 request with a known length: whether it is genuine; nothing at the end of the connection.
async fn take(stream: &mut BufReader<TcpStream>, shared: &Shared) -> std::io::Result<Option<bool>> {
    let (mut line, mut headers) = (String::new(), Vec::<(String, String)>::new());
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 || headers.len() > 100 {
            return Ok(None);
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
            None => break,
        }
    }
    let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    let length: usize = header("content-length").parse().unwrap_or(usize::MAX);
    if length > LONGEST {
        return Ok(None);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    let id = header("webhook-id").to_owned();
    let Some(secret) = shared.secret.get() else { return Ok(Some(true)) };
    let signed = (id.as_str(), header("webhook-timestamp"), header("webhook-signature"));
    if verify(std::slice::from_ref(secret), signed, &body, SystemClock.now(), TOLERANCE).is_err() {
        shared.forged.fetch_add(1, Ordering::Relaxed);
        return Ok(Some(false));
    }
    shared.got.lock().unwrap_or_else(PoisonError::into_inner).push(Callback { id, body });
    shared.count.fetch_add(1, Ordering::Relaxed);
    Ok(Some(true))
}
