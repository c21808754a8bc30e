use super::*;
use crate::Algorithm;
use crate::fixture::{Pair, folder_of, succeeds};

const PASSWORD: &str = "пароль № 1";
const CHANCE: Chance = Chance { salt: [3; 16], iv: [4; 16] };

fn key() -> (Pair, PrivateKey) {
    let pair = Pair::p256();
    let key = PrivateKey::from_pem(&String::from_utf8(pair.pkcs8()).expect("a text"), None).expect("a key");
    (pair, key)
}

#[test]
fn openssl_opens_what_we_seal_and_we_open_what_it_seals() {
    let (pair, key) = key();
    assert_eq!(key.public_key(), Some(pair.public()));
    let sealed = key.seal(PASSWORD, 2048, &CHANCE).expect("sealed");
    assert_eq!(PrivateKey::open(&sealed, PASSWORD), Ok(key.clone()));
    assert_eq!(PrivateKey::open(&sealed, "пароль"), Err(OpenError::Password));
    let folder = folder_of(&[("sealed.der", &sealed), ("plain.der", key.der())]);
    let path = folder.path();
    let pass = format!("pass:{PASSWORD}");
    succeeds(path, &["pkey", "-inform", "DER", "-in", "sealed.der", "-passin", &pass, "-pubout", "-outform", "DER", "-out", "public.der"]);
    assert_eq!(std::fs::read(path.join("public.der")).expect("written"), pair.public().spki());

    for how in [
        "-v2 aes-256-cbc -v2prf hmacWithSHA256",
        "-v2 aes-128-cbc -v2prf hmacWithSHA1",
        "-v2 aes-192-cbc -v2prf hmacWithSHA512 -iter 10000",
    ] {
        let how: Vec<&str> = how.split(' ').collect();
        let into = ["pkcs8", "-topk8", "-inform", "DER", "-in", "plain.der", "-outform", "DER", "-out", "theirs.der", "-passout", &pass];
        succeeds(path, &[&into[..], &how].concat());
        let theirs = std::fs::read(path.join("theirs.der")).expect("written");
        assert_eq!(PrivateKey::open(&theirs, PASSWORD).expect("opened").public_key(), Some(pair.public()), "{how:?}");
        assert!(PrivateKey::open(&theirs, "").is_err());
    }
    succeeds(path, &["pkcs8", "-topk8", "-inform", "DER", "-in", "plain.der", "-out", "theirs.pem", "-passout", &pass]);
    let text = std::fs::read_to_string(path.join("theirs.pem")).expect("a text");
    assert_eq!(PrivateKey::from_pem(&text, Some(PASSWORD)).expect("opened").public_key(), Some(pair.public()));
    assert_eq!(PrivateKey::from_pem(&text, None), Err(OpenError::Password));
}

#[test]
fn older_forms_of_keys_are_wrapped() {
    let folder = folder_of(&[]);
    let path = folder.path();
    succeeds(path, &["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "ec.pem"]);
    succeeds(path, &["genrsa", "-traditional", "-out", "rsa.pem", "2048"]);
    for (file, label, algorithm) in [("ec.pem", "EC PRIVATE", Algorithm::EcdsaP384Sha384), ("rsa.pem", "RSA PRIVATE", Algorithm::RsaSha256)]
    {
        let text = std::fs::read_to_string(path.join(file)).expect("a text");
        assert!(text.contains(label));
        let public = PrivateKey::from_pem(&text, None).expect("a key").public_key().expect("one of ours");
        succeeds(path, &["pkey", "-in", file, "-pubout", "-outform", "DER", "-out", "public.der"]);
        assert_eq!((public.spki(), public.algorithm()), (&std::fs::read(path.join("public.der")).expect("written")[..], Some(algorithm)));
    }
    assert!(PrivateKey::from_pem("nothing here", None).is_err());
}

#[test]
fn a_bomb_of_iterations_is_refused_before_it_goes_off() {
    let (_, key) = key();
    for iterations in [&[0x0f, 0x42, 0x41][..], &[0x7f, 0xff, 0xff, 0xff], &[0x7f; 9]] {
        let derivation = write::sequence(&[&write::octets(&[3; 16]), &write::element(tag::INTEGER, iterations)]);
        let derivation = write::sequence(&[&write::oid(oid::PBKDF2), &derivation]);
        let cipher = write::sequence(&[&write::oid(oid::AES256_CBC), &write::octets(&[4; 16])]);
        let scheme = write::sequence(&[&write::oid(oid::PBES2), &write::sequence(&[&derivation, &cipher])]);
        let bomb = write::sequence(&[&scheme, &write::octets(&[0; 32])]);
        assert_eq!(PrivateKey::open(&bomb, PASSWORD), Err(OpenError::TooCostly));
    }
    assert_eq!(key.seal(PASSWORD, 1_000_001, &CHANCE), Err(OpenError::TooCostly));
    assert!(key.seal(PASSWORD, 0, &CHANCE).is_err());
}

#[test]
fn changed_and_cut_keys_never_panic() {
    let (_, key) = key();
    let sealed = key.seal(PASSWORD, 1, &CHANCE).expect("sealed");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let _ = PrivateKey::open(&changed, PASSWORD);
        assert!(PrivateKey::open(&sealed[..bit / 8], PASSWORD).is_err());
        let _ = PrivateKey::parse(&key.der()[..(bit / 8).min(key.der().len() - 1)]).expect_err("cut");
    }
    assert_eq!(format!("{key:?}"), "PrivateKey(..)");
}
