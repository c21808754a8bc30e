//! Facts of a signature as people read them: field and value.

use pki::{Certificate, Digest, Time};

/// One line: a stable field name, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Stable `snake_case` name; words are keyed by it.
    pub field: &'static str,
    /// The value as text.
    pub value: String,
}

/// What people ask of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Name of the subject, in the manner of RFC 4514.
    pub subject: String,
    /// Name of the issuer.
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-1 of the certificate, upper-case hexadecimal: how Windows and the vendors name it.
    pub thumbprint: String,
    /// Name of the signature's algorithm, `ECDSA-P256`; empty where it is not ours.
    pub algorithm: &'static str,
    /// Name of the digest's algorithm; empty where it is not ours.
    pub digest_algorithm: &'static str,
    /// Digest of the content as signed, hexadecimal.
    pub digest: String,
    /// When the signer claims to have signed.
    pub signing_time: Option<Time>,
    /// First moment of the certificate.
    pub not_before: Time,
    /// Last moment of the certificate.
    pub not_after: Time,
    /// Attributes of the subject: short name (`CN`, `INN`, …) and value.
    pub attributes: Vec<(String, String)>,
}

impl Facts {
    pub(crate) fn of(certificate: &Certificate, digest: Option<Digest>, message_digest: Option<&[u8]>, signing_time: Option<Time>) -> Self {
        let attributes = certificate.subject().attributes().map(|attribute| (attribute.kind.to_string(), attribute.value.clone()));
        Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            thumbprint: hex::encode_upper(certificate.thumbprint()),
            algorithm: certificate.public_key().algorithm().map_or("", pki::Algorithm::name),
            digest_algorithm: digest.map_or("", Digest::name),
            digest: message_digest.map(hex::encode).unwrap_or_default(),
            signing_time,
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            attributes: attributes.collect(),
        }
    }

    /// The lines in the order people read them; what is unknown is left out.
    pub fn list(&self) -> Vec<Fact> {
        let lines = [
            ("subject", self.subject.clone()),
            ("issuer", self.issuer.clone()),
            ("serial", self.serial.clone()),
            ("thumbprint", self.thumbprint.clone()),
            ("not_before", self.not_before.to_string()),
            ("not_after", self.not_after.to_string()),
            ("signing_time", self.signing_time.map(|time| time.to_string()).unwrap_or_default()),
            ("algorithm", self.algorithm.to_owned()),
            ("digest_algorithm", self.digest_algorithm.to_owned()),
            ("digest", self.digest.clone()),
        ];
        lines.into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, value)| Fact { field, value }).collect()
    }
}
