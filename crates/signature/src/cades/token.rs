//! A time stamp token (RFC 3161 §2.4.2): a CMS with a TSTInfo inside and one signer, the time stamp authority.

use pki::asn1::limits;
use pki::tsp::{Imprint, TstInfo, may_stamp};
use pki::{Certificate, Digest, Malformed};

use super::HashIndex;
use super::unsigned::Unsigned;
use crate::cms::proof::{self, SignatureFault, Signed};
use crate::cms::read::{SignedData, SignerInfo};

/// A token over its original bytes.
#[derive(Debug)]
pub struct Token<'a> {
    /// The whole ContentInfo in DER.
    pub der: &'a [u8],
    /// The CMS: certificates of the authority, and its one signer.
    pub data: SignedData<'a>,
    /// What it says.
    pub info: TstInfo,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// The bytes are no token.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The authority's certificate is not at hand.
    #[error("the certificate of the time stamp authority is not at hand")]
    NoCertificate,
    /// Its certificate is not one for time stamps alone (RFC 3161 §2.3).
    #[error("the certificate is not one of a time stamp authority")]
    Purpose,
    /// Its signature does not stand.
    #[error("the time stamp's signature: {0}")]
    Signature(#[from] SignatureFault),
    /// It stamps another digest, or under another policy, or for another asker.
    #[error(transparent)]
    Other(#[from] pki::tsp::Fault),
}

impl<'a> Token<'a> {
    /// Reads one in DER.
    ///
    /// # Errors
    ///
    /// Not a CMS with a TSTInfo inside, or not of exactly one signer.
    pub fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        limits::check(der, limits::CMS)?;
        let data = SignedData::parse(der)?;
        if data.content_type != TstInfo::CONTENT_TYPE || data.signers.len() != 1 {
            return Err(Malformed("time stamp token"));
        }
        let info = TstInfo::parse(data.content.ok_or(Malformed("time stamp token"))?)?;
        Ok(Self { der, data, info })
    }

    /// The authority's SignerInfo.
    pub fn signer(&self) -> &SignerInfo<'a> {
        &self.data.signers[0]
    }

    /// Does it stamp these octets? `None`: by a digest that is not ours.
    pub fn covers(&self, octets: &[u8]) -> Option<bool> {
        let digest = self.info.imprint.digest()?;
        Some(digest.of(octets) == self.info.imprint.value())
    }

    /// Digest algorithm of the imprint, if it is one of ours.
    pub fn digest(&self) -> Option<Digest> {
        self.info.imprint.digest()
    }

    /// Certificates inside, those that can be read.
    pub fn certificates(&self) -> Vec<Certificate> {
        self.data.certificates.iter().filter_map(|der| Certificate::parse(der).ok()).collect()
    }

    /// The authority's certificate, found inside or among `at_hand`; it may stamp, and its key stands behind the token.
    ///
    /// Whether its path holds at the moment of the stamp is for [`pki::path::judge`] to say.
    pub fn authority(&self, at_hand: &[Certificate]) -> Result<Certificate, TokenFault> {
        let signed = Signed { content_type: Some(TstInfo::CONTENT_TYPE), content: self.data.content.unwrap_or_default(), by_sha1: true };
        let mut fault = TokenFault::NoCertificate;
        let inside = self.certificates();
        for certificate in inside.iter().chain(at_hand).filter(|certificate| self.signer().id.names(certificate)) {
            match proof::check(self.signer(), certificate, &signed) {
                Ok(()) if may_stamp(certificate) => return Ok(certificate.clone()),
                Ok(()) => fault = TokenFault::Purpose,
                Err(found) => fault = found.into(),
            }
        }
        Err(fault)
    }

    /// The ats-hash-index-v3 among its unsigned attributes: there in an archive time stamp, and only once.
    pub fn hash_index(&self) -> Result<Option<HashIndex<'a>>, Malformed> {
        let unsigned = Unsigned::of(self.signer())?;
        let mut found = unsigned.values(pki::oid::ATS_HASH_INDEX_V3);
        let index = found.next().map(HashIndex::parse).transpose()?;
        if found.next().is_some() { Err(Malformed("two hash indices")) } else { Ok(index) }
    }
}

/// The imprint of these octets, to be sent to an authority.
pub fn imprint(digest: Digest, octets: &[u8]) -> Imprint {
    Imprint::new(digest, &digest.of(octets)).expect("a digest has the length of its algorithm")
}
