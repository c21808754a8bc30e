//! The authorities' services: their certificates, what they say, and OpenSSL as a judge of it.

use std::time::Duration;

use domain::id::PrivateKeyId;
use pki::crl::Reason;
use pki::ocsp::{Answer, CertId, Expected, IdDigest, Request, Status};
use pki::tsp::{self, Accuracy, GenTime, TstInfo};
use pki::{Algorithm, Digest, PublicKey, Serial, Time};
use signature::cades::Token;

use super::fixture::{House, URL, now, uuid};
use super::judge::{ENGINE, openssl};
use crate::*;

const LIFE: Duration = Duration::from_secs(3600);

impl House {
    async fn renew_services(&self, store: &store::Store, at: domain::time::Timestamp) -> usize {
        let due: Result<Vec<_>, CaError> = store.read(move |tx| due_services(tx, at)).await;
        let due = due.expect("read");
        for (authority, service) in &due {
            let key = PrivateKeyId::new(uuid());
            let spki = self.keys.generate(key, authority.algorithm).await.expect("a key");
            let public = PublicKey::parse(&spki).expect("a key");
            let draft = draft_service(authority, *service, &public, URL, *uuid().as_bytes(), at).expect("a draft");
            self.reserve(store, &draft).await.expect("reserved");
            let issued = sign(&self.keys, authority, draft).await.expect("signed");
            let service = *service;
            let recorded: Result<(), CaError> = store.write(move |tx| record_service(tx, &issued, service, key)).await;
            recorded.expect("recorded");
        }
        due.len()
    }

    async fn server(&self, store: &store::Store, service: Service) -> Server {
        let authority = self.issuing.clone();
        let found: Result<Option<Server>, CaError> = store.read(move |tx| server(tx, &authority, service)).await;
        found.expect("read").expect("a server")
    }

    async fn status(&self, store: &store::Store, serial: &Serial) -> Status {
        let (id, serial) = (self.issuing.id, serial.clone());
        let found: Result<Status, CaError> = store.read(move |tx| status(tx, id, &serial)).await;
        found.expect("read")
    }
}

fn time() -> Time {
    Time::from_unix(now().seconds())
}

fn info(request: &tsp::Request) -> TstInfo {
    TstInfo {
        policy: "1.3.6.1.4.1.32473.1".parse().expect("a policy"),
        imprint: request.imprint.clone(),
        serial: vec![7; 16],
        time: GenTime { seconds: time(), micros: 250_000 },
        accuracy: Some(Accuracy { seconds: 1, millis: 0, micros: 0 }),
        ordering: false,
        nonce: request.nonce.clone(),
        authority: None,
    }
}

testkit::both_own! {
    async fn services_are_made_once_renewed_in_time_and_pass_the_self_check(db: TestDatabase) {
        let house = House::found(&db).await;
        assert_eq!(house.renew_services(&db, now()).await, 3, "two responders and a time stamper");
        assert_eq!(house.renew_services(&db, now()).await, 0);
        house.renew_lists(&db, now()).await;
        assert_eq!(house.self_check(&db).await, []);
        let first = house.server(&db, Service::Responder).await;
        assert!(first.works_at(now()) && !first.works_at(now().plus(Duration::from_secs(31 * 86_400))));
        let later = now().plus(Duration::from_secs(20 * 86_400));
        assert_eq!(house.renew_services(&db, later).await, 2, "the responders");
        let second = house.server(&db, Service::Responder).await;
        assert!(second.key != first.key && second.key_until > first.key_until);

        let spent = async |before| -> Vec<(String, PrivateKeyId)> {
            let spent: Result<_, CaError> = db.read(move |tx| spent_keys(tx, before)).await;
            spent.expect("read")
        };
        assert_eq!(spent(now().plus(Duration::from_secs(29 * 86_400))).await, []);
        let over = now().plus(Duration::from_secs(31 * 86_400));
        let gone = spent(over).await;
        assert!(gone.len() == 2 && gone.iter().any(|(_, key)| *key == first.key));
        for (serial, _) in gone {
            let forgotten: Result<(), CaError> = db.write(move |tx| forget_key(tx, &serial)).await;
            forgotten.expect("forgotten");
        }
        assert_eq!(spent(over).await, []);
        assert_eq!(house.self_check(&db).await, [], "certificates stay");
    }

    async fn a_responder_says_what_the_rows_say_and_every_change_is_a_generation(db: TestDatabase) {
        let house = House::found(&db).await;
        house.renew_services(&db, now()).await;
        let (issued, _) = house.issue(&db).await;
        let serial = issued.certificate().serial().clone();
        let generation = async || {
            let all: Result<_, CaError> = db.read(generations).await;
            all.expect("read").get(&house.issuing.id).copied().unwrap_or(0)
        };
        assert_eq!((house.status(&db, &serial).await, generation().await), (Status::Good, 0));
        assert_eq!(house.status(&db, &Serial::from_random([1; 16])).await, Status::Unknown);
        let draft = house.draft(now()).expect("a draft");
        house.reserve(&db, &draft).await.expect("reserved");
        assert_eq!(house.status(&db, draft.serial()).await, Status::Unknown, "nobody can hold it yet");

        house.revoke(&db, &issued.serial(), Reason::Hold, now()).await.expect("suspended");
        assert_eq!((house.status(&db, &serial).await, generation().await), (Status::Revoked { at: time(), reason: Reason::Hold }, 1));
        house.release(&db, &issued.serial()).await.expect("lifted");
        assert_eq!((house.status(&db, &serial).await, generation().await), (Status::Good, 2));
        house.revoke(&db, &issued.serial(), Reason::KeyCompromise, now()).await.expect("revoked");
        house.revoke(&db, &issued.serial(), Reason::KeyCompromise, now()).await.expect("revoked before");
        assert_eq!(generation().await, 3);

        let responder = house.server(&db, Service::Responder).await;
        let id = CertId::new(IdDigest::Strong(Digest::Streebog256), &house.issuing.certificate, &serial);
        let status = house.status(&db, &serial).await;
        let der = answer(&house.keys, &responder, &[(id, status)], Some(&[5; 32]), LIFE, now()).await.expect("an answer");
        let expected =
            Expected { issuer: &house.issuing.certificate, serial: &serial, nonce: Some(&[5; 32]), nonce_required: true, at: time() };
        let told = Answer::parse(&der).expect("our own").check(&expected, &[]);
        assert_eq!(told, Ok(Status::Revoked { at: time(), reason: Reason::KeyCompromise }));
    }
}

fn a_judge_takes_answers_and_stamps_of(algorithm: Algorithm) {
    testkit::run(async move {
        let db = testkit::sqlite();
        let house = House::found_of(algorithm, &db).await;
        house.renew_services(&db, now()).await;
        let (issued, _) = house.issue(&db).await;
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        write("engine.cnf", ENGINE);
        let chain: Result<String, CaError> = db.read(chain_pem).await;
        write("ca.pem", chain.expect("a chain").as_bytes());
        let run = |arguments: &[&str]| {
            let output = openssl(folder.path(), arguments);
            let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            (output.status.success(), text)
        };
        let at = now().seconds().to_string();

        for (digest, md) in [
            (IdDigest::Sha1, "-sha1"),
            (IdDigest::Strong(Digest::Sha256), "-sha256"),
            (IdDigest::Strong(Digest::Streebog256), "-md_gost12_256"),
        ] {
            let serial = issued.certificate().serial();
            let id = CertId::new(digest, &house.issuing.certificate, serial);
            write("o.req", &Request { ids: vec![id.clone()], nonce: None }.to_der());
            let responder = house.server(&db, Service::Responder).await;
            let der = answer(&house.keys, &responder, &[(id, Status::Good)], None, LIFE, now()).await.expect("an answer");
            write("o.der", &der);
            write("issuing.pem", pki::certificate::chain_to_pem([&house.issuing.certificate]).as_bytes());
            let serial = format!("0x{serial}");
            let ask = [
                "ocsp",
                "-respin",
                "o.der",
                "-issuer",
                "issuing.pem",
                md,
                "-serial",
                &serial,
                "-CAfile",
                "ca.pem",
                "-no_nonce",
                "-attime",
                &at,
                "-validity_period",
                "400000000",
            ];
            let (good, text) = run(&ask);
            assert!(good && text.contains("Response verify OK") && text.contains(": good"), "{algorithm} {md}: {text}");
        }

        let stamper = house.server(&db, Service::TimeStamper).await;
        let chain = [house.issuing.certificate.clone(), house.root.certificate.clone()];
        write("doc", b"stamped");
        for md in ["-sha256", "-sha512", "-md_gost12_256", "-md_gost12_512"] {
            assert!(run(&["ts", "-query", "-data", "doc", md, "-cert", "-out", "q"]).0);
            let request = tsp::Request::parse(&std::fs::read(folder.path().join("q")).expect("written")).expect("a request");
            let token = stamp(&house.keys, &stamper, &info(&request), &chain, request.certificate).await.expect("a token");
            assert_eq!(Token::parse(&token).expect("our own").info.answers(&request), Ok(()));
            write("r", &tsp::granted(&token));
            let (good, text) = run(&["ts", "-verify", "-queryfile", "q", "-in", "r", "-CAfile", "ca.pem", "-attime", &at]);
            assert!(good && text.contains("Verification: OK"), "{algorithm} {md}: {text}");
            write("doc", b"something else");
            assert!(!run(&["ts", "-verify", "-data", "doc", "-in", "r", "-CAfile", "ca.pem", "-attime", &at]).0);
            write("doc", b"stamped");
        }
    });
}

#[test]
fn openssl_takes_answers_and_stamps_of_gost() {
    a_judge_takes_answers_and_stamps_of(Algorithm::Gost256);
}

#[test]
fn openssl_takes_answers_and_stamps_of_ecdsa() {
    a_judge_takes_answers_and_stamps_of(Algorithm::EcdsaP256Sha256);
}
