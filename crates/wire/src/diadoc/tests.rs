use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use prost::Message;
use serde_json::Value;

use super::json;
use super::proto::ALL;
use super::proto::events::PowerOfAttorneyToPost;
use super::proto::invoicing::signers::{ExtendedSigner, ExtendedSignerDetails, ExtendedSignerDetailsToPost};

fn to_post(powers: i32) -> ExtendedSignerDetailsToPost {
    ExtendedSignerDetailsToPost {
        job_title: Some("сотрудник".to_owned()),
        signer_type: Some(1),
        signer_powers: Some(powers),
        signer_status: Some(1),
        signer_powers_base: Some("Должностные обязанности".to_owned()),
        ..Default::default()
    }
}

/// Bodies of both official SDKs, as they were captured.
#[test]
fn golden_bodies_are_read_and_written() {
    const BODY: &str = "0a12d181d0bed182d180d183d0b4d0bdd0b8d0ba180128PP30013a2dd094d0bed0bbd0b6d0bdd0bed181d182d0bdd18bd0b520d0bed0b1d18fd0b7d0b0d0bdd0bdd0bed181d182d0b8";
    for powers in [0u8, 1] {
        let bytes = unhex(&BODY.replace("PP", &format!("{powers:02x}")));
        let message = ExtendedSignerDetailsToPost::decode(&bytes[..]).unwrap();
        assert_eq!((&message, bytes.len()), (&to_post(powers.into()), 73));
        assert_eq!(message.encode_to_vec(), bytes);
    }
    let info = ExtendedSignerDetailsToPost { signer_info: Some("x".to_owned()), ..Default::default() };
    assert_eq!(info.encode_to_vec(), unhex("220178"));
    assert!(ExtendedSignerDetailsToPost::default().encode_to_vec().is_empty());
}

/// A required field is on the wire whatever it is, and −1 takes ten bytes; five of them are read as well.
#[test]
fn required_fields_are_always_there_and_minus_one_takes_ten_bytes() {
    let minus_one = "ffffffffffffffffff01";
    let answer = ExtendedSignerDetails {
        surname: "I".to_owned(),
        first_name: "I".to_owned(),
        signer_type: -1,
        signer_powers: -1,
        signer_status: -1,
        ..Default::default()
    };
    let golden = unhex(&format!("0a0149120149{}", ["38", "50", "58"].map(|tag| format!("{tag}{minus_one}")).concat()));
    assert_eq!(answer.encode_to_vec(), golden);
    assert_eq!(ExtendedSignerDetails::decode(&golden[..]).unwrap(), answer);
    let short = unhex(&format!("0a0149120149{}", ["38", "50", "58"].map(|tag| format!("{tag}ffffffff0f")).concat()));
    assert_eq!(ExtendedSignerDetails::decode(&short[..]).unwrap(), answer);
    let zero = ExtendedSignerDetails { signer_powers: 0, ..answer };
    assert!(zero.encode_to_vec().windows(2).any(|field| field == [0x50, 0]));
    assert_eq!(PowerOfAttorneyToPost::default().encode_to_vec(), [0x10, 0]);
}

#[test]
fn json_has_the_names_of_the_proto_files_and_leaves_out_what_is_absent() {
    let text = String::from_utf8(json::write(&to_post(1)).unwrap()).unwrap();
    assert_eq!(
        text,
        r#"{"JobTitle":"сотрудник","SignerType":"LegalEntity","SignerPowers":"PersonMadeOperation","SignerStatus":"SellerEmployee","SignerPowersBase":"Должностные обязанности"}"#
    );
    let signer = ExtendedSigner { signer_certificate: Some(vec![0, 255, 16]), ..Default::default() };
    assert_eq!(json::write(&signer).unwrap(), br#"{"SignerCertificate":"AP8Q"}"#);
    assert_eq!(json::read::<ExtendedSigner>(br#"{"signercertificate":"AP8Q"}"#).unwrap(), signer);
    // an unknown number stays one
    let unknown = ExtendedSignerDetailsToPost { signer_type: Some(9), ..Default::default() };
    assert_eq!(json::write(&unknown).unwrap(), br#"{"SignerType":9}"#);
}

#[test]
fn json_is_read_leniently_and_nonsense_is_refused() {
    let read = |text: &str| json::read::<ExtendedSignerDetailsToPost>(text.as_bytes());
    for text in [
        r#"{"jobtitle":"сотрудник","SIGNERTYPE":1,"signerPowers":"personmadeoperation","SignerStatus":"SellerEmployee","SignerPowersBase":"Должностные обязанности"}"#,
        r#"{"JobTitle":"сотрудник","SignerType":"LegalEntity","SignerPowers":1,"SignerStatus":1,"SignerPowersBase":"Должностные обязанности","SignerInfo":null,"New":{"A":[1]}}"#,
    ] {
        assert_eq!(read(text).unwrap(), to_post(1), "{text}");
    }
    assert_eq!(read(r#"{"SignerType":"SignerTypeUnspecified"}"#).unwrap().signer_type, Some(-1));
    assert_eq!(read(r#"{"SignerType":-1}"#).unwrap().signer_type, Some(-1));
    for text in
        ["", "{", "[]", "null", r#"{"SignerType":"Nobody"}"#, r#"{"SignerType":1.5}"#, r#"{"SignerType":4294967295}"#, r#"{"JobTitle":1}"#]
    {
        assert!(read(text).is_err(), "{text}");
    }
    assert!(json::read::<ExtendedSigner>(br#"{"SignerCertificate":"***"}"#).is_err());
    let deep = format!("{{\"A\":{}", "[".repeat(100_000));
    assert!(read(&deep).is_err());
}

/// Google's protobuf, in Python, with modules that Debian's protoc made of our files: whatever message it makes, full or bare, comes back to
/// the byte, and what it says of it as JSON is what we say.
#[test]
fn an_implementation_that_is_not_ours_understands_every_message() {
    let folder = std::env::temp_dir().join(format!("surguch-protobuf-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto");
    let mut files = Vec::new();
    proto_files(&sources, &mut files);
    let compiled = Command::new("protoc").arg("--python_out").arg(&folder).arg("-I").arg(&sources).args(&files).output();
    let compiled = compiled.expect("protoc (Debian: protobuf-compiler)");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diadoc/tests/samples.py");
    // Debian's interpreter, which has Debian's package
    let made = Command::new("/usr/bin/python3").arg(script).arg(&folder).output().expect("Debian's Python");
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(made.status.success(), "{} (Debian: python3-protobuf)", String::from_utf8_lossy(&made.stderr));
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for line in String::from_utf8(made.stdout).unwrap().lines() {
        let [name, bytes, said] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (_, again) = ALL.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name} is not generated"));
        let (protobuf, text) = again(&unhex(bytes)).unwrap();
        assert_eq!(hex(&protobuf), bytes, "{name}");
        assert_eq!(serde_json::from_slice::<Value>(&text).unwrap(), serde_json::from_str::<Value>(said).unwrap(), "{name}");
        *seen.entry(name.to_owned()).or_default() += 1;
    }
    let wanted: BTreeMap<String, u32> = ALL.iter().map(|(name, _)| ((*name).to_owned(), 2)).collect();
    assert_eq!(seen, wanted);
}

fn proto_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            proto_files(&entry, found);
        } else {
            found.push(entry);
        }
    }
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
