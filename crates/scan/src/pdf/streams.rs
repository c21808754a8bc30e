//! The streams of a PDF, as they follow each other in the file.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

use super::text::{has_name, number_of};
use crate::error::{Error, Limit};

/// The most streams of a file.
const MOST_STREAMS: u32 = 50_000;

/// The longest dictionary before a stream that is looked at.
const LONGEST_DICTIONARY: usize = 4 << 10;

/// The most that is inflated of one stream, and of all.
const LARGEST: usize = 2 << 20;
const LARGEST_IN_ALL: usize = 64 << 20;

/// One stream.
pub(super) struct Stream<'a> {
    /// What stands between the stream before and the data of this, its dictionary included.
    pub before: &'a [u8],
    /// Its dictionary.
    pub dictionary: &'a [u8],
    /// Its data, as compressed.
    pub data: &'a [u8],
}

/// All of them, one after the other.
pub(super) struct Streams<'a> {
    bytes: &'a [u8],
    at: usize,
    count: u32,
}

impl<'a> Streams<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, count: 0 }
    }

    /// What stands behind the last stream.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// The next one; nothing when there are no more.
    pub(super) fn next(&mut self) -> Result<Option<Stream<'a>>, Error> {
        let Some((keyword, data)) = self.keyword() else { return Ok(None) };
        self.count += 1;
        if self.count > MOST_STREAMS {
            return Err(Error::OverLimits(Limit::Parts));
        }
        let before = &self.bytes[self.at..keyword];
        let near = &before[before.len().saturating_sub(LONGEST_DICTIONARY)..];
        let dictionary = memmem::rfind(near, b"obj").map_or(near, |at| &near[at..]);
        let length = self.length(dictionary, data).ok_or(Error::Damaged("a stream of the PDF is cut off"))?;
        self.at = data + length;
        Ok(Some(Stream { before, dictionary, data: &self.bytes[data..data + length] }))
    }

    /// Where the next keyword `stream` stands, and where its data begins.
    fn keyword(&self) -> Option<(usize, usize)> {
        memmem::find_iter(&self.bytes[self.at..], b"stream").find_map(|found| {
            let (at, end) = (self.at + found, self.at + found + 6);
            let line = match self.bytes.get(end..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([b'\n', ..]) => 1,
                _ => return None,
            };
            (!self.bytes[..at].ends_with(b"end")).then_some((at, end + line))
        })
    }

    /// As the dictionary says, if that is true; else up to where the end is found.
    fn length(&self, dictionary: &[u8], data: usize) -> Option<usize> {
        let said = number_of(dictionary, b"Length").filter(|length| {
            let end = data.checked_add(*length).and_then(|end| self.bytes.get(end..));
            end.is_some_and(|end| end[..end.len().min(16)].trim_ascii_start().starts_with(b"endstream"))
        });
        said.or_else(|| memmem::find(&self.bytes[data..], b"endstream"))
    }
}

/// The data of a stream that is compressed by Deflate, as far as it is inflated at all; nothing where it is compressed otherwise.
/// `inflated` counts what all streams came to.
pub(super) fn inflate(stream: &Stream<'_>, inflated: &mut usize) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    if !has_name(stream.dictionary, b"FlateDecode") {
        return Ok(text);
    }
    let (mut decoder, mut left, mut part) = (Decompress::new(true), stream.data, [0; 8192]);
    while text.len() < LARGEST {
        let (before_in, before_out) = (decoder.total_in(), decoder.total_out());
        // a reader makes of a broken stream what it can
        let Ok(status) = decoder.decompress(left, &mut part, FlushDecompress::None) else { break };
        left = &left[(decoder.total_in() - before_in) as usize..];
        let written = (decoder.total_out() - before_out) as usize;
        text.extend_from_slice(&part[..written]);
        *inflated += written;
        if *inflated > LARGEST_IN_ALL {
            return Err(Error::OverLimits(Limit::Memory));
        }
        if status == Status::StreamEnd || written == 0 {
            break;
        }
    }
    Ok(text)
}
