//! TSTInfo (RFC 3161 §2.4.2): what a token says.

use const_oid::ObjectIdentifier;

use super::{Imprint, Request, no_critical, number};
use crate::asn1::{Reader, limits, tag, write};
use crate::general_name::GeneralName;
use crate::{Malformed, Name, Time, oid};

/// A moment with a fraction of a second, as GeneralizedTime of DER has it: no trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenTime {
    /// Whole seconds.
    pub seconds: Time,
    /// Microseconds, below a million; finer digits are cut off.
    pub micros: u32,
}

/// How far the true moment may be from the one said, to either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accuracy {
    /// Whole seconds.
    pub seconds: u32,
    /// Milliseconds, 0 to 999.
    pub millis: u16,
    /// Microseconds, 0 to 999.
    pub micros: u16,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TstInfo {
    /// The authority's policy.
    pub policy: ObjectIdentifier,
    /// The digest that was stamped.
    pub imprint: Imprint,
    /// Contents of the serial number's INTEGER, one of its own for each token of an authority.
    pub serial: Vec<u8>,
    /// The moment.
    pub time: GenTime,
    /// Its accuracy, where the authority says it.
    pub accuracy: Option<Accuracy>,
    /// Are all tokens of the authority in the order of their moments, whatever the accuracy?
    pub ordering: bool,
    /// Contents of the asker's nonce, repeated.
    pub nonce: Option<Vec<u8>>,
    /// The authority's name: a hint for the finding of its certificate.
    pub authority: Option<Name>,
}

/// Why a token is not the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It stamps another digest.
    #[error("the time stamp is for another digest")]
    Imprint,
    /// Another nonce than the one sent, or none.
    #[error("the nonce is not the one that was sent")]
    Nonce,
    /// Another policy than the one asked for.
    #[error("the time stamp is under another policy")]
    Policy,
}

impl TstInfo {
    /// Reads one in DER.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::REQUEST)?;
        let mut reader = Reader::whole_sequence(der)?;
        if reader.small()? != 1 {
            return Err(Malformed("version"));
        }
        let policy = reader.oid()?;
        let imprint = Imprint::parse(reader.expect(tag::SEQUENCE)?.raw)?;
        let serial = number(&mut reader)?;
        let time = GenTime::parse(reader.expect(tag::GENERALIZED_TIME)?.value)?;
        let accuracy = reader.optional(tag::SEQUENCE)?.map(|accuracy| Accuracy::parse(Reader::new(accuracy.value))).transpose()?;
        let ordering = reader.flag()?;
        let nonce = if reader.peek() == Some(tag::INTEGER) { Some(number(&mut reader)?) } else { None };
        let authority = reader.optional(tag::context(0))?.map_or(Ok(None), |wrapped| authority(wrapped.value))?;
        no_critical(&mut reader, tag::context(1))?;
        reader.end()?;
        Ok(Self { policy, imprint, serial, time, accuracy, ordering, nonce, authority })
    }

    /// TSTInfo in DER: the contents that the authority's CMS signs, of the type [`oid::TST_INFO`].
    pub fn to_der(&self) -> Vec<u8> {
        let ordering: &[u8] = if self.ordering { &[tag::BOOLEAN, 1, 0xff] } else { &[] };
        let nonce = self.nonce.as_deref().map_or(Vec::new(), |nonce| write::element(tag::INTEGER, nonce));
        let authority = self
            .authority
            .as_ref()
            .map_or(Vec::new(), |name| write::element(tag::context(0), &write::element(tag::context(4), name.der())));
        write::sequence(&[
            &write::integer(1),
            &write::oid(self.policy),
            self.imprint.der(),
            &write::element(tag::INTEGER, &self.serial),
            &self.time.to_der(),
            &self.accuracy.map_or(Vec::new(), Accuracy::to_der),
            ordering,
            &nonce,
            &authority,
        ])
    }

    /// The content type that goes with it.
    pub const CONTENT_TYPE: ObjectIdentifier = oid::TST_INFO;

    /// Is this the answer to `request`?
    pub fn answers(&self, request: &Request) -> Result<(), Fault> {
        if !self.imprint.matches(&request.imprint) {
            Err(Fault::Imprint)
        } else if request.nonce.is_some() && self.nonce != request.nonce {
            Err(Fault::Nonce)
        } else if request.policy.is_some_and(|policy| policy != self.policy) {
            Err(Fault::Policy)
        } else {
            Ok(())
        }
    }
}

impl GenTime {
    /// `YYYYMMDDHHMMSS[.fraction]Z`.
    pub(super) fn parse(value: &[u8]) -> Result<Self, Malformed> {
        const BAD: Malformed = Malformed("time");
        let (whole, rest) = value.split_at_checked(14).ok_or(BAD)?;
        let seconds = Time::parse_generalized(&[whole, b"Z"].concat())?;
        let digits = match rest {
            b"Z" => return Ok(Self { seconds, micros: 0 }),
            [b'.', digits @ .., b'Z'] => digits,
            _ => return Err(BAD),
        };
        // DER: at least one digit, and no zero at the end.
        if digits.last().is_none_or(|last| *last == b'0') || !digits.iter().all(u8::is_ascii_digit) {
            return Err(BAD);
        }
        let micros = (0..6).fold(0, |sum, place| sum * 10 + u32::from(digits.get(place).map_or(0, |digit| digit - b'0')));
        Ok(Self { seconds, micros })
    }

    fn to_der(self) -> Vec<u8> {
        let whole = self.seconds.compact();
        let fraction = format!(".{:06}", self.micros.min(999_999));
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        let text = format!("{}{fraction}Z", whole.trim_end_matches('Z'));
        write::element(tag::GENERALIZED_TIME, text.as_bytes())
    }
}

impl Accuracy {
    fn parse(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let seconds = if reader.peek() == Some(tag::INTEGER) { value(reader.integer()?)? } else { 0 };
        let mut part = |number| -> Result<u16, Malformed> {
            let Some(element) = reader.optional(tag::context_primitive(number))? else { return Ok(0) };
            u16::try_from(value(element.value)?).ok().filter(|part| (1..=999).contains(part)).ok_or(Malformed("accuracy"))
        };
        let (millis, micros) = (part(0)?, part(1)?);
        reader.end()?;
        Ok(Self { seconds, millis, micros })
    }

    fn to_der(self) -> Vec<u8> {
        let under = |tag: u8, number: u16| {
            let mut element = write::integer(u64::from(number));
            element[0] = tag;
            if number == 0 { Vec::new() } else { element }
        };
        let seconds = if self.seconds == 0 { Vec::new() } else { write::integer(u64::from(self.seconds)) };
        write::sequence(&[&seconds, &under(0x80, self.millis), &under(0x81, self.micros)])
    }
}

/// A non-negative number of at most 31 bits.
fn value(contents: &[u8]) -> Result<u32, Malformed> {
    match contents {
        [first, rest @ ..] if *first < 0x80 && rest.len() <= 3 => Ok(contents.iter().fold(0, |sum, octet| sum << 8 | u32::from(*octet))),
        _ => Err(Malformed("accuracy")),
    }
}

fn authority(wrapped: &[u8]) -> Result<Option<Name>, Malformed> {
    let mut reader = Reader::new(wrapped);
    let name = GeneralName::parse(reader.element()?)?;
    reader.end()?;
    Ok(if let GeneralName::Directory(name) = name { Some(name) } else { None })
}
