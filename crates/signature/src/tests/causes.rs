//! Each bad input has its own indication; docs/verification.md lists them.

use pki::asn1::{tag, write};
use pki::crl::{self, Entry, Reason as Why};
use pki::fixture::{Pair, issuer, term};
use pki::path::Revocation;
use pki::profile::person::Person;
use pki::profile::{Term, signer};
use pki::{Algorithm, Certificate, Crl, Digest, Serial, Time, oid};

use super::services::Stamper;
use crate::cades::stamp::ToStamp;
use crate::fixture::{CONTENT, House, YEAR, digest, now};
use crate::{Cause, Part, Question, Reason, Report, Verdict, assemble, judge, prepare};

fn later(seconds: i64) -> Time {
    now().plus_seconds(seconds)
}

fn ask(house: &House, cms: &[u8], lists: &[Crl], revocation: Revocation, at: Time) -> Report {
    let contents = [digest(CONTENT)];
    judge(cms, &Question { contents: &contents, trust: house.trust(lists, revocation), answers: &[], at })
}

/// Verdict, part and cause of the first reason.
fn first(report: &Report) -> (Verdict, Part, &'static str) {
    let finding = report.reasons().find(|finding| finding.reason.is_some()).expect("a reason");
    let code = Cause::CODES.into_iter().find(|code| *code == finding.cause.code()).expect("a listed code");
    (report.verdict(), finding.part, code)
}

/// A message whose signer announces these algorithms.
fn by(house: &House, digest_by: &[u8], algorithm: &[u8]) -> Vec<u8> {
    let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let mut attributes = prepared.bytes().to_vec();
    attributes[0] = tag::context(0);
    let info = write::sequence(&[
        &write::integer(1),
        &write::sequence(&[house.signer.issuer().der(), &house.signer.serial().to_der()]),
        digest_by,
        &attributes,
        algorithm,
        &write::octets(&signature),
    ]);
    let data = write::sequence(&[
        &write::integer(1),
        &write::set_of(vec![digest_by.to_vec()]),
        &write::sequence(&[&write::oid(oid::DATA)]),
        &write::constructed(tag::context(0), &[house.signer.der(), house.issuing.der()]),
        &write::set_of(vec![info]),
    ]);
    write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)])
}

fn identifier(oid: &str) -> Vec<u8> {
    write::sequence(&[&write::oid(oid.parse().expect("an identifier"))])
}

/// Signed by a certificate of one's own making.
fn signed(house: &House, certificate: &Certificate, key: &Pair, time: Time) -> Vec<u8> {
    let prepared = prepare(&digest(CONTENT), certificate, time).expect("prepared");
    assemble(&prepared, certificate, &key.sign(prepared.bytes()), std::slice::from_ref(&house.issuing)).expect("assembled")
}

#[test]
fn unknown_and_weak_algorithms_are_called_by_their_names() {
    let house = House::new();
    let judged = |digest_by: &[u8], algorithm: &[u8]| {
        let report = ask(&house, &by(&house, digest_by, algorithm), &[], Revocation::IfAtHand, now());
        (first(&report), report.signers[0].findings[0].cause.detail())
    };
    let (sha256, ecdsa) = (Digest::Sha256.identifier(), Algorithm::EcdsaP256Sha256.identifier());
    const WEAK: Verdict = Verdict::Indeterminate(Reason::CryptoConstraintsFailure);
    for (digest_by, name) in [("1.2.840.113549.2.5", "MD5"), ("1.3.14.3.2.26", "SHA-1"), ("1.2.643.2.2.9", "GOST R 34.11-94")] {
        let found = judged(&identifier(digest_by), &ecdsa);
        assert_eq!(found, ((WEAK, Part::SignedAttributes, "algorithm_weak"), Some(name.to_owned())));
    }
    let unknown = "2.16.840.1.101.3.4.2.8";
    assert_eq!(judged(&identifier(unknown), &ecdsa), ((WEAK, Part::SignedAttributes, "algorithm_unknown"), Some(unknown.to_owned())));
    let found = judged(&sha256, &identifier("1.2.840.10045.4.1"));
    assert_eq!(found, ((WEAK, Part::SignatureValue, "algorithm_weak"), Some("SHA-1".to_owned())));
    let found = judged(&sha256, &identifier("1.2.840.113549.1.1.4"));
    assert_eq!(found, ((WEAK, Part::SignatureValue, "algorithm_weak"), Some("MD5".to_owned())));
    let found = judged(&sha256, &identifier("1.2.3.4"));
    assert_eq!(found, ((WEAK, Part::SignatureValue, "algorithm_unknown"), Some("1.2.3.4".to_owned())));
    let found = judged(&sha256, &Algorithm::EcdsaP384Sha384.identifier());
    assert_eq!(found.0, (WEAK, Part::SignatureValue, "algorithm_mismatch"));
    let found = judged(&sha256, &Algorithm::RsaSha256.identifier());
    assert_eq!(found.0, (Verdict::TotalFailed(Reason::SigCryptoFailure), Part::SignatureValue, "algorithm_mismatch"));
}

#[test]
fn a_key_of_a_curve_for_tests_is_weak() {
    let house = House::new();
    let key = Pair::gost(gost::ParameterSet::Test512);
    let certificate = person(&house, &key, &term(9, 1));
    let content = crate::ContentDigest { algorithm: Digest::Streebog512, value: Digest::Streebog512.of(CONTENT) };
    let prepared = prepare(&content, &certificate, now()).expect("prepared");
    // nothing is assembled with such a key
    assert!(assemble(&prepared, &certificate, &key.sign(prepared.bytes()), &[]).is_err());
}

fn person(house: &House, key: &Pair, term: &Term) -> Certificate {
    let name = Person { surname: "Петрова".into(), given_name: "Анна".into(), ..Person::default() }.name().expect("a name");
    let tbs = signer(issuer(&house.issuing), &name, &key.public(), term, term.not_after).expect("a certificate");
    house.issuing_key.certificate(&tbs)
}

#[test]
fn certificates_for_something_else_are_of_the_wrong_purpose() {
    let house = House::new();
    let stamper = Stamper::of(&house, Pair::p256(), 5);
    let cms = signed(&house, &stamper.certificate, &stamper.key, now());
    let report = ask(&house, &cms, &[], Revocation::IfAtHand, now());
    assert_eq!(first(&report), (Verdict::Indeterminate(Reason::ChainConstraintsFailure), Part::Certificate(1), "wrong_purpose"));
    // and time is not stamped with a certificate for documents: nothing adds such a token, and nothing believes it
    let key = Pair::p256();
    let certificate = person(&house, &key, &term(9, 1));
    let (cms, to_stamp) = (house.sign(CONTENT), ToStamp::signature(0, Digest::Sha256));
    let token = Stamper::with(key, certificate).token(to_stamp.imprint(&cms).expect("an imprint"), now());
    assert!(to_stamp.add(&cms, &token, &[]).is_err());
    let cms = crate::add_unsigned(&cms, 0, &[(oid::SIGNATURE_TIME_STAMP, token)]).expect("added");
    let report = ask(&house, &cms, &[], Revocation::IfAtHand, now());
    assert_eq!(first(&report), (Verdict::Indeterminate(Reason::ChainConstraintsFailure), Part::TimeStamp(1), "wrong_purpose"));
}

#[test]
fn moments_outside_of_a_certificate_have_indications_of_their_own() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let at = |at| first(&ask(&house, &cms, &[], Revocation::IfAtHand, at));
    assert_eq!(at(later(2 * YEAR)), (Verdict::Indeterminate(Reason::OutOfBoundsNoPoe), Part::Certificate(1), "expired"));
    assert_eq!(at(later(15 * YEAR)).0, Verdict::Indeterminate(Reason::OutOfBoundsNoPoe));
    assert_eq!(at(later(-3600)).0, Verdict::Indeterminate(Reason::NotYetValid));
    // the signer says so
    let late = signed(&house, &house.signer, &house.key, later(YEAR + 3600));
    let report = ask(&house, &late, &[], Revocation::IfAtHand, later(2 * YEAR));
    assert_eq!(first(&report), (Verdict::TotalFailed(Reason::Expired), Part::Certificate(1), "expired"));
    // a stamp proves so
    let key = Pair::p256();
    let soon = Term { serial: Serial::from_random([9; 16]), not_before: later(3600), not_after: later(YEAR) };
    let certificate = person(&house, &key, &soon);
    let early = signed(&house, &certificate, &key, later(3600));
    let stamped = Stamper::of(&house, Pair::p256(), 5).stamp(&early, &ToStamp::signature(0, Digest::Sha256), later(60));
    let report = ask(&house, &stamped, &[], Revocation::IfAtHand, later(7200));
    assert_eq!(first(&report), (Verdict::TotalFailed(Reason::NotYetValid), Part::Certificate(1), "not_yet_valid"));
}

#[test]
fn no_path_no_evidence_and_a_revoked_authority_are_told_apart() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let other = House::new();
    let report = ask(&other, &cms, &[], Revocation::IfAtHand, now());
    assert_eq!(report.verdict(), Verdict::Indeterminate(Reason::NoCertificateChainFound));
    let report = ask(&house, &cms, &[], Revocation::Required, now());
    assert_eq!(first(&report), (Verdict::Indeterminate(Reason::TryLater), Part::Certificate(1), "revocation_unknown"));
    let entries = [Entry { serial: house.issuing.serial().clone(), at: now(), reason: Why::AuthorityCompromise }];
    let contents = crl::Contents { issuer: &house.root, number: 2, this_update: now(), next_update: later(86_400), entries: &entries };
    let list = Crl::parse(&house.root_key.wrap(&crl::to_be_signed(&contents).expect("a list"))).expect("our own list");
    let report = ask(&house, &cms, &[list], Revocation::IfAtHand, later(60));
    assert_eq!(first(&report), (Verdict::Indeterminate(Reason::RevokedCaNoPoe), Part::Certificate(2), "revoked"));
}

#[test]
fn broken_evidence_that_nothing_rests_on_is_told_of() {
    let house = House::new();
    let with = |list: &[u8]| {
        let cms = house.sign(CONTENT);
        let data = crate::cms::read::SignedData::parse(&cms).expect("our own CMS");
        let info = {
            let mut info = write::element(tag::SEQUENCE, data.signers[0].fields);
            info[0] = tag::SEQUENCE;
            info
        };
        let data = write::sequence(&[
            &write::integer(1),
            &write::set_of(vec![Digest::Sha256.identifier()]),
            &write::sequence(&[&write::oid(oid::DATA)]),
            &write::constructed(tag::context(0), &data.certificates),
            &write::constructed(tag::context(1), &[list]),
            &write::set_of(vec![info]),
        ]);
        let cms = write::sequence(&[&write::oid(oid::SIGNED_DATA), &write::element(tag::context(0), &data)]);
        ask(&house, &cms, &[], Revocation::IfAtHand, later(60))
    };
    let list = house.crl(1, &[]);
    let report = with(&list);
    assert_eq!((report.verdict(), report.embedded.lists), (Verdict::TotalPassed, 1));
    assert!(report.signers[0].links[0].evidence[0].embedded);
    let mut broken = list;
    let last = broken.len() - 1;
    broken[last] ^= 1;
    let report = with(&broken);
    assert_eq!(first(&report), (Verdict::Indeterminate(Reason::SigConstraintsFailure), Part::EmbeddedList(1), "damaged"));
}

#[test]
fn the_documents_list_every_indication_and_every_part() {
    let page = include_str!("../../../../docs/verification.md");
    for reason in Reason::ALL {
        assert!(page.contains(&format!("| {} |", reason.code())), "{}", reason.code());
    }
}
