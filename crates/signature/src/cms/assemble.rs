//! Second phase: from signed attributes and their signature to a detached CMS.

use pki::asn1::{tag, write};
use pki::{Certificate, oid};

use super::prepare::ToSign;

/// Why the CMS is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// The signature does not stand under the prepared bytes by the signer's key.
    #[error("signature does not match what was prepared")]
    Signature,
}

/// Makes the detached CMS in DER: the signer's certificate and `chain` without self-issued ones (a root inside is no trust).
///
/// `signature` is as in certificates: DER of `r` and `s` for ECDSA ([`pki::Algorithm::signature_from_raw`] for raw ones), `s` and `r` one
/// after the other for GOST. A signature that does not verify is refused.
pub fn assemble(prepared: &ToSign, signer: &Certificate, signature: &[u8], chain: &[Certificate]) -> Result<Vec<u8>, AssembleError> {
    let info = signer_info(prepared, signer, signature)?;
    let chain = chain.iter().filter(|certificate| !certificate.is_self_issued() && *certificate != signer);
    let certificates: Vec<Vec<u8>> = [signer].into_iter().chain(chain).map(|certificate| certificate.der().to_vec()).collect();
    let mut certificates = write::set_of(certificates);
    certificates[0] = tag::context(0);

    let signed_data = write::sequence(&[
        &write::integer(1),
        &write::set_of(vec![prepared.algorithm().digest().identifier()]),
        &write::sequence(&[&write::oid(oid::DATA)]),
        &certificates,
        &write::set_of(vec![info]),
    ]);
    Ok(write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &signed_data)]))
}

/// A SignerInfo, of a signature that verifies.
pub(super) fn signer_info(prepared: &ToSign, signer: &Certificate, signature: &[u8]) -> Result<Vec<u8>, AssembleError> {
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
