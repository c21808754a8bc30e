mod crafted;

use super::*;
use crate::crl::Reason;
use crate::fixture::{House, Pair, folder_of, issuer, now, pem, succeeds, term};
use crate::name::Kind;
use crate::path::{Policies, Question, Revocation, Rule, Source, Standing, Trust, judge};
use crate::profile::service;
use crate::{Algorithm, Certificate, Name, Serial, Time};

const DAY: i64 = 86_400;

struct Service {
    house: House,
    key: Pair,
    responder: Certificate,
    signer: Certificate,
}

impl Service {
    fn new() -> Self {
        let (house, key) = (House::p256(), Pair::p256());
        let name = Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "OCSP")]).expect("a name");
        let tbs = service::responder(issuer(&house.issuing), &name, &key.public(), &term(9, 1)).expect("a certificate");
        let responder = house.issuing_key.certificate(&tbs);
        let signer = house.signer(&Pair::p256(), 3);
        Self { house, key, responder, signer }
    }

    fn id(&self, digest: IdDigest) -> CertId {
        CertId::new(digest, &self.house.issuing, self.signer.serial())
    }

    fn contents<'a>(&self, singles: &'a [Single], nonce: Option<&'a [u8]>) -> Contents<'a> {
        Contents { responder: Responder::Key(self.key.public().identifier().to_vec()), produced_at: now(), singles, nonce }
    }

    fn answer(&self, status: Status, this_update: Time, nonce: Option<&[u8]>) -> Vec<u8> {
        let single = Single::new(self.id(IdDigest::Sha1), status, this_update, Some(this_update.plus_seconds(DAY)));
        let tbs = to_be_signed(&self.contents(&[single], nonce));
        assemble(&tbs, Algorithm::EcdsaP256Sha256, &self.key.sign(&tbs), &[&self.responder])
    }

    fn expected<'a>(&'a self, nonce: Option<&'a [u8]>) -> Expected<'a> {
        Expected { issuer: &self.house.issuing, serial: self.signer.serial(), nonce, nonce_required: nonce.is_some(), at: now() }
    }
}

#[test]
fn a_request_is_read_back_and_openssl_reads_it() {
    let service = Service::new();
    for digest in [IdDigest::Sha1, IdDigest::Strong(crate::Digest::Sha256)] {
        let request = Request { ids: vec![service.id(digest)], nonce: Some(vec![7; 16]) };
        assert_eq!(Request::parse(&request.to_der()), Ok(request.clone()));
        assert!(request.ids[0].is_of(&service.house.issuing) && !request.ids[0].is_of(&service.house.root));
        let folder = folder_of(&[("q.der", &request.to_der())]);
        let text = succeeds(folder.path(), &["ocsp", "-reqin", "q.der", "-req_text", "-noverify"]);
        assert!(text.to_lowercase().contains(&service.signer.serial().to_string()) && text.contains("OCSP Nonce"), "{text}");
    }
    let plain = Request { ids: vec![service.id(IdDigest::Sha1)], nonce: None };
    assert_eq!(Request::parse(&plain.to_der()), Ok(plain));
    assert!(Request::parse(&Request { ids: Vec::new(), nonce: None }.to_der()).is_err());
    assert!(Request::parse(&Request { ids: vec![service.id(IdDigest::Sha1)], nonce: Some(vec![0; LONGEST_NONCE + 1]) }.to_der()).is_err());
}

#[test]
fn openssl_asks_us_and_judges_our_answer() {
    let service = Service::new();
    let folder = folder_of(&[
        ("ca.pem", &pem(&[&service.house.root])),
        ("issuing.pem", &pem(&[&service.house.issuing])),
        ("chain.pem", &pem(&[&service.house.root, &service.house.issuing])),
        ("signer.pem", &pem(&[&service.signer])),
    ]);
    let ask = ["ocsp", "-issuer", "issuing.pem", "-cert", "signer.pem", "-reqout", "q.der"];
    succeeds(folder.path(), &ask);
    let request = Request::parse(&std::fs::read(folder.path().join("q.der")).expect("a request")).expect("OpenSSL's request");
    assert!(request.ids[0].is_of(&service.house.issuing) && request.ids[0].serial() == service.signer.serial());
    let at = now().unix().to_string();
    for (status, word) in [
        (Status::Good, "signer.pem: good"),
        (Status::Revoked { at: now().plus_seconds(-60), reason: Reason::KeyCompromise }, "keyCompromise"),
        (Status::Revoked { at: now().plus_seconds(-60), reason: Reason::Unspecified }, "signer.pem: revoked"),
        (Status::Unknown, "signer.pem: unknown"),
    ] {
        let single = Single::new(request.ids[0].clone(), status, now(), Some(now().plus_seconds(DAY)));
        let tbs = to_be_signed(&service.contents(&[single], request.nonce.as_deref()));
        let der = assemble(&tbs, Algorithm::EcdsaP256Sha256, &service.key.sign(&tbs), &[&service.responder]);
        std::fs::write(folder.path().join("a.der"), &der).expect("written");
        // The validity period of the answer is held against the clock of the machine, which is not ours.
        let how = ["-respin", "a.der", "-CAfile", "chain.pem", "-attime", &at, "-validity_period", "3000000000"];
        let text = succeeds(folder.path(), &[&["ocsp", "-reqin", "q.der"], &how[..]].concat());
        assert!(text.contains("Response verify OK") && !text.contains("once"), "{text}");
        let text = succeeds(folder.path(), &[&["ocsp", "-issuer", "issuing.pem", "-cert", "signer.pem", "-no_nonce"], &how[..]].concat());
        assert!(text.contains("Response verify OK") && text.contains(word), "{text}");
        let answer = Answer::parse(&der).expect("our own answer");
        assert_eq!(answer.check(&service.expected(request.nonce.as_deref()), &[]), Ok(status));
    }
}

#[test]
fn we_judge_answers_of_openssl() {
    let service = Service::new();
    let serial = service.signer.serial().to_string().to_uppercase();
    let request = Request { ids: vec![service.id(IdDigest::Sha1)], nonce: Some(vec![5; 16]) };
    let folder = folder_of(&[
        ("issuing.pem", &pem(&[&service.house.issuing])),
        ("responder.pem", &pem(&[&service.responder])),
        ("responder.key", &service.key.pkcs8()),
        ("q.der", &request.to_der()),
        ("index.txt", format!("R\t360101000000Z\t261101000000Z,keyCompromise\t{serial}\tunknown\t/CN=x\n").as_bytes()),
    ]);
    let arguments = "ocsp -index index.txt -CA issuing.pem -rsigner responder.pem -rkey responder.key -reqin q.der -respout a.der -ndays 1";
    succeeds(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
    let answer = Answer::parse(&std::fs::read(folder.path().join("a.der")).expect("an answer")).expect("OpenSSL's answer");
    assert!(matches!(answer.authorize(&service.house.issuing, &[]), Ok(Signer::Delegate(found)) if *found == service.responder));
    assert_eq!(answer.nonce(), request.nonce.as_deref());
    let single = answer.about(&service.house.issuing, service.signer.serial()).expect("about it");
    assert!(matches!(single.status, Status::Revoked { reason: Reason::KeyCompromise, .. }));
    assert_eq!(answer.authorize(&service.house.root, &[]), Err(Fault::Responder));
}

#[test]
fn an_answer_that_is_not_the_one_asked_for_is_refused_by_name() {
    let service = Service::new();
    let parse = |der: &[u8]| Answer::parse(der).expect("our own answer");
    let good = parse(&service.answer(Status::Good, now(), Some(&[1; 16])));
    let nonce = [1; 16];
    assert_eq!(good.check(&service.expected(Some(&nonce)), &[]), Ok(Status::Good));
    assert_eq!(good.check(&service.expected(Some(&[2; 16])), &[]), Err(Fault::Nonce));
    let without = parse(&service.answer(Status::Good, now(), None));
    assert_eq!(without.check(&service.expected(Some(&nonce)), &[]), Err(Fault::Nonce));
    let lenient = Expected { nonce_required: false, ..service.expected(Some(&nonce)) };
    assert_eq!(without.check(&lenient, &[]), Ok(Status::Good));

    let other = Serial::from_random([77; 16]);
    assert_eq!(good.check(&Expected { serial: &other, ..lenient }, &[]), Err(Fault::OtherCertificate));
    assert_eq!(good.check(&Expected { issuer: &service.house.root, ..lenient }, &[]), Err(Fault::Responder));
    assert_eq!(good.check(&Expected { at: now().plus_seconds(DAY + SKEW), ..service.expected(Some(&nonce)) }, &[]), Ok(Status::Good));
    assert_eq!(good.check(&Expected { at: now().plus_seconds(DAY + SKEW + 1), ..service.expected(Some(&nonce)) }, &[]), Err(Fault::Stale));
    assert_eq!(good.check(&Expected { at: now().plus_seconds(-SKEW - 1), ..service.expected(Some(&nonce)) }, &[]), Err(Fault::NotYet));

    // A signer of the same issuer is no responder, whatever it signs.
    let key = Pair::p256();
    let person = service.house.signer(&key, 8);
    let single = Single::new(service.id(IdDigest::Sha1), Status::Good, now(), None);
    let tbs = to_be_signed(&Contents { responder: Responder::Name(person.subject().clone()), ..service.contents(&[single], None) });
    let forged = parse(&assemble(&tbs, Algorithm::EcdsaP256Sha256, &key.sign(&tbs), &[&person]));
    assert_eq!(forged.authorize(&service.house.issuing, &[]), Err(Fault::Responder));
    let forged = parse(&assemble(good.to_be_signed(), Algorithm::EcdsaP256Sha256, &key.sign(good.to_be_signed()), &[&service.responder]));
    assert_eq!(forged.authorize(&service.house.issuing, &[]), Err(Fault::Signature));
    // A responder of another house.
    assert_eq!(good.authorize(&House::p256().issuing, &[]), Err(Fault::Responder));

    assert_eq!(Answer::parse(&failure(Failure::TryLater)), Err(AnswerError::Failure(Failure::TryLater)));
    for failure in [Failure::MalformedRequest, Failure::InternalError, Failure::SignatureRequired, Failure::Unauthorized] {
        assert_eq!(Answer::parse(&super::failure(failure)), Err(AnswerError::Failure(failure)));
    }
}

#[test]
fn a_path_rests_on_answers_as_on_lists() {
    let service = Service::new();
    let (anchors, below) = ([service.house.root.clone()], [service.house.issuing.clone()]);
    let lists = [crate::Crl::parse(&service.house.root_crl()).expect("a list")];
    let trust = Trust { anchors: &anchors, intermediates: &below, crls: &lists, revocation: Revocation::Required, proven: None };
    let judge_by = |answers: &[Answer], at| judge(&service.signer, &Question { trust, answers, at, policies: Policies::default() });
    let answer = |status, at| Answer::parse(&service.answer(status, at, None)).expect("our own answer");

    assert_eq!(judge_by(&[], now()).map_err(|refusal| refusal.rule), Err(Rule::RevocationUnknown));
    let good = [answer(Status::Good, now())];
    let path = judge_by(&good, now()).expect("a path");
    assert_eq!(path.sources, [vec![Source::Answer(0)], vec![Source::List(0)]]);
    assert_eq!(path.standings[0], Standing::Good { list_of: now() });
    assert_eq!(judge_by(&good, now().plus_seconds(DAY + 400)).map_err(|refusal| refusal.rule), Err(Rule::RevocationUnknown));

    let since = now().plus_seconds(-5);
    let revoked = Status::Revoked { at: since, reason: Reason::KeyCompromise };
    let both = [answer(Status::Good, now()), answer(revoked, now().plus_seconds(-1))];
    assert_eq!(judge_by(&both, now()).map_err(|refusal| refusal.rule), Err(Rule::Revoked { at: since, reason: Reason::KeyCompromise }));
    assert!(judge_by(&both, since.plus_seconds(-1)).is_ok());
    let held = Status::Revoked { at: since, reason: Reason::Hold };
    assert!(judge_by(&[answer(Status::Good, now()), answer(held, now().plus_seconds(-1))], now()).is_ok());
    assert!(judge_by(&[answer(Status::Good, now().plus_seconds(-1)), answer(held, now())], now()).is_err());
    assert_eq!(judge_by(&[answer(Status::Unknown, now())], now()).map_err(|refusal| refusal.rule), Err(Rule::RevocationUnknown));
}

#[test]
fn a_changed_or_cut_answer_is_never_believed_and_never_panics() {
    let service = Service::new();
    let der = service.answer(Status::Good, now(), Some(&[1; 16]));
    let nonce = [1; 16];
    let certificate =
        der.windows(service.responder.der().len()).position(|window| window == service.responder.der()).expect("it is inside");
    for bit in 0..der.len() * 8 {
        let mut changed = der.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let answer = Answer::parse(&changed);
        let believed = answer.is_ok_and(|answer| answer.check(&service.expected(Some(&nonce)), &[]).is_ok());
        assert!(!believed, "bit {bit} of {}, certificate from {certificate}", der.len() * 8);
    }
    for length in 0..der.len() {
        assert!(Answer::parse(&der[..length]).is_err());
        let _ = Answer::parse_basic(&der[..length]);
    }
    let request = Request { ids: vec![service.id(IdDigest::Sha1)], nonce: Some(vec![7; 16]) }.to_der();
    for bit in 0..request.len() * 8 {
        let mut changed = request.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let _ = Request::parse(&changed);
        assert!(Request::parse(&request[..bit / 8]).is_err());
    }
}
