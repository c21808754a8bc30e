//! Every single bit of a small signature, and every cut of it: refused, with a reason that names the part.

use std::collections::BTreeSet;

use gost::ParameterSet;
use pki::Digest;
use pki::fixture::Pair;
use pki::path::Revocation;

use super::services::Stamper;
use crate::cades::stamp::ToStamp;
use crate::fixture::{CONTENT, House, now};
use crate::{Reason, Report, Verdict};

fn stamped(house: &House, key: Pair, digest: Digest) -> Vec<u8> {
    Stamper::of(house, key, 5).stamp(&house.sign(CONTENT), &ToStamp::signature(0, digest), now())
}

/// Judged by somebody who has nothing but the root.
fn judge(house: &House, cms: &[u8]) -> Report {
    crate::verify(cms, &[house.digest(CONTENT)], &house.trust(&[], Revocation::IfAtHand), now().plus_seconds(1))
}

/// Flips every bit from this octet on, and one of each octet before; answers the parts that were named.
fn flipped(house: &House, cms: &[u8], from: usize) -> BTreeSet<String> {
    assert_eq!(judge(house, cms).verdict(), Verdict::TotalPassed, "{:?}", judge(house, cms));
    let middle = from + (cms.len() - from) / 2;
    let halves = [0..middle, middle..cms.len()];
    let half = |range: std::ops::Range<usize>| {
        let mut parts = BTreeSet::new();
        let bits = |index: usize| if index < from { index % 8..index % 8 + 1 } else { 0..8 };
        for (index, bit) in range.flat_map(|index| bits(index).map(move |bit| (index, bit))) {
            let mut changed = cms.to_vec();
            changed[index] ^= 1 << bit;
            let report = judge(house, &changed);
            assert!(!report.passed(), "octet {index} bit {bit} is not seen");
            let named = report.reasons().filter(|finding| finding.reason.is_some()).map(|finding| finding.part.to_string());
            let named: Vec<String> = named.collect();
            assert!(!named.is_empty(), "octet {index} bit {bit}: no part is named");
            parts.extend(named);
        }
        parts
    };
    std::thread::scope(|scope| {
        let threads = halves.map(|range| scope.spawn(|| half(range)));
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    })
}

fn cut(house: &House, cms: &[u8]) {
    for length in 0..cms.len() {
        let report = judge(house, &cms[..length]);
        assert_eq!(report.verdict(), Verdict::TotalFailed(Reason::FormatFailure), "{length}");
        assert!(report.reasons().any(|finding| finding.part.code() == "format"), "{length}");
    }
}

/// Where the unsigned attributes begin, which end the message. What stands before is changed bit by bit where there are none.
fn unsigned(cms: &[u8]) -> usize {
    let data = crate::cms::read::SignedData::parse(cms).expect("our own CMS");
    let attributes = data.signers[0].unsigned_attributes.expect("a time stamp");
    // with the header
    cms.len() - attributes.len() - 4
}

fn parts(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_bit_of_an_ecdsa_signature_counts() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let wanted = parts(&["format", "content", "signed_attributes", "signature_value", "certificate 1", "certificate 2"]);
    assert!(flipped(&house, &cms, 0).is_superset(&wanted));
    cut(&house, &cms);
}

#[test]
fn every_bit_of_a_gost_signature_counts() {
    let house = House::gost(ParameterSet::CryptoProA);
    let cms = house.sign(CONTENT);
    let wanted = parts(&["format", "content", "signed_attributes", "signature_value", "certificate 1", "certificate 2"]);
    assert!(flipped(&house, &cms, 0).is_superset(&wanted));
    cut(&house, &cms);
}

#[test]
fn every_bit_of_an_ecdsa_signature_with_a_time_stamp_counts() {
    let house = House::new();
    let cms = stamped(&house, Pair::p256(), Digest::Sha256);
    assert!(flipped(&house, &cms, unsigned(&cms)).is_superset(&parts(&["format", "signature_value", "certificate 2", "time_stamp 1"])));
    cut(&house, &cms);
}

#[test]
fn every_bit_of_a_gost_signature_with_a_time_stamp_counts() {
    let house = House::gost(ParameterSet::CryptoProA);
    let cms = stamped(&house, Pair::gost(ParameterSet::CryptoProA), Digest::Streebog256);
    assert!(flipped(&house, &cms, unsigned(&cms)).is_superset(&parts(&["format", "signature_value", "certificate 2", "time_stamp 1"])));
    cut(&house, &cms);
}
