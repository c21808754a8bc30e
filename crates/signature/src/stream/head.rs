//! What stands before the content of a CMS: headers in BER or DER, version, digest algorithms, type of the content.

use pki::asn1::{limits, tag};
use pki::{Digest, Malformed, asn1};

use crate::cms::ber;

/// Longest head.
pub(super) const LONGEST: usize = 64 * 1024;

/// How long an element says that it is; definite: the place of its end in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    At(u64),
    Marked,
}

/// A head read to its end.
#[derive(Debug)]
pub(super) struct Head {
    /// Octets of it.
    pub(super) length: usize,
    /// Ends of ContentInfo, its wrapping, SignedData, EncapsulatedContentInfo and the content's wrapping.
    pub(super) ends: [End; 5],
    /// The content's own header: in pieces (constructed), and its end.
    pub(super) content: (bool, End),
    /// From version to digest algorithms, as they stand.
    pub(super) front: Vec<u8>,
    /// eContentType with its header.
    pub(super) content_type: Vec<u8>,
    /// Digest algorithms announced that are ours.
    pub(super) digests: Vec<Digest>,
}

/// What the octets so far are.
pub(super) enum Found {
    /// Not yet to be told.
    More,
    /// A CMS with its content beside.
    Detached,
    /// One with its content inside, which begins behind the head.
    Attached(Head),
}

/// Looks at the first octets of a CMS. More octets never turn a verdict into another one.
pub(super) fn look(input: &[u8]) -> Result<Found, Malformed> {
    let mut cursor = Cursor { input, at: 0 };
    match cursor.head() {
        Ok(found) => Ok(found),
        Err(Stop::Short) if input.len() > LONGEST => Err(Malformed("too long")),
        Err(Stop::Short) => Ok(Found::More),
        Err(Stop::Bad(malformed)) => Err(malformed),
    }
}

enum Stop {
    /// The input ends too early.
    Short,
    Bad(Malformed),
}

impl From<Malformed> for Stop {
    fn from(malformed: Malformed) -> Self {
        Self::Bad(malformed)
    }
}

struct Cursor<'a> {
    input: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn head(&mut self) -> Result<Found, Stop> {
        let info = self.open(tag::SEQUENCE)?;
        let kind = self.element(tag::OID)?;
        if kind != asn1::write::oid(pki::oid::SIGNED_DATA) {
            return Err(Malformed("not signed data").into());
        }
        let wrapped = self.open(tag::context(0))?;
        let data = self.open(tag::SEQUENCE)?;
        let from = self.at;
        self.element(tag::INTEGER)?;
        let algorithms = self.element(tag::SET)?;
        let front = self.input[from..self.at].to_vec();
        let encapsulated = self.open(tag::SEQUENCE)?;
        let content_type = self.element(tag::OID)?.to_vec();
        let over = match encapsulated {
            End::At(end) => self.here() >= end,
            End::Marked => self.peek()? == 0,
        };
        if over {
            return Ok(Found::Detached);
        }
        let wrapping = self.open(tag::context(0))?;
        let pieces = self.peek()? == OCTETS_IN_PIECES;
        let end = self.open(if pieces { OCTETS_IN_PIECES } else { tag::OCTET_STRING })?;
        if end == End::Marked && !pieces {
            return Err(Malformed("indefinite length").into());
        }
        Ok(Found::Attached(Head {
            length: self.at,
            ends: [info, wrapped, data, encapsulated, wrapping],
            content: (pieces, end),
            front,
            content_type,
            digests: digests(algorithms)?,
        }))
    }

    fn here(&self) -> u64 {
        self.at as u64
    }

    fn peek(&self) -> Result<u8, Stop> {
        self.input.get(self.at).copied().ok_or(Stop::Short)
    }

    /// The header of an element with this tag.
    fn open(&mut self, tag: u8) -> Result<End, Stop> {
        let header = header(&self.input[self.at..])?.ok_or(Stop::Short)?;
        if header.tag != tag {
            return Err(Malformed("unexpected tag").into());
        }
        self.at += header.length;
        Ok(header.contents.map_or(End::Marked, |contents| End::At(self.here().saturating_add(contents))))
    }

    /// A whole small element.
    fn element(&mut self, tag: u8) -> Result<&'a [u8], Stop> {
        let from = self.at;
        match self.open(tag)? {
            End::At(end) if end > LONGEST as u64 => return Err(Malformed("too long").into()),
            End::At(end) => self.at = end as usize,
            End::Marked => self.skip_marked(0)?,
        }
        self.input.get(from..self.at).ok_or(Stop::Short)
    }

    /// Everything up to the end mark.
    fn skip_marked(&mut self, depth: usize) -> Result<(), Stop> {
        if depth == limits::DEPTH {
            return Err(Malformed("nested too deep").into());
        }
        loop {
            let header = header(self.input.get(self.at..).ok_or(Stop::Short)?)?.ok_or(Stop::Short)?;
            self.at += header.length;
            match header.contents {
                Some(0) if header.tag == 0 => return Ok(()),
                Some(contents) if contents > LONGEST as u64 => return Err(Malformed("too long").into()),
                Some(contents) => self.at += contents as usize,
                None => self.skip_marked(depth + 1)?,
            }
        }
    }
}

/// A constructed OCTET STRING.
pub(super) const OCTETS_IN_PIECES: u8 = 0x24;

/// A header in BER.
pub(super) struct Header {
    pub(super) tag: u8,
    /// Octets of the header itself.
    pub(super) length: usize,
    /// Octets of contents; `None`: up to an end mark.
    pub(super) contents: Option<u64>,
}

/// Reads a header; `Ok(None)`: more octets are needed.
pub(super) fn header(input: &[u8]) -> Result<Option<Header>, Malformed> {
    let [tag, first, rest @ ..] = input else { return Ok(None) };
    if tag & 0x1f == 0x1f {
        return Err(Malformed("high tag number"));
    }
    let count = usize::from(first & 0x7f);
    match first {
        0x80 if tag & 0x20 == 0 => Err(Malformed("indefinite length")),
        0x80 => Ok(Some(Header { tag: *tag, length: 2, contents: None })),
        0..0x80 => Ok(Some(Header { tag: *tag, length: 2, contents: Some(u64::from(*first)) })),
        _ if count > LONGEST_LENGTH => Err(Malformed("length")),
        _ => {
            let Some(octets) = rest.get(..count) else { return Ok(None) };
            let contents = octets.iter().try_fold(0_u64, |sum, octet| sum.checked_mul(256)?.checked_add(u64::from(*octet)));
            Ok(Some(Header { tag: *tag, length: 2 + count, contents: Some(contents.ok_or(Malformed("length"))?) }))
        }
    }
}

/// Octets of a length that are read, leading zeros among them.
const LONGEST_LENGTH: usize = 16;

fn digests(set: &[u8]) -> Result<Vec<Digest>, Malformed> {
    let set = ber::element_to_der(set)?;
    let mut outer = asn1::Reader::new(&set);
    let mut reader = asn1::Reader::new(outer.expect(tag::SET)?.value);
    let mut digests = Vec::new();
    while !reader.is_empty() {
        if let Some(digest) = Digest::read(&mut reader)?
            && !digests.contains(&digest)
        {
            digests.push(digest);
        }
    }
    Ok(digests)
}
