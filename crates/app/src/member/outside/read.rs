//! What an upload holds: one certificate, and perhaps those above it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::code;
use pki::Certificate;

use super::MOST_BYTES;
use crate::AppError;

/// The most certificates above the one that is registered.
const MOST_ABOVE: usize = pki::path::LONGEST;

/// A certificate with what came beside it.
#[derive(Debug)]
pub(super) struct Given {
    /// The one that is registered.
    pub(super) certificate: Certificate,
    /// Of authorities, believed in nothing.
    pub(super) above: Vec<Certificate>,
}

/// Reads DER, PEM, or the Base64 of DER without its lines, as certificate stores export all three. Of several the first is registered.
pub(super) fn certificate(bytes: &[u8]) -> Result<Given, AppError> {
    let malformed = || AppError::from(code::CERTIFICATE_MALFORMED);
    if bytes.len() > MOST_BYTES {
        return Err(malformed());
    }
    // DER begins with the tag of a SEQUENCE, and so does nothing that is text but "0"
    let mut found = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("-----BEGIN CERTIFICATE-----") => {
            pki::certificate::chain_from_pem(text).map_err(|error| malformed().because(error))?
        }
        Ok(text) if bytes.first() != Some(&0x30) => {
            let text: String = text.trim_start_matches('\u{feff}').split_ascii_whitespace().collect();
            let der = STANDARD.decode(text).map_err(|error| malformed().because(error))?;
            vec![Certificate::parse(&der).map_err(|error| malformed().because(error))?]
        }
        _ => vec![Certificate::parse(bytes).map_err(|error| malformed().because(error))?],
    };
    if found.is_empty() || found.len() > 1 + MOST_ABOVE {
        return Err(malformed());
    }
    let certificate = found.remove(0);
    if certificate.constraints().is_ok_and(|constraints| constraints.is_some_and(|constraints| constraints.authority)) {
        return Err(malformed().detail("the certificate of an authority"));
    }
    Ok(Given { certificate, above: found })
}
