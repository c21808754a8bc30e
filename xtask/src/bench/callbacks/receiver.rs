//! A receiver that costs as little as possible: counts, and notes how long after its event each callback came.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Clock;
use domain::time::Timestamp;
use store::SystemClock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::office::Outcome;

/// Lives as long as the runtime.
pub struct Receiver {
    /// Its address.
    pub url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    count: AtomicUsize,
    /// Milliseconds between an event and its callback.
    lags: Mutex<Vec<f64>>,
}

impl Receiver {
    /// Listens on a free port.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/callbacks", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let kept = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                tokio::spawn(converse(stream, kept.clone()));
            }
        });
        Ok(Self { url, shared })
    }

    /// How many came so far.
    pub fn count(&self) -> usize {
        self.shared.count.load(Ordering::Relaxed)
    }

    /// What was noted since the last call, sorted.
    pub fn take_lags(&self) -> Vec<f64> {
        let mut lags = std::mem::take(&mut *self.shared.lags.lock().unwrap_or_else(PoisonError::into_inner));
        lags.sort_by(f64::total_cmp);
        lags
    }
}

async fn converse(mut stream: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    let mut bytes = Vec::with_capacity(8192);
    loop {
        let Some((head, length)) = request(&bytes) else {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(());
            }
            continue;
        };
        while bytes.len() < head + length {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(());
            }
        }
        if let Some(at) = moment(&bytes[head..head + length]) {
            let lag = SystemClock.now().since(at).as_secs_f64() * 1e3;
            shared.lags.lock().unwrap_or_else(PoisonError::into_inner).push(lag);
        }
        shared.count.fetch_add(1, Ordering::Relaxed);
        bytes.drain(..head + length);
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
    }
}

/// Length of the head, and of the body after it; nothing while the head is not whole.
fn request(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let length = text.lines().find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")));
    Some((head, length.and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(0)))
}

/// The event's own time.
fn moment(body: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(body).ok()?;
    Timestamp::parse(text.split_once("\"timestamp\":\"")?.1.split_once('"')?.0)
}
