use super::*;
use crate::PublicKey;
use crate::asn1::write;
use crate::fixture::{folder_of, succeeds};

fn public(arguments: &str) -> PublicKey {
    let folder = folder_of(&[]);
    succeeds(folder.path(), &[&["genpkey", "-out", "k"], &arguments.split(' ').collect::<Vec<_>>()[..]].concat());
    succeeds(folder.path(), &["pkey", "-in", "k", "-pubout", "-outform", "DER", "-out", "p"]);
    PublicKey::parse(&std::fs::read(folder.path().join("p")).expect("a key")).expect("OpenSSL's key")
}

#[test]
fn keys_of_openssl_are_recognized_and_weak_ones_named() {
    assert_eq!(public("-algorithm EC -pkeyopt ec_paramgen_curve:P-256").kind(), Some(Kind::P256));
    assert_eq!(public("-algorithm EC -pkeyopt ec_paramgen_curve:P-384").kind(), Some(Kind::P384));
    assert_eq!(public("-algorithm EC -pkeyopt ec_paramgen_curve:P-521").kind(), None);
    assert_eq!(public("-algorithm ED25519").kind(), None);
    let weak = public("-algorithm RSA -pkeyopt rsa_keygen_bits:1024");
    assert_eq!(
        (weak.kind(), weak.weakness()),
        (Some(Kind::Rsa { bits: 1024, good_exponent: true }), Some("RSA key of less than 2048 bits"))
    );
    let old = public("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    assert_eq!((old.weakness(), old.weakness_if_new()), (None, Some("RSA key of less than 3072 bits")));
    assert_eq!(Kind::Rsa { bits: 3072, good_exponent: true }.weakness_if_new(), None);
    assert_eq!(Kind::Rsa { bits: 4097, good_exponent: true }.weakness_if_new(), Some("RSA key of more than 4096 bits"));
}

#[test]
fn exponents_that_hide_nothing_are_named() {
    let key = |exponent: &[u8]| rsa(&write::sequence(&[&write::unsigned(&[0xff; 256]), &write::unsigned(exponent)])).expect("a key");
    for bad in [&[1][..], &[2], &[1, 0, 0, 0, 1]] {
        assert_eq!(key(bad).weakness(), Some("RSA exponent"), "{bad:?}");
    }
    assert_eq!(key(&[1, 0, 1]).weakness(), None);
    assert_eq!(rsa(&write::sequence(&[&write::unsigned(&[]), &write::unsigned(&[3])])), None);
}

fn gost_key(algorithm: ObjectIdentifier, set: &str, digest: Option<ObjectIdentifier>, length: usize) -> Option<Kind> {
    let set = write::oid(set.parse().expect("an identifier"));
    let parameters = write::sequence(&[&set, &digest.map_or(Vec::new(), write::oid)]);
    let identifier = write::sequence(&[&write::oid(algorithm), &parameters]);
    let spki = write::sequence(&[&identifier, &write::bits(&write::octets(&vec![1; length]))]);
    PublicKey::parse(&spki).expect("well-formed").kind()
}

#[test]
fn gost_keys_are_read_with_and_without_the_digest() {
    for digest in [None, Some(oid::STREEBOG_256)] {
        for set in ParameterSet::ALL.into_iter().filter(|set| set.curve().size() == 32 && !set.curve().is_test()) {
            let kind = gost_key(oid::GOST_KEY_256, &set.oid().to_string(), digest, 64);
            assert_eq!(kind, Some(Kind::Gost(set)));
            assert_eq!((Kind::Gost(set).algorithm(), Kind::Gost(set).weakness()), (Algorithm::Gost256, None), "{set:?}");
        }
    }
    let kind = gost_key(oid::GOST_KEY_512, "1.2.643.7.1.2.1.2.1", Some(oid::STREEBOG_512), 128).expect("a key");
    assert_eq!((kind.algorithm(), kind.takes(Algorithm::Gost256)), (Algorithm::Gost512, false));
    let test = gost_key(oid::GOST_KEY_256, "1.2.643.2.2.35.0", None, 64).expect("a key");
    assert_eq!(test.weakness(), Some("curve of test vectors"));
    // A set of the other length, another digest, a point of another length, an unknown set.
    assert_eq!(gost_key(oid::GOST_KEY_512, "1.2.643.2.2.35.1", None, 128), None);
    assert_eq!(gost_key(oid::GOST_KEY_256, "1.2.643.2.2.35.1", Some(oid::STREEBOG_512), 64), None);
    assert_eq!(gost_key(oid::GOST_KEY_256, "1.2.643.2.2.35.1", None, 63), None);
    assert_eq!(gost_key(oid::GOST_KEY_256, "1.2.643.2.2.35.9", None, 64), None);
}

#[test]
fn signatures_of_openssl_verify_by_every_algorithm() {
    for (key, options, algorithm) in [
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "-sha384", Algorithm::EcdsaP384Sha384),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "-sha256", Algorithm::EcdsaP256Sha256),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-sha384", Algorithm::EcdsaP384Sha384),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha384", Algorithm::RsaSha384),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha512", Algorithm::RsaSha512),
        (
            "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
            "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1",
            Algorithm::RsaPssSha256,
        ),
        (
            "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
            "-sha512 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1",
            Algorithm::RsaPssSha512,
        ),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "-sha256", Algorithm::RsaSha256),
    ] {
        let folder = folder_of(&[]);
        let path = folder.path();
        succeeds(path, &[&["genpkey", "-out", "k"], &key.split(' ').collect::<Vec<_>>()[..]].concat());
        let make = [
            &["req", "-x509", "-new", "-key", "k", "-subj", "/CN=x", "-outform", "DER", "-out", "c"],
            &options.split(' ').collect::<Vec<_>>()[..],
        ];
        succeeds(path, &make.concat());
        let certificate = crate::Certificate::parse(&std::fs::read(path.join("c")).expect("written")).expect("OpenSSL's certificate");
        assert_eq!(certificate.algorithm(), Some(algorithm), "{options}");
        let weak = certificate.public_key().weakness().is_some();
        assert_eq!(certificate.is_signed_by(certificate.public_key()), !weak, "{key} {options}");
        assert_eq!(weak, key.ends_with("1024"));
    }
}
