use gost::ParameterSet;
use pki::fixture::Pair;
use pki::oid;

use super::begin;
use crate::cades::evidence::Level;
use crate::cades::imprint;
use crate::cades::unsigned::Unsigned;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, Services};
use crate::{assemble_attached, prepare};

const LEVELS: [Level; 4] = [Level::Stamped, Level::LongType1, Level::LongTerm, Level::Archive];

fn kinds(cms: &[u8]) -> Vec<const_oid::ObjectIdentifier> {
    let data = SignedData::parse(cms).expect("a CMS");
    Unsigned::of(&data.signers[0]).expect("attributes").attributes.iter().map(|attribute| attribute.kind).collect()
}

fn houses() -> Vec<(House, [Pair; 2])> {
    let of = |set| (House::gost(set), [Pair::gost(set), Pair::gost(set)]);
    vec![(House::new(), [Pair::p256(), Pair::p256()]), of(ParameterSet::CryptoProA), of(ParameterSet::Tc26A512)]
}

#[test]
fn every_level_is_reached_and_still_passes() {
    for (house, keys) in houses() {
        let services = Services::new(&house, keys);
        for level in LEVELS {
            let cms = services.complete(&mut begin(&house.sign(CONTENT), &house, level, CONTENT));
            let wanted: &[_] = match level {
                Level::Stamped | Level::LongTerm => &[oid::SIGNATURE_TIME_STAMP],
                Level::LongType1 => &[
                    oid::SIGNATURE_TIME_STAMP,
                    oid::CERTIFICATE_REFERENCES,
                    oid::REVOCATION_REFERENCES,
                    oid::CERTIFICATE_VALUES,
                    oid::REVOCATION_VALUES,
                    oid::ESC_TIME_STAMP,
                ],
                Level::Archive => &[oid::SIGNATURE_TIME_STAMP, oid::ARCHIVE_TIME_STAMP_V3],
            };
            assert_eq!(kinds(&cms), wanted, "{level:?}");
            assert!(house.verify(&cms, CONTENT).passed(), "{level:?}");
            let data = SignedData::parse(&cms).expect("a CMS");
            let inside = (data.crls.len(), data.answers.len());
            let expected = if matches!(level, Level::LongTerm | Level::Archive) { (1, 2) } else { (0, 0) };
            assert_eq!(inside, expected, "{level:?}: the root's list, and answers about signer and time stamp authority");
        }
    }
}

#[test]
fn attached_contents_reach_every_level_and_need_no_digest_beside() {
    let house = House::new();
    let services = Services::p256(&house);
    let prepared = prepare(&house.digest(CONTENT), &house.signer, crate::fixture::now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let cms = assemble_attached(&prepared, CONTENT, &house.signer, &signature, std::slice::from_ref(&house.issuing)).expect("assembled");
    for level in LEVELS {
        let mut gathering = super::Gathering::begin(&cms, super::goal(&house, level)).expect("begun");
        let done = services.complete(&mut gathering);
        let report = crate::verify(&done, &[], &house.trust(&[], pki::path::Revocation::IfAtHand), crate::fixture::now());
        assert!(report.passed(), "{level:?}");
    }
    let other = assemble_attached(&prepared, b"another", &house.signer, &signature, &[]);
    assert_eq!(other, Err(crate::AssembleError::Content));
}

#[test]
fn nothing_that_was_there_changes_a_byte() {
    let (first, second) = (House::new(), House::gost(ParameterSet::CryptoProA));
    let services = Services::p256(&first);
    let mut cms = first.sign(CONTENT);
    let prepared = prepare(&second.digest(CONTENT), &second.signer, crate::fixture::now()).expect("prepared");
    cms = crate::add_signer(&cms, &prepared, &second.signer, &second.key.sign(prepared.bytes()), &[]).expect("added");
    let before = SignedData::parse(&cms).expect("a CMS");
    for level in LEVELS {
        let done = services.complete(&mut begin(&cms, &first, level, CONTENT));
        let after = SignedData::parse(&done).expect("a CMS");
        assert_eq!(after.signers[0].fields, before.signers[0].fields);
        assert_eq!((after.signers[1].fields, after.signers[1].unsigned_attributes), (before.signers[1].fields, None));
        assert_eq!(after.certificates[..before.certificates.len()], before.certificates[..]);
        // a second run adds behind
        let again = services.complete(&mut begin(&done, &first, Level::Archive, CONTENT));
        let later = SignedData::parse(&again).expect("a CMS");
        let there = |data: &SignedData<'_>| data.signers[0].unsigned_attributes.unwrap_or_default().to_vec();
        assert!(there(&later).starts_with(&there(&after)), "{level:?}");
        assert_eq!(later.certificates[..after.certificates.len()], after.certificates[..]);
        assert_eq!(later.revocation_choices[..after.revocation_choices.len()], after.revocation_choices[..]);
    }
}

/// Each archive time stamp covers everything before it, the earlier archive time stamps among it, and stands when more is added.
#[test]
fn an_archive_time_stamp_is_renewed_over_the_first() {
    let house = House::new();
    let services = Services::p256(&house);
    let once = services.complete(&mut begin(&house.sign(CONTENT), &house, Level::Archive, CONTENT));
    let other = Services::p256(&house);
    let twice = other.complete(&mut begin(&once, &house, Level::Archive, CONTENT));
    let data = SignedData::parse(&twice).expect("a CMS");
    let signer = &data.signers[0];
    let unsigned = Unsigned::of(signer).expect("attributes");
    let tokens = unsigned.tokens(oid::ARCHIVE_TIME_STAMP_V3).expect("tokens");
    let values: Vec<_> = unsigned.values(oid::ARCHIVE_TIME_STAMP_V3).collect();
    assert_eq!(tokens.len(), 2);
    let mut covered = Vec::new();
    for token in &tokens {
        let index = token.hash_index().expect("an index").expect("an index");
        assert_eq!(index.is_of(&data, &unsigned), Some(true));
        let octets = imprint::of_archive(&data, &token.digest().expect("ours").of(CONTENT), signer, index.der);
        assert_eq!(token.covers(&octets), Some(true));
        let other = imprint::of_archive(&data, &token.digest().expect("ours").of(b"other"), signer, index.der);
        assert_eq!(token.covers(&other), Some(false));
        covered.push((index.covers_value(oid::ARCHIVE_TIME_STAMP_V3, values[0]), index.attributes.len(), index.revocation.len()));
    }
    // the second: signature-time-stamp and the first archive time stamp; one more answer, about the authority of the first
    assert_eq!(covered, [(false, 1, 3), (true, 2, 3)]);
    assert!(house.verify(&twice, CONTENT).passed());
}

#[test]
fn the_escape_time_stamp_covers_signature_time_stamp_and_references() {
    let house = House::new();
    let cms = Services::p256(&house).complete(&mut begin(&house.sign(CONTENT), &house, Level::LongType1, CONTENT));
    let data = SignedData::parse(&cms).expect("a CMS");
    let signer = &data.signers[0];
    let unsigned = Unsigned::of(signer).expect("attributes");
    let octets = imprint::of_references(signer).expect("octets");
    assert_eq!(unsigned.tokens(oid::ESC_TIME_STAMP).expect("tokens")[0].covers(&octets), Some(true));
    assert_eq!(unsigned.tokens(oid::SIGNATURE_TIME_STAMP).expect("tokens")[0].covers(signer.signature), Some(true));
    // by hand: the signature's octets, then three attributes, each without its outermost header
    let mut reader = pki::asn1::Reader::new(signer.unsigned_attributes.expect("attributes"));
    let first: Vec<_> = (0..3).map(|_| reader.element().expect("an attribute").value).collect();
    assert_eq!(octets, [&[signer.signature], &first[..]].concat().concat());
}
