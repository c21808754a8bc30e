//! What each time stamp of a signer covers: the octets whose digest its token must hold.

use pki::asn1::write;
use pki::{Digest, Malformed, oid};

use super::unsigned::Unsigned;
use crate::cms::read::{SignedData, SignerInfo};

/// signature-time-stamp (EN 319 122-1 §5.3): the octets of the signature value.
pub fn of_signature(signer: &SignerInfo<'_>) -> Vec<u8> {
    signer.signature.to_vec()
}

/// escTimeStamp (TS 101 733 §6.3.5, EN 319 122-1 A.1.5.2): the octets of the signature value, then every signature-time-stamp,
/// certificateRefs and revocationRefs as type and values without the header around both, in the order they stand.
///
/// # Errors
///
/// Unsigned attributes that cannot be read.
pub fn of_references(signer: &SignerInfo<'_>) -> Result<Vec<u8>, Malformed> {
    const COVERED: [const_oid::ObjectIdentifier; 3] = [oid::SIGNATURE_TIME_STAMP, oid::CERTIFICATE_REFERENCES, oid::REVOCATION_REFERENCES];
    let unsigned = Unsigned::of(signer)?;
    let covered = unsigned.attributes.iter().filter(|attribute| COVERED.contains(&attribute.kind));
    Ok([signer.signature].into_iter().chain(covered.map(|attribute| attribute.body)).collect::<Vec<_>>().concat())
}

/// archive-time-stamp-v3 (EN 319 122-1 §5.5.3): type of the content, digest of the content, the signer's fields up to its signature, and the
/// index of everything else.
///
/// `content` is the digest of the content by the algorithm of the time stamp's imprint; `hash_index` an ATSHashIndexV3 in DER.
pub fn of_archive(data: &SignedData<'_>, content: &[u8], signer: &SignerInfo<'_>, hash_index: &[u8]) -> Vec<u8> {
    [&write::oid(data.content_type), content, signer.fields, hash_index].concat()
}

/// Digest of the content by this algorithm, where it is inside.
pub fn content(data: &SignedData<'_>, digest: Digest) -> Option<Vec<u8>> {
    data.content.map(|content| digest.of(content))
}
