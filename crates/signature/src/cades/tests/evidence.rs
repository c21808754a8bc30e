use pki::crl::{Entry, Reason};
use pki::fixture::Pair;
use pki::ocsp::{Failure, Fault, Status, failure};
use pki::path::{Revocation, Rule, Trust};
use pki::tsp::{FailInfo, granted, refused};
use pki::{Certificate, tsp};

use super::{begin, goal};
use crate::cades::evidence::{GatherError, Gathering, Level, Missing, Refused, State};
use crate::cades::stamp::Stamp;
use crate::cades::token::TokenFault;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, Services, now};

fn pending(gathering: &mut Gathering) -> Vec<Missing> {
    match gathering.advance().expect("a way on") {
        State::Pending(missing) => missing,
        State::Complete(_) => panic!("not complete yet"),
    }
}

fn stamp_request(gathering: &mut Gathering) -> Vec<u8> {
    match &pending(gathering)[..] {
        [Missing::TimeStamp { request, .. }] => request.clone(),
        other => panic!("a time stamp is missing: {other:?}"),
    }
}

#[test]
fn what_is_missing_is_told_with_addresses_and_bytes() {
    let house = House::new();
    let services = Services::p256(&house);
    let mut gathering = begin(&house.sign(CONTENT), &house, Level::LongType1, CONTENT);
    let before = gathering.cms().to_vec();
    let request = stamp_request(&mut gathering);
    assert_eq!(stamp_request(&mut gathering), request, "the same as long as nothing comes");
    let parsed = tsp::Request::parse(&request).expect("a request");
    let data = SignedData::parse(&before).expect("a CMS");
    assert_eq!(parsed.imprint.value(), house.key.algorithm().digest().of(data.signers[0].signature));
    assert!(parsed.certificate && parsed.nonce.is_some());
    assert_eq!(gathering.cms(), before, "nothing is made up");

    gathering.take_time_stamp(&services.stamp(&request)).expect("a time stamp");
    let missing = pending(&mut gathering);
    let about: Vec<_> =
        missing.iter().map(|one| if let Missing::Revocation { certificate, .. } = one { certificate } else { panic!("{one:?}") }).collect();
    assert_eq!(about, [&house.signer, &house.issuing, &services.stamper.1]);
    let Missing::Revocation { issuer, ocsp, lists, .. } = &missing[0] else { panic!("revocation") };
    assert_eq!((issuer, &lists[..], ocsp.is_empty()), (&house.issuing, &[pki::fixture::URLS[1].to_owned()][..], true));

    missing.iter().for_each(|one| services.give(&mut gathering, one));
    let Missing::TimeStamp { stamp, .. } = &pending(&mut gathering)[0] else { panic!("a time stamp") };
    assert_eq!(*stamp, Stamp::References);
    assert!(matches!(
        gathering.take_answer(&services.answer(&request_of(&missing[0]), Status::Good)),
        Err(Refused::Answer(Fault::OtherCertificate))
    ));
}

fn request_of(missing: &Missing) -> Vec<u8> {
    if let Missing::Revocation { request, .. } = missing { request.clone() } else { panic!("revocation") }
}

#[test]
fn tokens_that_do_not_answer_are_refused_by_name() {
    let house = House::new();
    let services = Services::p256(&house);
    let mut gathering = begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT);
    let request = tsp::Request::parse(&stamp_request(&mut gathering)).expect("a request");
    let token = |request: &tsp::Request, at| granted(&services.token(request, at));
    let other = crate::cades::token::imprint(pki::Digest::Sha256, b"another");
    let mut take = |response: &[u8]| gathering.take_time_stamp(response).expect_err("refused");
    let fault = |fault| Refused::Token(TokenFault::Other(fault));
    assert_eq!(take(&token(&tsp::Request { imprint: other, ..request.clone() }, now())), fault(tsp::Fault::Imprint));
    assert_eq!(take(&token(&tsp::Request { nonce: Some(vec![1]), ..request.clone() }, now())), fault(tsp::Fault::Nonce));
    assert_eq!(take(&token(&request, now().plus_seconds(301))), Refused::Clock(now().plus_seconds(301)));
    assert_eq!(take(&token(&request, now().plus_seconds(-301))), Refused::Clock(now().plus_seconds(-301)));
    assert_eq!(take(&refused(FailInfo::SystemFailure, "нет")), Refused::NoToken { why: Some(FailInfo::SystemFailure) });
    assert!(matches!(take(b"junk"), Refused::Malformed(_)));
    // without a certificate along, nobody knows whose it is
    let bare = services.token(&tsp::Request { certificate: false, ..request.clone() }, now());
    assert_eq!(take(&granted(&bare)), Refused::Token(TokenFault::NoCertificate));
    // somebody who may sign, but not time
    let key = Pair::p256();
    let certificate = house.signer(&key, 9);
    let signer = Services { stamper: (key, certificate), ..Services::p256(&house) };
    assert_eq!(take(&granted(&signer.token(&request, now()))), Refused::Token(TokenFault::Purpose));
    // a changed byte of the signature
    let mut changed = services.token(&request, now());
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert!(matches!(take(&granted(&changed)), Refused::Token(TokenFault::Signature(_))));
    gathering.take_time_stamp(&token(&request, now().plus_seconds(300))).expect("the clocks may differ a little");
    assert!(matches!(gathering.advance(), Ok(State::Complete(_))));
    assert_eq!(gathering.take_time_stamp(&token(&request, now())), Err(Refused::NotAsked));
}

/// A token whose path has a gap waits, and is not in the CMS meanwhile.
#[test]
fn a_token_waits_for_certificates_of_its_authority() {
    let house = House::new();
    let other = House::new();
    let services = Services::p256(&other);
    let mut gathering = begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT);
    let mut wider = goal(&house, Level::Stamped);
    wider.anchors.push(other.root.clone());
    gathering = Gathering::begin(gathering.cms(), wider).expect("begun");
    let before = gathering.cms().to_vec();
    let request = tsp::Request::parse(&stamp_request(&mut gathering)).expect("a request");
    // brings its own certificate along, and not the one above
    let alone = Services { house: &other, stamper: services.stamper, responder: services.responder, at: now() };
    let token = alone.token_with(&request, now(), &[&alone.stamper.1]);
    gathering.take_time_stamp(&granted(&token)).expect("taken");
    assert_eq!(gathering.cms(), before);
    let missing = pending(&mut gathering);
    let [Missing::Certificate { below, addresses }] = &missing[..] else { panic!("{missing:?}") };
    assert_eq!((below, &addresses[..]), (&alone.stamper.1, &[pki::fixture::URLS[0].to_owned()][..]));
    assert_eq!(gathering.take_certificates(other.root.der()), Err(Refused::OtherCertificate));
    assert_eq!(gathering.take_certificates(house.issuing.der()), Err(Refused::OtherCertificate));
    gathering.take_certificates(pki::certificate::chain_to_pem([&house.root, &other.issuing]).as_bytes()).expect("the one above");
    let State::Complete(cms) = gathering.advance().expect("a way on") else { panic!("complete") };
    let anchors = [house.root.clone(), other.root.clone()];
    let trust = Trust { anchors: &anchors, intermediates: std::slice::from_ref(&other.issuing), ..house.trust(&[], Revocation::IfAtHand) };
    assert!(crate::verify(&cms, &[house.digest(CONTENT)], &trust, now()).passed());
    assert!(cms.len() > before.len());
}

/// One under a root that turns out to be a stranger's is dropped, and another authority can be asked.
#[test]
fn a_token_of_a_stranger_is_dropped() {
    let (house, stranger) = (House::new(), House::new());
    let mut gathering = begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT);
    let before = gathering.cms().to_vec();
    let request = stamp_request(&mut gathering);
    gathering.take_time_stamp(&Services::p256(&stranger).stamp(&request)).expect("may still turn out to be good");
    assert!(matches!(&pending(&mut gathering)[..], [Missing::Certificate { below, .. }] if *below == stranger.issuing));
    gathering.take_certificates(stranger.root.der()).expect("the one above");
    assert_eq!(stamp_request(&mut gathering), request);
    assert_eq!(gathering.cms(), before);
    // the same token is now refused at once
    let refused = gathering.take_time_stamp(&Services::p256(&stranger).stamp(&request)).expect_err("refused");
    assert!(matches!(refused, Refused::Untrusted(_)), "{refused:?}");
    gathering.take_time_stamp(&Services::p256(&house).stamp(&request)).expect("one of ours");
    assert!(matches!(gathering.advance(), Ok(State::Complete(_))));
}

#[test]
fn answers_and_lists_are_checked_before_they_count() {
    let house = House::new();
    let services = Services::p256(&house);
    let mut gathering = begin(&house.sign(CONTENT), &house, Level::LongTerm, CONTENT);
    let request = stamp_request(&mut gathering);
    gathering.take_time_stamp(&services.stamp(&request)).expect("a time stamp");
    let missing = pending(&mut gathering);
    let ask = request_of(&missing[0]);

    assert_eq!(gathering.take_answer(&failure(Failure::TryLater)), Err(Refused::NoAnswer(Failure::TryLater)));
    assert_eq!(gathering.take_answer(&services.answer(&ask, Status::Unknown)), Err(Refused::Status(Status::Unknown)));
    gathering.set_moment(now().plus_seconds(7200));
    assert_eq!(gathering.take_answer(&services.answer(&ask, Status::Good)), Err(Refused::Answer(Fault::Stale)));
    gathering.set_moment(now());
    let early = Services { at: now().plus_seconds(7200), ..Services::p256(&house) };
    assert!(matches!(
        gathering.take_answer(&early.answer(&ask, Status::Good)),
        Err(Refused::Answer(Fault::NotYet | Fault::ResponderExpired))
    ));
    let foreign = House::new();
    let false_answer = Services { responder: Services::p256(&foreign).responder, ..Services::p256(&house) }.answer(&ask, Status::Good);
    assert!(matches!(gathering.take_answer(&false_answer), Err(Refused::Answer(Fault::Responder))));

    assert_eq!(gathering.take_list(&foreign.crl(1, &[])), Err(Refused::ListSignature));
    assert_eq!(pending(&mut gathering), missing, "nothing of it counts");
    gathering.take_list(&services.list(&[])).expect("tells of signer and time stamp authority");
    assert_eq!(pending(&mut gathering).len(), 1);
    assert_eq!(gathering.take_list(&services.list(&[])), Err(Refused::OtherList));
    gathering.set_moment(now().plus_seconds(2 * 86_400));
    assert_eq!(gathering.take_list(&house.root_crl()), Err(Refused::ListStale));
    gathering.set_moment(now());
    gathering.take_list(&house.root_crl()).expect("the root's");
    assert!(matches!(gathering.advance(), Ok(State::Complete(_))));
}

#[test]
fn a_revocation_ends_the_gathering_whoever_tells_of_it() {
    let house = House::new();
    let services = Services::p256(&house);
    for by_list in [false, true] {
        let mut gathering = begin(&house.sign(CONTENT), &house, Level::LongTerm, CONTENT);
        let request = stamp_request(&mut gathering);
        gathering.take_time_stamp(&services.stamp(&request)).expect("a time stamp");
        let ask = request_of(&pending(&mut gathering)[0]);
        let (at, reason) = (now().plus_seconds(-10), Reason::KeyCompromise);
        if by_list {
            let entry = Entry { serial: house.signer.serial().clone(), at, reason };
            gathering.take_list(&services.list(&[entry])).expect("heard");
        } else {
            gathering.take_answer(&services.answer(&ask, Status::Revoked { at, reason })).expect("heard");
        }
        let Err(GatherError::Path(refusal)) = gathering.advance() else { panic!("revoked") };
        assert_eq!(refusal.rule, Rule::Revoked { at, reason });
    }
}

#[test]
fn what_cannot_be_reached_is_said() {
    let house = House::new();
    assert!(matches!(Gathering::begin(b"junk", goal(&house, Level::Stamped)), Err(GatherError::Malformed(_))));
    let absent = super::Goal { signer: 1, ..goal(&house, Level::Stamped) };
    assert!(matches!(Gathering::begin(&house.sign(CONTENT), absent), Err(GatherError::Add(_))));
    // the signer's authority is nobody's whom we trust
    let services = Services::p256(&house);
    let strangers = super::Goal { anchors: vec![House::new().root.clone()], ..goal(&house, Level::LongTerm) };
    let stamped = services.complete(&mut begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT));
    let mut gathering = Gathering::begin(&stamped, strangers).expect("begun");
    let missing = pending(&mut gathering);
    assert!(missing.iter().all(|one| matches!(one, Missing::Certificate { .. })), "{missing:?}");
    // an archive time stamp needs the content
    let mut gathering = Gathering::begin(&house.sign(CONTENT), goal(&house, Level::Archive)).expect("begun");
    let error = loop {
        match gathering.advance() {
            Ok(State::Pending(missing)) => missing.iter().for_each(|one| services.give(&mut gathering, one)),
            Ok(State::Complete(_)) => panic!("no content"),
            Err(error) => break error,
        }
    };
    assert_eq!(error, GatherError::Stamp(crate::cades::StampError::NoContent));
    let expired: Certificate = house.signer.clone();
    let later = super::Goal { at: expired.not_after().plus_seconds(1), ..goal(&house, Level::LongTerm) };
    let error = Gathering::begin(&stamped, later).expect("begun").advance().expect_err("expired");
    assert!(matches!(error, GatherError::Path(refusal) if refusal.rule == Rule::Expired));
}
