//! One connection that stays open: bytes out, an answer of known length back.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Heads longer than this are not ours.
const LONGEST_HEAD: usize = 64 << 10;

/// A connection; opened again when the server has closed it.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The head as it came.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// HTTP/1.1 keeps a connection open unless it says otherwise, HTTP/1.0 only where it says so.
    fn keeps_open(&self) -> bool {
        match self.header("connection") {
            Some(word) => !word.eq_ignore_ascii_case("close"),
            None => !self.head.starts_with("HTTP/1.0"),
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.split_once(':').filter(|(known, _)| known.eq_ignore_ascii_case(name))).map(|(_, value)| value.trim())
}

impl Line {
    /// Nothing is opened before the first request.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: Vec::new() }
    }

    /// Sends a whole request and reads its answer. After an error the next request goes over a new connection.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Reply> {
        self.ask_in_parts(request, &[]).await
    }

    /// The same with a body that others have too.
    pub async fn ask_in_parts(&mut self, head: &[u8], body: &[u8]) -> io::Result<Reply> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                self.buffer.clear();
                stream
            }
        };
        // an answer may come before the request is read to its end, and the connection be closed then
        let mut sent = stream.write_all(head).await;
        if sent.is_ok() && !body.is_empty() {
            sent = stream.write_all(body).await;
        }
        let reply = match self.read(&mut stream).await {
            Ok(reply) => reply,
            Err(error) => return Err(sent.err().unwrap_or(error)),
        };
        if sent.is_ok() && reply.keeps_open() {
            self.stream = Some(stream);
        }
        Ok(reply)
    }

    async fn read(&mut self, stream: &mut TcpStream) -> io::Result<Reply> {
        let (mut end, mut looked) = (None, 0);
        while end.is_none() {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            end = self.buffer[looked..].windows(4).position(|four| four == b"\r\n\r\n").map(|at| looked + at + 4);
            looked = self.buffer.len().saturating_sub(3);
            if end.is_none() && self.buffer.len() > LONGEST_HEAD {
                return Err(io::Error::other("a head without an end"));
            }
        }
        let end = end.unwrap_or_default();
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(|| io::Error::other("no status"))?;
        let length = match header(&head, "content-length") {
            Some(length) => length.parse().map_err(io::Error::other)?,
            None if status == 204 || status == 304 => 0,
            None => return Err(io::Error::other("an answer without a length")),
        };
        while self.buffer.len() < end + length {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let body = self.buffer[end..end + length].to_vec();
        self.buffer.drain(..end + length);
        Ok(Reply { status, head, body })
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn answers_that_come_in_pieces_and_together_are_told_apart() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let address = listener.local_addr().expect("an address");
            let server = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.expect("a client");
                let pieces =
                    [&b"HTTP/1.1 201 Created\r\nContent-"[..], b"Length: 3\r\nRetry-After: 2\r\n\r\nab", b"cHTTP/1.1 204 No\r\n\r\n"];
                for piece in pieces {
                    stream.write_all(piece).await.expect("written");
                    tokio::task::yield_now().await;
                }
                stream
            });
            let mut line = Line::new(address);
            let first = line.ask(b"x").await.expect("an answer");
            assert_eq!((first.status, first.header("retry-after"), &first.body[..]), (201, Some("2"), &b"abc"[..]));
            assert_eq!(line.ask(b"y").await.expect("an answer").status, 204);
            drop(server.await.expect("the server ends"));
            assert!(line.ask(b"z").await.is_err());
        });
    }

    #[test]
    fn a_server_of_http_1_0_closes_after_its_answer_unless_it_says_otherwise() {
        let reply = |head: &str| Reply { status: 200, head: head.to_owned(), body: Vec::new() };
        for (head, open) in [
            ("HTTP/1.0 200 OK\r\n\r\n", false),
            ("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\n\r\n", true),
            ("HTTP/1.1 200 OK\r\nconnection: Close\r\n\r\n", false),
        ] {
            assert_eq!(reply(head).keeps_open(), open, "{head}");
        }
    }
}
