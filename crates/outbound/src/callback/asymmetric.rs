//! Ed25519 beside the shared secret, for receivers that want to hold nothing by which they could be impersonated: `v1a`, `whsk_`, `whpk_`
//! (Standard Webhooks 1.0.0, «Signature scheme», asymmetric).

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::time::Timestamp;
use zeroize::Zeroizing;

use super::BadSecret;

/// What every asymmetric signature begins with.
pub(super) const VERSION: &str = "v1a";
const PRIVATE: &str = "whsk_";
const PUBLIC: &str = "whpk_";

/// A private key; its written form is for sealing only and never leaves the house. Never printed by `Debug`.
#[derive(Clone)]
pub struct SigningKey(Zeroizing<[u8; 32]>);

/// The key that a receiver verifies with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl SigningKey {
    /// Takes 32 random bytes of the caller's entropy.
    pub fn new(entropy: [u8; 32]) -> Self {
        Self(Zeroizing::new(entropy))
    }

    /// Reads the written form.
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let bytes = STANDARD.decode(text.strip_prefix(PRIVATE).ok_or(BadSecret)?).map(Zeroizing::new).map_err(|_| BadSecret)?;
        bytes.as_slice().try_into().map(|seed| Self(Zeroizing::new(seed))).map_err(|_| BadSecret)
    }

    /// The written form, to be sealed.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{PRIVATE}{}", STANDARD.encode(*self.0)))
    }

    /// What its owner gets.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        if let Some(pair) = self.pair() {
            bytes.copy_from_slice(pair.public_key().as_ref());
        }
        PublicKey(bytes)
    }

    /// Signs one attempt: `v1a,<Base64>`; nothing where the library refuses the key, which no seed of 32 bytes makes it do.
    pub fn sign(&self, id: &str, timestamp: Timestamp, body: &[u8]) -> Option<String> {
        let signed = [id.as_bytes(), b".", timestamp.seconds().to_string().as_bytes(), b".", body].concat();
        Some(format!("{VERSION},{}", STANDARD.encode(self.pair()?.sign(&signed))))
    }

    fn pair(&self) -> Option<Ed25519KeyPair> {
        Ed25519KeyPair::from_seed_unchecked(&*self.0).ok()
    }
}

/// `whpk_` and Base64.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PUBLIC}{}", STANDARD.encode(self.0))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use client::callback::{Headers, Unverified, Verifier};

    use super::*;

    /// RFC 8032 §7.1, test 1.
    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    const KNOWN: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    fn bytes(hex: &str) -> [u8; 32] {
        std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex"))
    }

    #[test]
    fn a_seed_gives_the_public_key_of_the_standard() {
        assert_eq!(SigningKey::new(bytes(SEED)).public(), PublicKey(bytes(KNOWN)));
    }

    #[test]
    fn what_is_signed_verifies_by_the_written_public_key() {
        let (key, at) = (SigningKey::new([3; 32]), Timestamp::from_seconds(1_614_265_330));
        let signature = format!("v1,AAAA {}", key.sign("evt_1", at, b"{}").expect("a signature"));
        let check = |key: &SigningKey, id| {
            let headers = Headers { id, timestamp: "1614265330", signature: &signature };
            Verifier::new([key.public().to_string()]).expect("a key").verify(headers, b"{}", at.into())
        };
        assert_eq!((check(&key, "evt_1"), check(&key, "evt_2")), (Ok(()), Err(Unverified::Signature)));
        assert_eq!(check(&SigningKey::new([4; 32]), "evt_1"), Err(Unverified::Signature));
    }

    #[test]
    fn a_key_is_read_back_and_not_printed() {
        let key = SigningKey::new([7; 32]);
        assert_eq!(*SigningKey::parse(&key.reveal()).expect("a key").reveal(), *key.reveal());
        assert!(SigningKey::parse("whsk_AAAA").is_err() && SigningKey::parse(&key.public().to_string()).is_err());
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
    }
}
