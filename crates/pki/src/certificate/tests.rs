use proptest::prelude::*;

use super::*;
use crate::fixture::{House, Pair, URLS, YEAR, employee, now, openssl};
use crate::lint::{self, Sort};
use crate::name::Kind;

#[test]
fn a_certificate_is_read_back_as_it_was_written() {
    let house = House::p256();
    let key = Pair::p256();
    let signer = house.signer(&key, 3);
    assert_eq!(signer.subject(), &employee());
    assert_eq!(signer.issuer(), house.issuing.subject());
    assert_eq!(signer.public_key(), &key.public());
    assert_eq!((signer.version(), signer.algorithm()), (3, Some(Algorithm::EcdsaP256Sha256)));
    assert_eq!(signer.not_after(), now().plus_seconds(YEAR));
    assert_eq!(signer.crl_addresses(), Ok(vec![URLS[1].to_owned()]));
    assert_eq!(signer.issuer_addresses(), Ok(vec![URLS[0].to_owned()]));
    assert_eq!(signer.private_key_period(), Ok(Some(KeyPeriod { from: Some(signer.not_before()), until: Some(signer.not_after()) })));
    assert_eq!(house.issuing.constraints(), Ok(Some(Constraints { authority: true, path_length: Some(0) })));
    assert!(signer.is_signed_by(house.issuing.public_key()) && !signer.is_signed_by(house.root.public_key()));
}

#[test]
fn what_the_profiles_write_passes_the_lint() {
    let house = House::p256();
    let signer = house.signer(&Pair::p256(), 3);
    assert_eq!(lint::check(&house.root, Sort::Root, &house.root), []);
    assert_eq!(lint::check(&house.issuing, Sort::Issuing, &house.root), []);
    assert_eq!(lint::check(&signer, Sort::Signer, &house.issuing), []);
}

#[test]
fn a_chain_goes_through_armour() {
    let house = House::p256();
    let text = chain_to_pem([&house.issuing, &house.root]);
    assert_eq!(chain_from_pem(&text), Ok(vec![house.issuing.clone(), house.root.clone()]));
    assert_eq!(chain_from_pem(""), Ok(Vec::new()));
    assert!(chain_from_pem(&text[..text.len() - 10]).is_err());
}

#[test]
fn openssl_reads_names_usage_and_addresses() {
    let house = House::p256();
    let signer = house.signer(&Pair::p256(), 3);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("signer.cer"), signer.der()).expect("written");
    let arguments =
        ["x509", "-inform", "DER", "-in", "signer.cer", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus_space", "-fingerprint"];
    let answer = openssl(folder.path(), &arguments);
    let text = String::from_utf8_lossy(&answer.stdout).to_lowercase();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    for wanted in [
        "cn=иванов иван иванович",
        "title=директор",
        "o=ооо «ромашка»",
        "ogrn=1027700132195",
        "1.2.643.100.4=7707083893",
        "inn=500100732259",
        "snils=11223344595",
        "x509v3 key usage: critical\n                digital signature, non repudiation",
        "tls web client authentication, e-mail protection",
        "x509v3 private key usage period",
        "uri:http://pki.example.ru/crl/1.crl",
        "ca issuers - uri:http://pki.example.ru/ca/1.cer",
        "ecdsa-with-sha256",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let thumbprint = hex::encode(signer.thumbprint());
    assert!(text.replace(':', "").contains(&thumbprint));
}

#[test]
fn openssl_reads_the_numbers_as_numeric_strings() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("name.der"), employee().der()).expect("written");
    let text = String::from_utf8(openssl(folder.path(), &["asn1parse", "-inform", "DER", "-in", "name.der"]).stdout).expect("text");
    assert_eq!(text.matches("NUMERICSTRING").count(), 4, "{text}");
    assert_eq!(text.matches("PRINTABLESTRING").count(), 1, "{text}");
}

#[test]
fn a_certificate_made_by_openssl_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, algorithm) in [
        (&["-newkey", "rsa:2048"][..], Algorithm::RsaSha256),
        (&["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], Algorithm::EcdsaP256Sha256),
    ] {
        let rest = [
            "-x509",
            "-sha256",
            "-nodes",
            "-keyout",
            "k.pem",
            "-utf8",
            "-subj",
            "/C=RU/CN=Проба",
            "-days",
            "9",
            "-outform",
            "DER",
            "-out",
            "c.der",
        ];
        let answer = openssl(folder.path(), &[&["req"], kind, &rest[..]].concat());
        assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
        let certificate = Certificate::parse(&std::fs::read(folder.path().join("c.der")).expect("read")).expect("a certificate");
        assert_eq!(certificate.subject().get(Kind::CommonName), Some("Проба"));
        assert_eq!(certificate.algorithm(), Some(algorithm));
        assert!(certificate.is_signed_by(certificate.public_key()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_noticed(at in any::<proptest::sample::Index>(), flip in 1_u8..) {
        thread_local!(static MADE: (House, Certificate) = { let house = House::p256(); let signer = house.signer(&Pair::p256(), 3); (house, signer) });
        MADE.with(|(house, signer)| {
            let mut der = signer.der().to_vec();
            let index = at.index(der.len());
            der[index] ^= flip;
            if let Ok(changed) = Certificate::parse(&der) {
                assert!(!changed.is_signed_by(house.issuing.public_key()), "byte {index}");
            }
        });
    }

    #[test]
    fn junk_and_truncation_never_panic(junk in proptest::collection::vec(any::<u8>(), 0..300), cut in any::<proptest::sample::Index>()) {
        thread_local!(static MADE: Certificate = House::p256().root);
        let _ = Certificate::parse(&junk);
        MADE.with(|root| {
            assert!(Certificate::parse(&root.der()[..cut.index(root.der().len())]).is_err());
        });
    }
}
