//! The binary as people use it: signing, verdicts as exit status, every armour, OpenSSL as the judge of what is signed.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gost::ParameterSet;
use pki::fixture::{House, Pair, WITH_ENGINE, employee, folder_of, issuer, openssl, pem, succeeds};
use pki::profile::{Term, signer};
use pki::{Certificate, Serial};
use tempfile::TempDir;

use crate::{now, surguch};

const CONTENT: &[u8] = "Договор № 1 от 22.11.2026".as_bytes();

/// A folder with an authority, a signer's certificate and key, and something to sign.
fn folder(pair: impl Fn() -> Pair) -> TempDir {
    let (house, key) = (House::of([pair(), pair()]), pair());
    let until = now().plus_seconds(30 * 86_400);
    let term = Term { serial: Serial::from_random([7; 16]), not_before: now().plus_seconds(-60), not_after: until };
    let tbs = signer(issuer(&house.issuing), &employee(), &key.public(), &term, until).unwrap();
    let certificate: Certificate = house.issuing_key.certificate(&tbs);
    folder_of(&[
        WITH_ENGINE,
        ("ca.pem", &pem(&[&house.root, &house.issuing])),
        ("root.pem", &pem(&[&house.root])),
        ("cert.pem", &pem(&[&certificate, &house.issuing])),
        ("key.pem", &key.pkcs8()),
        ("content.bin", CONTENT),
    ])
}

/// Exit status and what was said.
fn verify(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = surguch(folder, &[&["verify", "--offline"][..], arguments].concat(), None);
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), text)
}

fn sign(folder: &Path, arguments: &[&str], password: Option<&str>) {
    let output = surguch(folder, &[&["sign", "content.bin"][..], arguments].concat(), password);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const DETACHED: [&str; 3] = ["content.bin", "--signature", "content.bin.p7s"];

#[test]
fn what_is_signed_here_is_judged_by_us_and_by_openssl() {
    for pair in [Pair::p256 as fn() -> Pair, || Pair::gost(ParameterSet::CryptoProA), || Pair::gost(ParameterSet::Tc26A512)] {
        let folder = folder(pair);
        let folder = folder.path();
        sign(folder, &["--key", "key.pem", "--cert", "cert.pem"], None);
        let trusted = verify(folder, &[&DETACHED[..], &["--trust", "ca.pem"]].concat());
        assert!(trusted.0 == 0 && trusted.1.contains("TOTAL-PASSED"), "{trusted:?}");
        let untrusted = verify(folder, &DETACHED);
        assert!(untrusted.0 == 2 && untrusted.1.contains("INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"), "{untrusted:?}");
        let json = verify(folder, &[&DETACHED[..], &["--trust", "root.pem", "--format", "json", "--language", "en"]].concat());
        let report: serde_json::Value = serde_json::from_str(&json.1).unwrap();
        assert_eq!((json.0, &report["messages"][0]["signers"][0]["verdict"]), (0, &"TOTAL-PASSED".into()));
        assert_eq!(report["message"], "The signature is valid");

        let judge = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "content.bin.p7s", "-content", "content.bin"];
        succeeds(folder, &[&judge[..], &["-purpose", "any", "-CAfile", "ca.pem", "-out", "out.bin"]].concat());

        std::fs::write(folder.join("content.bin"), b"another").unwrap();
        let changed = verify(folder, &[&DETACHED[..], &["--trust", "ca.pem"]].concat());
        assert!(changed.0 == 1 && changed.1.contains("TOTAL-FAILED/HASH_FAILURE"), "{changed:?}");
        // nothing is overwritten
        let again = surguch(folder, &["sign", "content.bin", "--key", "key.pem", "--cert", "cert.pem"], None);
        assert!(!again.status.success());
        assert!(!openssl(folder, &judge).status.success());
    }
}

#[test]
fn a_file_inside_is_written_and_read_whatever_its_armour() {
    let folder = folder(Pair::p256);
    let folder = folder.path();
    let long: Vec<u8> = (0..3_000_000_u32).map(|at| (at * 31 % 251) as u8).collect();
    std::fs::write(folder.join("content.bin"), &long).unwrap();
    sign(folder, &["--key", "key.pem", "--cert", "cert.pem", "--attached", "--out", "whole.p7m"], None);
    succeeds(
        folder,
        &["cms", "-verify", "-binary", "-inform", "DER", "-in", "whole.p7m", "-CAfile", "ca.pem", "-purpose", "any", "-out", "out.bin"],
    );
    assert_eq!(std::fs::read(folder.join("out.bin")).unwrap(), long);

    let der = std::fs::read(folder.join("whole.p7m")).unwrap();
    let text = STANDARD.encode(&der);
    let wide: Vec<u8> = std::iter::once(0xfeff_u16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let lines: String = text.as_bytes().chunks(64).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect();
    let armoured = format!("-----BEGIN CMS-----\n{lines}-----END CMS-----\n");
    let forms: [&[u8]; 4] = [&der, text.as_bytes(), &wide, armoured.as_bytes()];
    for (place, form) in forms.into_iter().enumerate() {
        std::fs::write(folder.join("given"), form).unwrap();
        let found = verify(folder, &["given", "--trust", "ca.pem"]);
        assert!(found.0 == 0, "{place} {found:?}");
    }
    // BER in pieces, by OpenSSL
    let stream = ["cms", "-sign", "-cades", "-binary", "-nodetach", "-stream", "-in", "content.bin", "-outform", "DER", "-out", "given"];
    succeeds(folder, &[&stream[..], &["-signer", "cert.pem", "-inkey", "key.pem", "-certfile", "ca.pem", "-md", "sha256"]].concat());
    assert_eq!(verify(folder, &["given", "--trust", "ca.pem"]).0, 0);
    let mut changed = der;
    changed[1_000_000] ^= 1;
    std::fs::write(folder.join("given"), &changed).unwrap();
    assert_eq!(verify(folder, &["given", "--trust", "ca.pem"]).0, 1);
    std::fs::write(folder.join("given"), &changed[..changed.len() - 1]).unwrap();
    let cut = verify(folder, &["given", "--trust", "ca.pem"]);
    assert!(cut.0 == 1 && cut.1.contains("FORMAT_FAILURE"), "{cut:?}");
}

#[test]
fn a_pkcs12_brings_its_certificates_and_its_password_never_stands_on_the_command_line() {
    let folder = folder(Pair::p256);
    let folder = folder.path();
    let export = ["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "key.p12", "-passout", "pass:тайна"];
    succeeds(folder, &export);
    sign(folder, &["--key", "key.p12"], Some("тайна"));
    assert_eq!(verify(folder, &[&DETACHED[..], &["--trust", "root.pem"]].concat()).0, 0);
    std::fs::write(folder.join("password"), "тайна\n").unwrap();
    sign(folder, &["--key", "key.p12", "--password-file", "password", "--out", "again.p7s"], None);
    let wrong = surguch(folder, &["sign", "content.bin", "--key", "key.p12", "--out", "third.p7s"], Some("не та"));
    assert!(!wrong.status.success() && !folder.join("third.p7s").exists());
    // a certificate of another key
    let other = self::folder(Pair::p256);
    std::fs::copy(other.path().join("cert.pem"), folder.join("other.pem")).unwrap();
    let foreign = surguch(folder, &["sign", "content.bin", "--key", "key.pem", "--cert", "other.pem", "--out", "fourth.p7s"], None);
    assert!(!foreign.status.success() && !folder.join("fourth.p7s").exists());
}

#[test]
fn what_could_not_be_tried_is_no_verdict() {
    let folder = folder(Pair::p256);
    let folder = folder.path();
    assert_eq!(verify(folder, &["missing.bin", "--signature", "missing.p7s"]).0, 3);
    std::fs::write(folder.join("content.bin.p7s"), b"junk").unwrap();
    assert_eq!(verify(folder, &DETACHED).0, 1);
    sign(folder, &["--key", "key.pem", "--cert", "cert.pem", "--out", "good.p7s"], None);
    let both = ["content.bin", "--signature", "good.p7s", "--trust", "ca.pem"];
    assert_eq!(verify(folder, &both).0, 0);
    assert_eq!(verify(folder, &[&both[..], &["--require-revocation"]].concat()).0, 2);
    assert_eq!(verify(folder, &[&both[..], &["--at", "2040-01-01T00:00:00Z"]].concat()).0, 2);
    assert_eq!(verify(folder, &[&both[..], &["--signature", "content.bin.p7s"]].concat()).0, 1, "the worst one counts");
    assert_eq!(verify(folder, &[&both[..], &["--at", "soon"]].concat()).0, 3);
}
