//! Revocation lists and certificates of authorities, where certificates say they are (RFC 5280 §4.2.1.13 and §4.2.2.1).

use pki::certificate::chain_from_pem;
use pki::{Certificate, Crl, Malformed};

use super::{Evidence, NoneGave, first};

impl Evidence {
    /// A revocation list in DER, from the first of these addresses that has one. Its signature is not looked at.
    pub async fn list(&self, urls: &[String]) -> Result<Crl, NoneGave> {
        first(urls, async |url| Ok(Crl::parse(&self.get(url).await?)?)).await
    }

    /// The certificate of an issuer in DER, or in PEM as some keep it, from the first of these addresses that has one.
    pub async fn issuer(&self, urls: &[String]) -> Result<Certificate, NoneGave> {
        first(urls, async |url| Ok(certificate(&self.get(url).await?)?)).await
    }
}

fn certificate(bytes: &[u8]) -> Result<Certificate, Malformed> {
    let Some(pem) = std::str::from_utf8(bytes).ok().filter(|text| text.trim_start().starts_with("-----BEGIN")) else {
        return Certificate::parse(bytes);
    };
    chain_from_pem(pem)?.into_iter().next().ok_or(Malformed("certificate"))
}
