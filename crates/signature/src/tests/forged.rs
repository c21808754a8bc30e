//! Forged CMS: signed attributes passed off as a content, and the shapes by which parsers in C were broken (reliability of others, ours to
//! keep): each is refused with its reason.

use std::time::{Duration, Instant};

use const_oid::ObjectIdentifier;
use pki::asn1::{Reader, tag, write};
use pki::fixture::nest;
use pki::{Digest, oid};

use super::hostile::forge;
use super::verdict;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, digest, now};
use crate::{Reason, Verdict, prepare};

const FORMAT: Verdict = Verdict::TotalFailed(Reason::FormatFailure);

/// draft-ietf-lamps-cms-euf-cma-signeddata: whoever has a signature over signed attributes has one over a content that reads like them.
#[test]
fn a_hundred_pairs_of_attributes_passed_off_as_contents_are_refused() {
    let house = House::new();
    for number in 0..100_u32 {
        let content = format!("Договор № {number}").into_bytes();
        let prepared = prepare(&digest(&content), &house.signer, now().plus_seconds(i64::from(number))).expect("prepared");
        let signature = house.key.sign(prepared.bytes());
        let certificates = [house.signer.der(), house.issuing.der()];
        // the attributes are the content, and there are none
        let bare = forge(&house, &certificates, &[], &signature);
        assert_eq!(verdict(&house.verify(&bare, prepared.bytes())), Verdict::Indeterminate(Reason::SigConstraintsFailure));
        // the same the other way round: over that content, with attributes that are not the signed ones
        let other = prepare(&digest(prepared.bytes()), &house.signer, now()).expect("prepared");
        let mut attributes = other.bytes().to_vec();
        attributes[0] = tag::context(0);
        let mixed = forge(&house, &certificates, &attributes, &signature);
        assert_eq!(verdict(&house.verify(&mixed, prepared.bytes())), Verdict::TotalFailed(Reason::SigCryptoFailure));
        // and the honest one, with the content changed
        let honest = house.sign(&content);
        assert!(house.verify(&honest, &content).passed());
        assert_eq!(verdict(&house.verify(&honest, prepared.bytes())), Verdict::TotalFailed(Reason::HashFailure));
    }
}

#[test]
fn every_bit_and_every_cut_of_the_content_counts() {
    let house = House::gost(gost::ParameterSet::Tc26A512);
    let cms = house.sign(CONTENT);
    for bit in 0..CONTENT.len() * 8 {
        let mut changed = CONTENT.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verdict(&house.verify(&cms, &changed)), Verdict::TotalFailed(Reason::HashFailure), "bit {bit}");
    }
    for length in 0..CONTENT.len() {
        assert_eq!(verdict(&house.verify(&cms, &CONTENT[..length])), Verdict::TotalFailed(Reason::HashFailure), "{length}");
    }
}

/// ContentInfo of a type.
fn info(kind: ObjectIdentifier, inside: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::oid(kind), &write::element(tag::context(0), inside)])
}

fn pkcs7(number: u32) -> ObjectIdentifier {
    format!("1.2.840.113549.1.7.{number}").parse().expect("an identifier")
}

/// SignedData of the house's own, with one of its parts put otherwise.
fn with_part(cms: &[u8], index: usize, part: &[u8]) -> Vec<u8> {
    let mut outer = Reader::whole_sequence(cms).expect("our own");
    outer.oid().expect("a type");
    let mut inner = Reader::new(outer.expect(tag::context(0)).expect("contents").value).sequence().expect("SignedData");
    let mut parts = Vec::new();
    while inner.peek().is_some() {
        parts.push(inner.element().expect("an element").raw);
    }
    parts[index] = part;
    info(oid::SIGNED_DATA, &write::sequence(&parts))
}

/// A shape a class, named by the vulnerability of OpenSSL that it recalls.
#[test]
fn shapes_that_broke_parsers_in_c_are_refused() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let data = SignedData::parse(&cms).expect("our own");
    let signer = {
        let mut reader = Reader::whole_sequence(&cms).expect("our own");
        reader.oid().expect("a type");
        let mut inner = Reader::new(reader.expect(tag::context(0)).expect("contents").value).sequence().expect("SignedData");
        let mut last = None;
        while inner.peek().is_some() {
            last = Some(inner.element().expect("an element"));
        }
        Reader::new(last.expect("signers").value).expect(tag::SEQUENCE).expect("a signer").raw.to_vec()
    };
    // a SignerInfo whose part of this index is another
    let signer_with = |index: usize, part: &[u8]| {
        let mut reader = Reader::whole_sequence(&signer).expect("our own");
        let mut parts = Vec::new();
        while reader.peek().is_some() {
            parts.push(reader.element().expect("an element").raw.to_vec());
        }
        parts[index] = part.to_vec();
        with_part(&cms, 4, &write::set_of(vec![write::element(tag::SEQUENCE, &parts.concat())]))
    };
    let wrapped = |octets: &[u8]| write::element(tag::context(0), octets);
    let unknown_digest = write::sequence(&[&write::oid("1.2.643.7.1.1.2.9".parse().expect("an identifier"))]);
    let certificates = |raw: &[u8]| with_part(&cms, 3, &wrapped(raw));
    let cases: Vec<(&str, Vec<u8>, Verdict)> = vec![
        ("CVE-2026-45447: no digest algorithm is announced", with_part(&cms, 1, &write::set_of(vec![])), FORMAT),
        ("only another digest algorithm is announced", with_part(&cms, 1, &write::set_of(vec![Digest::Sha512.identifier()])), FORMAT),
        (
            "CVE-2026-34182: AuthEnvelopedData",
            info("1.2.840.113549.1.9.16.1.23".parse().expect("an identifier"), &write::sequence(&[])),
            FORMAT,
        ),
        ("EnvelopedData", info(pkcs7(3), &write::sequence(&[&write::integer(0)])), FORMAT),
        ("signedAndEnvelopedData of PKCS#7", info(pkcs7(4), &write::sequence(&[&write::integer(1)])), FORMAT),
        ("DigestedData", info(pkcs7(5), &write::sequence(&[&write::integer(0)])), FORMAT),
        ("EncryptedData", info(pkcs7(6), &write::sequence(&[&write::integer(0)])), FORMAT),
        ("a type without contents", write::sequence(&[&write::oid(oid::SIGNED_DATA)]), FORMAT),
        ("contents of another shape", info(oid::SIGNED_DATA, &write::null()), FORMAT),
        (
            "CVE-2026-28389: no parameters where some belong",
            signer_with(4, &write::sequence(&[&write::oid(oid::RSA_PSS)])),
            Verdict::Indeterminate(Reason::CryptoConstraintsFailure),
        ),
        (
            "CVE-2026-28390: parameters of another shape",
            signer_with(4, &write::sequence(&[&write::oid(oid::RSA_PSS), &write::null()])),
            FORMAT,
        ),
        ("an algorithm that is no SEQUENCE", signer_with(4, &write::null()), FORMAT),
        ("an unknown digest", signer_with(2, &unknown_digest), Verdict::Indeterminate(Reason::CryptoConstraintsFailure)),
        (
            "a digest with parameters that are none",
            signer_with(2, &write::sequence(&[&write::oid(Digest::Sha256.oid()), &write::octets(&[1])])),
            FORMAT,
        ),
        ("no signature", signer_with(5, &[]), FORMAT),
        ("an empty signature", signer_with(5, &write::octets(&[])), Verdict::TotalFailed(Reason::SigCryptoFailure)),
        ("attributes that are empty", signer_with(3, &wrapped(&[])), Verdict::Indeterminate(Reason::SigConstraintsFailure)),
        (
            "an attribute without values",
            signer_with(3, &wrapped(&write::sequence(&[&write::oid(oid::MESSAGE_DIGEST), &write::set_of(vec![])]))),
            FORMAT,
        ),
        (
            "an attribute with a value of another type",
            signer_with(3, &wrapped(&write::sequence(&[&write::oid(oid::MESSAGE_DIGEST), &write::set_of(vec![write::integer(1)])]))),
            FORMAT,
        ),
        (
            "an attribute of two values",
            signer_with(
                3,
                &wrapped(&write::sequence(&[
                    &write::oid(oid::MESSAGE_DIGEST),
                    &write::set_of(vec![write::octets(&[1]), write::octets(&[2])]),
                ])),
            ),
            FORMAT,
        ),
        ("CVE-2026-34180: certificates of another choice", certificates(&write::element(tag::context(1), data.certificates[0])), FORMAT),
        ("certificates that are none", certificates(&write::sequence(&[])), Verdict::Indeterminate(Reason::NoSigningCertificateFound)),
        ("a certificate cut short inside its frame", certificates(&write::element(tag::SEQUENCE, &data.certificates[0][4..100])), FORMAT),
        ("signers that are none", with_part(&cms, 4, &write::set_of(vec![])), FORMAT),
        ("a version of tomorrow", with_part(&cms, 0, &write::integer(6)), FORMAT),
        ("a version of many octets", with_part(&cms, 0, &write::element(tag::INTEGER, &[0x7f; 9])), FORMAT),
    ];
    for (name, der, expected) in cases {
        assert_eq!(verdict(&house.verify(&der, CONTENT)), expected, "{name}");
    }
    assert!(house.verify(&with_part(&cms, 0, &write::integer(1)), CONTENT).passed(), "taken apart and put together");
}

/// In DER and in each form of BER; «5 ms» is the rule, and ten times that is what a slow machine gets.
#[test]
fn a_nest_of_fifty_thousand_is_refused_at_once() {
    let house = House::new();
    let endless = |opening: &[u8]| opening.repeat(50_000);
    for (name, bomb) in [
        ("DER", nest(50_000)),
        ("DER in the place of the content", info(oid::SIGNED_DATA, &nest(50_000))),
        ("indefinite SEQUENCEs", endless(&[0x30, 0x80])),
        ("indefinite tags", endless(&[0xa0, 0x80])),
        ("strings in strings", endless(&[0x24, 0x80])),
        (
            "strings in the place of the content",
            [&[0x30, 0x80, 0x06, 9][..], oid::SIGNED_DATA.as_bytes(), &endless(&[0x24, 0x80])].concat(),
        ),
        ("long lengths", endless(&[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff])),
    ] {
        let began = Instant::now();
        assert_eq!(verdict(&house.verify(&bomb, CONTENT)), FORMAT, "{name}");
        assert!(began.elapsed() < Duration::from_millis(50), "{name}: {:?}", began.elapsed());
    }
}

/// Lengths that promise what is not there are refused before anything is set aside for them.
#[test]
fn promises_of_gigabytes_are_refused_at_once() {
    let house = House::new();
    let began = Instant::now();
    for promise in [
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..],
        &[0x30, 0x88, 0, 0, 0, 1, 0, 0, 0, 0],
        &[0x30, 0x80, 0x04, 0x84, 0x7f, 0xff, 0xff, 0xff],
        &[0x30, 0x80, 0x24, 0x80, 0x04, 0x84, 0x40, 0, 0, 0],
        &[0x1f, 0xff, 0xff, 0xff, 0xff, 0x7f, 0],
        &[0x30, 0xff],
    ] {
        assert_eq!(verdict(&house.verify(promise, CONTENT)), FORMAT, "{promise:x?}");
    }
    assert!(began.elapsed() < Duration::from_millis(50));
}
