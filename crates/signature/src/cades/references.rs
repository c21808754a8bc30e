//! complete-certificate-references and complete-revocation-references (ETSI EN 319 122-1 A.1.1, TS 101 733 §6.2): digests by which the
//! evidence is told apart from any other.

use pki::asn1::{Element, Reader, tag, write};
use pki::ocsp::{Answer, IdDigest, Responder};
use pki::{Certificate, Crl, Digest, Malformed, Name, Serial, Time};

use crate::cms::attributes::{issuer_serial, read_issuer_serial};

/// Most references of one kind in one value.
const MOST: usize = 64;

/// OtherHash: a digest, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherHash<'a> {
    /// `None`: an algorithm that is not ours.
    pub digest: Option<IdDigest>,
    /// The digest itself.
    pub value: &'a [u8],
}

/// OtherCertID: one certificate of the path above the signer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateReference<'a> {
    /// Digest of the certificate.
    pub hash: OtherHash<'a>,
    /// Issuer's name in DER, and serial number.
    pub issuer_serial: Option<(&'a [u8], Serial)>,
}

/// CrlOcspRef: what told of the revocation of one certificate of the path, the signer's first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevocationReference<'a> {
    /// Lists.
    pub crls: Vec<ListReference<'a>>,
    /// OCSP answers.
    pub answers: Vec<AnswerReference<'a>>,
    /// Is there evidence of another kind?
    pub other: bool,
}

/// CrlValidatedID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListReference<'a> {
    /// Digest of the whole list.
    pub hash: OtherHash<'a>,
    /// Issuer in DER, and moment of issue.
    pub issuer_time: Option<(&'a [u8], Time)>,
}

/// OcspResponsesID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerReference<'a> {
    /// Who signed the answer.
    pub responder: Responder,
    /// When.
    pub produced_at: Time,
    /// Digest of the BasicOCSPResponse.
    pub hash: Option<OtherHash<'a>>,
}

impl<'a> OtherHash<'a> {
    /// CHOICE { OCTET STRING by SHA-1, SEQUENCE { algorithm, OCTET STRING } }.
    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        if let Some(octets) = reader.optional(tag::OCTET_STRING)? {
            return Ok(Self { digest: Some(IdDigest::Sha1), value: octets.value });
        }
        let mut inner = reader.sequence()?;
        let digest = IdDigest::read(&mut inner)?;
        let value = inner.expect(tag::OCTET_STRING)?.value;
        inner.end()?;
        Ok(Self { digest, value })
    }

    /// Is it the digest of `data`? `None`: by an unknown algorithm.
    pub fn is_of(&self, data: &[u8]) -> Option<bool> {
        self.digest.map(|digest| digest.of(data) == self.value)
    }
}

fn other_hash(digest: Digest, data: &[u8]) -> Vec<u8> {
    write::sequence(&[&digest.identifier(), &write::octets(&digest.of(data))])
}

impl CertificateReference<'_> {
    /// Does it mean this certificate? `None`: by an unknown algorithm.
    pub fn names(&self, certificate: &Certificate) -> Option<bool> {
        let same = self.issuer_serial.as_ref().is_none_or(|(issuer, serial)| {
            Name::parse(issuer).is_ok_and(|issuer| issuer.matches(certificate.issuer())) && serial == certificate.serial()
        });
        Some(self.hash.is_of(certificate.der())? && same)
    }
}

impl ListReference<'_> {
    /// Does it mean this list? `None`: by an unknown algorithm.
    pub fn names(&self, list: &Crl) -> Option<bool> {
        let same = self.issuer_time.as_ref().is_none_or(|(issuer, time)| {
            Name::parse(issuer).is_ok_and(|issuer| issuer.matches(list.issuer())) && *time == list.this_update()
        });
        Some(self.hash.is_of(list.der())? && same)
    }
}

impl AnswerReference<'_> {
    /// Does it mean this answer? Some write the digest of the BasicOCSPResponse, some that of the OCSPResponse around it. `None`: by an
    /// unknown algorithm.
    pub fn names(&self, answer: &Answer) -> Option<bool> {
        let same = self.responder == *answer.responder() && self.produced_at == answer.produced_at();
        let Some(hash) = &self.hash else { return Some(same) };
        let whole = || pki::ocsp::response(answer.basic_der());
        Some((hash.is_of(answer.basic_der())? || hash.is_of(&whole())?) && same)
    }
}

/// Reads CompleteCertificateRefs.
pub fn certificates(der: &[u8]) -> Result<Vec<CertificateReference<'_>>, Malformed> {
    list(Reader::whole_sequence(der)?, |reader| {
        let mut reader = reader.sequence()?;
        let hash = OtherHash::read(&mut reader)?;
        let issuer_serial = if reader.is_empty() { None } else { Some(read_issuer_serial(reader.sequence()?)?) };
        reader.end()?;
        Ok(CertificateReference { hash, issuer_serial })
    })
}

/// CompleteCertificateRefs: of the path above the signer's own certificate, from its issuer upwards.
pub fn write_certificates<'a>(digest: Digest, certificates: impl IntoIterator<Item = &'a Certificate>) -> Vec<u8> {
    let one = |certificate: &Certificate| write::sequence(&[&other_hash(digest, certificate.der()), &issuer_serial(certificate)]);
    write::element(tag::SEQUENCE, &certificates.into_iter().flat_map(one).collect::<Vec<u8>>())
}

/// Reads CompleteRevocationRefs.
pub fn revocation(der: &[u8]) -> Result<Vec<RevocationReference<'_>>, Malformed> {
    list(Reader::whole_sequence(der)?, |reader| {
        let mut reader = reader.sequence()?;
        let crls = explicit(reader.optional(tag::context(0))?, list_reference)?;
        let answers = explicit(reader.optional(tag::context(1))?, answer_reference)?;
        let other = reader.optional(tag::context(2))?.is_some();
        reader.end()?;
        Ok(RevocationReference { crls, answers, other })
    })
}

/// CompleteRevocationRefs: one entry for each certificate of the path but the anchor, the signer's first, with what told of it.
pub fn write_revocation(digest: Digest, path: &[(Vec<&Crl>, Vec<&Answer>)]) -> Vec<u8> {
    let under = |number, parts: Vec<u8>| {
        if parts.is_empty() { parts } else { write::element(tag::context(number), &write::sequence(&[&write::sequence(&[&parts])])) }
    };
    let one = |(crls, answers): &(Vec<&Crl>, Vec<&Answer>)| {
        let crls: Vec<u8> = crls.iter().flat_map(|crl| write_list_reference(digest, crl)).collect();
        let answers: Vec<u8> = answers.iter().flat_map(|answer| write_answer_reference(digest, answer)).collect();
        write::sequence(&[&under(0, crls), &under(1, answers)])
    };
    write::element(tag::SEQUENCE, &path.iter().flat_map(one).collect::<Vec<u8>>())
}

fn list_reference<'a>(reader: &mut Reader<'a>) -> Result<ListReference<'a>, Malformed> {
    let mut reader = reader.sequence()?;
    let hash = OtherHash::read(&mut reader)?;
    let issuer_time = match reader.optional(tag::SEQUENCE)? {
        Some(id) => {
            let mut id = Reader::new(id.value);
            let issuer = id.expect(tag::SEQUENCE)?.raw;
            let time = Time::parse(id.element()?)?;
            if !id.is_empty() {
                id.integer()?;
            }
            id.end()?;
            Some((issuer, time))
        }
        None => None,
    };
    reader.end()?;
    Ok(ListReference { hash, issuer_time })
}

fn write_list_reference(digest: Digest, crl: &Crl) -> Vec<u8> {
    let number = crl.number().map_or(Vec::new(), write::integer);
    let id = write::sequence(&[crl.issuer().der(), &crl.this_update().to_der(), &number]);
    write::sequence(&[&other_hash(digest, crl.der()), &id])
}

fn answer_reference<'a>(reader: &mut Reader<'a>) -> Result<AnswerReference<'a>, Malformed> {
    let mut reader = reader.sequence()?;
    let mut id = reader.sequence()?;
    let responder = Responder::read(&mut id)?;
    let produced_at = Time::parse_generalized(id.expect(tag::GENERALIZED_TIME)?.value)?;
    id.end()?;
    let hash = if reader.is_empty() { None } else { Some(OtherHash::read(&mut reader)?) };
    reader.end()?;
    Ok(AnswerReference { responder, produced_at, hash })
}

fn write_answer_reference(digest: Digest, answer: &Answer) -> Vec<u8> {
    let time = write::element(tag::GENERALIZED_TIME, answer.produced_at().compact().as_bytes());
    let id = write::sequence(&[&answer.responder().to_der(), &time]);
    write::sequence(&[&id, &other_hash(digest, answer.basic_der())])
}

/// The list inside `[n] EXPLICIT SEQUENCE { SEQUENCE OF … }`; empty where the whole is absent.
fn explicit<'a, T>(wrapped: Option<Element<'a>>, read: impl FnMut(&mut Reader<'a>) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
    let Some(wrapped) = wrapped else { return Ok(Vec::new()) };
    let mut outer = Reader::whole_sequence(wrapped.value)?;
    let inner = outer.sequence()?;
    outer.end()?;
    list(inner, read)
}

pub(super) fn list<'a, T>(
    mut reader: Reader<'a>,
    mut read: impl FnMut(&mut Reader<'a>) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    let mut items = Vec::new();
    while !reader.is_empty() {
        if items.len() == MOST {
            return Err(Malformed("too many items"));
        }
        items.push(read(&mut reader)?);
    }
    Ok(items)
}
