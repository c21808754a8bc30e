//! PEM (RFC 7468): certificates between BEGIN and END lines.

use der::pem;

use super::Certificate;
use crate::Malformed;

const LABEL: &str = "CERTIFICATE";
const END: &str = "-----END CERTIFICATE-----";
/// Most certificates read from one text.
const MOST: usize = 1024;

/// Certificates one after another, each between its lines.
pub fn chain_to_pem<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> String {
    certificates.into_iter().map(|certificate| der_to_pem(certificate.der())).collect()
}

/// The bytes of one certificate as PEM.
pub fn der_to_pem(der: &[u8]) -> String {
    pem::encode_string(LABEL, pem::LineEnding::LF, der).expect("a certificate is short enough to be armoured")
}

/// Reads every certificate of a text; text between them is skipped.
pub fn chain_from_pem(text: &str) -> Result<Vec<Certificate>, Malformed> {
    let mut certificates = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find("-----BEGIN CERTIFICATE-----") {
        let end = rest[begin..].find(END).ok_or(Malformed("armour"))? + begin + END.len();
        let (_, der) = pem::decode_vec(&rest.as_bytes()[begin..end]).map_err(|_| Malformed("armour"))?;
        certificates.push(Certificate::parse(&der)?);
        if certificates.len() > MOST {
            return Err(Malformed("too many certificates"));
        }
        rest = &rest[end..];
    }
    Ok(certificates)
}
