//! Cloud signing: the code is bound to what is signed, works once, and one operation waits at a time.

use std::time::Duration;

use app::cloud_signing::{self, Level, Named, NewFile, Piece, Signing, Source, Started, Status};
use bytes::Bytes;
use domain::code;
use domain::id::{CloudFileId, CloudOperationId, CloudResultId};
use domain::issue::KeyAlgorithm;
use pki::Digest;
use signature::ContentDigest;
use testhouse::{House, Signatory};

fn signing(thumbprint: &str, sources: Vec<Source>) -> Signing {
    Signing { certificate: Named::Thumbprint(thumbprint.to_owned()), sources, level: Level::Stamped, without_code: false }
}

fn inline(text: &str) -> Source {
    Source::Inline { id: Some(testkit::uuid()), name: "договор.txt".to_owned(), bytes: Bytes::from(text.to_owned()) }
}

async fn thumbprint(house: &House, who: &Signatory) -> String {
    app::certificate::get(&house.ctx, &house.call(), who.certificate).await.unwrap().thumbprint
}

/// Signs on behalf of nobody's company but its own: a client, who always confirms.
async fn client(house: &House, algorithm: Option<KeyAlgorithm>) -> (Signatory, String) {
    let company = house.company().await;
    let who = house.signatory_by(company, algorithm).await;
    let thumbprint = thumbprint(house, &who).await;
    (who, thumbprint)
}

async fn begun(house: &House, thumbprint: &str, text: &str) -> Started {
    cloud_signing::sign(&house.ctx, &house.call(), signing(thumbprint, vec![inline(text)])).await.unwrap()
}

/// The verdict over one signature of an operation.
async fn judged(house: &House, id: CloudOperationId, at: usize, content: &[u8], digest: Digest) -> (Vec<u8>, bool) {
    let operation = cloud_signing::get(&house.ctx, &house.call(), id).await.unwrap();
    let outcome = operation.files[at].outcome.clone().unwrap();
    let cms = cloud_signing::result(&house.ctx, &house.call(), outcome.result, Piece::default()).await.unwrap();
    assert_eq!(cms.len() as u64, outcome.size);
    let chain = app::authority::chain_pem(&house.ctx).await.unwrap();
    let anchors = pki::certificate::chain_from_pem(&chain).unwrap();
    let trust = pki::path::Trust {
        anchors: &anchors,
        intermediates: &anchors,
        crls: &[],
        revocation: pki::path::Revocation::Ignored,
        proven: None,
    };
    let digest = ContentDigest { algorithm: digest, value: digest.of(content) };
    let report = signature::verify(&cms, &[digest], &trust, pki::Time::from_unix(house.ctx.now().seconds()));
    (cms, report.passed())
}

testkit::both_own! {
    async fn a_client_signs_by_a_code_and_fetches_a_signature_that_verifies(db: TestDatabase) {
        let house = House::on(&db).await;
        for (algorithm, digest) in [(None, Digest::Streebog256), (Some(KeyAlgorithm::EcdsaP256), Digest::Sha256)] {
            let (who, thumbprint) = client(&house, algorithm).await;
            let started = begun(&house, &thumbprint.to_lowercase(), "договор").await;
            assert_eq!(started.phone_tail.as_deref(), who.phone.get(who.phone.len() - 4..));
            let id = started.operation.id;
            assert_eq!(started.operation.status(house.ctx.now()), Status::WaitsForUser);
            let code = house.code_to(&who.phone).await;
            let confirmed = cloud_signing::confirm(&house.ctx, &house.call(), id, &code).await.unwrap();
            assert_eq!(confirmed.status(house.ctx.now()), Status::Signing);
            house.work().await;
            assert_eq!(cloud_signing::get(&house.ctx, &house.call(), id).await.unwrap().status(house.ctx.now()), Status::Done);
            let (cms, good) = judged(&house, id, 0, "договор".as_bytes(), digest).await;
            assert!(good);
            let (_, other) = judged(&house, id, 0, "договор!".as_bytes(), digest).await;
            assert!(!other, "it is over exactly these bytes");
            // a piece of it
            let outcome = cloud_signing::get(&house.ctx, &house.call(), id).await.unwrap().files[0].outcome.clone().unwrap();
            let piece = Piece { offset: 3, size: Some(5) };
            assert_eq!(cloud_signing::result(&house.ctx, &house.call(), outcome.result, piece).await.unwrap(), cms[3..8]);
            let beyond = Piece { offset: outcome.size + 1, size: None };
            assert_eq!(cloud_signing::result(&house.ctx, &house.call(), outcome.result, beyond).await.unwrap_err().code, code::RANGE_NOT_SATISFIABLE);
            // the code was for this operation and worked once
            assert_eq!(cloud_signing::confirm(&house.ctx, &house.call(), id, &code).await.unwrap_err().code, code::OPERATION_NOT_WAITING);
        }
    }

    async fn a_file_comes_piece_by_piece_and_is_what_its_digest_says(db: TestDatabase) {
        let house = House::on(&db).await;
        let (who, thumbprint) = client(&house, Some(KeyAlgorithm::EcdsaP256)).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let bytes: Vec<u8> = (0..40_000_u32).map(|at| (at % 251) as u8).collect();
        let piece = |from: usize, to: usize| futures::stream::iter([Ok::<_, std::io::Error>(Bytes::copy_from_slice(&bytes[from..to]))]);
        let new = |md5: &str| NewFile { name: "акт.pdf".to_owned(), length: bytes.len() as u64, md5: Some(md5.to_owned()) };
        let wrong = cloud_signing::announce(ctx, &call, new("00000000000000000000000000000000")).await.unwrap();
        let right = cloud_signing::announce(ctx, &call, new("5d3ab0fb0bd7e2ac5d1a0ee1b6e5e2a1")).await.unwrap();
        for id in [wrong.id, right.id] {
            let early = signing(&thumbprint, vec![Source::Uploaded(id)]);
            assert_eq!(cloud_signing::sign(ctx, &call, early).await.unwrap_err().code, code::UPLOAD_INCOMPLETE);
            assert_eq!(cloud_signing::add_chunk(ctx, &call, id, 0, piece(0, 30_000)).await.unwrap().received, 30_000);
            assert_eq!(cloud_signing::add_chunk(ctx, &call, id, 0, piece(0, 30_000)).await.unwrap().received, 30_000, "again changes nothing");
            assert_eq!(cloud_signing::add_chunk(ctx, &call, id, 20_000, piece(20_000, 40_000)).await.unwrap_err().code, code::CHUNK_MISPLACED);
            assert_eq!(cloud_signing::add_chunk(ctx, &call, id, 30_000, piece(30_000, 40_000)).await.unwrap().received, 40_000);
        }
        let damaged = signing(&thumbprint, vec![Source::Uploaded(wrong.id)]);
        assert_eq!(cloud_signing::sign(ctx, &call, damaged).await.unwrap_err().code, code::DIGEST_MISMATCH);
        // without a digest of the caller's nothing is compared
        let plain = cloud_signing::announce(ctx, &call, NewFile { md5: None, ..new("") }).await.unwrap();
        cloud_signing::add_chunk(ctx, &call, plain.id, 0, piece(0, 40_000)).await.unwrap();
        let started = cloud_signing::sign(ctx, &call, signing(&thumbprint, vec![Source::Uploaded(plain.id)])).await.unwrap();
        let code = house.code_to(&who.phone).await;
        cloud_signing::confirm(ctx, &call, started.operation.id, &code).await.unwrap();
        house.work().await;
        assert!(judged(&house, started.operation.id, 0, &bytes, Digest::Sha256).await.1);
    }

    async fn one_operation_waits_at_a_time_and_its_code_expires(db: TestDatabase) {
        let house = House::on(&db).await;
        let (who, thumbprint) = client(&house, None).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let first = begun(&house, &thumbprint, "а").await.operation;
        let second = cloud_signing::sign(ctx, &call, signing(&thumbprint, vec![inline("б")])).await.unwrap_err();
        assert_eq!(second.code, code::OPERATION_UNCONFIRMED);
        let old = house.code_to(&who.phone).await;
        house.clock.advance(Duration::from_secs(300));
        assert_eq!(cloud_signing::get(ctx, &call, first.id).await.unwrap().status(ctx.now()), Status::TimedOut);
        assert_eq!(cloud_signing::confirm(ctx, &call, first.id, &old).await.unwrap_err().code, code::CODE_EXPIRED);
        let next = begun(&house, &thumbprint, "б").await.operation;
        // another operation has another code
        if house.code_to(&who.phone).await != old {
            let refused = cloud_signing::confirm(ctx, &call, next.id, &old).await.unwrap_err();
            assert_eq!((refused.code, refused.facts["attempts_left"].as_i64()), (code::CODE_WRONG, Some(4)));
        }
    }

    async fn five_wrong_codes_end_the_guessing(db: TestDatabase) {
        let house = House::on(&db).await;
        let (who, thumbprint) = client(&house, None).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let id = begun(&house, &thumbprint, "а").await.operation.id;
        let right = house.code_to(&who.phone).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            assert_eq!(cloud_signing::confirm(ctx, &call, id, wrong).await.unwrap_err().code, code::CODE_WRONG);
        }
        assert_eq!(cloud_signing::confirm(ctx, &call, id, &right).await.unwrap_err().code, code::CODE_ATTEMPTS_EXCEEDED);
        house.work().await;
        assert_eq!(cloud_signing::get(ctx, &call, id).await.unwrap().status(ctx.now()), Status::WaitsForUser);
    }

    async fn the_licensee_signs_by_its_own_employee_without_a_code_and_by_nobody_else(db: TestDatabase) {
        let house = House::on(&db).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let own = house.signatory(house.own_company).await;
        let without = |thumbprint: String| Signing { without_code: true, level: Level::Basic, ..signing(&thumbprint, vec![inline("а")]) };
        let started = cloud_signing::sign(ctx, &call, without(thumbprint(&house, &own).await)).await.unwrap();
        assert_eq!(started.phone_tail, None);
        house.work().await;
        assert!(judged(&house, started.operation.id, 0, "а".as_bytes(), Digest::Streebog256).await.1);
        let (_, foreign) = client(&house, None).await;
        assert_eq!(cloud_signing::sign(ctx, &call, without(foreign)).await.unwrap_err().code, code::CONFIRMATION_REQUIRED);
    }

    async fn a_right_that_is_lost_after_the_code_ends_the_operation(db: TestDatabase) {
        let house = House::on(&db).await;
        let (who, thumbprint) = client(&house, None).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let id = begun(&house, &thumbprint, "а").await.operation.id;
        let code = house.code_to(&who.phone).await;
        cloud_signing::confirm(ctx, &call, id, &code).await.unwrap();
        app::member::remove(ctx, &house.call_any_version(), who.company, who.user).await.unwrap();
        house.work().await;
        let ended = cloud_signing::get(ctx, &call, id).await.unwrap();
        assert_eq!((ended.status(ctx.now()), ended.crash()), (Status::Crashed, Some("right_missing")));
        assert!(ended.files[0].outcome.is_none());
    }

    async fn a_foreign_licensee_finds_nothing_and_a_digest_of_another_algorithm_is_refused(db: TestDatabase) {
        let house = House::on(&db).await;
        let (_, thumbprint) = client(&house, Some(KeyAlgorithm::EcdsaP256)).await;
        let (stranger, _) = house.another_licensee().await;
        let (call, ctx) = (house.call(), &house.ctx);
        let id = begun(&house, &thumbprint, "а").await.operation.id;
        let missing = |error: app::AppError| assert_eq!(error.code, code::NOT_FOUND);
        missing(cloud_signing::get(ctx, &stranger, id).await.unwrap_err());
        missing(cloud_signing::confirm(ctx, &stranger, id, "123456").await.unwrap_err());
        missing(cloud_signing::sign(ctx, &stranger, signing(&thumbprint, vec![inline("б")])).await.unwrap_err());
        missing(cloud_signing::result(ctx, &stranger, CloudResultId::new(testkit::uuid()), Piece::default()).await.unwrap_err());
        let nowhere = Source::Uploaded(CloudFileId::new(testkit::uuid()));
        missing(cloud_signing::sign(ctx, &call, signing(&thumbprint, vec![nowhere])).await.unwrap_err());
        let digest = Source::Digest { name: "а".to_owned(), value: [7; 32] };
        let refused = cloud_signing::sign(ctx, &call, signing(&thumbprint, vec![digest])).await.unwrap_err();
        assert_eq!(refused.problems[0].pointer, "/FileHashes/0/HashContent");
    }

    async fn uploads_and_results_are_swept_when_their_time_is_over(db: TestDatabase) {
        let house = House::on(&db).await;
        let (who, thumbprint) = client(&house, None).await;
        let (call, ctx) = (house.call(), &house.ctx);
        let file = cloud_signing::announce(ctx, &call, NewFile { name: "а".to_owned(), length: 3, md5: None }).await.unwrap();
        let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"abc"))]);
        cloud_signing::add_chunk(ctx, &call, file.id, 0, body).await.unwrap();
        let id = begun(&house, &thumbprint, "а").await.operation.id;
        let code = house.code_to(&who.phone).await;
        cloud_signing::confirm(ctx, &call, id, &code).await.unwrap();
        house.work().await;
        house.clock.advance(Duration::from_secs(25 * 3600));
        house.work().await;
        let late = signing(&thumbprint, vec![Source::Uploaded(file.id)]);
        assert_eq!(cloud_signing::sign(ctx, &call, late).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(cloud_signing::get(ctx, &call, id).await.unwrap().status(ctx.now()), Status::Done);
        house.clock.advance(Duration::from_secs(30 * 24 * 3600));
        house.work().await;
        assert_eq!(cloud_signing::get(ctx, &call, id).await.unwrap_err().code, code::NOT_FOUND);
    }
}
