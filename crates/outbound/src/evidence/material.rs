//! Revocation lists and certificates of authorities, where certificates say they are (RFC 5280 §4.2.1.13 and §4.2.2.1).

use pki::certificate::chain_from_pem;
use pki::{Certificate, Crl, Malformed};

use super::{Evidence, EvidenceError, NoneGave};

impl Evidence {
    /// A revocation list in DER, from the first of these addresses that has one. Its signature is not looked at.
    pub async fn list(&self, urls: &[String]) -> Result<Crl, NoneGave> {
        let mut none = NoneGave::default();
        for url in urls {
            if let Some(given) = none.or_note(url, self.list_of(url).await) {
                return Ok(given);
            }
        }
        Err(none)
    }

    /// The certificate of an issuer in DER, or in PEM as some keep it, from the first of these addresses that has one.
    pub async fn issuer(&self, urls: &[String]) -> Result<Certificate, NoneGave> {
        let mut none = NoneGave::default();
        for url in urls {
            if let Some(given) = none.or_note(url, self.issuer_of(url).await) {
                return Ok(given);
            }
        }
        Err(none)
    }

    async fn list_of(&self, url: &str) -> Result<Crl, EvidenceError> {
        Ok(Crl::parse(&self.get(url).await?)?)
    }

    async fn issuer_of(&self, url: &str) -> Result<Certificate, EvidenceError> {
        Ok(certificate(&self.get(url).await?)?)
    }
}

fn certificate(bytes: &[u8]) -> Result<Certificate, Malformed> {
    let Some(pem) = std::str::from_utf8(bytes).ok().filter(|text| text.trim_start().starts_with("-----BEGIN")) else {
        return Certificate::parse(bytes);
    };
    chain_from_pem(pem)?.into_iter().next().ok_or(Malformed("certificate"))
}
