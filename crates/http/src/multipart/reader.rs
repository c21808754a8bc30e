//! The reader of parts: one part after another, each as a stream of chunks.

use std::error::Error;
use std::fmt;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use domain::code::{self, Code};
use futures::{Stream, StreamExt};
use memchr::memmem::Finder;

use super::Head;
use crate::body::broken;

/// The longest head of a part, and the longest text before the first one, in bytes.
const HEAD_LIMIT: usize = 16 * 1024;
/// How many parts are read.
const PARTS_LIMIT: usize = 1000;

type Source = Pin<Box<dyn Stream<Item = Result<Bytes, Box<dyn Error + Send + Sync>>> + Send>>;

/// Why the parts cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub Code);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "multipart body: {}", self.0)
    }
}

impl Error for Broken {}

/// Where the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first boundary.
    Preamble,
    /// Inside the content of a part.
    Content,
    /// Behind the content of a part: the boundary was taken.
    Boundary,
    /// Behind the last boundary.
    End,
    /// Nothing more is read after a failure.
    Failed(Broken),
}

/// Reads the parts of a body that `boundary` separates.
pub struct Reader {
    source: Source,
    /// What has come and is not handed out. As a rule the piece that came last, as it is: long bodies are not copied.
    buffer: Bytes,
    delimiter: Finder<'static>,
    place: Place,
    left: u64,
    parts: usize,
}

impl Reader {
    /// Reads at most `limit` bytes in all.
    pub fn new<S, E>(source: S, boundary: &str, limit: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        // The first boundary has no line end before it; with one put there, all of them look alike.
        let buffer = Bytes::from_static(b"\r\n");
        let delimiter = Finder::new(format!("\r\n--{boundary}").as_bytes()).into_owned();
        let source = Box::pin(source.map(|item| item.map_err(Into::into)));
        Self { source, buffer, delimiter, place: Place::Preamble, left: limit, parts: 0 }
    }

    /// Goes to the next part, past what is left of the present one. Nothing where there are no more.
    pub async fn next(&mut self) -> Result<Option<Head>, Broken> {
        match self.place {
            Place::Preamble => self.skip_preamble().await?,
            Place::Content => while self.chunk().await?.is_some() {},
            Place::Boundary | Place::End | Place::Failed(_) => {}
        }
        match self.place {
            Place::End => Ok(None),
            Place::Failed(broken) => Err(broken),
            Place::Preamble | Place::Content | Place::Boundary => self.head().await,
        }
    }

    /// The next bytes of the present part. Nothing at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Broken> {
        loop {
            match self.place {
                Place::Content => {}
                Place::Failed(broken) => return Err(broken),
                Place::Preamble | Place::Boundary | Place::End => return Ok(None),
            }
            if let Some(at) = self.delimiter.find(&self.buffer) {
                let content = self.buffer.split_to(at);
                let _ = self.buffer.split_to(self.delimiter.needle().len());
                self.place = Place::Boundary;
                return Ok(Some(content).filter(|content| !content.is_empty()));
            }
            let sure = self.buffer.len() - self.begun_delimiter();
            if sure > 0 {
                return Ok(Some(self.buffer.split_to(sure)));
            }
            self.fill().await?;
        }
    }

    /// How many bytes at the end of the buffer may be the beginning of a delimiter.
    fn begun_delimiter(&self) -> usize {
        let delimiter = self.delimiter.needle();
        let most = self.buffer.len().min(delimiter.len() - 1);
        (1..=most).rev().find(|count| self.buffer.ends_with(&delimiter[..*count])).unwrap_or(0)
    }

    /// The rest of the present part, if it has at most `limit` bytes.
    pub async fn whole(&mut self, limit: usize) -> Result<Bytes, Broken> {
        let mut whole = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if whole.len() + chunk.len() > limit {
                return Err(self.fail(code::PAYLOAD_TOO_LARGE));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    /// The rest of the present part as a stream.
    pub fn stream(&mut self) -> impl Stream<Item = Result<Bytes, Broken>> + Send + '_ {
        futures::stream::try_unfold(self, |reader| async move { Ok(reader.chunk().await?.map(|chunk| (chunk, reader))) })
    }

    /// What ended the reading before its time.
    pub fn failure(&self) -> Option<Code> {
        match self.place {
            Place::Failed(Broken(code)) => Some(code),
            _ => None,
        }
    }

    async fn skip_preamble(&mut self) -> Result<(), Broken> {
        loop {
            if let Some(at) = self.delimiter.find(&self.buffer) {
                let _ = self.buffer.split_to(at + self.delimiter.needle().len());
                self.place = Place::Boundary;
                return Ok(());
            }
            self.fill_within(HEAD_LIMIT).await?;
        }
    }

    /// Behind a boundary stand `--`, and the body ends, or blanks, a line end and the head of a part.
    async fn head(&mut self) -> Result<Option<Head>, Broken> {
        while self.buffer.len() < 2 {
            self.fill().await?;
        }
        if self.buffer.starts_with(b"--") {
            return self.end().await;
        }
        let end = loop {
            match memchr::memmem::find(&self.buffer, b"\r\n\r\n") {
                // a long one may also come in one piece
                Some(at) if at > HEAD_LIMIT => return Err(self.fail(code::BODY_MALFORMED)),
                Some(at) => break at,
                None => {}
            }
            self.fill_within(HEAD_LIMIT).await?;
        };
        self.parts += 1;
        if self.parts > PARTS_LIMIT {
            return Err(self.fail(code::PAYLOAD_TOO_LARGE));
        }
        let lines = self.buffer.split_to(end + 4);
        let padding = memchr::memmem::find(&lines, b"\r\n").unwrap_or(0);
        let blank = lines[..padding].iter().all(|b| matches!(b, b' ' | b'\t'));
        let Some(head) = Head::parse(&lines[padding..]).filter(|_| blank) else { return Err(self.fail(code::BODY_MALFORMED)) };
        self.place = Place::Content;
        Ok(Some(head))
    }

    /// Reads what follows the last boundary away, so that a connection can be used again.
    async fn end(&mut self) -> Result<Option<Head>, Broken> {
        self.place = Place::End;
        let mut epilogue = 0;
        while let Some(Ok(bytes)) = self.source.next().await {
            epilogue += bytes.len();
            if epilogue > HEAD_LIMIT {
                return Err(self.fail(code::PAYLOAD_TOO_LARGE));
            }
        }
        Ok(None)
    }

    async fn fill_within(&mut self, limit: usize) -> Result<(), Broken> {
        if self.buffer.len() > limit {
            return Err(self.fail(code::BODY_MALFORMED));
        }
        self.fill().await
    }

    async fn fill(&mut self) -> Result<(), Broken> {
        let bytes = match self.source.next().await {
            Some(Ok(bytes)) => bytes,
            Some(Err(error)) => return Err(self.fail(broken(error.as_ref()))),
            None => return Err(self.fail(code::BODY_INCOMPLETE)),
        };
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else { return Err(self.fail(code::PAYLOAD_TOO_LARGE)) };
        self.left = left;
        self.buffer = if self.buffer.is_empty() { bytes } else { [&self.buffer[..], &bytes].concat().into() };
        Ok(())
    }

    fn fail(&mut self, code: Code) -> Broken {
        let broken = Broken(code);
        self.place = Place::Failed(broken);
        broken
    }
}

#[cfg(test)]
mod tests;
