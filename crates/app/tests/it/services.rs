//! OCSP answers and time stamps of a house, and what becomes of signatures without them.

use std::time::Duration;

use app::admin::{Renewal, Verdict, judge_certificate, renew_authority};
use app::package::{NewFile, Signing};
use app::{Settings, services};
use domain::id::CertificateId;
use domain::issue::KeyAlgorithm;
use pki::crl::Reason;
use pki::ocsp::{Answer, AnswerError, CertId, Expected, Failure, IdDigest, Request, Status};
use pki::tsp::{self, FailInfo, Imprint, Response};
use pki::{Certificate, Digest, Time};
use signature::cades::Token;
use testhouse::House;

struct Chain {
    issuing: Certificate,
    signer: Certificate,
}

async fn chain(house: &House, certificate: CertificateId) -> Chain {
    let signer = app::certificate::der(&house.ctx, &house.call(), certificate).await.unwrap();
    let chain = app::authority::chain_pem(&house.ctx).await.unwrap();
    let signer = Certificate::parse(&signer).unwrap();
    let issuing = pki::certificate::chain_from_pem(&chain).unwrap().into_iter().find(|one| one.subject() == signer.issuer()).unwrap();
    Chain { issuing, signer }
}

fn now(house: &House) -> Time {
    Time::from_unix(house.ctx.now().seconds())
}

/// Asks, and judges the answer as a stranger does.
async fn status(house: &House, chain: &Chain, nonce: Option<&[u8]>) -> Status {
    let id = CertId::new(IdDigest::Sha1, &chain.issuing, chain.signer.serial());
    let request = Request { ids: vec![id], nonce: nonce.map(<[u8]>::to_vec) };
    let reply = services::respond(&house.ctx, &request.to_der()).await;
    assert_eq!(reply.made.is_some(), nonce.is_none(), "only answers without a nonce may be kept");
    let answer = Answer::parse(&reply.der).unwrap();
    let expected =
        Expected { issuer: &chain.issuing, serial: chain.signer.serial(), nonce, nonce_required: nonce.is_some(), at: now(house) };
    answer.check(&expected, &[]).unwrap()
}

async fn refusal(house: &House, request: &[u8]) -> Failure {
    match Answer::parse(&services::respond(&house.ctx, request).await.der) {
        Err(AnswerError::Failure(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

/// For so long nodes may not know of a revocation yet.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(300)).await;
}

fn query() -> tsp::Request {
    let imprint = Imprint::new(Digest::Streebog256, &Digest::Streebog256.of(b"stamped")).unwrap();
    tsp::Request { imprint, policy: None, nonce: Some(vec![1, 2, 3]), certificate: true }
}

async fn stamp(house: &House, request: &[u8]) -> Result<Vec<u8>, FailInfo> {
    let response = Response::parse(&services::stamp(&house.ctx, request).await.0).unwrap();
    response.token.ok_or_else(|| response.why.unwrap())
}

testkit::both_own! {
    async fn when_the_authority_is_renewed_the_old_one_goes_on_answering(db: TestDatabase) {
        let house = House::on(&db).await;
        let before = house.signatory(house.own_company).await;
        let old = chain(&house, before.certificate).await;
        assert_eq!(status(&house, &old, None).await, Status::Good);
        let renewal = Renewal { algorithm: Some(KeyAlgorithm::EcdsaP256), new_root: false };
        let made = renew_authority(&house.ctx, renewal).await.unwrap();
        assert_eq!(stamp(&house, &query().to_der()).await.map(|token| token.is_empty()), Ok(false));

        let after = house.signatory(house.own_company).await;
        let new = chain(&house, after.certificate).await;
        assert_eq!(new.issuing, made.certificate);
        assert_eq!(status(&house, &new, Some(&[9; 32])).await, Status::Good);
        judge_certificate(&house.ctx, before.certificate, Verdict::Revoke(Reason::Superseded)).await.unwrap();
        a_moment().await;
        assert!(matches!(status(&house, &old, None).await, Status::Revoked { .. }));
        assert_eq!(status(&house, &new, None).await, Status::Good);
        assert_eq!(app::authority::self_check(&house.ctx).await.unwrap(), []);
    }

    async fn a_revocation_is_answered_on_every_node_within_a_second(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let chain = chain(&house, who.certificate).await;
        let other = house.another_node(&db);
        let remembered = |ctx: app::Ctx| {
            let id = CertId::new(IdDigest::Strong(Digest::Streebog256), &chain.issuing, chain.signer.serial());
            async move { services::respond(&ctx, &Request { ids: vec![id], nonce: None }.to_der()).await.der }
        };
        assert_eq!(status(&house, &chain, None).await, Status::Good);
        assert_eq!(status(&house, &chain, Some(&[9; 32])).await, Status::Good);
        let first = remembered(other.clone()).await;
        assert_eq!(remembered(other.clone()).await, first, "signed once");

        judge_certificate(&house.ctx, who.certificate, Verdict::Suspend).await.unwrap();
        a_moment().await;
        assert!(matches!(status(&house, &chain, None).await, Status::Revoked { reason: Reason::Hold, .. }));
        assert_ne!(remembered(other.clone()).await, first);
        judge_certificate(&house.ctx, who.certificate, Verdict::Resume).await.unwrap();
        a_moment().await;
        assert_eq!(status(&house, &chain, None).await, Status::Good);
        judge_certificate(&house.ctx, who.certificate, Verdict::Revoke(Reason::KeyCompromise)).await.unwrap();
        a_moment().await;
        let revoked = |status| matches!(status, Status::Revoked { reason: Reason::KeyCompromise, .. });
        assert!(revoked(status(&house, &chain, None).await) && revoked(status(&house, &chain, Some(&[9; 32])).await));
        assert_eq!(house.ctx.store.read(ca::self_check).await.unwrap(), []);
    }

    async fn a_responder_says_nothing_good_of_what_it_does_not_know(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let chain = chain(&house, who.certificate).await;
        assert_eq!(refusal(&house, b"rubbish").await, Failure::MalformedRequest);
        let foreign = CertId::new(IdDigest::Sha1, &chain.signer, chain.signer.serial());
        assert_eq!(refusal(&house, &Request { ids: vec![foreign], nonce: None }.to_der()).await, Failure::Unauthorized);
        let unknown = CertId::new(IdDigest::Sha1, &chain.issuing, &pki::Serial::from_random([1; 16]));
        let reply = services::respond(&house.ctx, &Request { ids: vec![unknown.clone()], nonce: None }.to_der()).await;
        assert_eq!((Answer::parse(&reply.der).unwrap().singles()[0].status, reply.made), (Status::Unknown, None));
        let many = Request { ids: vec![unknown; 17], nonce: None };
        assert_eq!(refusal(&house, &many.to_der()).await, Failure::Unauthorized);
        // a clock behind what has happened
        let right = house.ctx.now();
        house.clock.set(right.minus(Duration::from_secs(3600)));
        a_moment().await;
        let known = CertId::new(IdDigest::Sha1, &chain.issuing, chain.signer.serial());
        assert_eq!(refusal(&house, &Request { ids: vec![known], nonce: None }.to_der()).await, Failure::TryLater);
    }

    async fn time_is_stamped_while_the_clock_is_believed(db: TestDatabase) {
        let house = House::on(&db).await;
        let request = query();
        let token = stamp(&house, &request.to_der()).await.unwrap();
        let parsed = Token::parse(&token).unwrap();
        assert_eq!(parsed.info.answers(&request), Ok(()));
        assert_eq!((parsed.info.time.seconds, parsed.info.policy), (now(&house), app::DEFAULT_STAMP_POLICY));
        let authority = parsed.authority(&[]).unwrap();
        assert!(tsp::may_stamp(&authority));
        let again = stamp(&house, &request.to_der()).await.unwrap();
        assert_ne!(Token::parse(&again).unwrap().info.serial, parsed.info.serial);

        assert_eq!(stamp(&house, b"rubbish").await, Err(FailInfo::BadDataFormat));
        let policy = tsp::Request { policy: Some("1.2.3".parse().unwrap()), ..query() };
        assert_eq!(stamp(&house, &policy.to_der()).await, Err(FailInfo::UnacceptedPolicy));
        house.clock.set(house.ctx.now().plus(Duration::from_secs(5)));
        assert_eq!(stamp(&house, &request.to_der()).await, Err(FailInfo::TimeNotAvailable));
        house.clock.advance(Duration::from_secs(61));
        assert!(stamp(&house, &request.to_der()).await.is_ok());
    }

    async fn signers_of_every_algorithm_sign_one_package_with_time_stamps(db: TestDatabase) {
        let house = House::on(&db).await;
        let mut signatories = Vec::new();
        for algorithm in domain::issue::KeyAlgorithm::ALL {
            signatories.push((algorithm, house.signatory_by(house.own_company, Some(algorithm)).await));
        }
        let package = house.package(signatories.iter().map(|(_, who)| who.signs(1)).collect()).await;
        for (_, who) in &signatories {
            let signing = Signing { certificate: who.certificate, participant: None, code: None };
            app::package::sign(&house.ctx, &house.call(), package.id, signing).await.unwrap();
        }
        let id = package.id;
        let slice = app::Slice::first(100);
        let all = house.ctx.store.read(move |tx| store::table::signature::page(tx, id, slice)).await.unwrap();
        let found: Vec<_> = all.iter().map(|one| (one.algorithm.as_str(), one.format.as_str(), one.pending.as_deref())).collect();
        let expected: Vec<_> = signatories.iter().map(|(algorithm, _)| (algorithm.word(), "CAdES-T", None)).collect();
        assert_eq!(found, expected);
    }

    async fn a_signature_waits_for_a_stamp_that_cannot_be_had_and_gets_it_later(db: TestDatabase) {
        // nobody listens there
        let settings = Settings { stamp_urls: Some(vec!["http://127.0.0.1:9/tsa".to_owned()]), ..Settings::default() };
        let house = House::with(&db, settings).await;
        let who = house.signatory(house.own_company).await;
        let package = house.package(vec![who.signs(1)]).await;
        let signing = Signing { certificate: who.certificate, participant: None, code: None };
        app::package::sign(&house.ctx, &house.call(), package.id, signing).await.unwrap();
        let id = package.id;
        let one = async || {
            let slice = app::Slice::first(100);
            house.ctx.store.read(move |tx| store::table::signature::page(tx, id, slice)).await.unwrap().remove(0)
        };
        let waiting = one().await;
        assert_eq!((waiting.format.as_str(), waiting.pending.as_deref()), ("CAdES-BES", Some("CAdES-T")));
        house.work().await;
        assert_eq!(one().await, waiting, "no stamp is made up");

        // a node whose authority is there
        let node = house.another_node(&db);
        house.clock.advance(Duration::from_secs(700));
        house.work_on(&node).await;
        let stamped = one().await;
        assert_eq!((stamped.format.as_str(), stamped.pending), ("CAdES-T", None));
        let (_, cms) = app::signature::content(&house.ctx, &house.call(), stamped.id).await.unwrap();
        let data = signature::cms::read::SignedData::parse(&cms).unwrap();
        let unsigned = signature::cades::Unsigned::of(&data.signers[0]).unwrap();
        assert!(unsigned.has(pki::oid::SIGNATURE_TIME_STAMP));
    }

    async fn another_digest_is_made_of_what_was_uploaded_and_of_nothing_else(db: TestDatabase) {
        let house = House::on(&db).await;
        // the upload is digested by what the house signs by, and the signer signs by another
        let who = house.signatory_by(house.own_company, Some(domain::issue::KeyAlgorithm::Gost512)).await;
        let long = "договор ".repeat(2000);
        let mut new = house.new_package(vec![who.signs(1)]).await;
        let small = new.files[0].clone();
        new.files.push(NewFile { stored: house.stored(&long).await, ..small });
        let package = app::package::create(&house.ctx, &house.call(), new).await.unwrap().value;
        let content = package.files[1].content;
        let kept = async |name: &'static str| house.ctx.store.read(move |tx| store::table::content::digest(tx, content, name)).await.unwrap();
        let expected = |digest: Digest| Some(hex::encode(digest.of(long.as_bytes())));
        assert_eq!(kept(Digest::Streebog256.name()).await, expected(Digest::Streebog256));
        assert_eq!(kept(Digest::Streebog512.name()).await, None);
        let signing = Signing { certificate: who.certificate, participant: None, code: None };
        app::package::sign(&house.ctx, &house.call(), package.id, signing).await.unwrap();
        assert_eq!(kept(Digest::Streebog512.name()).await, expected(Digest::Streebog512));
        // what lies in its row is digested from there each time
        let small = package.files[0].content;
        let of_small = house.ctx.store.read(move |tx| store::table::content::digest(tx, small, Digest::Streebog512.name())).await.unwrap();
        assert_eq!(of_small, None);
    }
}
