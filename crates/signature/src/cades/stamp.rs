//! Time stamps of a signer, added in two phases: the imprint to be stamped, then the token, checked against what it must cover.

use const_oid::ObjectIdentifier;
use pki::tsp::Imprint;
use pki::{Certificate, Digest, Malformed, oid};

use super::hash_index::HashIndex;
use super::imprint;
use super::token::{Token, TokenFault};
use super::unsigned::Unsigned;
use crate::ContentDigest;
use crate::cms::ber;
use crate::cms::edit::{AddError, add_unsigned};
use crate::cms::read::{SignedData, SignerInfo};

/// Which time stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// signature-time-stamp: the signature existed at a moment (CAdES-T, B-T).
    Signature,
    /// escTimeStamp: so did the references to its evidence (CAdES-X Type 1).
    References,
    /// archive-time-stamp-v3: so did everything (B-LTA); as often as wanted, each over the ones before.
    Archive,
}

/// A time stamp to be added to one signer of a CMS. Holds nothing that has to be kept: the imprint follows from the CMS, and is computed
/// again when the token comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToStamp {
    stamp: Stamp,
    signer: usize,
    digest: Digest,
    content: Option<Vec<u8>>,
}

/// Why no time stamp is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The CMS cannot be read, there is no such signer, or the result would be too long.
    #[error(transparent)]
    Add(#[from] AddError),
    /// A part of the CMS that counts cannot be read.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A time stamp over what this one would join stands already: it would cover it no longer.
    #[error("a later time stamp stands already")]
    Late,
    /// What this time stamp covers is not there yet.
    #[error("what is to be stamped is not there yet")]
    Early,
    /// No digest of the content by the time stamp's algorithm is at hand.
    #[error("no digest of the content is at hand")]
    NoContent,
    /// The token is not believed.
    #[error(transparent)]
    Token(#[from] TokenFault),
}

impl Stamp {
    /// Type of the attribute.
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Signature => oid::SIGNATURE_TIME_STAMP,
            Self::References => oid::ESC_TIME_STAMP,
            Self::Archive => oid::ARCHIVE_TIME_STAMP_V3,
        }
    }
}

impl ToStamp {
    /// A signature-time-stamp for the signer of this number, counted from 0 as they stand.
    pub const fn signature(signer: usize, digest: Digest) -> Self {
        Self { stamp: Stamp::Signature, signer, digest, content: None }
    }

    /// An escTimeStamp.
    pub const fn references(signer: usize, digest: Digest) -> Self {
        Self { stamp: Stamp::References, signer, digest, content: None }
    }

    /// An archive-time-stamp-v3. `content` is the digest of the content by the algorithm of the time stamp; a CMS with its content inside
    /// needs none.
    pub fn archive(signer: usize, digest: Digest, content: Option<&ContentDigest>) -> Self {
        let content = content.filter(|content| content.algorithm == digest).map(|content| content.value.clone());
        Self { stamp: Stamp::Archive, signer, digest, content }
    }

    /// Which one it is.
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// What the authority is to stamp.
    ///
    /// # Errors
    ///
    /// A CMS that cannot be read or lacks the signer, or a wrong time for this stamp ([`StampError::Early`], [`StampError::Late`]).
    pub fn imprint(&self, cms: &[u8]) -> Result<Imprint, StampError> {
        let der = ber::to_der(cms)?;
        let covered = self.covered(&der)?;
        Ok(super::token::imprint(self.digest, &covered.octets))
    }

    /// Adds the token behind what is there. It must stamp the imprint, by an authority whose certificate is inside or among `at_hand`;
    /// whether that authority is trusted is not looked at here.
    pub fn add(&self, cms: &[u8], token: &[u8], at_hand: &[Certificate]) -> Result<Vec<u8>, StampError> {
        let der = ber::to_der(cms)?;
        let covered = self.covered(&der)?;
        let token = ber::to_der(token)?;
        let parsed = Token::parse(&token)?;
        parsed.authority(at_hand)?;
        if parsed.covers(&covered.octets) != Some(true) {
            return Err(TokenFault::Other(pki::tsp::Fault::Imprint).into());
        }
        let value = match &covered.hash_index {
            None => token.into_owned(),
            Some(index) if parsed.hash_index()?.is_none() && parsed.digest() == Some(self.digest) => {
                add_unsigned(&token, 0, &[(oid::ATS_HASH_INDEX_V3, index.clone())])?
            }
            Some(_) => return Err(TokenFault::Other(pki::tsp::Fault::Imprint).into()),
        };
        Ok(add_unsigned(&der, self.signer, &[(self.stamp.oid(), value)])?)
    }

    fn covered(&self, der: &[u8]) -> Result<Covered, StampError> {
        let data = SignedData::parse(der)?;
        let signer = data.signers.get(self.signer).ok_or(AddError::NoSigner)?;
        let unsigned = Unsigned::of(signer)?;
        match self.stamp {
            Stamp::Signature if unsigned.has(oid::ESC_TIME_STAMP) => Err(StampError::Late),
            Stamp::Signature => Ok(Covered { octets: imprint::of_signature(signer), hash_index: None }),
            Stamp::References => {
                let wanted = [oid::SIGNATURE_TIME_STAMP, oid::CERTIFICATE_REFERENCES, oid::REVOCATION_REFERENCES];
                if !wanted.into_iter().all(|kind| unsigned.has(kind)) {
                    return Err(StampError::Early);
                }
                Ok(Covered { octets: imprint::of_references(signer)?, hash_index: None })
            }
            Stamp::Archive => self.archived(&data, signer, &unsigned),
        }
    }

    fn archived(&self, data: &SignedData<'_>, signer: &SignerInfo<'_>, unsigned: &Unsigned<'_>) -> Result<Covered, StampError> {
        let inside = imprint::content(data, self.digest);
        let content = inside.as_ref().or(self.content.as_ref()).ok_or(StampError::NoContent)?;
        let index = HashIndex::write(self.digest, data, unsigned);
        Ok(Covered { octets: imprint::of_archive(data, content, signer, &index), hash_index: Some(index) })
    }
}

/// What a time stamp covers, and the index that goes into an archive time stamp.
struct Covered {
    octets: Vec<u8>,
    hash_index: Option<Vec<u8>>,
}
