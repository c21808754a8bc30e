//! TimeStampReq (RFC 3161 §2.4.1).

use const_oid::ObjectIdentifier;

use super::{Imprint, no_critical, number};
use crate::Malformed;
use crate::asn1::{Reader, limits, tag, write};

/// What is asked of a time stamp authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The digest to be stamped.
    pub imprint: Imprint,
    /// Under which policy, where the asker minds.
    pub policy: Option<ObjectIdentifier>,
    /// Contents of the nonce's INTEGER.
    pub nonce: Option<Vec<u8>>,
    /// Shall the token bring the authority's certificate along?
    pub certificate: bool,
}

impl Request {
    /// Reads a request in DER. A critical extension is refused: none is known.
    pub fn parse(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::REQUEST)?;
        let mut reader = Reader::whole_sequence(der)?;
        if reader.small()? != 1 {
            return Err(Malformed("version"));
        }
        let imprint = Imprint::parse(reader.expect(tag::SEQUENCE)?.raw)?;
        let policy = if reader.peek() == Some(tag::OID) { Some(reader.oid()?) } else { None };
        let nonce = if reader.peek() == Some(tag::INTEGER) { Some(number(&mut reader)?) } else { None };
        let certificate = reader.flag()?;
        no_critical(&mut reader, tag::context(0))?;
        reader.end()?;
        Ok(Self { imprint, policy, nonce, certificate })
    }

    /// The request in DER.
    pub fn to_der(&self) -> Vec<u8> {
        let policy = self.policy.map_or(Vec::new(), write::oid);
        let nonce = self.nonce.as_deref().map_or(Vec::new(), |nonce| write::element(tag::INTEGER, nonce));
        let certificate: &[u8] = if self.certificate { &[tag::BOOLEAN, 1, 0xff] } else { &[] };
        write::sequence(&[&write::integer(1), self.imprint.der(), &policy, &nonce, certificate])
    }

    /// Contents of an INTEGER out of the caller's randomness: positive, of full length.
    pub fn nonce_from_random(mut random: [u8; 16]) -> Vec<u8> {
        random[0] = random[0] & 0x3f | 0x40;
        random.to_vec()
    }
}
