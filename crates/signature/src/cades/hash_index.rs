//! ats-hash-index-v3 (ETSI EN 319 122-1 §5.5.2): the digests of everything that an archive time stamp covers outside of its signer.

use pki::asn1::{Reader, limits, tag, write};
use pki::{Digest, Malformed};

use super::unsigned::Unsigned;
use crate::cms::read::SignedData;

/// Most digests of one kind.
const MOST: usize = 1024;

/// An ATSHashIndexV3 over its original bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashIndex<'a> {
    /// The whole value in DER: a part of the imprint.
    pub der: &'a [u8],
    /// hashIndAlgorithm; `None`: one that is not ours.
    pub digest: Option<Digest>,
    /// Digests of CertificateChoices.
    pub certificates: Vec<&'a [u8]>,
    /// Digests of RevocationInfoChoice.
    pub revocation: Vec<&'a [u8]>,
    /// Digests of attrType and one value, for every value of every unsigned attribute.
    pub attributes: Vec<&'a [u8]>,
}

impl<'a> HashIndex<'a> {
    /// Reads one in DER.
    pub fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CMS)?;
        let mut reader = Reader::whole_sequence(der)?;
        let digest = Digest::read(&mut reader)?;
        let mut hashes = || {
            let (mut list, mut hashes) = (reader.sequence()?, Vec::new());
            while !list.is_empty() {
                if hashes.len() == MOST {
                    return Err(Malformed("too many digests"));
                }
                hashes.push(list.expect(tag::OCTET_STRING)?.value);
            }
            Ok(hashes)
        };
        let (certificates, revocation, attributes) = (hashes()?, hashes()?, hashes()?);
        reader.end()?;
        Ok(Self { der, digest, certificates, revocation, attributes })
    }

    /// The index over everything that stands in a SignedData and beside one of its signers now.
    pub fn write(digest: Digest, data: &SignedData<'_>, unsigned: &Unsigned<'_>) -> Vec<u8> {
        let list =
            |hashes: Vec<Vec<u8>>| write::element(tag::SEQUENCE, &hashes.iter().flat_map(|hash| write::octets(hash)).collect::<Vec<u8>>());
        let of = |choices: &[&[u8]]| list(choices.iter().map(|choice| digest.of(choice)).collect());
        let certificates = of(&data.certificate_choices);
        let revocation = of(&data.revocation_choices);
        let attributes = list(instances(unsigned).map(|instance| digest.of(&instance)).collect());
        write::sequence(&[&digest.identifier(), &certificates, &revocation, &attributes])
    }

    /// Is every digest that of something that stands there, and so is covered and unchanged? `None`: by an unknown algorithm.
    ///
    /// What was added later stands there without a digest, and is not covered.
    pub fn is_of(&self, data: &SignedData<'_>, unsigned: &Unsigned<'_>) -> Option<bool> {
        let digest = self.digest?;
        let within = |hashes: &[&[u8]], there: Vec<Vec<u8>>| hashes.iter().all(|hash| there.iter().any(|found| found == hash));
        let of = |choices: &[&[u8]]| choices.iter().map(|choice| digest.of(choice)).collect();
        Some(
            within(&self.certificates, of(&data.certificate_choices))
                && within(&self.revocation, of(&data.revocation_choices))
                && within(&self.attributes, instances(unsigned).map(|instance| digest.of(&instance)).collect()),
        )
    }

    /// Is this certificate or other CertificateChoices, as it stands, covered?
    pub fn covers_certificate(&self, choice: &[u8]) -> bool {
        self.digest.is_some_and(|digest| self.certificates.contains(&&digest.of(choice)[..]))
    }

    /// Is this list or other RevocationInfoChoice, as it stands, covered?
    pub fn covers_revocation(&self, choice: &[u8]) -> bool {
        self.digest.is_some_and(|digest| self.revocation.contains(&&digest.of(choice)[..]))
    }

    /// Is this value of an unsigned attribute covered?
    pub fn covers_value(&self, kind: const_oid::ObjectIdentifier, value: &[u8]) -> bool {
        self.digest.is_some_and(|digest| self.attributes.contains(&&digest.of(&[&write::oid(kind), value].concat())[..]))
    }
}

/// attrType and attrValue of every value of every attribute.
fn instances(unsigned: &Unsigned<'_>) -> impl Iterator<Item = Vec<u8>> {
    unsigned.attributes.iter().flat_map(|attribute| {
        let kind = write::oid(attribute.kind);
        attribute.values.iter().map(move |value| [&kind, *value].concat())
    })
}
