use super::*;
use crate::fixture::{House, Pair, folder_of, pem, succeeds};
use crate::sealed::{Chance, OpenError};
use crate::{Certificate, PrivateKey};

const PASSWORD: &str = "Пароль для PFX";
const CHANCES: Chances =
    Chances { key: Chance { salt: [1; 16], iv: [2; 16] }, certificates: Chance { salt: [3; 16], iv: [4; 16] }, mac: [5; 16] };

struct Person {
    house: House,
    pair: Pair,
    key: PrivateKey,
    certificate: Certificate,
}

fn person() -> Person {
    let (house, pair) = (House::p256(), Pair::p256());
    let key = PrivateKey::from_pem(&String::from_utf8(pair.pkcs8()).expect("a text"), None).expect("a key");
    let certificate = house.signer(&pair, 3);
    Person { house, pair, key, certificate }
}

fn sealed(person: &Person, iterations: u32) -> Vec<u8> {
    let chain = [person.house.issuing.clone(), person.house.root.clone()];
    let sealing = Sealing { key: &person.key, certificate: &person.certificate, chain: &chain, name: "Иванов", iterations };
    seal(&sealing, PASSWORD, &CHANCES).expect("sealed")
}

#[test]
fn openssl_opens_our_file() {
    let person = person();
    let der = sealed(&person, 2048);
    let contents = Contents::open(&der, PASSWORD).expect("our own file");
    assert_eq!(contents.identity(), Some((&person.key, &person.certificate)));
    assert_eq!((contents.keys[0].name.as_deref(), contents.certificates.len(), contents.authentic), (Some("Иванов"), 3, true));
    assert_eq!(contents.keys[0].id, contents.certificates[0].id);
    let folder = folder_of(&[("a.p12", &der)]);
    let pass = format!("pass:{PASSWORD}");
    let text = succeeds(folder.path(), &["pkcs12", "-in", "a.p12", "-nodes", "-passin", &pass, "-info"]);
    assert!(text.contains("AES-256-CBC") && text.contains("MAC: sha256") && text.matches("BEGIN CERTIFICATE").count() == 3, "{text}");
    assert_eq!(PrivateKey::from_pem(&text, None).expect("the key").public_key(), Some(person.pair.public()));
}

#[test]
fn we_open_files_of_openssl() {
    let person = person();
    let folder = folder_of(&[
        ("key.pem", &person.pair.pkcs8()),
        ("own.pem", &pem(&[&person.certificate])),
        ("chain.pem", &pem(&[&person.house.issuing, &person.house.root])),
    ]);
    let pass = format!("pass:{PASSWORD}");
    let export = [
        "pkcs12",
        "-export",
        "-inkey",
        "key.pem",
        "-in",
        "own.pem",
        "-certfile",
        "chain.pem",
        "-out",
        "a.p12",
        "-passout",
        &pass,
        "-name",
        "x",
    ];
    let open = |how: &[&str]| {
        succeeds(folder.path(), &[&export[..], how].concat());
        let der = std::fs::read(folder.path().join("a.p12")).expect("written");
        (Contents::open(&der, PASSWORD), Contents::open(&der, "другой"))
    };
    for how in [
        &[][..],
        &["-macalg", "sha1", "-iter", "1000"],
        &["-macalg", "sha512", "-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC"],
        &["-certpbe", "NONE"],
    ] {
        let (right, wrong) = open(how);
        let right = right.unwrap_or_else(|error| panic!("{how:?}: {error}"));
        assert_eq!(right.identity(), Some((&person.key, &person.certificate)), "{how:?}");
        assert_eq!((right.certificates.len(), right.authentic), (3, true));
        assert_eq!(wrong, Err(OpenError::Password));
    }
    let (right, wrong) = open(&["-nomac"]);
    assert!(right.is_ok_and(|contents| !contents.authentic) && wrong.is_err());
    let (right, _) = open(&["-keypbe", "PBE-SHA1-3DES"]);
    assert!(matches!(right, Err(OpenError::Unsupported { what: "PBE-SHA1-3DES", .. })), "{right:?}");
}

/// OpenSSL before 3.4 makes no such MAC, so this one is put together here by the parameters of RFC 9579.
#[test]
fn a_mac_by_pbmac1_is_checked() {
    use crate::asn1::{Reader, tag, write};
    use crate::oid;
    use crate::sealed::{Cost, Pbkdf2, Prf};
    let person = person();
    let der = sealed(&person, 2);
    let mut outer = Reader::whole_sequence(&der).expect("our own file");
    outer.small().expect("a version");
    let content = outer.expect(tag::SEQUENCE).expect("contents").raw;
    let safe = {
        let mut info = Reader::whole_sequence(content).expect("contents");
        info.oid().expect("a type");
        let wrapped = info.expect(tag::context(0)).expect("octets").value;
        Reader::new(wrapped).expect(tag::OCTET_STRING).expect("octets").value.to_vec()
    };
    let of = |length: Option<u32>, password: &str| {
        let derivation = Pbkdf2 { salt: vec![9; 8], iterations: 3, length: None, prf: Prf::Sha256 };
        let key = derivation.derive(password.as_bytes(), 32, &mut Cost::default()).expect("a key");
        let prf = write::sequence(&[&write::oid(oid::HMAC_SHA256), &write::null()]);
        let length = length.map_or(Vec::new(), |length| write::integer(u64::from(length)));
        let inner = write::sequence(&[&write::octets(&[9; 8]), &write::integer(3), &length, &prf]);
        let derivation = write::sequence(&[&write::oid(oid::PBKDF2), &inner]);
        let identifier = write::sequence(&[&write::oid(oid::PBMAC1), &write::sequence(&[&derivation, &prf])]);
        let info = write::sequence(&[&identifier, &write::octets(&Prf::Sha256.mac(&key, &safe))]);
        let mac = write::sequence(&[&info, &write::octets(b"NOT USED"), &write::integer(1)]);
        Contents::open(&write::sequence(&[&write::integer(3), content, &mac]), PASSWORD)
    };
    assert!(of(Some(32), PASSWORD).is_ok_and(|contents| contents.authentic));
    assert_eq!(of(Some(32), "другой"), Err(OpenError::Password));
    assert!(matches!(of(None, PASSWORD), Err(OpenError::Malformed(_))));
}

#[test]
fn a_changed_or_cut_file_is_refused_and_never_panics() {
    let person = person();
    let sealing = Sealing { key: &person.key, certificate: &person.certificate, chain: &[], name: "", iterations: 1 };
    let der = seal(&sealing, PASSWORD, &CHANCES).expect("sealed");
    for bit in 0..der.len() * 8 {
        let mut changed = der.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(Contents::open(&changed, PASSWORD).is_err(), "bit {bit}");
    }
    for length in 0..der.len() {
        assert!(Contents::open(&der[..length], PASSWORD).is_err());
    }
    let far = Sealing { name: "🔏", ..sealing };
    assert!(seal(&far, PASSWORD, &CHANCES).is_err());
}

/// Keys and certificates under each Russian cipher that the engine writes, in files short and longer than a section of a key.
#[test]
fn we_open_files_of_the_gost_engine() {
    use crate::fixture::WITH_ENGINE;
    let house = House::of([Pair::gost(gost::ParameterSet::CryptoProA), Pair::gost(gost::ParameterSet::Tc26A512)]);
    let pair = Pair::gost(gost::ParameterSet::CryptoProA);
    let certificate = house.signer(&pair, 3);
    let many: Vec<&Certificate> = std::iter::repeat_n(&house.issuing, 12).collect();
    let folder = folder_of(&[
        WITH_ENGINE,
        ("key.pem", &pair.pkcs8()),
        ("own.pem", &pem(&[&certificate])),
        ("few.pem", &pem(&[&house.issuing, &house.root])),
        ("many.pem", &pem(&many)),
    ]);
    let pass = format!("pass:{PASSWORD}");
    for (chain, count) in [("few.pem", 3), ("many.pem", 13)] {
        for (cipher, mac) in [("gost89", "md_gost12_512"), ("kuznyechik-ctr-acpkm", "md_gost12_512"), ("magma-ctr-acpkm", "md_gost12_256")]
        {
            let export =
                ["pkcs12", "-export", "-inkey", "key.pem", "-in", "own.pem", "-certfile", chain, "-out", "a.p12", "-passout", &pass];
            succeeds(folder.path(), &[&export[..], &["-keypbe", cipher, "-certpbe", cipher, "-macalg", mac]].concat());
            let der = std::fs::read(folder.path().join("a.p12")).expect("written");
            let contents = Contents::open(&der, PASSWORD).unwrap_or_else(|error| panic!("{cipher} {chain}: {error}"));
            let (key, found) = contents.identity().expect("a key and its certificate");
            assert_eq!((found, key.public_key().map(|key| key.bits().to_vec())), (&certificate, Some(pair.public().bits().to_vec())));
            assert_eq!((contents.certificates.len(), contents.authentic), (count, true), "{cipher}");
            assert_eq!(Contents::open(&der, "другой"), Err(OpenError::Password));
        }
    }
}

/// The example that the standard gives: a masked key and its certificate.
#[test]
fn we_open_the_file_of_the_standard() {
    let der = include_bytes!("../../tests/pfx/r-50.1.112-2016.pfx");
    let contents = Contents::open(der, PASSWORD).expect("the standard's file");
    assert!(contents.authentic);
    assert_eq!((contents.keys.len(), contents.certificates.len()), (1, 1));
    let (key, certificate) = contents.identity().expect("a key and its certificate");
    assert_eq!(key.public_key().map(|key| key.bits().to_vec()), Some(certificate.public_key().bits().to_vec()));
    assert_eq!(Contents::open(der, "Пароль"), Err(OpenError::Password));
}

/// Iterations asked for by the MAC, by one safe, and by many safes of what one may ask for.
#[test]
fn a_container_of_bombs_is_refused_before_they_go_off() {
    use std::time::{Duration, Instant};

    use crate::asn1::{tag, write};
    use crate::oid;
    let content =
        |kind: const_oid::ObjectIdentifier, inside: &[u8]| write::sequence(&[&write::oid(kind), &write::element(tag::context(0), inside)]);
    let file = |safe: &[u8], mac: &[u8]| write::sequence(&[&write::integer(3), &content(oid::DATA, &write::octets(safe)), mac]);
    let mac = |iterations: u64| {
        let digest = write::sequence(&[&write::sequence(&[&write::oid(oid::SHA256), &write::null()]), &write::octets(&[0; 32])]);
        write::sequence(&[&digest, &write::octets(&[5; 16]), &write::integer(iterations)])
    };
    let sealed = |iterations: u64| {
        let derivation = write::sequence(&[&write::octets(&[3; 16]), &write::integer(iterations)]);
        let derivation = write::sequence(&[&write::oid(oid::PBKDF2), &derivation]);
        let cipher = write::sequence(&[&write::oid(oid::AES256_CBC), &write::octets(&[4; 16])]);
        let scheme = write::sequence(&[&write::oid(oid::PBES2), &write::sequence(&[&derivation, &cipher])]);
        let info = write::sequence(&[&write::oid(oid::DATA), &scheme, &write::element(tag::context_primitive(0), &[0; 32])]);
        content(oid::ENCRYPTED_DATA, &write::sequence(&[&write::integer(0), &info]))
    };
    let began = Instant::now();
    let empty = write::sequence(&[]);
    for iterations in [1_000_001, u64::from(u32::MAX), u64::MAX >> 1] {
        assert_eq!(Contents::open(&file(&empty, &mac(iterations)), PASSWORD), Err(OpenError::TooCostly));
        assert_eq!(Contents::open(&file(&write::sequence(&[&sealed(iterations)]), &[]), PASSWORD), Err(OpenError::TooCostly));
    }
    assert!(began.elapsed() < Duration::from_millis(500));
    // each at what one may take, and more of them than one file may: whoever sealed them knows the password
    let chance = Chance { salt: [3; 16], iv: [4; 16] };
    let (scheme, octets) = crate::sealed::seal(&empty, PASSWORD, 1_000_000, &chance).expect("sealed");
    let info = write::sequence(&[&write::oid(oid::DATA), &scheme, &write::element(tag::context_primitive(0), &octets)]);
    let safe = content(oid::ENCRYPTED_DATA, &write::sequence(&[&write::integer(0), &info]));
    let many = |count: usize| file(&write::element(tag::SEQUENCE, &safe.repeat(count)), &[]);
    assert!(Contents::open(&many(1), PASSWORD).is_ok());
    assert_eq!(Contents::open(&many(200), PASSWORD), Err(OpenError::TooCostly));
    assert!(Contents::open(&vec![0x30; crate::asn1::limits::KEYS + 1], PASSWORD).is_err());
}
