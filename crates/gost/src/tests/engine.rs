//! OpenSSL with the GOST engine judges what we make, and we judge what it makes.

use std::path::Path;
use std::process::Command;

use crate::{ParameterSet, PublicKey, SecretKey, Signature};

/// The engine's name of every set that it has, by the length of the key.
const SETS: [(&str, &str, ParameterSet); 13] = [
    ("256", "0", ParameterSet::Test256),
    ("256", "A", ParameterSet::CryptoProA),
    ("256", "B", ParameterSet::CryptoProB),
    ("256", "C", ParameterSet::CryptoProC),
    ("256", "XA", ParameterSet::CryptoProXchA),
    ("256", "XB", ParameterSet::CryptoProXchB),
    ("256", "TCA", ParameterSet::Tc26A256),
    ("256", "TCB", ParameterSet::Tc26B256),
    ("256", "TCC", ParameterSet::Tc26C256),
    ("256", "TCD", ParameterSet::Tc26D256),
    ("512", "A", ParameterSet::Tc26A512),
    ("512", "B", ParameterSet::Tc26B512),
    ("512", "C", ParameterSet::Tc26C512),
];

const CONFIGURATION: &str = "
openssl_conf = all
[all]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
";

/// Runs openssl in the folder; whether it was content.
fn openssl(folder: &Path, arguments: &str) -> bool {
    let output = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder)
        .env("OPENSSL_CONF", folder.join("openssl.cnf"))
        .output()
        .expect("openssl runs: Debian packages openssl, libengine-gost-openssl");
    output.status.success()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openssl.cnf"), CONFIGURATION).unwrap();
    std::fs::write(folder.path().join("message"), b"message").unwrap();
    assert!(openssl(folder.path(), "engine gost"), "the GOST engine is missing: Debian package libengine-gost-openssl");
    folder
}

#[test]
fn its_keys_are_read_and_written_byte_for_byte() {
    let folder = folder();
    let here = folder.path();
    for (bits, name, set) in SETS {
        assert!(openssl(here, &format!("genpkey -algorithm gost2012_{bits} -pkeyopt paramset:{name} -outform DER -out key")), "{name}");
        assert!(openssl(here, "pkey -inform DER -in key -pubout -outform DER -out public"));
        let (pkcs8, spki) = (std::fs::read(here.join("key")).unwrap(), std::fs::read(here.join("public")).unwrap());
        let secret = SecretKey::from_pkcs8(&pkcs8).unwrap();
        assert_eq!(secret.parameter_set(), set);
        let public = secret.public_key().unwrap();
        assert_eq!(PublicKey::from_spki(&spki), Ok(public.clone()), "{set:?}");
        assert_eq!(secret.to_pkcs8().unwrap()[..], pkcs8, "{set:?}");
        assert_eq!(public.to_spki(), Ok(spki), "{set:?}");
    }
}

#[test]
fn signatures_are_accepted_both_ways() {
    let folder = folder();
    let here = folder.path();
    for (bits, name, set) in SETS {
        let secret = super::key(set);
        let public = secret.public_key().unwrap();
        std::fs::write(here.join("key"), secret.to_pkcs8().unwrap()).unwrap();
        std::fs::write(here.join("public"), public.to_spki().unwrap()).unwrap();
        let digest = format!("dgst -md_gost12_{bits} -keyform DER");

        assert!(openssl(here, &format!("{digest} -sign key -out signature message")), "{name}");
        let theirs = std::fs::read(here.join("signature")).unwrap();
        assert_eq!(public.verify(b"message", &Signature::from_bytes(&theirs).unwrap()), Ok(()), "{set:?}");

        let ours = secret.sign(b"message", &[7; 32]).unwrap();
        std::fs::write(here.join("signature"), ours.as_bytes()).unwrap();
        assert!(openssl(here, &format!("{digest} -verify public -signature signature message")), "{set:?}");
        std::fs::write(here.join("signature"), ours.to_r_and_s()).unwrap();
        assert!(!openssl(here, &format!("{digest} -verify public -signature signature message")), "{set:?}");
    }
}

/// The verdicts of `vectors/hostile.json` are not ours alone.
#[test]
fn it_judges_hostile_signatures_alike() {
    let folder = folder();
    let here = folder.path();
    let mut judged = 0;
    for (curve, cases) in super::hostile::cases() {
        let set = super::name(curve);
        if !SETS.iter().any(|(_, _, known)| *known == set) {
            continue;
        }
        // it takes bytes behind a signature for nothing, and no other length of digest: lengths are ours to judge
        for case in cases.signatures.iter().filter(|case| !case.verdict.ends_with("length")) {
            let key = PublicKey::from_bytes(set, &hex::decode(&case.key).unwrap()).unwrap();
            std::fs::write(here.join("public"), key.to_spki().unwrap()).unwrap();
            std::fs::write(here.join("digest"), hex::decode(&case.digest).unwrap()).unwrap();
            std::fs::write(here.join("signature"), hex::decode(&case.signature).unwrap()).unwrap();
            let accepted = openssl(here, "pkeyutl -verify -pubin -keyform DER -inkey public -in digest -sigfile signature");
            assert_eq!(accepted, case.verdict == "valid", "{curve:?}: {}", case.name);
            judged += 1;
        }
    }
    assert!(judged > 300, "{judged}");
}
