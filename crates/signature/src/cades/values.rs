//! certificate-values and revocation-values (ETSI EN 319 122-1 A.1.1.3 and A.1.2.2, TS 101 733 §6.3): the evidence itself.

use pki::asn1::{Element, Reader, limits, tag, write};
use pki::ocsp::Answer;
use pki::{Certificate, Crl, Malformed};

use super::references::list;

/// RevocationValues over original bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevocationValues<'a> {
    /// Lists in DER.
    pub crls: Vec<&'a [u8]>,
    /// BasicOCSPResponse in DER, each.
    pub answers: Vec<&'a [u8]>,
}

/// Reads CertificateValues.
pub fn certificates(der: &[u8]) -> Result<Vec<Certificate>, Malformed> {
    list(Reader::whole_sequence(der)?, |reader| Certificate::parse(reader.expect(tag::SEQUENCE)?.raw))
}

/// CertificateValues.
pub fn write_certificates<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Vec<u8> {
    write::element(tag::SEQUENCE, &certificates.into_iter().flat_map(|certificate| certificate.der().iter().copied()).collect::<Vec<u8>>())
}

impl<'a> RevocationValues<'a> {
    /// Reads them in DER. Values of other kinds are passed over.
    pub fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CMS)?;
        let mut reader = Reader::whole_sequence(der)?;
        let crls = under(reader.optional(tag::context(0))?)?;
        let answers = under(reader.optional(tag::context(1))?)?;
        reader.optional(tag::context(2))?;
        reader.end()?;
        Ok(Self { crls, answers })
    }

    /// RevocationValues with these lists and answers.
    pub fn write(crls: &[&Crl], answers: &[&Answer]) -> Vec<u8> {
        let under = |number, parts: Vec<&[u8]>| {
            if parts.is_empty() { Vec::new() } else { write::element(tag::context(number), &write::sequence(&parts)) }
        };
        let crls = under(0, crls.iter().map(|crl| crl.der()).collect());
        let answers = under(1, answers.iter().map(|answer| answer.basic_der()).collect());
        write::sequence(&[&crls, &answers])
    }
}

fn under(wrapped: Option<Element<'_>>) -> Result<Vec<&[u8]>, Malformed> {
    let Some(wrapped) = wrapped else { return Ok(Vec::new()) };
    list(Reader::whole_sequence(wrapped.value)?, |reader| Ok(reader.expect(tag::SEQUENCE)?.raw))
}
