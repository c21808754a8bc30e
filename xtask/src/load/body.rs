//! A long body that nobody has to keep: made while it is sent, checked while it is received.

use std::io;
use std::process::{ChildStdin, Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::Requests;
use super::line::Reply;
use crate::office::Outcome;

/// A prime, so that no block of a power of two looks like another.
const PERIOD: usize = 251 * 1021;

/// `size` bytes, the same for everybody.
#[derive(Debug, Clone)]
pub struct LongBody {
    /// How many.
    pub size: u64,
    pattern: Vec<u8>,
}

/// What came of an upload.
pub struct Uploaded {
    /// The answer.
    pub reply: Reply,
    /// How many bytes of the file were sent before it came.
    pub sent: u64,
}

impl LongBody {
    /// Of so many bytes.
    pub fn new(size: u64) -> Self {
        Self { size, pattern: (0..PERIOD).map(|at| ((at * at) >> 7) as u8).collect() }
    }

    /// The bytes from `at`, at most one pattern of them.
    fn piece(&self, at: u64) -> &[u8] {
        let from = (at % PERIOD as u64) as usize;
        let left = usize::try_from(self.size - at).unwrap_or(usize::MAX);
        &self.pattern[from..(from + left).min(PERIOD)]
    }

    /// SHA-256 by coreutils.
    pub fn sha256(&self) -> Outcome<String> {
        let mut child = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let feed = |mut into: ChildStdin| -> io::Result<()> {
            let mut at = 0;
            while at < self.size {
                let piece = self.piece(at);
                io::Write::write_all(&mut into, piece)?;
                at += piece.len() as u64;
            }
            Ok(())
        };
        feed(child.stdin.take().ok_or("no standard input")?)?;
        let output = child.wait_with_output()?;
        let text = String::from_utf8(output.stdout)?;
        Ok(text.split_whitespace().next().unwrap_or_default().to_owned())
    }

    /// Creates a package with it. Without `declared` no length is told, and the body goes in chunks until it ends or an answer comes.
    pub async fn upload(&self, requests: &Requests, package: &impl serde::Serialize, declared: bool) -> io::Result<Uploaded> {
        let (before, after) = requests.around_file(package, "большой.bin");
        let length = declared.then_some(before.len() as u64 + self.size + after.len() as u64);
        let stream = TcpStream::connect(requests.address).await?;
        let (read, mut write) = stream.into_split();
        let mut answer = tokio::spawn(answer(read));
        let mut sent = 0;
        let sending = async {
            write.write_all(&requests.upload_head(length)).await?;
            chunk(&mut write, &before, declared).await?;
            while sent < self.size {
                let piece = self.piece(sent);
                chunk(&mut write, piece, declared).await?;
                sent += piece.len() as u64;
            }
            chunk(&mut write, &after, declared).await?;
            if !declared {
                write.write_all(b"0\r\n\r\n").await?;
            }
            io::Result::Ok(())
        };
        let early = tokio::select! {
            early = &mut answer => Some(early),
            // a connection that breaks has an answer in it as a rule
            _ = sending => None,
        };
        let reply = match early {
            Some(reply) => reply,
            None => answer.await,
        };
        Ok(Uploaded { reply: reply.map_err(io::Error::other)??, sent })
    }

    /// Downloads it from `path` and compares every byte.
    pub async fn download(&self, requests: &Requests, path: &str) -> Outcome<()> {
        let mut stream = TcpStream::connect(requests.address).await?;
        stream.write_all(&requests.get(path)).await?;
        let mut stream = BufReader::with_capacity(256 << 10, stream);
        let head = head(&mut stream).await?;
        if !head.starts_with("HTTP/1.1 200") {
            return Err(format!("download: {head}").into());
        }
        let (mut at, mut buffer) = (0, vec![0; 256 << 10]);
        while at < self.size {
            let expected = self.piece(at);
            let wanted = expected.len().min(buffer.len());
            let count = stream.read(&mut buffer[..wanted]).await?;
            if count == 0 || buffer[..count] != expected[..count] {
                return Err(format!("the file differs after byte {at}").into());
            }
            at += count as u64;
        }
        Ok(())
    }
}

async fn chunk(write: &mut (impl AsyncWriteExt + Unpin), bytes: &[u8], declared: bool) -> io::Result<()> {
    if declared {
        return write.write_all(bytes).await;
    }
    write.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await?;
    write.write_all(bytes).await?;
    write.write_all(b"\r\n").await
}

async fn head(stream: &mut (impl AsyncReadExt + Unpin)) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

async fn answer(read: tokio::net::tcp::OwnedReadHalf) -> io::Result<Reply> {
    let mut read = BufReader::new(read);
    let mut reply = Reply { status: 0, head: head(&mut read).await?, body: Vec::new() };
    reply.status = reply.head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(|| io::Error::other("no status"))?;
    let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    reply.body = vec![0; length];
    read.read_exact(&mut reply.body).await?;
    Ok(reply)
}
