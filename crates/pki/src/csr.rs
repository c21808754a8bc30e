//! Certificate requests (PKCS#10, RFC 2986): only the key and its possession count; names come from the approved request.

use der::pem;

use crate::asn1::{Reader, limits, tag};
use crate::{Algorithm, Malformed, Name, PublicKey};

/// A request whose signature was checked: whoever made it holds the private key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    subject: Name,
    public_key: PublicKey,
}

/// Why a request is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRequest {
    /// Not a PKCS#10 in DER or PEM.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Key or signature of an algorithm that is not ours.
    #[error("unknown algorithm")]
    Algorithm,
    /// No certificate is issued for so weak a key.
    #[error("the key is too weak: {0}")]
    WeakKey(&'static str),
    /// The signature does not prove possession of the key.
    #[error("signature does not match the key")]
    Signature,
}

impl Request {
    /// Reads DER or PEM and checks the proof of possession.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadRequest> {
        if bytes.len() > limits::CERTIFICATE {
            return Err(Malformed("too long").into());
        }
        if bytes.starts_with(b"-----BEGIN") {
            let (label, der) = pem::decode_vec(bytes).map_err(|_| Malformed("armour"))?;
            // The second label is how older Microsoft and CryptoPro tools write it.
            return if matches!(label, "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST") {
                Self::parse_der(&der)
            } else {
                Err(Malformed("armour").into())
            };
        }
        Self::parse_der(bytes)
    }

    fn parse_der(der: &[u8]) -> Result<Self, BadRequest> {
        limits::check(der, limits::CERTIFICATE)?;
        let mut outer = Reader::whole_sequence(der)?;
        let info = outer.expect(tag::SEQUENCE)?;
        let algorithm = Algorithm::read(outer.expect(tag::SEQUENCE)?.raw)?.ok_or(BadRequest::Algorithm)?;
        let signature = outer.bits()?;
        outer.end()?;

        let mut inner = Reader::new(info.value);
        if inner.small()? != 0 {
            return Err(Malformed("version").into());
        }
        let subject = Name::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        let public_key = PublicKey::parse(inner.expect(tag::SEQUENCE)?.raw)?;
        inner.optional(tag::context(0))?;
        inner.end()?;

        if !public_key.takes(algorithm) {
            return Err(BadRequest::Algorithm);
        }
        if let Some(weakness) = public_key.weakness_if_new() {
            return Err(BadRequest::WeakKey(weakness));
        }
        if public_key.verify(algorithm, info.raw, signature) { Ok(Self { subject, public_key }) } else { Err(BadRequest::Signature) }
    }

    /// What the requester calls themselves; shown, never copied into a certificate.
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// The key, in their possession.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::openssl;
    use crate::name::Kind;

    #[test]
    fn a_request_of_openssl_proves_possession() {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = [
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "k.pem",
            "-subj",
            "/CN=Somebody",
            "-outform",
        ];
        let pem = openssl(folder.path(), &[&arguments[..], &["PEM"]].concat()).stdout;
        let request = Request::parse(&pem).expect("a request");
        assert_eq!(request.subject().get(Kind::CommonName), Some("Somebody"));
        assert_eq!(request.public_key().algorithm(), Some(Algorithm::EcdsaP256Sha256));

        let (_, der) = pem::decode_vec(&pem).expect("armour");
        assert_eq!(Request::parse(&der), Ok(request));
        for index in 0..der.len() {
            let mut changed = der.clone();
            changed[index] ^= 1;
            assert!(Request::parse(&changed).is_err(), "byte {index}");
        }
    }

    #[test]
    fn a_request_of_an_unknown_curve_or_a_weak_key_is_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp521r1", "-nodes", "-keyout", "k.pem", "-subj", "/CN=S"];
        assert_eq!(Request::parse(&openssl(folder.path(), &arguments).stdout), Err(BadRequest::Algorithm));
        let weak = ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-subj", "/CN=S"];
        let refused = Request::parse(&openssl(folder.path(), &weak).stdout);
        assert_eq!(refused, Err(BadRequest::WeakKey("RSA key of less than 3072 bits")));
        assert_eq!(Request::parse(b"junk"), Err(BadRequest::Malformed(Malformed("length"))));
    }
}
