//! Tokens of a time stamp authority of our own, in two phases: TSTInfo → bytes to sign → token.

use pki::tsp::TstInfo;
use pki::{Certificate, Time};

use crate::ContentDigest;
use crate::cms::assemble::{AssembleError, signed_data, signer_info};
use crate::cms::prepare::{PrepareError, ToSign, prepare_typed};

/// A token waiting for the authority's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToIssue {
    info: Vec<u8>,
    prepared: ToSign,
}

/// Prepares a token that says `info`, to be signed by the key of `authority`.
///
/// # Errors
///
/// A key of an algorithm that is not ours. Whether the certificate is one for time stamps is for [`pki::tsp::may_stamp`] to say.
pub fn prepare(info: &TstInfo, authority: &Certificate, signing_time: Time) -> Result<ToIssue, PrepareError> {
    let info = info.to_der();
    let digest = authority.public_key().algorithm().ok_or(PrepareError::Algorithm)?.digest();
    let content = ContentDigest { algorithm: digest, value: digest.of(&info) };
    let prepared = prepare_typed(TstInfo::CONTENT_TYPE, &content, authority, signing_time)?;
    Ok(ToIssue { info, prepared })
}

impl ToIssue {
    /// The message to sign.
    pub fn bytes(&self) -> &[u8] {
        self.prepared.bytes()
    }

    /// Makes the token in DER. `certificates` are what the asker wanted to have along: none, or the authority's and its chain
    /// (certReq, RFC 3161 §2.4.1). A signature that does not verify is refused.
    pub fn assemble(&self, authority: &Certificate, signature: &[u8], certificates: &[&Certificate]) -> Result<Vec<u8>, AssembleError> {
        let info = signer_info(&self.prepared, authority, signature)?;
        let digest = self.prepared.algorithm().digest();
        Ok(signed_data(digest, (TstInfo::CONTENT_TYPE, Some(&self.info)), certificates, info))
    }
}
