//! A receiver of callbacks on loopback, as small as HTTP allows.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

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

async fn serve(mut socket: TcpStream, got: Arc<Mutex<Vec<Callback>>>, status: Arc<Mutex<u16>>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let Some(end) = head_end(&bytes) else {
            if socket.read_buf(&mut bytes).await? == 0 {
                return Ok(());
            }
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let header = |name: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(':'));
            lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).next().unwrap_or_default()
        };
        let length: usize = header("content-length").parse().unwrap_or(0);
        while bytes.len() < end + length {
            if socket.read_buf(&mut bytes).await? == 0 {
                return Ok(());
            }
        }
        let body = String::from_utf8_lossy(&bytes[end..end + length]).into_owned();
        let callback =
            Callback { id: header("webhook-id"), timestamp: header("webhook-timestamp"), signature: header("webhook-signature"), body };
        got.lock().unwrap_or_else(PoisonError::into_inner).push(callback);
        let status = *status.lock().unwrap_or_else(PoisonError::into_inner);
        socket.write_all(format!("HTTP/1.1 {status} status\r\ncontent-length: 0\r\n\r\n").as_bytes()).await?;
        bytes.drain(..end + length);
    }
}

fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}
