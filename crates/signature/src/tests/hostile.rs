//! Nothing that was changed passes, and nothing panics.

use pki::asn1::{Reader, tag, write};
use pki::oid;
use proptest::prelude::*;
use proptest::sample::Index;

use super::verdict;
use crate::fixture::{CONTENT, House, digest, now};
use crate::{Reason, Verdict, prepare};

thread_local!(static MADE: (House, Vec<u8>) = {
    let house = House::new();
    let cms = house.sign(CONTENT);
    (house, cms)
});

#[test]
fn no_changed_byte_passes() {
    MADE.with(|(house, cms)| {
        for index in 0..cms.len() {
            for flip in [0x01, 0x20, 0x80, 0xff] {
                let mut changed = cms.clone();
                changed[index] ^= flip;
                assert!(!house.verify(&changed, CONTENT).passed(), "byte {index} by {flip:#x}");
            }
        }
    });
}

#[test]
fn no_part_of_a_signature_passes() {
    MADE.with(|(house, cms)| {
        for length in 0..cms.len() {
            assert_eq!(verdict(&house.verify(&cms[..length], CONTENT)), Verdict::TotalFailed(Reason::FormatFailure), "{length}");
        }
        let longer = [&cms[..], &[0]].concat();
        assert!(!house.verify(&longer, CONTENT).passed());
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_several_bytes_passes(changes in proptest::collection::vec((any::<Index>(), 1_u8..), 1..4)) {
        MADE.with(|(house, cms)| {
            let mut changed = cms.clone();
            for (index, flip) in &changes {
                changed[index.index(cms.len())] ^= flip;
            }
            assert!(changed == *cms || !house.verify(&changed, CONTENT).passed(), "{changes:?}");
        });
    }

    #[test]
    fn no_other_digest_passes(index in 0_usize..32, flip in 1_u8..) {
        MADE.with(|(house, cms)| {
            let mut other = digest(CONTENT);
            other.value[index] ^= flip;
            let report = crate::verify(cms, &[other], &house.trust(&[], pki::path::Revocation::Ignored), now());
            assert_eq!(verdict(&report), Verdict::TotalFailed(Reason::HashFailure));
        });
    }

    #[test]
    fn junk_never_panics(junk in proptest::collection::vec(any::<u8>(), 0..300), at in any::<Index>()) {
        MADE.with(|(house, cms)| {
            assert!(!house.verify(&junk, CONTENT).passed());
            let mut spliced = cms.clone();
            let at = at.index(cms.len());
            let end = cms.len().min(at + junk.len());
            spliced.splice(at..end, junk.iter().copied());
            assert!(spliced == *cms || !house.verify(&spliced, CONTENT).passed());
        });
    }
}

/// A CMS with these parts; what the writer of this crate would never write.
pub(super) fn forge(house: &House, certificates: &[&[u8]], attributes: &[u8], signature: &[u8]) -> Vec<u8> {
    let info = write::sequence(&[
        &write::integer(1),
        &write::sequence(&[house.signer.issuer().der(), &house.signer.serial().to_der()]),
        &pki::Digest::Sha256.identifier(),
        attributes,
        &pki::Algorithm::EcdsaP256Sha256.identifier(),
        &write::octets(signature),
    ]);
    let data = write::sequence(&[
        &write::integer(1),
        &write::set_of(vec![pki::Digest::Sha256.identifier()]),
        &write::sequence(&[&write::oid(oid::DATA)]),
        &write::constructed(tag::context(0), certificates),
        &write::set_of(vec![info]),
    ]);
    write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)])
}

#[test]
fn signed_attributes_replayed_as_content_do_not_pass() {
    let house = House::new();
    let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    // The signature is good over `prepared.bytes()` as a content without signed attributes.
    let cms = forge(&house, &[house.signer.der(), house.issuing.der()], &[], &signature);
    assert_eq!(verdict(&house.verify(&cms, prepared.bytes())), Verdict::Indeterminate(Reason::SigConstraintsFailure));
}

#[test]
fn each_attribute_is_wanted_and_wanted_once() {
    let house = House::new();
    let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
    let mut reader = Reader::new(&prepared.bytes()[2..]);
    if prepared.bytes()[1] >= 0x80 {
        reader = Reader::new(&prepared.bytes()[2 + usize::from(prepared.bytes()[1] & 0x7f)..]);
    }
    let mut all = Vec::new();
    while !reader.is_empty() {
        all.push(reader.element().expect("an attribute").raw);
    }
    assert_eq!(all.len(), 4);
    let judge = |attributes: &[&[u8]]| {
        let signature = house.key.sign(&write::constructed(tag::SET, attributes));
        let tagged = write::constructed(tag::context(0), attributes);
        verdict(&house.verify(&forge(&house, &[house.signer.der(), house.issuing.der()], &tagged, &signature), CONTENT))
    };
    assert_eq!(judge(&all), Verdict::TotalPassed);
    let mut without_time = 0;
    for index in 0..all.len() {
        let mut fewer = all.clone();
        fewer.remove(index);
        match judge(&fewer) {
            Verdict::TotalPassed => without_time += 1,
            found => assert_eq!(found, Verdict::Indeterminate(Reason::SigConstraintsFailure)),
        }
        let more = [&all[..], &[all[index]]].concat();
        assert_eq!(judge(&more), Verdict::TotalFailed(Reason::FormatFailure));
    }
    assert_eq!(without_time, 1, "only the claimed time may be missing");
}

#[test]
fn another_certificate_of_the_same_key_does_not_pass() {
    let house = House::new();
    let twin = house.twin();
    let prepared = prepare(&digest(CONTENT), &twin, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let mut attributes = prepared.bytes().to_vec();
    attributes[0] = tag::context(0);
    // The signer identifier names one certificate, the signed attributes another one of the same key.
    let cms = forge(&house, &[house.signer.der(), twin.der(), house.issuing.der()], &attributes, &signature);
    assert_eq!(verdict(&house.verify(&cms, CONTENT)), Verdict::Indeterminate(Reason::SigConstraintsFailure));
    let cms = forge(&house, &[twin.der(), house.issuing.der()], &attributes, &signature);
    assert_eq!(verdict(&house.verify(&cms, CONTENT)), Verdict::Indeterminate(Reason::NoSigningCertificateFound));
}

#[test]
fn a_bomb_of_nesting_is_refused() {
    let bomb = (0..20_000).fold(vec![0x05, 0x00], |inner, _| write::sequence(&[&inner]));
    let house = House::new();
    assert_eq!(verdict(&house.verify(&bomb, CONTENT)), Verdict::TotalFailed(Reason::FormatFailure));
}

#[test]
fn more_signers_or_lists_than_the_limit_are_refused() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let data = crate::cms::read::SignedData::parse(&cms).expect("our own CMS");
    let signer = {
        let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
        let mut attributes = prepared.bytes().to_vec();
        attributes[0] = tag::context(0);
        let signature = house.key.sign(prepared.bytes());
        write::sequence(&[
            &write::integer(1),
            &write::sequence(&[house.signer.issuer().der(), &house.signer.serial().to_der()]),
            &pki::Digest::Sha256.identifier(),
            &attributes,
            &pki::Algorithm::EcdsaP256Sha256.identifier(),
            &write::octets(&signature),
        ])
    };
    let list = house.list(&[]);
    let judge = |signers: usize, lists: usize| {
        let data = write::sequence(&[
            &write::integer(1),
            &write::set_of(vec![pki::Digest::Sha256.identifier()]),
            &write::sequence(&[&write::oid(oid::DATA)]),
            &write::constructed(tag::context(0), &data.certificates),
            &write::constructed(tag::context(1), &vec![list.der(); lists]),
            &write::set_of(vec![signer.clone(); signers]),
        ]);
        house.verify(&write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)]), CONTENT)
    };
    let report = judge(64, 16);
    assert!(report.passed() && report.signers.len() == 64);
    assert_eq!(verdict(&judge(65, 1)), Verdict::TotalFailed(Reason::FormatFailure));
    assert_eq!(verdict(&judge(1, 17)), Verdict::TotalFailed(Reason::FormatFailure));
    assert_eq!(verdict(&judge(0, 0)), Verdict::TotalFailed(Reason::FormatFailure));
}
