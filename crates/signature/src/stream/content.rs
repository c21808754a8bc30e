//! The content's octets as they come: one OCTET STRING, or pieces of one, nested as BER allows.

use pki::Malformed;
use pki::asn1::{limits, tag};

use super::head::{End, OCTETS_IN_PIECES, header};

/// Where in the content the stream is.
#[derive(Debug)]
pub(super) struct Content {
    /// Ends of the strings in pieces that are open.
    open: Vec<End>,
    /// Octets left of the piece that is being read.
    left: u64,
    /// A header of which more is to come.
    header: Vec<u8>,
    /// Is everything read?
    done: bool,
}

impl Content {
    /// Behind the header of the content, at `here`.
    pub(super) fn new((pieces, end): (bool, End), here: u64) -> Self {
        match end {
            End::At(end) if !pieces => Self { open: Vec::new(), left: end.saturating_sub(here), header: Vec::new(), done: end <= here },
            end => Self { open: vec![end], left: 0, header: Vec::new(), done: false },
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// Takes what it needs of `input`, which begins at `here`; answers how many octets those were.
    pub(super) fn push(&mut self, input: &[u8], here: u64, sink: &mut dyn FnMut(&[u8])) -> Result<usize, Malformed> {
        let mut at = 0;
        self.close(here)?;
        while !self.done && at < input.len() {
            if self.left > 0 {
                let count = usize::try_from(self.left).unwrap_or(usize::MAX).min(input.len() - at);
                sink(&input[at..at + count]);
                at += count;
                self.left -= count as u64;
            } else {
                self.header.push(input[at]);
                at += 1;
                self.begin_piece(here + at as u64)?;
            }
            self.close(here + at as u64)?;
        }
        Ok(at)
    }

    /// Another octet of a header has come.
    fn begin_piece(&mut self, here: u64) -> Result<(), Malformed> {
        const BAD: Malformed = Malformed("piece of a string");
        let Some(header) = header(&self.header)? else { return Ok(()) };
        self.header.clear();
        let end = header.contents.map_or(End::Marked, |contents| End::At(here.saturating_add(contents)));
        match (header.tag, header.contents) {
            (0, Some(0)) if self.open.last() == Some(&End::Marked) => {
                self.open.pop();
                self.done = self.open.is_empty();
            }
            (tag::OCTET_STRING, Some(contents)) => self.left = contents,
            (OCTETS_IN_PIECES, _) if self.open.len() < limits::DEPTH => self.open.push(end),
            _ => return Err(BAD),
        }
        let inside = |outer: &End| !matches!((outer, end), (End::At(outer), End::At(inner)) if inner > *outer);
        if self.open.iter().all(inside) { Ok(()) } else { Err(Malformed("length")) }
    }

    /// Leaves strings of definite length that end here.
    fn close(&mut self, here: u64) -> Result<(), Malformed> {
        if self.left > 0 {
            return Ok(());
        }
        while let Some(End::At(end)) = self.open.last() {
            match here.cmp(end) {
                std::cmp::Ordering::Less => return Ok(()),
                std::cmp::Ordering::Equal if self.header.is_empty() => {
                    self.open.pop();
                }
                _ => return Err(Malformed("length")),
            }
        }
        self.done = self.open.is_empty();
        Ok(())
    }
}
