//! Time stamps as a stamper that went wrong, or somebody on the way, would craft them. The CMS around them is judged in `signature`.

use super::*;
use crate::certificate::{self, Contents};
use crate::extension::Extension;
use crate::{Certificate, Serial, oid};

#[test]
fn crafted_stamps_are_refused_each_by_its_name() {
    let asked = request();
    let good = info(&asked);
    let other = |digest: Digest, value: &[u8]| Imprint::new(digest, value).expect("the right length");
    let own = Digest::Sha256.of(DATA);
    let longer = |nonce: &[u8]| Some([&[0][..], nonce].concat());
    let nonce = asked.nonce.clone().expect("a nonce");
    for (name, stamp, fault) in [
        ("for another digest", TstInfo { imprint: other(Digest::Sha256, &[0; 32]), ..good.clone() }, Fault::Imprint),
        ("for the same octets by another algorithm", TstInfo { imprint: other(Digest::Streebog256, &own), ..good.clone() }, Fault::Imprint),
        ("for a longer digest", TstInfo { imprint: other(Digest::Sha512, &Digest::Sha512.of(DATA)), ..good.clone() }, Fault::Imprint),
        ("without the nonce", TstInfo { nonce: None, ..good.clone() }, Fault::Nonce),
        ("with another nonce", TstInfo { nonce: Some(vec![1]), ..good.clone() }, Fault::Nonce),
        ("with a zero before the nonce", TstInfo { nonce: longer(&nonce), ..good.clone() }, Fault::Nonce),
        ("with the end of the nonce", TstInfo { nonce: Some(nonce[1..].to_vec()), ..good.clone() }, Fault::Nonce),
        ("under another policy", TstInfo { policy: oid::ANY_POLICY, ..good.clone() }, Fault::Policy),
    ] {
        assert_eq!(stamp.answers(&asked), Err(fault), "{name}");
    }
    assert_eq!(good.answers(&asked), Ok(()));
}

#[test]
fn malformed_stamps_are_refused() {
    let good = info(&request());
    let der = good.to_der();
    let parts = {
        let mut reader = Reader::whole_sequence(&der).expect("our own");
        let mut parts = Vec::new();
        while reader.peek().is_some() {
            parts.push(reader.element().expect("an element").raw.to_vec());
        }
        parts
    };
    let with = |index: usize, part: Vec<u8>| {
        let mut parts = parts.clone();
        parts[index] = part;
        write::element(tag::SEQUENCE, &parts.concat())
    };
    assert_eq!(TstInfo::parse(&with(0, write::integer(1))).as_ref(), Ok(&good));
    let moment = |text: &[u8]| write::element(tag::GENERALIZED_TIME, text);
    let accuracy = |parts: &[&[u8]]| write::sequence(parts);
    let millis = |value: &[u8]| write::element(tag::context_primitive(0), value);
    let critical = Extension { oid: oid::OGRN, critical: true, value: vec![5, 0] }.to_der();
    for (name, bad) in [
        ("version 2", with(0, write::integer(2))),
        ("no version", with(0, Vec::new())),
        ("an imprint of a wrong length", with(2, write::sequence(&[&Digest::Sha256.identifier(), &write::octets(&[1; 31])]))),
        ("an endless serial number", with(3, write::element(tag::INTEGER, &[0x11; LONGEST_NUMBER + 1]))),
        ("a moment of UTCTime", with(4, write::element(tag::UTC_TIME, b"261122120000Z"))),
        ("a moment without a zone", with(4, moment(b"20261122120000"))),
        ("a moment of another zone", with(4, moment(b"20261122120000+0300"))),
        ("the thirtieth of February", with(4, moment(b"20260230120000Z"))),
        ("the 25th hour", with(4, moment(b"20261122250000Z"))),
        ("a thousand milliseconds", with(5, accuracy(&[&write::integer(1), &millis(&[3, 0xe8])]))),
        ("no millisecond at all", with(5, accuracy(&[&millis(&[0])]))),
        ("a critical extension", write::element(tag::SEQUENCE, &[parts.concat(), write::element(tag::context(1), &critical)].concat())),
        ("something behind", with(parts.len() - 1, [&parts[parts.len() - 1][..], &[5, 0]].concat())),
    ] {
        assert!(TstInfo::parse(&bad).is_err(), "{name}");
    }
}

#[test]
fn a_stamper_is_for_stamps_alone_and_says_so_critically() {
    let (house, key) = (House::p256(), Pair::p256());
    let purposes = |critical: bool, purposes: &[const_oid::ObjectIdentifier]| {
        let value: Vec<u8> = purposes.iter().flat_map(|purpose| write::oid(*purpose)).collect();
        Extension { oid: oid::EXTENDED_KEY_USAGE, critical, value: write::element(tag::SEQUENCE, &value) }
    };
    let stamper = |extensions: &[Extension]| -> Certificate {
        house.issuing_key.certificate(&certificate::to_be_signed(&Contents {
            serial: &Serial::from_random([22; 16]),
            algorithm: crate::Algorithm::EcdsaP256Sha256,
            issuer: house.issuing.subject(),
            not_before: now(),
            not_after: now().plus_seconds(YEAR),
            subject: &name(),
            spki: key.public().spki(),
            extensions,
        }))
    };
    let stamping = oid::TIME_STAMPING;
    assert!(may_stamp(&stamper(&[purposes(true, &[stamping])])));
    for (name, extensions) in [
        ("no purpose", vec![Extension::usage_of_service()]),
        ("not critical", vec![purposes(false, &[stamping])]),
        ("and answers", vec![purposes(true, &[stamping, oid::OCSP_SIGNING])]),
        ("twice", vec![purposes(true, &[stamping, stamping])]),
        ("another purpose", vec![purposes(true, &[oid::OCSP_SIGNING])]),
        ("any purpose", vec![purposes(true, &["2.5.29.37.0".parse().expect("an identifier")])]),
        ("an authority's usage", vec![purposes(true, &[stamping]), Extension::usage_of_authority()]),
        ("no list", vec![Extension { value: vec![5, 0], ..purposes(true, &[]) }]),
    ] {
        assert!(!may_stamp(&stamper(&extensions)), "{name}");
    }
}
