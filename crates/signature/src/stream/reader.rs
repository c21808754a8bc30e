//! Taking a CMS apart: its content goes through, everything else is kept.

use pki::asn1::{limits, tag, write};
use pki::{Digest, Hasher, Malformed, oid};

use super::content::Content;
use super::head::{self, End, Found, Head};
use crate::ContentDigest;
use crate::cms::ber;

/// What a stream was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The CMS in DER with its content beside; the signatures in it are the same.
    pub cms: Vec<u8>,
    /// Was the content inside?
    pub attached: bool,
    /// Octets of the content.
    pub length: u64,
    /// Digests of the content: by every algorithm announced, and by those asked for. None where it was not inside.
    pub contents: Vec<ContentDigest>,
}

/// Reads a CMS piece by piece, in BER or DER, attached or detached.
pub struct Reader<S> {
    sink: S,
    wanted: Vec<Digest>,
    hashers: Vec<(Digest, Hasher)>,
    state: State,
    /// The head; then what stands behind the content; or all of a detached CMS.
    kept: Vec<u8>,
    /// Octets of the input so far.
    here: u64,
    length: u64,
}

enum State {
    Head,
    Detached,
    Content(Box<Head>, Content),
    /// Behind the content: how many ends of its wrappings are still to come.
    Tail(Box<Head>, u64),
}

impl Reader<fn(&[u8])> {
    /// The content is hashed and goes nowhere. `wanted`: by these algorithms besides the announced ones.
    pub fn new(wanted: &[Digest]) -> Self {
        Self::with_sink(wanted, |_| {})
    }
}

impl<S: FnMut(&[u8])> Reader<S> {
    /// The same, and the content goes to `sink` as it comes.
    pub fn with_sink(wanted: &[Digest], sink: S) -> Self {
        let wanted = wanted.to_vec();
        Self { sink, wanted, hashers: Vec::new(), state: State::Head, kept: Vec::new(), here: 0, length: 0 }
    }

    /// The next piece of the CMS, of any length.
    ///
    /// # Errors
    ///
    /// What comes is no CMS, or what is kept of it would be longer than [`limits::CMS`].
    pub fn push(&mut self, mut input: &[u8]) -> Result<(), Malformed> {
        while !input.is_empty() {
            let taken = self.step(input)?;
            input = &input[taken..];
        }
        Ok(())
    }

    /// After the last piece.
    pub fn finish(self) -> Result<Split, Malformed> {
        let (head, from) = match self.state {
            State::Detached => {
                let cms = ber::to_der(&self.kept)?.into_owned();
                return Ok(Split { cms, attached: false, length: 0, contents: Vec::new() });
            }
            State::Tail(head, from) => (head, from),
            _ => return Err(Malformed("truncated")),
        };
        let body = tail(&head, &self.kept, from)?;
        let encapsulated = write::sequence(&[&head.content_type]);
        let data = write::sequence(&[&head.front, &encapsulated, body]);
        let whole = write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)]);
        let contents = self.hashers.into_iter().map(|(algorithm, hasher)| ContentDigest { algorithm, value: hasher.finish() });
        let contents = contents.collect();
        Ok(Split { cms: ber::to_der(&whole)?.into_owned(), attached: true, length: self.length, contents })
    }

    fn step(&mut self, input: &[u8]) -> Result<usize, Malformed> {
        match &mut self.state {
            State::Head => {
                // A little at a time: the content begins somewhere within.
                let count = input.len().min(STEP);
                self.kept.extend_from_slice(&input[..count]);
                match head::look(&self.kept)? {
                    Found::More => {}
                    Found::Detached => self.state = State::Detached,
                    Found::Attached(head) => return Ok(self.begin_content(head, count)),
                }
                self.here += count as u64;
                Ok(count)
            }
            State::Content(_, content) => {
                let (sink, hashers, length) = (&mut self.sink, &mut self.hashers, &mut self.length);
                let taken = content.push(input, self.here, &mut |piece| {
                    *length += piece.len() as u64;
                    hashers.iter_mut().for_each(|(_, hasher)| hasher.update(piece));
                    sink(piece);
                })?;
                self.here += taken as u64;
                self.end_content();
                Ok(taken)
            }
            State::Detached | State::Tail(..) => {
                if self.kept.len() + input.len() > limits::CMS {
                    return Err(Malformed("too long"));
                }
                self.kept.extend_from_slice(input);
                self.here += input.len() as u64;
                Ok(input.len())
            }
        }
    }

    /// The head ends somewhere within the last `count` octets; answers how many of these belong to it.
    fn begin_content(&mut self, head: Head, count: usize) -> usize {
        let before = self.kept.len() - count;
        let taken = head.length - before;
        self.here += taken as u64;
        self.kept.clear();
        let mut digests = head.digests.clone();
        digests.extend(self.wanted.iter().filter(|wanted| !head.digests.contains(wanted)));
        self.hashers = digests.into_iter().map(|digest| (digest, Hasher::new(digest))).collect();
        let content = Content::new(head.content, self.here);
        self.state = State::Content(Box::new(head), content);
        self.end_content();
        taken
    }

    fn end_content(&mut self) {
        if matches!(&self.state, State::Content(_, content) if content.is_done())
            && let State::Content(head, _) = std::mem::replace(&mut self.state, State::Head)
        {
            self.state = State::Tail(head, self.here);
        }
    }
}

/// Octets of a head looked at together.
const STEP: usize = 512;

/// Certificates, lists and signers out of what stands behind the content, which ended at `from`.
fn tail<'a>(head: &Head, kept: &'a [u8], from: u64) -> Result<&'a [u8], Malformed> {
    const BAD: Malformed = Malformed("length");
    let [info, wrapped, data, encapsulated, wrapping] = head.ends;
    let (mut rest, mut here) = (kept, from);
    for end in [wrapping, encapsulated] {
        match end {
            End::At(end) if end == here => {}
            End::Marked if rest.starts_with(&[0, 0]) => {
                rest = &rest[2..];
                here += 2;
            }
            _ => return Err(BAD),
        }
    }
    // From the outside in: each of these ends where the one around it does, or just before its end mark.
    let mut end = from + kept.len() as u64;
    for outer in [info, wrapped, data] {
        match outer {
            End::At(at) if at == end => {}
            End::Marked if rest.ends_with(&[0, 0]) => {
                rest = &rest[..rest.len() - 2];
                end -= 2;
            }
            _ => return Err(BAD),
        }
    }
    if end < here { Err(BAD) } else { Ok(rest) }
}
