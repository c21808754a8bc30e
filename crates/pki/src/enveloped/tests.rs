//! OpenSSL opens what we seal.

use gost::ParameterSet;

use super::{LONGEST, SealError, seal};
use crate::Certificate;
use crate::fixture::{House, Pair, WITH_ENGINE, folder_of, openssl, pem, succeeds};

/// Bytes that are different each time.
fn chance() -> impl FnMut(&mut [u8]) {
    let mut number = 0_u64;
    move |bytes: &mut [u8]| {
        for part in bytes.chunks_mut(32) {
            number += 1;
            part.copy_from_slice(&crate::digest::sha256(&[&number.to_le_bytes()[..], b"chance"].concat())[..part.len()]);
        }
    }
}

fn holder(pair: &Pair) -> Certificate {
    House::p256().signer(pair, 3)
}

/// What OpenSSL reads with this key, and its words where it does not.
fn opened(pair: &Pair, certificate: &Certificate, sealed: &[u8]) -> Result<Vec<u8>, String> {
    let folder = folder_of(&[WITH_ENGINE, ("key.pem", &pair.pkcs8()), ("holder.pem", &pem(&[certificate])), ("sealed.der", sealed)]);
    let arguments =
        ["cms", "-decrypt", "-inform", "DER", "-in", "sealed.der", "-inkey", "key.pem", "-recip", "holder.pem", "-out", "plain"];
    let output = openssl(folder.path(), &arguments);
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(std::fs::read(folder.path().join("plain")).expect("it was written"))
}

fn all() -> Vec<(String, Pair)> {
    let mut pairs = vec![("RSA".to_owned(), Pair::rsa()), ("P-256".to_owned(), Pair::p256()), ("P-384".to_owned(), Pair::p384())];
    // OpenSSL's engine has no name for the curve of the examples, which nothing is encrypted to besides
    for set in ParameterSet::ALL.into_iter().filter(|set| !set.curve().is_test()) {
        pairs.push((format!("{set:?}"), Pair::gost(set)));
    }
    pairs
}

#[test]
fn openssl_opens_what_is_sealed_to_every_kind_of_key() {
    let mut chance = chance();
    for (name, pair) in all() {
        let certificate = holder(&pair);
        for content in [&b""[..], b"thirty-two octets for a login ...", &[7; 3000]] {
            let sealed = seal(&certificate, content, &mut chance).expect("a key of ours");
            assert_eq!(opened(&pair, &certificate, &sealed).as_deref(), Ok(content), "{name}");
        }
    }
}

#[test]
fn another_key_opens_nothing() {
    let mut chance = chance();
    for set in [None, Some(ParameterSet::CryptoProA), Some(ParameterSet::Tc26A512)] {
        let pair = || set.map_or_else(Pair::p256, Pair::gost);
        let (own, other) = (pair(), pair());
        let certificate = holder(&own);
        let sealed = seal(&certificate, b"a secret", &mut chance).expect("a key of ours");
        assert_ne!(opened(&other, &certificate, &sealed).as_deref(), Ok(&b"a secret"[..]), "{set:?}");
    }
}

#[test]
fn two_of_one_content_have_nothing_in_common() {
    let mut chance = chance();
    let pair = Pair::gost(ParameterSet::CryptoProA);
    let certificate = holder(&pair);
    let sealed = [(); 2].map(|()| seal(&certificate, &[0; 32], &mut chance).expect("a key of ours"));
    let tail = |bytes: &[u8]| bytes[bytes.len() - 32..].to_vec();
    assert_ne!(tail(&sealed[0]), tail(&sealed[1]));
}

#[test]
fn weak_keys_broken_chance_and_long_contents_are_refused() {
    let pair = Pair::p256();
    let certificate = holder(&pair);
    assert_eq!(seal(&certificate, &[0; LONGEST + 1], &mut chance()), Err(SealError::TooLong));
    assert_eq!(seal(&certificate, b"a secret", &mut |bytes: &mut [u8]| bytes.fill(0)), Err(SealError::Randomness));
    let weak = holder_of_weak();
    assert_eq!(seal(&weak, b"a secret", &mut chance()), Err(SealError::Key));
    let gost = holder(&Pair::gost(ParameterSet::CryptoProA));
    assert_eq!(seal(&gost, b"a secret", &mut |bytes: &mut [u8]| bytes.fill(0)), Err(SealError::Randomness));
}

/// A certificate over RSA of 1024 bits, of OpenSSL's make.
fn holder_of_weak() -> Certificate {
    let folder = folder_of(&[]);
    let arguments =
        ["req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-subj", "/CN=weak", "-outform", "DER", "-out", "weak.der"];
    succeeds(folder.path(), &arguments);
    Certificate::parse(&std::fs::read(folder.path().join("weak.der")).expect("it was written")).expect("a certificate")
}
