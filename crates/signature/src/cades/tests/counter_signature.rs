use gost::ParameterSet;
use pki::fixture::{WITH_ENGINE, folder_of, openssl, pem};
use pki::path::{Revocation, Trust};

use super::begin;
use crate::cades::counter_signature::{CounterError, ToCounterSign, check, prepare, signing_time};
use crate::cades::evidence::Level;
use crate::cades::unsigned::Unsigned;
use crate::cms::edit::AddError;
use crate::cms::proof::SignatureFault;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, Services, now};

#[test]
fn a_counter_signature_stands_beside_the_signature_it_is_over() {
    let (house, other) = (House::new(), House::gost(ParameterSet::CryptoProA));
    let before = Services::p256(&house).complete(&mut begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT));
    let prepared = prepare(&before, 0, &other.signer, now()).expect("prepared");
    assert_eq!(ToCounterSign::restore(prepared.bytes(), &other.signer), Ok(prepared.clone()));
    assert!(ToCounterSign::restore(prepared.bytes(), &other.twin()).is_err());
    assert!(crate::ToSign::restore(prepared.bytes(), &other.signer).is_err(), "no signature of a content");
    let signature = other.key.sign(prepared.bytes());
    let chain = [other.issuing.clone(), other.root.clone()];
    let cms = prepared.add(&before, 0, &other.signer, &signature, &chain).expect("added");

    let (old, new) = (SignedData::parse(&before).expect("a CMS"), SignedData::parse(&cms).expect("a CMS"));
    let there = old.signers[0].unsigned_attributes.expect("attributes");
    assert!(new.signers[0].unsigned_attributes.expect("attributes").starts_with(there));
    assert_eq!(new.certificates[..old.certificates.len()], old.certificates[..]);
    assert_eq!(new.certificates[old.certificates.len()..], [other.signer.der(), other.issuing.der()]);
    assert_eq!(new.signers[0].fields, old.signers[0].fields);

    let counters = Unsigned::of(&new.signers[0]).expect("attributes").counter_signatures().expect("counter-signatures");
    let [counter] = &counters[..] else { panic!("one") };
    assert!(counter.id.names(&other.signer) && !counter.id.names(&house.signer));
    assert_eq!(check(counter, &new.signers[0], &other.signer), Ok(()));
    assert_eq!(check(counter, counter, &other.signer), Err(SignatureFault::Digest));
    assert_eq!(check(counter, &new.signers[0], &other.twin()), Err(SignatureFault::Certificate));
    // what signs a content signs no signature, and the other way round
    assert_eq!(check(&new.signers[0], counter, &house.signer), Err(SignatureFault::ContentType));
    assert_eq!(signing_time(counter), Ok(Some(now())));
    let anchors = [house.root.clone(), other.root.clone()];
    let trust = Trust { anchors: &anchors, ..house.trust(&[], Revocation::IfAtHand) };
    assert!(crate::verify(&cms, &[house.digest(CONTENT)], &trust, now()).passed());

    let folder = folder_of(&[WITH_ENGINE, ("ca.pem", &pem(&[&house.root])), ("content.bin", CONTENT), ("counter.p7s", &cms)]);
    let at = now().unix().to_string();
    let command = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "counter.p7s", "-content", "content.bin"];
    let judge = [&command[..], &["-purpose", "any", "-CAfile", "ca.pem", "-attime", &at, "-out", "out"]].concat();
    assert!(openssl(folder.path(), &judge).status.success());
}

#[test]
fn what_does_not_fit_is_not_added() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let prepared = prepare(&cms, 0, &house.signer, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let add = |cms: &[u8], signer, signature: &[u8]| prepared.add(cms, signer, &house.signer, signature, &[]);
    assert!(add(&cms, 0, &signature).is_ok());
    assert_eq!(add(&cms, 1, &signature), Err(CounterError::Add(AddError::NoSigner)));
    assert_eq!(add(&house.sign(b"another"), 0, &signature), Err(CounterError::OtherSignature));
    let wrong = house.key.sign(b"another");
    assert!(matches!(add(&cms, 0, &wrong), Err(CounterError::Add(AddError::Signature(_)))));
    assert!(matches!(prepare(b"", 0, &house.signer, now()), Err(CounterError::Malformed(_))));
}

#[test]
fn evidence_of_a_counter_signer_is_gathered_too() {
    let house = House::new();
    let cms = house.sign(CONTENT);
    let twin = house.twin();
    let prepared = prepare(&cms, 0, &twin, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let cms = prepared.add(&cms, 0, &twin, &signature, &[]).expect("added");
    let done = Services::p256(&house).complete(&mut begin(&cms, &house, Level::LongTerm, CONTENT));
    // about the signer, the counter-signer and the time stamp authority
    assert_eq!(SignedData::parse(&done).expect("a CMS").answers.len(), 3);
}
