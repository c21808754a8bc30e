//! What holds for any key and any digest.

use proptest::prelude::*;

use super::{key, name};
use crate::{Curve, Hash, KeyError, ParameterSet, PublicKey, SecretKey, Signature};

fn curves() -> impl Strategy<Value = Curve> {
    proptest::sample::select(Curve::ALL.to_vec())
}

/// A key from bytes that a test draws.
fn drawn(set: ParameterSet, seed: [u8; 64]) -> SecretKey {
    let mut stream = seed;
    SecretKey::generate(set, |bytes| {
        stream = Hash::Streebog512.digest(&stream).try_into().unwrap();
        bytes.copy_from_slice(&stream[..bytes.len()]);
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_signed_is_accepted_and_one_bit_away_is_not(
        curve in curves(),
        seed: [u8; 64],
        message in proptest::collection::vec(any::<u8>(), 0..99),
        entropy: [u8; 32],
        bit: proptest::sample::Index,
    ) {
        let secret = drawn(name(curve), seed);
        let public = secret.public_key().unwrap();
        let signature = secret.sign(&message, &entropy).unwrap();
        prop_assert_eq!(public.verify(&message, &signature), Ok(()));
        prop_assert_eq!(PublicKey::from_bytes(name(curve), public.as_bytes()), Ok(public.clone()));

        let flip = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let bit = bit.index(8 * bytes.len());
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        };
        let other = Signature::from_bytes(&flip(signature.as_bytes())).unwrap();
        prop_assert!(public.verify(&message, &other).is_err());
        let digest = curve.hash().digest(&message);
        prop_assert!(public.verify_digest(&flip(&digest), &signature).is_err());
        prop_assert!(PublicKey::from_bytes(name(curve), &flip(public.as_bytes())).is_err());
    }
}

#[test]
fn equal_arguments_make_equal_signatures_and_any_other_makes_another_nonce() {
    for curve in Curve::ALL {
        let secret = key(name(curve));
        let size = curve.size();
        let r = |secret: &SecretKey, digest: &[u8], entropy: &[u8; 32]| {
            secret.sign_digest(digest, entropy).unwrap().as_bytes()[size..].to_vec()
        };
        let (digest, entropy) = (vec![1; size], [2; 32]);
        let first = r(&secret, &digest, &entropy);
        assert_eq!(first, r(&secret, &digest, &entropy), "{curve:?}");
        assert_ne!(first, r(&secret, &digest, &[3; 32]), "{curve:?}");
        assert_ne!(first, r(&secret, &vec![3; size], &entropy), "{curve:?}");
        let other = SecretKey::from_bytes(name(curve), &[&[9][..], &secret.to_bytes()[1..]].concat()).unwrap();
        assert_ne!(first, r(&other, &digest, &entropy), "{curve:?}");
    }
}

#[test]
fn one_key_on_two_curves_never_shares_a_nonce() {
    // CryptoPro-B and the example differ by little: were the nonces equal, both signatures would give the key away
    let number = [&[1; 31][..], &[0x0A]].concat();
    let nonce_of = |set: ParameterSet| SecretKey::from_bytes(set, &number).unwrap().sign_digest(&[5; 32], &[0; 32]).unwrap();
    assert_ne!(nonce_of(ParameterSet::CryptoProB), nonce_of(ParameterSet::Test256));
}

#[test]
fn aliases_of_one_curve_are_one_key() {
    for set in ParameterSet::ALL {
        let (one, other) = (key(set).public_key().unwrap(), key(name(set.curve())).public_key().unwrap());
        assert_eq!(one, other);
        let signature = key(set).sign(b"message", &[1; 32]).unwrap();
        assert_eq!(other.verify(b"message", &signature), Ok(()));
    }
    let a = key(ParameterSet::CryptoProA).public_key().unwrap();
    assert!(PublicKey::from_bytes(ParameterSet::CryptoProB, a.as_bytes()).is_err());
}

#[test]
fn a_broken_source_of_randomness_is_an_error() {
    for curve in Curve::ALL {
        assert_eq!(SecretKey::generate(name(curve), |bytes| bytes.fill(0)).map(drop), Err(KeyError::Randomness));
        assert_eq!(SecretKey::generate(name(curve), |bytes| bytes.fill(0xFF)).map(drop), Err(KeyError::Randomness));
    }
}

#[test]
fn debugging_prints_no_secret() {
    for set in ParameterSet::ALL {
        let secret = key(set);
        let text = format!("{secret:?}");
        assert_eq!(text, format!("SecretKey {{ set: {set:?}, .. }}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Bytes of any kind are refused or read, and never end the program.
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..160), set in proptest::sample::select(ParameterSet::ALL.to_vec())) {
        prop_assert!(PublicKey::from_spki(&bytes).is_err());
        prop_assert!(PublicKey::from_parts(&bytes, &bytes).is_err());
        prop_assert!(SecretKey::from_pkcs8(&bytes).is_err());
        prop_assert!(PublicKey::from_bytes(set, &bytes).is_err());
        if let Ok(read) = SecretKey::from_contents(set, &bytes, None) {
            prop_assert!(set.curve().scheme().is_secret(&read.to_bytes()));
        }
        if let Ok(signature) = Signature::from_bytes(&bytes) {
            prop_assert!(key(set).public_key().unwrap().verify_digest(&bytes, &signature).is_err());
        }
    }

    /// Signatures of any numbers over any digest are judged without a panic, and none is right by chance.
    #[test]
    fn any_numbers_are_judged(curve in curves(), bytes in proptest::collection::vec(any::<u8>(), 192)) {
        let (signature, digest) = bytes.split_at(2 * curve.size());
        let public = key(name(curve)).public_key().unwrap();
        prop_assert!(public.verify_digest(&digest[..curve.size()], &Signature::from_bytes(signature).unwrap()).is_err());
    }
}
