//! OpenSSL as a judge, in both directions.

use std::path::Path;

use pki::certificate::chain_to_pem;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;

use crate::Verdict;
use crate::fixture::{CONTENT, House, now, openssl};

fn folder(house: &House) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
    write("ca.pem", chain_to_pem([&house.root]).as_bytes());
    write("content.bin", CONTENT);
    write("content.p7s", &house.sign(CONTENT));
    folder
}

/// Does OpenSSL accept it, by the command that the documents give to integrators?
fn accepts(folder: &Path, extra: &[&str]) -> bool {
    let at = now().unix().to_string();
    let command = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "content.p7s", "-content", "content.bin", "-CAfile", "ca.pem"];
    let rest = ["-attime", &at, "-out", "out.bin"];
    openssl(folder, &[&command[..], &rest, extra].concat()).status.success()
}

#[test]
fn openssl_accepts_and_refuses_after_a_changed_byte() {
    let house = House::new();
    let folder = folder(&house);
    for extra in [&["-purpose", "any"][..], &["-purpose", "any", "-cades"], &["-purpose", "smimesign", "-x509_strict"]] {
        assert!(accepts(folder.path(), extra), "{extra:?}");
    }
    let mut content = CONTENT.to_vec();
    content[3] ^= 1;
    std::fs::write(folder.path().join("content.bin"), &content).expect("written");
    assert!(!accepts(folder.path(), &["-purpose", "any"]));
    std::fs::write(folder.path().join("content.bin"), CONTENT).expect("written");
    let mut cms = house.sign(CONTENT);
    let last = cms.len() - 1;
    cms[last] ^= 1;
    std::fs::write(folder.path().join("content.p7s"), &cms).expect("written");
    assert!(!accepts(folder.path(), &["-purpose", "any"]));
}

#[test]
fn openssl_finds_every_attribute_and_no_root_inside() {
    let house = House::new();
    let folder = folder(&house);
    let text = openssl(folder.path(), &["cms", "-cmsout", "-print", "-inform", "DER", "-in", "content.p7s", "-nameopt", "utf8"]).stdout;
    let text = String::from_utf8_lossy(&text);
    for wanted in ["contentType", "messageDigest", "signingTime", "id-smime-aa-signingCertificateV2", "eContent: <ABSENT>"] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert_eq!(text.matches("cert_info:").count(), 2, "{text}");
}

#[test]
fn what_openssl_signs_passes_here() {
    let house = House::new();
    let folder = folder(&house);
    std::fs::write(folder.path().join("key.der"), house.key.private()).expect("written");
    std::fs::write(folder.path().join("signer.pem"), chain_to_pem([&house.signer])).expect("written");
    std::fs::write(folder.path().join("below.pem"), chain_to_pem([&house.issuing])).expect("written");
    let command = ["cms", "-sign", "-binary", "-outform", "DER", "-in", "content.bin", "-out", "content.p7s", "-md", "sha256"];
    let who = ["-signer", "signer.pem", "-inkey", "key.der", "-keyform", "DER", "-certfile", "below.pem"];
    let answer = openssl(folder.path(), &[&command[..], &who, &["-cades"]].concat());
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let read = || std::fs::read(folder.path().join("content.p7s")).expect("read");
    assert_eq!(house.verify(&read(), CONTENT).verdict(), Verdict::TotalPassed);

    // Without signingCertificateV2 OpenSSL's own CMS does not suffice.
    assert!(openssl(folder.path(), &[&command[..], &who].concat()).status.success());
    assert!(!house.verify(&read(), CONTENT).passed());
}

#[test]
fn nothing_passes_here_that_openssl_refuses() {
    let house = House::new();
    let folder = folder(&house);
    let cms = house.sign(CONTENT);
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let result = runner.run(&(any::<proptest::sample::Index>(), 0_u8..8), |(index, bit)| {
        let mut changed = cms.clone();
        changed[index.index(cms.len())] ^= 1 << bit;
        std::fs::write(folder.path().join("content.p7s"), &changed).expect("written");
        let (ours, theirs) = (house.verify(&changed, CONTENT).passed(), accepts(folder.path(), &["-purpose", "any"]));
        prop_assert!(!ours || theirs);
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
}
