//! A receiver of callbacks on loopback, as small as HTTP allows.

use std::sync::{Arc, Mutex, PoisonError};

use client::callback::{Headers, Request, Unverified, Verifier};
use domain::time::Timestamp;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Longer bodies are not ours.
const LONGEST: usize = 1 << 20;

/// A callback as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`.
    pub timestamp: String,
    /// `webhook-signature`.
    pub signature: String,
    /// The body.
    pub body: String,
}

impl Callback {
    /// Judges it at `now` by a secret of its endpoint.
    pub fn verify(&self, secret: &str, now: Timestamp) -> Result<(), Unverified> {
        let headers = Headers { id: &self.id, timestamp: &self.timestamp, signature: &self.signature };
        Verifier::new([secret]).expect("a secret").verify(headers, self.body.as_bytes(), now.into())
    }
}

/// Answers every POST with one status and remembers it.
pub struct Receiver {
    /// Its address.
    pub url: String,
    got: Arc<Mutex<Vec<Callback>>>,
    status: Arc<Mutex<u16>>,
}

impl Receiver {
    /// Listens on a free port; lives as long as the test's runtime.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let (got, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(204)));
        let (kept, answer) = (got.clone(), status.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, kept.clone(), answer.clone()));
            }
        });
        Self { url, got, status }
    }

    /// What came so far, in order.
    pub fn got(&self) -> Vec<Callback> {
        self.got.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }
}

async fn serve(socket: TcpStream, got: Arc<Mutex<Vec<Callback>>>, status: Arc<Mutex<u16>>) -> std::io::Result<()> {
    let mut socket = BufReader::new(socket);
    while let Some(Request { id, timestamp, signature, body, .. }) = Request::read(&mut socket, LONGEST).await? {
        let callback = Callback { id, timestamp, signature, body: String::from_utf8_lossy(&body).into_owned() };
        got.lock().unwrap_or_else(PoisonError::into_inner).push(callback);
        let status = *status.lock().unwrap_or_else(PoisonError::into_inner);
        socket.get_mut().write_all(format!("HTTP/1.1 {status} status\r\ncontent-length: 0\r\n\r\n").as_bytes()).await?;
    }
    Ok(())
}
