//! The proven moment: what a time stamp saves, what it does not, and what the clocks have to agree in.

use pki::Time;
use pki::crl::{Entry, Reason as Why};
use pki::fixture::Pair;
use pki::ocsp::{Answer, Status};
use pki::path::{Revocation, Standing};

use super::services::{Stamper, answer};
use crate::cades::stamp::ToStamp;
use crate::fixture::{CONTENT, House, YEAR, digest, now};
use crate::{AttributeOrder, Cause, EvidenceKind, Level, Part, Question, Reason, Report, StampKind, Verdict, judge, prepare};

const MINUTE: i64 = 60;

fn later(seconds: i64) -> Time {
    now().plus_seconds(seconds)
}

fn stamper(house: &House) -> Stamper {
    Stamper::of(house, Pair::p256(), 5)
}

fn stamped(house: &House, time: Time) -> Vec<u8> {
    stamper(house).stamp(&house.sign(CONTENT), &ToStamp::signature(0, pki::Digest::Sha256), time)
}

fn ask(house: &House, cms: &[u8], lists: &[pki::Crl], answers: &[Answer], at: Time) -> Report {
    let contents = [digest(CONTENT)];
    let trust = house.trust(lists, Revocation::IfAtHand);
    judge(cms, &Question { contents: &contents, trust, answers, at })
}

fn revoked(house: &House, at: Time) -> [pki::Crl; 1] {
    [house.list(&[Entry { serial: house.signer.serial().clone(), at, reason: Why::KeyCompromise }])]
}

#[test]
fn a_time_stamp_keeps_a_signature_valid_after_its_certificates_end() {
    let house = House::new();
    let cms = stamped(&house, later(MINUTE));
    let report = ask(&house, &cms, &[], &[], later(2 * YEAR));
    assert_eq!(report.verdict(), Verdict::TotalPassed, "{report:?}");
    let signer = &report.signers[0];
    assert_eq!(signer.proof.map(|proof| (proof.time, proof.stamp)), Some((later(MINUTE), 1)));
    assert_eq!((signer.judged_at, signer.level), (later(MINUTE), Some(Level::T)));
    let [stamp] = &signer.stamps[..] else { panic!("one stamp") };
    assert_eq!((stamp.kind, stamp.verdict, stamp.judged_at), (StampKind::Signature, Verdict::TotalPassed, later(2 * YEAR)));
    assert_eq!((stamp.algorithm, stamp.digest_algorithm, stamp.serial.as_deref()), ("ECDSA-P256", "SHA-256", Some("1234")));
    assert_eq!(stamp.path.len(), 3);
    // without it
    let report = ask(&house, &house.sign(CONTENT), &[], &[], later(2 * YEAR));
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::OutOfBoundsNoPoe));
}

#[test]
fn what_is_revoked_after_the_proven_moment_was_good_then() {
    let house = House::new();
    let cms = stamped(&house, later(MINUTE));
    let judged = |since| ask(&house, &cms, &revoked(&house, since), &[], later(3600)).verdict();
    assert_eq!(judged(later(2 * MINUTE)), Verdict::TotalPassed);
    // between the claimed moment and the proven one nothing tells which came first
    assert_eq!(judged(later(30)), Verdict::Indeterminate(Reason::RevokedNoPoe));
    assert_eq!(judged(later(-30)), Verdict::TotalFailed(Reason::Revoked));
    // by OCSP the same
    let by_answer = |at| {
        let status = Status::Revoked { at, reason: Why::KeyCompromise };
        ask(&house, &cms, &[], &[answer(&house, &house.signer, status, later(600))], later(3600)).verdict()
    };
    assert_eq!(by_answer(later(2 * MINUTE)), Verdict::TotalPassed);
    assert_eq!(by_answer(later(30)), Verdict::Indeterminate(Reason::RevokedNoPoe));
}

#[test]
fn a_path_says_what_it_rests_on() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let good = answer(&house, &house.signer, Status::Good, now());
    let report = ask(&house, &cms, &[], &[good], later(MINUTE));
    assert_eq!(report.verdict(), Verdict::TotalPassed);
    let links = &report.signers[0].links;
    assert_eq!(links[0].standing, Some(Standing::Good { list_of: now() }));
    assert_eq!((links[0].evidence[0].kind, links[0].evidence[0].embedded), (EvidenceKind::Ocsp, false));
    assert_eq!((links[1].standing, links[2].anchor), (Some(Standing::Unknown), true));
    let remarks: Vec<_> = report.signers[0].remarks.iter().map(|remark| (remark.part, remark.cause.code())).collect();
    assert_eq!(remarks, [(Part::Certificate(2), "revocation_unknown")]);
}

#[test]
fn clocks_that_contradict_each_other_are_told_of() {
    let house = House::new();
    // the stamp is an hour older than the claim
    let report = ask(&house, &stamped(&house, later(-3600)), &[], &[], later(MINUTE));
    assert!(report.reasons().any(|finding| finding.cause.code() == "not_yet_valid"), "{report:?}");
    // claimed later than the verifier's clock, within the certificate
    let ahead = prepare(&digest(CONTENT), &house.signer, later(3600)).expect("prepared");
    let signature = house.key.sign(ahead.bytes());
    let ahead = crate::assemble(&ahead, &house.signer, &signature, std::slice::from_ref(&house.issuing)).expect("assembled");
    let report = ask(&house, &ahead, &[], &[], now());
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::SigConstraintsFailure));
    assert_eq!(report.signers[0].findings[0].cause, Cause::SigningTimeInFuture);
    assert_eq!(ask(&house, &ahead, &[], &[], later(3600 - 200)).verdict(), Verdict::TotalPassed, "clocks may differ a little");
    // claimed later than the stamp
    let stamped = stamper(&house).stamp(&ahead, &ToStamp::signature(0, pki::Digest::Sha256), later(MINUTE));
    let report = ask(&house, &stamped, &[], &[], later(7200));
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::TimestampOrderFailure));
    assert_eq!(report.signers[0].findings[0].cause, Cause::SigningTimeAfterStamp);
}

#[test]
fn a_stamp_of_nobody_we_trust_and_one_for_something_else_take_the_certainty_away() {
    let (house, other) = (House::new(), House::new());
    let cms = house.sign(CONTENT);
    let to_stamp = ToStamp::signature(0, pki::Digest::Sha256);
    let foreign = stamper(&other).stamp(&cms, &to_stamp, now());
    let report = ask(&house, &foreign, &[], &[], later(MINUTE));
    assert!(matches!(report.verdict(), Verdict::Indeterminate(_)), "{:?}", report.verdict());
    assert!(report.reasons().all(|finding| finding.part == Part::TimeStamp(1)));
    // one that we trust makes up for it
    let both = stamper(&house).stamp(&foreign, &to_stamp, now());
    let report = ask(&house, &both, &[], &[], later(MINUTE));
    assert_eq!(report.verdict(), Verdict::TotalPassed, "{report:?}");
    assert!(report.signers[0].remarks.iter().any(|remark| remark.part == Part::TimeStamp(1)));
    // a stamp moved from another signature
    let token = stamper(&house).token(to_stamp.imprint(&house.sign(b"another")).expect("an imprint"), now());
    let moved = crate::add_unsigned(&cms, 0, &[(pki::oid::SIGNATURE_TIME_STAMP, token)]).expect("added");
    let report = ask(&house, &moved, &[], &[], later(MINUTE));
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::SigConstraintsFailure));
    let finding = &report.signers[0].findings[0];
    assert_eq!((finding.part, &finding.cause), (Part::TimeStamp(1), &Cause::StampImprint));
    assert_eq!(report.signers[0].stamps[0].verdict, Verdict::TotalFailed(Reason::HashFailure));
}

#[test]
fn an_archive_stamp_keeps_the_stamps_under_it_and_is_not_older() {
    let house = House::new();
    let short = Stamper::of(&house, Pair::p256(), 1);
    let cms = short.stamp(&house.sign(CONTENT), &ToStamp::signature(0, pki::Digest::Sha256), later(MINUTE));
    let at = later(YEAR + 86_400);
    // the authority's certificate is over, and so is the signer's
    let report = ask(&house, &cms, &[], &[], at);
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::OutOfBoundsNoPoe), "{report:?}");
    assert_eq!(report.signers[0].remarks[0].part, Part::TimeStamp(1));
    let archive = ToStamp::archive(0, pki::Digest::Sha256, Some(&digest(CONTENT)));
    let renewed = stamper(&house).stamp(&cms, &archive, later(3600));
    let report = ask(&house, &renewed, &[], &[], at);
    assert_eq!(report.verdict(), Verdict::TotalPassed, "{report:?}");
    let signer = &report.signers[0];
    assert_eq!((signer.level, signer.judged_at), (Some(Level::Lta), later(MINUTE)));
    assert_eq!(signer.stamps[0].judged_at, later(3600));
    let wrong = stamper(&house).stamp(&cms, &archive, later(1));
    let report = ask(&house, &wrong, &[], &[], later(3600));
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::TimestampOrderFailure));
    // over another content
    let contents = [digest(b"another")];
    let report = judge(&renewed, &Question { contents: &contents, trust: house.trust(&[], Revocation::IfAtHand), answers: &[], at });
    assert_eq!(report.verdict(), Verdict::TotalFailed(Reason::HashFailure));
}

#[test]
fn attributes_that_were_sent_in_another_order_are_read_and_told_of() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    assert_eq!(house.verify(&cms, CONTENT).signers[0].order, Some(AttributeOrder::Der));
    let data = crate::cms::read::SignedData::parse(&cms).expect("a CMS");
    let attributes = data.signers[0].signed_attributes.expect("attributes");
    let mut reader = pki::asn1::Reader::new(attributes);
    let mut all = Vec::new();
    while !reader.is_empty() {
        all.push(reader.element().expect("an attribute").raw.to_vec());
    }
    all.reverse();
    let at = cms.windows(attributes.len()).position(|window| window == attributes).expect("they stand there");
    let mut reversed = cms.clone();
    reversed[at..at + attributes.len()].copy_from_slice(&all.concat());
    let report = house.verify(&reversed, CONTENT);
    assert_eq!(report.verdict(), Verdict::TotalPassed);
    assert_eq!(report.signers[0].order, Some(AttributeOrder::Sorted));
    assert!(report.signers[0].remarks.iter().any(|remark| remark.cause == Cause::AttributesReordered));
}
