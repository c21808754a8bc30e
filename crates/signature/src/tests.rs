//! Verification as a whole: what passes, what fails and why, and what OpenSSL says of the same bytes.

mod causes;
mod changed;
mod forged;
mod hostile;
mod judge;
mod moments;
mod services;
mod several;

use pki::crl::{Entry, Reason as Why};
use pki::path::{Revocation, Standing};

use crate::fixture::{CONTENT, House, YEAR, digest, now};
use crate::{AssembleError, Fact, PrepareError, Reason, Report, ToSign, Verdict, assemble, prepare, verify};

pub(super) fn verdict(report: &Report) -> Verdict {
    report.verdict()
}

#[test]
fn what_is_signed_in_two_phases_passes() {
    let house = House::new();
    let report = house.verify(&house.sign(CONTENT), CONTENT);
    assert!(report.passed());
    let [signer] = &report.signers[..] else { panic!("one signer") };
    assert_eq!(signer.certificate.as_ref(), Some(&house.signer));
    assert_eq!(signer.signing_time, Some(now()));
    assert_eq!(signer.path, [house.signer.clone(), house.issuing.clone(), house.root.clone()]);
    assert_eq!(signer.standings, [Standing::Unknown, Standing::Unknown]);
}

#[test]
fn facts_are_field_and_value() {
    let house = House::new();
    let report = house.verify(&house.sign(CONTENT), CONTENT);
    let facts = report.signers[0].facts.as_ref().expect("facts");
    let list = facts.list();
    let value = |field: &str| list.iter().find(|fact| fact.field == field).map(|fact| fact.value.as_str());
    assert_eq!(value("subject"), Some("INN=500100732259,GN=Анна Сергеевна,SN=Петрова,CN=Петрова Анна Сергеевна,C=RU"));
    assert_eq!(value("issuer"), Some("CN=Выпускающий УЦ,O=ООО «Сургуч»,C=RU"));
    assert_eq!(value("algorithm"), Some("ECDSA-P256"));
    assert_eq!(value("digest_algorithm"), Some("SHA-256"));
    assert_eq!(value("signing_time"), Some("2026-11-22T12:00:00Z"));
    assert_eq!(value("digest"), Some(hex::encode(digest(CONTENT).value).as_str()));
    assert_eq!(value("thumbprint"), Some(hex::encode_upper(house.signer.thumbprint()).as_str()));
    assert!(list.contains(&Fact { field: "serial", value: house.signer.serial().to_string() }));
    assert!(facts.attributes.contains(&("INN".to_owned(), "500100732259".to_owned())));
}

#[test]
fn another_content_is_a_hash_failure() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    assert_eq!(verdict(&house.verify(&cms, b"another")), Verdict::TotalFailed(Reason::HashFailure));
    let report = verify(&cms, &[], &house.trust(&[], Revocation::Ignored), now());
    assert_eq!(verdict(&report), Verdict::Indeterminate(Reason::SignedDataNotFound));
}

#[test]
fn the_moment_and_the_trust_decide() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let at = |moment| verdict(&verify(&cms, &[digest(CONTENT)], &house.trust(&[], Revocation::IfAtHand), moment));
    assert_eq!(at(now().plus_seconds(-3600)), Verdict::Indeterminate(Reason::NotYetValid));
    assert_eq!(at(now().plus_seconds(2 * YEAR)), Verdict::Indeterminate(Reason::OutOfBoundsNoPoe));
    assert_eq!(verdict(&House::new().verify(&cms, CONTENT)), Verdict::Indeterminate(Reason::NoCertificateChainFound));
    let report = verify(&cms, &[digest(CONTENT)], &house.trust(&[], Revocation::Required), now());
    assert_eq!(verdict(&report), Verdict::Indeterminate(Reason::TryLater));
}

#[test]
fn revocation_before_the_claimed_moment_fails_and_after_it_is_indeterminate() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let judge = |since, at| {
        let crls = [house.list(&[Entry { serial: house.signer.serial().clone(), at: since, reason: Why::KeyCompromise }])];
        verdict(&verify(&cms, &[digest(CONTENT)], &house.trust(&crls, Revocation::IfAtHand), at))
    };
    assert_eq!(judge(now(), now()), Verdict::TotalFailed(Reason::Revoked));
    assert_eq!(judge(now().plus_seconds(60), now().plus_seconds(90)), Verdict::Indeterminate(Reason::RevokedNoPoe));
    assert_eq!(judge(now().plus_seconds(60), now().plus_seconds(30)), Verdict::TotalPassed);
}

#[test]
fn what_does_not_fit_is_not_prepared_or_assembled() {
    let house = House::new();
    let mut short = digest(CONTENT);
    short.value.pop();
    assert_eq!(prepare(&short, &house.signer, now()), Err(PrepareError::Digest));

    let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
    let other = House::new();
    let foreign = other.key.sign(prepared.bytes());
    assert_eq!(assemble(&prepared, &house.signer, &foreign, &[]), Err(AssembleError::Signature));
}

#[test]
fn prepared_bytes_are_taken_up_again_for_their_own_certificate_only() {
    let house = House::new();
    let prepared = prepare(&digest(CONTENT), &house.signer, now()).expect("prepared");
    assert_eq!(ToSign::restore(prepared.bytes(), &house.signer), Ok(prepared.clone()));
    assert!(ToSign::restore(prepared.bytes(), &house.twin()).is_err());
    assert!(ToSign::restore(&prepared.bytes()[1..], &house.signer).is_err());
}
