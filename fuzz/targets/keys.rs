//! Keys and signatures of GOST in every encoding, and keys of the other kinds.
#![no_main]

use gost::{ParameterSet, PublicKey, SecretKey, Signature};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = PublicKey::from_spki(bytes) {
        let spki = key.to_spki().expect("a key");
        assert_eq!(PublicKey::from_spki(&spki), Ok(key));
    }
    if let Ok(key) = SecretKey::from_pkcs8(bytes) {
        let written = key.to_pkcs8().expect("a key");
        let again = SecretKey::from_pkcs8(&written).expect("our own key");
        assert_eq!(again.to_bytes(), key.to_bytes());
        let digest = vec![7; key.curve().size()];
        let signature = key.sign_digest(&digest, &[1; 32]).expect("a signature");
        assert_eq!(key.public_key().expect("a point").verify_digest(&digest, &signature), Ok(()));
    }
    let _ = pki::PublicKey::parse(bytes).map(|key| (key.kind(), key.weakness(), key.identifier()));
    let _ = pki::PrivateKey::parse(bytes).map(|key| key.public_key());
    // the first byte chooses a set for bare numbers
    let Some((first, rest)) = bytes.split_first() else { return };
    let set = ParameterSet::ALL[usize::from(*first) % ParameterSet::ALL.len()];
    let size = 2 * set.curve().size();
    if let Ok(key) = PublicKey::from_bytes(set, rest.get(..size).unwrap_or(rest)) {
        let numbers = rest.get(size..2 * size).and_then(|numbers| Signature::from_bytes(numbers).ok());
        let _ = numbers.map(|numbers| key.verify_digest(&rest[..set.curve().size()], &numbers));
    }
    let _ = SecretKey::from_contents(set, rest, None);
});
