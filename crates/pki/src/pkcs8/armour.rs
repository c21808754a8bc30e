//! Private keys in PEM: PKCS#8 plain or sealed, and the older forms of elliptic and RSA keys, which are wrapped.

use der::pem;
use zeroize::Zeroizing;

use super::PrivateKey;
use crate::asn1::{Reader, limits, tag, write};
use crate::sealed::OpenError;
use crate::{Malformed, oid};

/// Labels by which a private key stands in PEM, and whether it is under a password.
const LABELS: [&str; 4] = ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"];

impl PrivateKey {
    /// Reads the first private key of a text; what else stands there is skipped. `password` is looked at only where one is needed, and a
    /// missing one is a wrong one. Keys sealed in OpenSSL's own old manner (`Proc-Type`) are refused as malformed.
    pub fn from_pem(text: &str, password: Option<&str>) -> Result<Self, OpenError> {
        const BAD: Malformed = Malformed("armour");
        if text.len() > limits::KEYS * 2 {
            return Err(Malformed("too long").into());
        }
        let found = LABELS.iter().filter_map(|label| text.find(&format!("-----BEGIN {label}-----")).map(|at| (at, *label)));
        let (begin, label) = found.min().ok_or(BAD)?;
        let end = format!("-----END {label}-----");
        let length = text[begin..].find(&end).ok_or(BAD)? + end.len();
        let (_, der) = pem::decode_vec(&text.as_bytes()[begin..begin + length]).map_err(|_| BAD)?;
        let der = Zeroizing::new(der);
        match label {
            "PRIVATE KEY" => Ok(Self::parse(&der)?),
            "ENCRYPTED PRIVATE KEY" => Self::open(&der, password.ok_or(OpenError::Password)?),
            "EC PRIVATE KEY" => Ok(Self::wrap(&elliptic(&der)?, &der)?),
            _ => Ok(Self::wrap(&write::sequence(&[&write::oid(oid::RSA_ENCRYPTION), &write::null()]), &der)?),
        }
    }

    fn wrap(identifier: &[u8], key: &[u8]) -> Result<Self, Malformed> {
        let octets = Zeroizing::new(write::octets(key));
        Self::parse(&Zeroizing::new(write::sequence(&[&write::integer(0), identifier, &octets])))
    }
}

/// The AlgorithmIdentifier of an ECPrivateKey (RFC 5915), which names its curve inside.
fn elliptic(der: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut reader = Reader::whole_sequence(der)?;
    reader.small()?;
    reader.expect(tag::OCTET_STRING)?;
    let curve = reader.expect(tag::context(0))?.value;
    Ok(write::sequence(&[&write::oid(oid::EC_PUBLIC_KEY), curve]))
}
