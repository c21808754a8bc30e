//! The tax service as it signs extracts: keys and certificates that everybody has, so that what they sign is worth nothing.
//! `cargo run -p simulate --example tax_service_files` makes them anew.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use domain::time::Timestamp;
use pki::certificate::chain_from_pem;
use pki::pkcs8::PrivateKey;
use pki::{Certificate, Time};
use signature::{ContentDigest, assemble, prepare};

use crate::pdf;

/// The authorities that certify the signers, in PEM: whoever believes them believes every extract of a simulator.
pub const CERTIFICATE: &str = include_str!("../data/tax-service.pem");

const ECDSA: &str = include_str!("../data/tax-service-ecdsa.pem");
const GOST: &str = include_str!("../data/tax-service-gost.pem");

/// With which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Ecdsa,
    Gost,
}

/// Why nothing is signed: the files are not what they should be.
#[derive(Debug, thiserror::Error)]
#[error("the simulator's own keys: {0}")]
pub(crate) struct Unsigned(String);

/// An extract of these lines, signed whole at `at`.
pub(crate) fn sign(lines: &[String], key: Key, at: Timestamp) -> Result<Vec<u8>, Unsigned> {
    let file = match key {
        Key::Ecdsa => ECDSA,
        Key::Gost => GOST,
    };
    let chain = chain_from_pem(file).map_err(|error| Unsigned(error.to_string()))?;
    let (signer, rest) = chain.split_first().ok_or_else(|| Unsigned("no certificate".to_owned()))?;
    pdf::signed(lines, at, |covered| cms(covered, file, key, signer, rest, at))
}

fn cms(covered: [&[u8]; 2], file: &str, key: Key, signer: &Certificate, chain: &[Certificate], at: Timestamp) -> Result<Vec<u8>, Unsigned> {
    let failed = |error: &dyn std::fmt::Display| Unsigned(error.to_string());
    let algorithm = signer.public_key().algorithm().ok_or_else(|| Unsigned("algorithm".to_owned()))?.digest();
    let digest = ContentDigest { algorithm, value: algorithm.of(&covered.concat()) };
    let prepared = prepare(&digest, signer, Time::from_unix(at.seconds())).map_err(|error| failed(&error))?;
    let private = PrivateKey::from_pem(file, None).map_err(|error| failed(&error))?;
    let signature = match key {
        Key::Ecdsa => elliptic(private.der(), prepared.bytes())?,
        Key::Gost => {
            let key = gost::SecretKey::from_pkcs8(private.der()).map_err(|error| failed(&error))?;
            // the number of a signature is made of key and digest as well, and the key is no secret here
            key.sign(prepared.bytes(), &[0; 32]).map_err(|error| failed(&error))?.as_bytes().to_vec()
        }
    };
    assemble(&prepared, signer, &signature, chain).map_err(|error| failed(&error))
}

#[expect(clippy::disallowed_methods, reason = "the provider's signatures take their chance from nowhere else")]
fn elliptic(key: &[u8], message: &[u8]) -> Result<Vec<u8>, Unsigned> {
    let failed = |_| Unsigned("ECDSA".to_owned());
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key).map_err(|_| Unsigned("ECDSA key".to_owned()))?;
    Ok(key.sign(&SystemRandom::new(), message).map_err(failed)?.as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use pki::name::Kind;
    use pki::path::{Revocation, Trust};
    use signature::pdf::whole;

    use super::*;

    fn lines() -> Vec<String> {
        vec!["ВЫПИСКА".to_owned(), "из единого государственного реестра юридических лиц".to_owned()]
    }

    fn at() -> Timestamp {
        Timestamp::parse("2026-11-30T09:00:00Z").expect("a moment")
    }

    #[test]
    fn an_extract_is_signed_whole_by_either_key_and_its_authority_is_the_printed_one() {
        let anchors = chain_from_pem(CERTIFICATE).expect("authorities");
        for key in [Key::Ecdsa, Key::Gost] {
            let file = sign(&lines(), key, at()).expect("signed");
            let embedded = whole(&file).expect("a signature over all of it");
            let contents: Vec<_> = signature::digests(&embedded.cms).into_iter().map(|digest| embedded.digest(digest)).collect();
            let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
            let report = signature::verify(&embedded.cms, &contents, &trust, Time::from_unix(at().seconds()));
            assert!(report.passed(), "{key:?}: {:?}", report.reasons().collect::<Vec<_>>());
            let certificate = report.signers[0].certificate.clone().expect("a certificate");
            assert_eq!(certificate.subject().get(Kind::Ogrn), Some("1047707030513"));
        }
    }

    /// Poppler reads PDF and NSS judges the signature: none of it is ours.
    #[test]
    fn a_foreign_reader_finds_the_signature_good_and_over_the_whole_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("extract.pdf");
        let said = |file: &[u8]| {
            std::fs::write(&path, file).expect("written");
            let output = Command::new("pdfsig").arg("-nocert").arg(&path).output().expect("poppler is installed");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let file = sign(&lines(), Key::Ecdsa, at()).expect("signed");
        let good = said(&file);
        assert!(good.contains("Signature is Valid.") && good.contains("Total document signed"), "{good}");
        let mut changed = file.clone();
        let place = changed.windows(3).position(|window| window == b" Tj").expect("text") - 3;
        changed[place] = if changed[place] == b'0' { b'1' } else { b'0' };
        assert!(said(&changed).contains("Digest Mismatch."), "{}", said(&changed));
        let longer = said(&[&file[..], b"\n% more\n"].concat());
        assert!(longer.contains("Not total document signed"), "{longer}");
    }
}
