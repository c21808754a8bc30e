//! Sealing: AES-256-GCM under keys derived from the master key, bound to a context.
//!
//! Sealed bytes are `version 1 · mark 8 · nonce 12 · ciphertext · tag 16`. The mark tells one master key from another, so that a wrong
//! one is named instead of looking like damage.

use aws_lc_rs::aead::{AES_256_GCM, Aad, MAX_TAG_LEN, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::{KeyError, MasterKey};

const VERSION: u8 = 1;
const MARK: usize = 8;
const HEAD: usize = 1 + MARK + NONCE_LEN;

/// What is sealed; each purpose has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    PrivateKey,
    Secret,
}

pub(crate) struct Sealer {
    mark: [u8; MARK],
    private_keys: RandomizedNonceKey,
    secrets: RandomizedNonceKey,
    macs: hmac::Key,
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Sealer {
    pub(crate) fn new(master: &MasterKey) -> Self {
        let key = |name: &[u8]| {
            let bytes = derive::<32>(master, name);
            RandomizedNonceKey::new(&AES_256_GCM, &*bytes).expect("AES-256 takes 32 bytes")
        };
        Self {
            mark: *derive(master, b"surguch 1 mark"),
            private_keys: key(b"surguch 1 private keys"),
            secrets: key(b"surguch 1 secrets"),
            macs: hmac::Key::new(hmac::HMAC_SHA256, &*derive::<32>(master, b"surguch 1 macs")),
        }
    }

    /// HMAC-SHA256 over the length of `context`, `context` and `data`.
    pub(crate) fn mac(&self, context: &[u8], data: &[u8]) -> [u8; 32] {
        let mut mac = hmac::Context::with_key(&self.macs);
        mac.update(&u64::try_from(context.len()).expect("a length fits").to_be_bytes());
        mac.update(context);
        mac.update(data);
        mac.sign().as_ref().try_into().expect("HMAC-SHA256 has 32 octets")
    }

    pub(crate) fn seal(&self, purpose: Purpose, context: &[u8], plain: &[u8]) -> Vec<u8> {
        // Reserved whole, so that the plain bytes are not left behind by a growing buffer.
        let mut body = Vec::with_capacity(plain.len() + MAX_TAG_LEN);
        body.extend_from_slice(plain);
        let nonce = self.key(purpose).seal_in_place_append_tag(Aad::from(context), &mut body).expect("AES-GCM seals what fits into memory");
        [&[VERSION][..], &self.mark, nonce.as_ref(), &body].concat()
    }

    pub(crate) fn open(&self, purpose: Purpose, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if sealed.len() < HEAD + MAX_TAG_LEN || sealed[0] != VERSION {
            return Err(KeyError::Damaged);
        }
        if sealed[1..=MARK] != self.mark {
            return Err(KeyError::OtherMaster);
        }
        let nonce = Nonce::try_assume_unique_for_key(&sealed[1 + MARK..HEAD]).map_err(|_| KeyError::Damaged)?;
        let mut body = Zeroizing::new(sealed[HEAD..].to_vec());
        let length = self.key(purpose).open_in_place(nonce, Aad::from(context), &mut body).map_err(|_| KeyError::Damaged)?.len();
        body.truncate(length);
        Ok(body)
    }

    fn key(&self, purpose: Purpose) -> &RandomizedNonceKey {
        match purpose {
            Purpose::PrivateKey => &self.private_keys,
            Purpose::Secret => &self.secrets,
        }
    }
}

fn derive<const N: usize>(master: &MasterKey, name: &[u8]) -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    let extracted = Salt::new(HKDF_SHA256, &[]).extract(master.bytes());
    let expanded = extracted.expand(&[name], Length(N)).and_then(|expanded| expanded.fill(&mut *bytes));
    expanded.expect("HKDF gives up to 8160 bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_context_only() {
        let sealer = Sealer::new(&MasterKey::new([1; 32]));
        let sealed = sealer.seal(Purpose::Secret, b"sms 1", b"code 1234");
        assert_eq!(*sealer.open(Purpose::Secret, b"sms 1", &sealed).unwrap(), b"code 1234");
        assert!(matches!(sealer.open(Purpose::Secret, b"sms 2", &sealed), Err(KeyError::Damaged)));
        assert!(matches!(sealer.open(Purpose::PrivateKey, b"sms 1", &sealed), Err(KeyError::Damaged)));
        assert_ne!(sealer.seal(Purpose::Secret, b"sms 1", b"code 1234"), sealed);
    }

    #[test]
    fn another_master_key_is_named() {
        let sealed = Sealer::new(&MasterKey::new([1; 32])).seal(Purpose::Secret, b"", b"x");
        assert!(matches!(Sealer::new(&MasterKey::new([2; 32])).open(Purpose::Secret, b"", &sealed), Err(KeyError::OtherMaster)));
    }

    #[test]
    fn no_changed_or_missing_byte_opens() {
        let sealer = Sealer::new(&MasterKey::new([1; 32]));
        let sealed = sealer.seal(Purpose::Secret, b"c", b"plain");
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(sealer.open(Purpose::Secret, b"c", &changed).is_err(), "byte {index}");
            assert!(sealer.open(Purpose::Secret, b"c", &sealed[..index]).is_err(), "length {index}");
        }
    }
}
