//! A server that behaves as badly as it is told, and names that lead where the test wants.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outbound::guarded::{Cidr, Guarded, Names, Rules, Settings};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// Where the allowed servers stand; 127.0.0.1 is the inside.
pub const ALLOWED: &str = "127.0.0.2";
pub const INSIDE: &str = "127.0.0.1";

#[derive(Clone)]
pub enum Behaviour {
    /// Answers each request with these bytes.
    Answer(String),
    /// Says 200 and then sends for ever.
    Endless,
    /// Says 200 and then a byte now and then.
    Slow,
    /// Takes the request and says nothing.
    Silent,
    /// Hangs up in the middle of the head.
    HangUp,
    /// Sends header fields for ever.
    EndlessHead,
}

pub fn answer(status: &str, headers: &[&str]) -> Behaviour {
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    Behaviour::Answer(format!("HTTP/1.1 {status}\r\ncontent-length: 2\r\n{headers}\r\nok"))
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Method, target and version.
    pub line: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub async fn start(behaviour: Behaviour) -> Self {
        Self::on(TcpListener::bind((ALLOWED, 0)).await.expect("a port"), behaviour)
    }

    pub fn on(listener: TcpListener, behaviour: Behaviour) -> Self {
        let server = Self::of(listener.local_addr().expect("an address"));
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.connections.fetch_add(1, Ordering::SeqCst);
                let (serving, behaviour) = (serving.clone(), behaviour.clone());
                tokio::spawn(async move { serving.talk(stream, &behaviour).await });
            }
        });
        server
    }

    pub fn of(address: SocketAddr) -> Self {
        Self { address, connections: Arc::default(), received: Arc::default() }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("not poisoned").clone()
    }

    pub async fn talk(&self, stream: impl AsyncRead + AsyncWrite + Unpin, behaviour: &Behaviour) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(request) = receive(&mut stream).await? {
            self.received.lock().expect("not poisoned").push(request);
            match behaviour {
                Behaviour::Answer(bytes) => stream.write_all(bytes.as_bytes()).await?,
                Behaviour::HangUp => return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-").await,
                Behaviour::Silent => std::future::pending().await,
                Behaviour::Slow => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await?;
                    loop {
                        stream.write_all(b".").await?;
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
                Behaviour::Endless => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n").await?;
                    loop {
                        stream.write_all(&[b'x'; 10_000]).await?;
                    }
                }
                Behaviour::EndlessHead => {
                    stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
                    loop {
                        stream.write_all(format!("x-more: {}\r\n", "x".repeat(1000)).as_bytes()).await?;
                    }
                }
            }
        }
        Ok(())
    }
}

async fn receive(stream: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Option<Received>> {
    let mut headers = HashMap::new();
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let first = line.trim_end().to_owned();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or(0, |text| text.parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Some(Received { line: first, headers, body }))
}

/// Leads every name to the addresses of the round, one round after the other.
pub struct Leading(Vec<Vec<IpAddr>>, AtomicUsize);

impl Leading {
    pub fn to(rounds: &[&[&str]]) -> Arc<Self> {
        let parse = |round: &&[&str]| round.iter().map(|text| text.parse().expect("an address")).collect();
        Arc::new(Self(rounds.iter().map(parse).collect(), AtomicUsize::new(0)))
    }
}

impl Names for Leading {
    fn lookup<'a>(&'a self, _name: &'a str) -> std::pin::Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let round = self.1.fetch_add(1, Ordering::SeqCst) % self.0.len();
        Box::pin(async move { Ok(self.0[round].clone()) })
    }
}

/// Allows the one address where the tests' servers stand.
pub fn settings() -> Settings {
    let allow = vec![Cidr::parse(ALLOWED).expect("a network")];
    Settings { rules: Rules { allow, plain_http: true, low_ports: Vec::new() }, ..Settings::default() }
}

pub fn client() -> Guarded {
    Guarded::new(&settings()).expect("a client")
}
