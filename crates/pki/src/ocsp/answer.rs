//! OCSPResponse and BasicOCSPResponse (RFC 6960 §4.2).

use super::request::version;
use super::single::generalized;
use super::{Extras, Failure, Single};
use crate::asn1::{Reader, limits, tag, write};
use crate::extension::Extension;
use crate::{Algorithm, Certificate, Malformed, Name, PublicKey, Time, oid};

/// Most certificates an answer may bring along, and most statuses.
const MOST: usize = 100;

/// Who signed an answer, as the answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Responder {
    /// By name.
    Name(Name),
    /// By SHA-1 of the key.
    Key(Vec<u8>),
}

/// An answer: its bytes as they came, and the parsed view over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    basic: Vec<u8>,
    tbs: Vec<u8>,
    responder: Responder,
    produced_at: Time,
    singles: Vec<Single>,
    nonce: Option<Vec<u8>>,
    unknown_critical: bool,
    algorithm: Option<Algorithm>,
    signature: Vec<u8>,
    certificates: Vec<Certificate>,
}

/// Why there is no answer in a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Not what it should be.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The responder gives none.
    #[error("the responder gives no answer: {0:?}")]
    Failure(Failure),
}

impl Answer {
    /// Reads an OCSPResponse, as it comes over HTTP.
    pub fn parse(der: &[u8]) -> Result<Self, AnswerError> {
        limits::check(der, limits::ANSWER)?;
        let mut outer = Reader::whole_sequence(der)?;
        let status = outer.expect(tag::ENUMERATED)?.value;
        let bytes = outer.optional(tag::context(0))?;
        outer.end()?;
        match (status, bytes) {
            ([0], Some(bytes)) => {
                let mut inner = Reader::whole_sequence(bytes.value)?;
                if inner.oid()? != oid::OCSP_BASIC {
                    return Err(Malformed("type of an OCSP answer").into());
                }
                let basic = inner.expect(tag::OCTET_STRING)?.value;
                inner.end()?;
                Ok(Self::parse_basic(basic)?)
            }
            ([number], None) => Err(Failure::parse(*number).map_or(Malformed("status of an answer").into(), AnswerError::Failure)),
            _ => Err(Malformed("status of an answer").into()),
        }
    }

    /// Reads a BasicOCSPResponse, as signatures keep it for evidence.
    pub fn parse_basic(der: &[u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::ANSWER)?;
        let mut outer = Reader::whole_sequence(der)?;
        let tbs = outer.expect(tag::SEQUENCE)?;
        let algorithm = Algorithm::read(outer.expect(tag::SEQUENCE)?.raw)?;
        let signature = outer.bits()?.to_vec();
        let certificates = outer.optional(tag::context(0))?.map_or(Ok(Vec::new()), |wrapped| certificates(wrapped.value))?;
        outer.end()?;

        let mut inner = Reader::new(tbs.value);
        version(&mut inner)?;
        let responder = Responder::read(&mut inner)?;
        let produced_at = generalized(&mut inner)?;
        let mut list = inner.sequence()?;
        let mut singles = Vec::new();
        while !list.is_empty() {
            singles.push(Single::parse(list.sequence()?)?);
            if singles.len() > MOST {
                return Err(Malformed("too many statuses"));
            }
        }
        let extensions = inner.optional(tag::context(1))?.map_or(Ok(Vec::new()), |wrapped| Extension::parse_all(wrapped.value))?;
        inner.end()?;
        let extras = Extras::parse(&extensions)?;
        Ok(Self {
            basic: der.to_vec(),
            tbs: tbs.raw.to_vec(),
            responder,
            produced_at,
            singles,
            nonce: extras.nonce,
            unknown_critical: extras.unknown_critical,
            algorithm,
            signature,
            certificates,
        })
    }

    /// The BasicOCSPResponse in its original bytes.
    pub fn basic_der(&self) -> &[u8] {
        &self.basic
    }

    /// The signed bytes.
    pub fn to_be_signed(&self) -> &[u8] {
        &self.tbs
    }

    /// Who signed it, as it says.
    pub fn responder(&self) -> &Responder {
        &self.responder
    }

    /// When it was signed.
    pub fn produced_at(&self) -> Time {
        self.produced_at
    }

    /// What it says.
    pub fn singles(&self) -> &[Single] {
        &self.singles
    }

    /// The asker's nonce, repeated.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }

    /// Certificates that came along, believed in nothing.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Has it a critical extension that is not understood?
    pub fn has_unknown_critical(&self) -> bool {
        self.unknown_critical
    }

    /// Does the key stand behind the signature?
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.algorithm.is_some_and(|algorithm| key.verify(algorithm, &self.tbs, &self.signature))
    }
}

impl Responder {
    /// Can this be the certificate of the responder?
    pub fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Name(name) => name.matches(certificate.subject()),
            Self::Key(hash) => certificate.public_key().identifier() == hash.as_slice(),
        }
    }

    /// Reads a ResponderID.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let wrapped = reader.element()?;
        let mut inner = Reader::new(wrapped.value);
        let responder = match wrapped.tag {
            0xa1 => Self::Name(Name::parse(inner.expect(tag::SEQUENCE)?.raw)?),
            0xa2 => Self::Key(inner.expect(tag::OCTET_STRING)?.value.to_vec()),
            _ => return Err(Malformed("responder")),
        };
        inner.end()?;
        Ok(responder)
    }

    /// ResponderID in DER.
    pub fn to_der(&self) -> Vec<u8> {
        match self {
            Self::Name(name) => write::element(tag::context(1), name.der()),
            Self::Key(hash) => write::element(tag::context(2), &write::octets(hash)),
        }
    }
}

fn certificates(der: &[u8]) -> Result<Vec<Certificate>, Malformed> {
    let mut reader = Reader::whole_sequence(der)?;
    let mut certificates = Vec::new();
    while !reader.is_empty() {
        certificates.push(Certificate::parse(reader.expect(tag::SEQUENCE)?.raw)?);
        if certificates.len() > MOST {
            return Err(Malformed("too many certificates"));
        }
    }
    Ok(certificates)
}
