//! Keys and signatures that try to get in: `vectors/hostile.json`, made by the program beside it with numbers of its own.

use serde::Deserialize;

use crate::{Curve, KeyError, ParameterSet, PublicKey, SecretKey, Signature, SignatureError};

#[derive(Deserialize)]
pub(super) struct Cases {
    curve: String,
    pub(super) signatures: Vec<SignatureCase>,
    keys: Vec<KeyCase>,
    secrets: Vec<SecretCase>,
}

#[derive(Deserialize)]
pub(super) struct SignatureCase {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) digest: String,
    pub(super) signature: String,
    pub(super) verdict: String,
}

#[derive(Deserialize)]
struct KeyCase {
    name: String,
    key: String,
    verdict: String,
}

#[derive(Deserialize)]
struct SecretCase {
    name: String,
    secret: String,
    verdict: String,
}

pub(super) fn cases() -> Vec<(Curve, Cases)> {
    let all: Vec<Cases> = serde_json::from_str(include_str!("../../vectors/hostile.json")).unwrap();
    all.into_iter().map(|cases| (Curve::ALL.into_iter().find(|curve| format!("{curve:?}") == cases.curve).unwrap(), cases)).collect()
}

fn names(curve: Curve) -> impl Iterator<Item = ParameterSet> {
    ParameterSet::ALL.into_iter().filter(move |set| set.curve() == curve)
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn key_verdict(result: Result<(), KeyError>) -> &'static str {
    match result {
        Ok(()) => "valid",
        Err(KeyError::Length) => "length",
        Err(KeyError::Coordinate) => "coordinate",
        Err(KeyError::NotOnCurve) => "not-on-curve",
        Err(KeyError::Subgroup) => "subgroup",
        Err(KeyError::Scalar) => "scalar",
        Err(_) => "another",
    }
}

fn judge(set: ParameterSet, case: &SignatureCase) -> &'static str {
    let key = PublicKey::from_bytes(set, &bytes(&case.key)).unwrap();
    let signature = Signature::from_bytes(&bytes(&case.signature));
    match signature.and_then(|signature| key.verify_digest(&bytes(&case.digest), &signature)) {
        Ok(()) => "valid",
        Err(SignatureError::DigestLength) => "digest-length",
        Err(SignatureError::Length) => "length",
        Err(SignatureError::Range) => "range",
        Err(SignatureError::Mismatch) => "mismatch",
        Err(SignatureError::Nonce) => "another",
    }
}

#[test]
fn signatures_get_the_verdict_they_deserve() {
    let mut seen = 0;
    for (curve, cases) in cases() {
        for (set, case) in names(curve).flat_map(|set| cases.signatures.iter().map(move |case| (set, case))) {
            assert_eq!(judge(set, case), case.verdict, "{set:?}: {}", case.name);
            seen += 1;
        }
    }
    assert!(seen > 700, "{seen}");
}

#[test]
fn keys_get_the_verdict_they_deserve() {
    for (curve, cases) in cases() {
        for (set, case) in names(curve).flat_map(|set| cases.keys.iter().map(move |case| (set, case))) {
            let verdict = key_verdict(PublicKey::from_bytes(set, &bytes(&case.key)).map(drop));
            assert_eq!(verdict, case.verdict, "{set:?}: {}", case.name);
        }
    }
}

#[test]
fn private_keys_get_the_verdict_they_deserve() {
    for (curve, cases) in cases() {
        for case in &cases.secrets {
            let verdict = key_verdict(SecretKey::from_bytes(super::name(curve), &bytes(&case.secret)).map(drop));
            assert_eq!(verdict, case.verdict, "{curve:?}: {}", case.name);
        }
    }
}

#[test]
fn every_verdict_occurs_for_every_curve() {
    for (curve, cases) in cases() {
        for verdict in ["valid", "range", "mismatch", "length", "digest-length"] {
            assert!(cases.signatures.iter().any(|case| case.verdict == verdict), "{curve:?} {verdict}");
        }
        for verdict in ["valid", "coordinate", "not-on-curve", "length"] {
            assert!(cases.keys.iter().any(|case| case.verdict == verdict), "{curve:?} {verdict}");
        }
    }
}
