//! Second phase: from signed attributes and their signature to a CMS.

use const_oid::ObjectIdentifier;
use pki::asn1::{tag, write};
use pki::{Certificate, Digest, oid};

use super::prepare::ToSign;

/// Why the CMS is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// The signature does not stand under the prepared bytes by the signer's key.
    #[error("signature does not match what was prepared")]
    Signature,
    /// The content is not the one that was prepared.
    #[error("content is not the one that was prepared")]
    Content,
}

/// Makes the detached CMS in DER: the signer's certificate and `chain` without self-issued ones (a root inside is no trust).
///
/// `signature` is as in certificates: DER of `r` and `s` for ECDSA ([`pki::Algorithm::signature_from_raw`] for raw ones), `s` and `r` one
/// after the other for GOST. A signature that does not verify is refused.
pub fn assemble(prepared: &ToSign, signer: &Certificate, signature: &[u8], chain: &[Certificate]) -> Result<Vec<u8>, AssembleError> {
    let info = signer_info(prepared, signer, signature)?;
    Ok(signed_data(prepared.algorithm().digest(), (oid::DATA, None), &with_chain(signer, chain), info))
}

/// The same with the content inside, which must be the one that was prepared.
///
/// Contents of any size are attached by [`crate::stream::Writer`].
pub fn assemble_attached(
    prepared: &ToSign,
    content: &[u8],
    signer: &Certificate,
    signature: &[u8],
    chain: &[Certificate],
) -> Result<Vec<u8>, AssembleError> {
    let info = signer_info(prepared, signer, signature)?;
    let digest = prepared.algorithm().digest();
    if prepared.message_digest() != Some(&digest.of(content)[..]) {
        return Err(AssembleError::Content);
    }
    Ok(signed_data(digest, (oid::DATA, Some(content)), &with_chain(signer, chain), info))
}

/// The signer's certificate first, then those of `chain` that are not self-issued.
fn with_chain<'a>(signer: &'a Certificate, chain: &'a [Certificate]) -> Vec<&'a Certificate> {
    let chain = chain.iter().filter(|certificate| !certificate.is_self_issued() && *certificate != signer);
    [signer].into_iter().chain(chain).collect()
}

/// A ContentInfo with the SignedData of one signer.
pub(crate) fn signed_data(
    digest: Digest,
    (content_type, content): (ObjectIdentifier, Option<&[u8]>),
    certificates: &[&Certificate],
    info: Vec<u8>,
) -> Vec<u8> {
    let certificates = if certificates.is_empty() {
        Vec::new()
    } else {
        let mut set = write::set_of(certificates.iter().map(|certificate| certificate.der().to_vec()).collect());
        set[0] = tag::context(0);
        set
    };
    let content = content.map_or(Vec::new(), |content| write::element(tag::context(0), &write::octets(content)));
    let signed_data = write::sequence(&[
        &write::integer(if content_type == oid::DATA { 1 } else { 3 }),
        &write::set_of(vec![digest.identifier()]),
        &write::sequence(&[&write::oid(content_type), &content]),
        &certificates,
        &write::set_of(vec![info]),
    ]);
    write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &signed_data)])
}

/// A SignerInfo, of a signature that verifies.
pub(crate) fn signer_info(prepared: &ToSign, signer: &Certificate, signature: &[u8]) -> Result<Vec<u8>, AssembleError> {
    if !signer.public_key().verify(prepared.algorithm(), prepared.bytes(), signature) {
        return Err(AssembleError::Signature);
    }
    let mut attributes = prepared.bytes().to_vec();
    attributes[0] = tag::context(0);
    Ok(write::sequence(&[
        &write::integer(1),
        &write::sequence(&[signer.issuer().der(), &signer.serial().to_der()]),
        &prepared.algorithm().digest().identifier(),
        &attributes,
        &prepared.algorithm().cms_identifier(),
        &write::octets(signature),
    ]))
}
