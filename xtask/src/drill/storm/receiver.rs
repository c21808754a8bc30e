//! The receivers of all endpoints on one port, and a listener where nobody may ever connect.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use client::callback::{Request, Verifier};
use domain::clock::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::clock::FastClock;
use super::draw::Draw;
use super::seen::Seen;
use crate::office::Outcome;

/// Where the receivers stand; everything else of this machine is the inside.
pub const ALLOWED: &str = "127.0.0.2";
/// Where nothing may be called.
pub const INSIDE: &str = "127.0.0.1";
/// Seconds that an overloaded receiver asks for.
pub const ASKED: u64 = 600;
/// Longer bodies are not ours.
const LONGEST: usize = 20_000;
/// A slow one sends its bytes so far apart.
const SLOWLY: Duration = Duration::from_millis(200);

/// Lives as long as the runtime.
pub struct Receiver {
    port: u16,
    trap: u16,
    clock: FastClock,
    mood: Mood,
    seen: Mutex<Seen>,
    trapped: AtomicUsize,
}

/// What the receivers are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Each request draws its answer.
    Stormy,
    /// All take everything at once, but the one of this number, which never answers.
    AllBut(usize),
}

impl Receiver {
    /// Listens.
    pub async fn start(clock: FastClock, mood: Mood, seed: u64) -> Outcome<Arc<Self>> {
        let (listener, trap) = (TcpListener::bind((ALLOWED, 0)).await?, TcpListener::bind((INSIDE, 0)).await?);
        let (port, inside) = (listener.local_addr()?.port(), trap.local_addr()?.port());
        let receiver = Arc::new(Self { port, trap: inside, clock, mood, seen: Mutex::new(Seen::new(seed)), trapped: AtomicUsize::new(0) });
        let (serving, trapping) = (receiver.clone(), receiver.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.talk(stream).await });
            }
        });
        tokio::spawn(async move {
            while trap.accept().await.is_ok() {
                trapping.trapped.fetch_add(1, Ordering::SeqCst);
            }
        });
        Ok(receiver)
    }

    /// The address of endpoint `number`: a name that leads here, mostly.
    pub fn url(&self, number: usize) -> String {
        format!("http://r{number}.storm.test:{}/{number}", self.port)
    }

    /// What comes for endpoint `number` has to be signed with this.
    pub fn believe(&self, number: usize, secret: &str) -> Outcome<()> {
        self.seen().believe(format!("/{number}"), Verifier::new([secret])?);
        Ok(())
    }

    /// The sender was killed.
    pub fn killed(&self) {
        self.seen().kills += 1;
        self.overruled();
    }

    /// Waits that were asked for may be shorter from now on: an operator sends again.
    pub fn overruled(&self) {
        self.seen().overruled += 1;
    }

    /// How many requests got 2xx, repeats among them.
    pub fn takings(&self) -> usize {
        self.seen().drawn.iter().filter(|(draw, _)| draw.takes()).map(|(_, count)| count).sum()
    }

    /// How many events were taken.
    pub fn accepted(&self) -> usize {
        self.seen().taken.len()
    }

    /// Connections to where nobody may connect.
    pub fn trapped(&self) -> usize {
        self.trapped.load(Ordering::SeqCst)
    }

    /// For whoever waits.
    pub fn summary(&self) -> String {
        let seen = self.seen();
        format!("{} taken, {:?}", seen.taken.len(), seen.drawn)
    }

    /// Everything that was seen.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Requests one after the other, until a draw ends the connection.
    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(request) = Request::read(&mut stream, LONGEST).await? {
            let stream = stream.get_mut();
            let draw = self.seen().judge(&request, self.mood, self.clock.now());
            match draw {
                Draw::Taken => stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?,
                Draw::Broken => stream.write_all(b"HTTP/1.1 500 Oops\r\ncontent-length: 4\r\n\r\noops").await?,
                Draw::Overloaded => {
                    let head = format!("HTTP/1.1 429 Later\r\nretry-after: {ASKED}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                    return stream.write_all(head.as_bytes()).await;
                }
                Draw::Redirects => {
                    let head = format!("HTTP/1.1 301 Moved\r\nlocation: http://{INSIDE}:{}/\r\ncontent-length: 0\r\n\r\n", self.trap);
                    stream.write_all(head.as_bytes()).await?;
                }
                Draw::Resets => return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-").await,
                Draw::NoHttp => return stream.write_all(&[21, 3, 3, 0, 2, 2, 80]).await,
                Draw::Hangs => return until_gone(stream).await,
                Draw::Slow => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await?;
                    loop {
                        stream.write_all(b".").await?;
                        tokio::time::sleep(SLOWLY).await;
                    }
                }
                Draw::Endless => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
                    loop {
                        stream.write_all(&[b'x'; 4096]).await?;
                    }
                }
            }
        }
        Ok(())
    }
}

async fn until_gone(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut rest = [0; 64];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}
