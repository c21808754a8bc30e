//! What every parser owes to hostile bytes: no panic, no long thought, no belief in what was changed.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::asn1::write;
use crate::fixture::{House, Pair, nest, now};
use crate::path::{Policies, Question, Revocation, Trust, judge};
use crate::pkcs12::Contents;
use crate::{Certificate, Crl, Name, PrivateKey, PublicKey, Time, csr, ocsp, tsp};

type Parser = fn(&[u8]) -> bool;

/// Every way in for foreign bytes.
const PARSERS: [(&str, Parser); 13] = [
    ("certificate", |der| Certificate::parse(der).is_ok()),
    ("list", |der| Crl::parse(der).is_ok()),
    ("request", |der| csr::Request::parse(der).is_ok()),
    ("public key", |der| PublicKey::parse(der).is_ok()),
    ("private key", |der| PrivateKey::parse(der).is_ok()),
    ("sealed private key", |der| PrivateKey::open(der, "").is_ok()),
    ("PKCS#12", |der| Contents::open(der, "").is_ok()),
    ("OCSP request", |der| ocsp::Request::parse(der).is_ok()),
    ("OCSP answer", |der| ocsp::Answer::parse(der).is_ok()),
    ("basic OCSP answer", |der| ocsp::Answer::parse_basic(der).is_ok()),
    ("time stamp request", |der| tsp::Request::parse(der).is_ok()),
    ("time stamp response", |der| tsp::Response::parse(der).is_ok()),
    ("TSTInfo", |der| tsp::TstInfo::parse(der).is_ok()),
];

fn pkits(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pkits").join(name)).expect("a file of the suite")
}

/// All that differ from `der` in one bit.
fn flipped(der: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
    (0..der.len() * 8).map(|bit| {
        let mut changed = der.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        (bit, changed)
    })
}

#[test]
fn deep_nests_long_lengths_and_endless_identifiers_are_refused_at_once() {
    let nest = nest(50_000);
    let endless = write::sequence(&[&write::element(0x06, &[0xff; 60_000])]);
    let promises: [&[u8]; 4] =
        [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80], &[0x30, 0x88, 1, 0, 0, 0, 0, 0, 0, 0], &[0x1f, 0xff, 0xff]];
    for (name, parse) in PARSERS {
        let began = Instant::now();
        assert!(!parse(&nest) && !parse(&endless) && promises.iter().all(|promise| !parse(promise)) && !parse(&[]), "{name}");
        // Ten times what it takes on a slow machine.
        assert!(began.elapsed() < Duration::from_millis(500), "{name}");
    }
    assert!(Name::parse(&endless).is_err());
}

/// Whatever is compared each with each is few: a list of megabytes must not become hours.
#[test]
fn crowds_of_extensions_and_of_names_are_refused() {
    use crate::asn1::tag;
    use crate::crl::{self, Point};
    use crate::extension::Extension;
    let house = House::p256();
    let contents = crl::Contents { issuer: &house.issuing, number: 1, this_update: now(), next_update: now(), entries: &[] };
    let tbs = crl::to_be_signed(&contents).expect("a list");
    let with = |extensions: &[u8]| {
        let mut inner = crate::asn1::Reader::whole_sequence(&tbs).expect("our own list");
        let mut parts = Vec::new();
        while inner.peek() != Some(tag::context(0)) {
            parts.push(inner.element().expect("an element").raw.to_vec());
        }
        parts.push(write::element(tag::context(0), &write::element(tag::SEQUENCE, extensions)));
        Crl::parse(&house.issuing_key.wrap(&write::element(tag::SEQUENCE, &parts.concat())))
    };
    let extension = |number: u32| {
        let oid = format!("1.2.643.9.{number}").parse().expect("an identifier");
        Extension { oid, critical: false, value: vec![5, 0] }.to_der()
    };
    let began = Instant::now();
    assert!(with(&(0..64).flat_map(extension).collect::<Vec<_>>()).is_ok());
    assert_eq!(with(&(0..100_000).flat_map(extension).collect::<Vec<_>>()), Err(crate::Malformed("too many extensions")));

    let name = |number: u32| write::element(0x86, format!("http://{number}").as_bytes());
    let point = |names: u32| {
        let full = write::element(tag::context(0), &(0..names).flat_map(name).collect::<Vec<_>>());
        let value = write::sequence(&[&write::element(tag::context(0), &full)]);
        with(&Extension { oid: crate::oid::ISSUING_DISTRIBUTION_POINT, critical: true, value }.to_der())
    };
    assert!(point(64).is_ok());
    assert_eq!(point(100_000), Err(crate::Malformed("too many names of a distribution point")));
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(Point::all(&house.issuing).map(|points| points.len()), Ok(1));
}

#[test]
fn every_parser_survives_the_food_of_the_others() {
    let house = House::p256();
    let food = [
        house.root.der().to_vec(),
        house.crl(1, &[]),
        house.root.public_key().spki().to_vec(),
        pkits("crls/indirectCRLCA3cRLIssuerCRL.crl"),
    ];
    for der in &food {
        for (_, parse) in PARSERS {
            for length in 0..der.len() {
                parse(&der[..length]);
            }
        }
        for (_, changed) in flipped(der) {
            PARSERS.iter().for_each(|(_, parse)| {
                parse(&changed);
            });
        }
    }
}

/// Certificates with constraints, policies, mappings and points in them: whatever bit is changed, no path is found.
#[test]
fn a_certificate_with_a_changed_bit_is_never_believed() {
    let anchors = [Certificate::parse(&pkits("certs/TrustAnchorRootCertificate.crt")).expect("the anchor")];
    for name in ["nameConstraintsDN2CACert", "P12Mapping1to3CACert"] {
        let der = pkits(&format!("certs/{name}.crt"));
        let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::Ignored, proven: None };
        let question = Question { trust, answers: &[], at: Time::from_unix(1_795_348_800), policies: Policies::default() };
        assert!(judge(&Certificate::parse(&der).expect("a certificate"), &question).is_ok(), "{name}");
        for (bit, changed) in flipped(&der) {
            let believed = Certificate::parse(&changed).is_ok_and(|certificate| judge(&certificate, &question).is_ok());
            assert!(!believed, "{name}: bit {bit}");
        }
        assert!((0..der.len()).all(|length| Certificate::parse(&der[..length]).is_err()));
    }
}

#[test]
fn a_gost_certificate_with_a_changed_bit_is_never_believed() {
    let pair = || Pair::gost(gost::ParameterSet::CryptoProA);
    let house = House::of([pair(), pair()]);
    let anchors = [house.root.clone()];
    let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::Ignored, proven: None };
    let question = Question { trust, answers: &[], at: now(), policies: Policies::default() };
    assert!(judge(&house.issuing, &question).is_ok());
    for (bit, changed) in flipped(house.issuing.der()) {
        let believed = Certificate::parse(&changed).is_ok_and(|certificate| judge(&certificate, &question).is_ok());
        assert!(!believed, "bit {bit}");
    }
}

#[test]
fn a_list_with_a_changed_bit_is_never_believed() {
    for name in ["indirectCRLCA3cRLIssuerCRL", "deltaCRLCA1deltaCRL", "onlySomeReasonsCA3otherreasonsCRL"] {
        let der = pkits(&format!("crls/{name}.crl"));
        let list = Crl::parse(&der).expect("a list");
        let signer = ["indirectCRLCA3cRLIssuerCert", "deltaCRLCA1Cert", "onlySomeReasonsCA3Cert"]
            .map(|name| Certificate::parse(&pkits(&format!("certs/{name}.crt"))).expect("a certificate"))
            .into_iter()
            .find(|signer| list.is_signed_by(signer.public_key()))
            .expect("its signer");
        for (bit, changed) in flipped(&der) {
            assert!(!Crl::parse(&changed).is_ok_and(|list| list.is_signed_by(signer.public_key())), "{name}: bit {bit}");
        }
        assert!((0..der.len()).all(|length| Crl::parse(&der[..length]).is_err()));
    }
}
