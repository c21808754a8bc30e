//! One HTTP/1.1 request with a callback, read from a socket: for receivers without a web framework, such as tests and demonstrations.

use std::io;
use std::time::SystemTime;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

use super::{Headers, Unverified, Verifier};

/// Bytes of a line of the head, and lines of it.
const LONGEST_LINE: u64 = 16 << 10;
const MOST_LINES: usize = 100;

/// A request as it came; nothing of it is believed yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The path, with a query where there is one.
    pub path: String,
    /// `webhook-id`; empty where it is missing, like the two below.
    pub id: String,
    /// `webhook-timestamp`.
    pub timestamp: String,
    /// `webhook-signature`.
    pub signature: String,
    /// The bytes of the body.
    pub body: Vec<u8>,
}

impl Request {
    /// Reads the next request of a connection whose body has a known length of at most `longest` bytes; nothing at the connection's end.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] for what is no such request: close the connection then.
    pub async fn read(stream: &mut (impl AsyncBufRead + Unpin), longest: usize) -> io::Result<Option<Self>> {
        let Some(first) = line(stream).await? else { return Ok(None) };
        let mut request = Self { path: first.split(' ').nth(1).ok_or_else(broken)?.to_owned(), ..Self::default() };
        let mut length = 0;
        for _ in 0..MOST_LINES {
            let line = line(stream).await?.ok_or_else(broken)?;
            if line.is_empty() {
                if length > longest {
                    return Err(broken());
                }
                request.body.resize(length, 0);
                stream.read_exact(&mut request.body).await?;
                return Ok(Some(request));
            }
            let (name, value) = line.split_once(':').ok_or_else(broken)?;
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "webhook-id" => request.id = value.to_owned(),
                "webhook-timestamp" => request.timestamp = value.to_owned(),
                "webhook-signature" => request.signature = value.to_owned(),
                "content-length" => length = value.parse().map_err(|_| broken())?,
                "transfer-encoding" => return Err(broken()),
                _ => {}
            }
        }
        Err(broken())
    }

    /// The headers that a [`Verifier`] judges by.
    pub fn headers(&self) -> Headers<'_> {
        Headers { id: &self.id, timestamp: &self.timestamp, signature: &self.signature }
    }

    /// Whether it came from Surguch, just now.
    pub fn verify(&self, verifier: &Verifier, now: SystemTime) -> Result<(), Unverified> {
        verifier.verify(self.headers(), &self.body, now)
    }
}

/// A line of the head without its end; nothing where the connection has ended before it.
async fn line(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if (&mut *stream).take(LONGEST_LINE).read_until(b'\n', &mut bytes).await? == 0 {
        return Ok(None);
    }
    if bytes.pop() != Some(b'\n') {
        return Err(broken());
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    String::from_utf8(bytes).map(Some).map_err(|_| broken())
}

fn broken() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(text: &str) -> Vec<io::Result<Option<Request>>> {
        let mut stream = text.as_bytes();
        let mut all = Vec::new();
        loop {
            all.push(Request::read(&mut stream, 20).await);
            if !matches!(all.last(), Some(Ok(Some(_)))) {
                return all;
            }
        }
    }

    #[tokio::test]
    async fn requests_are_read_one_after_the_other() {
        let one = "POST /hook?a=b HTTP/1.1\r\nHost: a\r\nWebhook-Id: evt_1\r\nwebhook-timestamp:  7\r\nwebhook-signature: v1,x v1a,y\r\nContent-Length: 5\r\n\r\n{\"a\"}";
        let all = read(&format!("{one}POST / HTTP/1.1\r\n\r\n")).await;
        let [Ok(Some(first)), Ok(Some(second)), Ok(None)] = &all[..] else { panic!("{all:?}") };
        assert_eq!((first.path.as_str(), &first.body[..]), ("/hook?a=b", &b"{\"a\"}"[..]));
        assert_eq!((first.id.as_str(), first.timestamp.as_str(), first.signature.as_str()), ("evt_1", "7", "v1,x v1a,y"));
        assert_eq!(*second, Request { path: "/".to_owned(), ..Request::default() });
    }

    #[tokio::test]
    async fn what_is_no_such_request_ends_the_connection() {
        let long = "x".repeat(LONGEST_LINE as usize);
        let many = "a: b\r\n".repeat(MOST_LINES + 1);
        for broken in [
            "nonsense\r\n\r\n",
            "POST / HTTP/1.1\r\nno colon\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 21\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nabc",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nhost: a",
            &format!("POST /{long}"),
            &format!("POST / HTTP/1.1\r\n{many}\r\n"),
        ] {
            let all = read(broken).await;
            assert!(matches!(&all[..], [Err(_)]), "{:?}: {all:?}", &broken[..broken.len().min(60)]);
        }
    }
}
