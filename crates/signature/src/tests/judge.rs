//! OpenSSL as a judge, in both directions.

use std::path::Path;

use gost::ParameterSet;
use pki::certificate::chain_to_pem;
use pki::fixture::{WITH_ENGINE, folder_of, openssl, pem, succeeds};
use pki::path::Revocation;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;

use crate::fixture::{CONTENT, House, digest, now, stands};
use crate::{ContentDigest, Reason, Verdict, verify};

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
    std::fs::write(folder.path().join("key.pem"), house.key.pkcs8()).expect("written");
    std::fs::write(folder.path().join("signer.pem"), chain_to_pem([&house.signer])).expect("written");
    std::fs::write(folder.path().join("below.pem"), chain_to_pem([&house.issuing])).expect("written");
    let command = ["cms", "-sign", "-binary", "-outform", "DER", "-in", "content.bin", "-out", "content.p7s", "-md", "sha256"];
    let who = ["-signer", "signer.pem", "-inkey", "key.pem", "-certfile", "below.pem"];
    let answer = openssl(folder.path(), &[&command[..], &who, &["-cades"]].concat());
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let read = || std::fs::read(folder.path().join("content.p7s")).expect("read");
    assert!(stands(&house.verify(&read(), CONTENT)));

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

/// What the engine's OpenSSL accepts of ours on GOST, whole and changed, and we of theirs.
#[test]
fn the_engine_and_we_believe_each_other() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A256, ParameterSet::Tc26A512] {
        let house = House::gost(set);
        let cms = house.sign(CONTENT);
        assert_eq!(house.verify(&cms, CONTENT).verdict(), Verdict::TotalPassed, "{set:?}");
        let folder = folder_of(&[
            WITH_ENGINE,
            ("ca.pem", &pem(&[&house.root])),
            ("signer.pem", &pem(&[&house.signer])),
            ("below.pem", &pem(&[&house.issuing])),
            ("key.pem", &house.key.pkcs8()),
            ("content.bin", CONTENT),
            ("content.p7s", &cms),
        ]);
        for extra in [&["-purpose", "any"][..], &["-purpose", "any", "-cades"]] {
            assert!(accepts(folder.path(), extra), "{set:?} {extra:?}");
        }
        let mut changed = cms.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        std::fs::write(folder.path().join("content.p7s"), &changed).expect("written");
        assert!(!accepts(folder.path(), &["-purpose", "any"]));
        assert_eq!(house.verify(&changed, CONTENT).verdict(), Verdict::TotalFailed(Reason::SigCryptoFailure));

        let digest = if set == ParameterSet::Tc26A512 { "md_gost12_512" } else { "md_gost12_256" };
        let sign = ["cms", "-sign", "-binary", "-cades", "-in", "content.bin", "-out", "theirs.p7m", "-outform", "DER", "-md", digest];
        let who = ["-signer", "signer.pem", "-inkey", "key.pem", "-certfile", "below.pem"];
        for form in [&[][..], &["-nodetach"], &["-nodetach", "-stream"]] {
            succeeds(folder.path(), &[&sign[..], &who, form].concat());
            let theirs = std::fs::read(folder.path().join("theirs.p7m")).expect("read");
            assert!(stands(&house.verify(&theirs, CONTENT)), "{set:?} {form:?}");
        }
    }
}

/// A content inside, in one piece of DER and in many of BER, needs none beside it; with one it has to be the same.
#[test]
fn a_content_inside_is_verified_in_der_and_in_ber() {
    let house = House::new();
    let long: Vec<u8> = (0..100_000_u32).map(|at| (at * 31 % 251) as u8).collect();
    let folder = folder_of(&[
        ("signer.pem", &pem(&[&house.signer])),
        ("below.pem", &pem(&[&house.issuing])),
        ("key.pem", &house.key.pkcs8()),
        ("content.bin", &long),
    ]);
    let sign = ["cms", "-sign", "-binary", "-cades", "-nodetach", "-in", "content.bin", "-out", "out.p7m", "-outform", "DER"];
    let who = ["-signer", "signer.pem", "-inkey", "key.pem", "-certfile", "below.pem"];
    for form in [&[][..], &["-stream"]] {
        succeeds(folder.path(), &[&sign[..], &who, form].concat());
        let cms = std::fs::read(folder.path().join("out.p7m")).expect("read");
        assert_eq!(cms[1] == 0x80, !form.is_empty(), "OpenSSL streams in BER");
        let ask = |cms: &[u8], contents: &[ContentDigest]| verify(cms, contents, &house.trust(&[], Revocation::IfAtHand), now());
        let judge = |cms: &[u8], contents: &[ContentDigest]| ask(cms, contents).verdict();
        assert!(stands(&ask(&cms, &[])));
        assert!(stands(&ask(&cms, &[digest(&long)])));
        assert_eq!(judge(&cms, &[digest(CONTENT)]), Verdict::TotalFailed(Reason::HashFailure));
        let at = cms.windows(64).position(|window| window == &long[..64]).expect("the content") + 70;
        let mut changed = cms.clone();
        changed[at] ^= 1;
        assert_eq!(judge(&changed, &[]), Verdict::TotalFailed(Reason::HashFailure));
        // no cut of it means anything
        for length in (0..cms.len()).step_by(997) {
            assert_eq!(judge(&cms[..length], &[]), Verdict::TotalFailed(Reason::FormatFailure), "{length}");
        }
    }
}
