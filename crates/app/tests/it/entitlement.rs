//! Who may sign with what, and what is written down about those who may not.

use std::time::Duration;

use app::package::{NewParticipant, Signing};
use app::request::NewRequest;
use app::user::Registration;
use app::{Call, Caller, KeyCaller, Scope, Scopes, UserCaller};
use domain::code;
use domain::id::{ApiKeyId, CertificateId, SessionId, UserId};
use domain::issue::KeyPlace;
use domain::office::Role;
use testhouse::House;

fn signing(certificate: CertificateId) -> Signing {
    Signing { certificate, participant: None, code: None }
}

fn person(house: &House, user: UserId) -> Call {
    let caller = UserCaller { user, licensee: house.licensee, session: SessionId::new(testkit::uuid()) };
    Call { caller: Caller::User(caller), ..house.call() }
}

/// A PKCS#10 of a fresh P-256 key, by OpenSSL.
pub fn csr(folder: &std::path::Path) -> String {
    let key = folder.join("browser.key");
    let out = std::process::Command::new("openssl")
        .args(["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=anybody", "-keyout"])
        .arg(&key)
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

testkit::both_own! {
    async fn a_key_of_the_persons_own_gets_a_certificate_that_the_server_cannot_sign_with(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let csr = csr(house.folder());
        let (account, other) = (house.person().await, house.person().await);
        let new = |user, csr: &str| NewRequest { user, company: None, key: KeyPlace::Browser { csr: csr.to_owned() }, external_id: None };
        let error = app::request::create(&house.ctx, &call, new(account.id, "-----BEGIN nonsense")).await.unwrap_err();
        assert_eq!((error.problems[0].pointer.as_str(), error.problems[0].code), ("/csr", code::VALUE_INVALID));

        let request = app::request::create(&house.ctx, &call, new(account.id, &csr)).await.unwrap().value;
        // two requests over one key before there is a certificate: one of them loses
        let rival = app::request::create(&house.ctx, &call, new(other.id, &csr)).await.unwrap().value;
        house.work().await;
        for (id, phone) in [(request.id, &account.phone), (rival.id, &other.phone)] {
            app::request::send_code(&house.ctx, &call, id).await.unwrap();
            let code = house.code_to(phone.as_str()).await;
            app::request::accept(&house.ctx, &call, id, &code).await.unwrap();
            house.work().await;
        }
        let certificate = app::request::activate(&house.ctx, &call, request.id).await.unwrap().value.certificate().unwrap();
        let der = app::certificate::der(&house.ctx, &call, certificate).await.unwrap();
        let subject = pki::Certificate::parse(&der).unwrap().subject().to_string();
        assert!(subject.contains("Ёжикова") && !subject.contains("anybody"), "the name comes from the request: {subject}");
        let lost = app::request::get(&house.ctx, &call, rival.id).await.unwrap();
        assert!(matches!(&lost.state, domain::issue::State::Releasing { inner_error: Some(error), .. } if error == "key_taken"));
        let third = app::request::create(&house.ctx, &call, new(house.person().await.id, &csr)).await.unwrap_err();
        assert_eq!(third.code, code::KEY_TAKEN);
        assert_eq!(house.ctx.store.read(ca::self_check).await.unwrap(), []);

        let line = NewParticipant { order: 1, role: Role::Signer, user: Some(account.id), phone: None, company: None };
        let package = house.package(vec![line]).await;
        app::package::send_code(&house.ctx, &call, package.id, package.route.participants()[0].id).await.unwrap();
        let code = Some(house.code_to(account.phone.as_str()).await);
        let error = app::package::sign(&house.ctx, &call, package.id, Signing { code, ..signing(certificate) }).await.unwrap_err();
        assert_eq!(error.code, code::KEY_NOT_ON_SERVER);
    }

    async fn certificates_that_may_not_sign_are_refused_each_for_its_reason(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let (a, b) = (house.signatory(house.own_company).await, house.signatory(house.own_company).await);
        let package = house.package(vec![a.signs(1)]).await;
        let sign = |certificate| app::package::sign(&house.ctx, &call, package.id, signing(certificate));
        assert_eq!(sign(b.certificate).await.unwrap_err().code, code::NOT_A_PARTICIPANT);
        assert_eq!(sign(CertificateId::new(testkit::uuid())).await.unwrap_err().code, code::NOT_FOUND);
        // the same person, but not for this company
        let account = app::user::get(&house.ctx, &call, a.user).await.unwrap();
        house.wait_for_another_code();
        let private = house.certificate(&account, None).await;
        assert_eq!(sign(private).await.unwrap_err().code, code::CERTIFICATE_IDENTITY_MISMATCH);
        // the key's period ends after twelve months, the certificate after fifteen
        house.clock.advance(Duration::from_secs(370 * 24 * 3600));
        assert_eq!(sign(a.certificate).await.unwrap_err().code, code::CERTIFICATE_EXPIRED);
        house.clock.advance(Duration::from_secs(100 * 24 * 3600));
        assert_eq!(sign(a.certificate).await.unwrap_err().code, code::CERTIFICATE_EXPIRED);
    }

    async fn a_certificate_that_was_not_taken_into_use_signs_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let account = house.person().await;
        let (request, code) = house.requested(&account, None).await;
        app::request::accept(&house.ctx, &call, request, &code).await.unwrap();
        house.work().await;
        let certificate = app::request::get(&house.ctx, &call, request).await.unwrap().certificate().unwrap();
        let line = NewParticipant { order: 1, role: Role::Signer, user: Some(account.id), phone: None, company: None };
        let package = house.package(vec![line]).await;
        let error = app::package::sign(&house.ctx, &call, package.id, signing(certificate)).await.unwrap_err();
        assert_eq!(error.code, code::CERTIFICATE_NOT_ACTIVE);
    }

    async fn who_is_registered_later_gets_what_was_sent_to_their_phone(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let phone = testhouse::phone();
        let line = NewParticipant { order: 1, role: Role::Signer, user: None, phone: Some(phone.clone()), company: None };
        let package = house.package(vec![line]).await;
        let early = app::package::send_code(&house.ctx, &call, package.id, package.route.participants()[0].id).await.unwrap_err();
        assert_eq!(early.code, code::NOT_A_PARTICIPANT);
        let known = house.person().await;
        let new = Registration { phone: phone.clone(), person: known.person.clone(), email: None, external_id: None };
        let account = app::user::register(&house.ctx, &call, new).await.unwrap().value;
        let certificate = house.certificate(&account, None).await;
        let themself = person(&house, account.id);
        assert_eq!(app::package::get(&house.ctx, &themself, package.id).await.unwrap().id, package.id);
        app::package::send_code(&house.ctx, &themself, package.id, package.route.participants()[0].id).await.unwrap();
        let code = Some(house.code_to(phone.as_str()).await);
        let done = app::package::sign(&house.ctx, &themself, package.id, Signing { code, ..signing(certificate) }).await.unwrap();
        assert_eq!(done.value.status.word(), "completed");
    }

    async fn a_revoked_package_is_hidden_from_its_participants_and_leaves_no_hole_in_their_list(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.person().await;
        let themself = person(&house, who.id);
        let line = || NewParticipant { order: 1, role: Role::Signer, user: Some(who.id), phone: None, company: None };
        let mut made = Vec::new();
        for _ in 0..5 {
            made.push(house.package(vec![line()]).await.id);
        }
        let newest = *made.last().unwrap();
        app::package::revoke(&house.ctx, &call, newest, domain::subject::Reason::parse("ошибка").unwrap()).await.unwrap();
        assert_eq!(app::package::get(&house.ctx, &themself, newest).await.unwrap_err().code, code::NOT_FOUND);
        let first = app::package::list(&house.ctx, &themself, app::package::Filter::default(), app::Slice::first(2)).await.unwrap();
        assert_eq!(first.items.iter().map(|package| package.id).collect::<Vec<_>>(), [made[3], made[2]]);
    }

    async fn a_refusal_of_access_is_written_down(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.person().await;
        let themself = person(&house, who.id);
        let new = house.new_package(Vec::new()).await;
        assert_eq!(app::package::create(&house.ctx, &themself, new.clone()).await.unwrap_err().code, code::FORBIDDEN);
        let other_face = KeyCaller { id: ApiKeyId::new(testkit::uuid()), licensee: house.licensee, scopes: Scopes::new([Scope::Forms]) };
        let call = Call { caller: Caller::Key(other_face), ..house.call() };
        assert_eq!(app::package::create(&house.ctx, &call, new).await.unwrap_err().code, code::SCOPE_MISSING);
        let records = house.ctx.store.read(|tx| store::table::audit::after(tx, 0, 1000)).await.unwrap();
        let refused: Vec<_> = records.iter().filter(|one| one.outcome == "refused").map(|one| (one.actor.clone(), one.action.as_str(), one.code.as_deref())).collect();
        assert_eq!(refused[0], (who.id.to_string(), "package.create", Some("forbidden")));
        assert_eq!((refused[1].1, refused[1].2), ("package.create", Some("scope_missing")));
        assert!(records.iter().any(|one| one.action == "user.register" && one.outcome == "done" && one.subject == who.id.to_string()));
    }

    async fn parallel_requests_for_codes_send_one_message(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = house.person().await;
        let new = NewRequest { user: account.id, company: None, key: KeyPlace::Server { key: None, algorithm: None }, external_id: None };
        let request = app::request::create(&house.ctx, &house.call(), new).await.unwrap().value;
        house.work().await;
        let node = house.another_node(&db);
        let asked: Vec<_> = (0..8)
            .map(|at| {
                let (ctx, call) = (if at % 2 == 0 { house.ctx.clone() } else { node.clone() }, house.call());
                tokio::spawn(async move { app::request::send_code(&ctx, &call, request.id).await })
            })
            .collect();
        let mut sent = 0;
        for one in asked {
            match one.await.unwrap() {
                Ok(_) => sent += 1,
                Err(error) => assert_eq!(error.code, code::SMS_LIMIT),
            }
        }
        assert_eq!(sent, 1);
    }

    async fn what_was_sent_by_message_is_forgotten_after_a_day(db: TestDatabase) {
        let house = House::on(&db).await;
        house.person().await;
        assert_eq!(app::admin::outbox(&house.ctx, 10).await.unwrap().len(), 1);
        house.clock.advance(Duration::from_secs(25 * 3600));
        house.work().await;
        assert_eq!(app::admin::outbox(&house.ctx, 10).await.unwrap(), []);
    }

    async fn a_rare_type_is_searched_for_in_bounded_pages(db: TestDatabase) {
        let house = House::on(&db).await;
        for _ in 0..3 {
            house.company().await;
        }
        house.ctx.store.sequencer().pass().await.unwrap();
        let feed = |after, types: &[&str], limit| {
            let types = types.iter().map(|word| (*word).to_owned()).collect();
            let call = house.call();
            let ctx = house.ctx.clone();
            async move { app::event::feed(&ctx, &call, after, types, limit).await.unwrap() }
        };
        let page = feed(None, &["company.created"], 2).await;
        assert_eq!((page.events.len(), page.next), (2, Some(page.events[1].sequence)));
        let rest = feed(page.next, &["company.created"], 2).await;
        assert_eq!((rest.events.len(), rest.next), (1, None));
        let none = feed(None, &["package.completed"], 2).await;
        assert_eq!((none.events.len(), none.next), (0, None));

        // however long the search is, a page of it is not
        let (licensee, at, id) = (house.licensee, house.ctx.now(), || domain::id::EventId::new(testkit::uuid()));
        let write = move |tx: &mut store::Tx<'_>| {
            for number in 0..6_000 {
                let kind = if number == 5_999 { "package.completed" } else { "package.sent" };
                let subject = format!("pkg_{number}");
                tx.event(store::NewEvent { id: id(), licensee, kind, at, subject, lane: None, data: serde_json::json!({}) });
            }
            Ok::<_, store::StoreError>(())
        };
        house.ctx.store.write(write).await.unwrap();
        while house.ctx.store.sequencer().pass().await.unwrap() > 0 {}
        let empty = feed(None, &["package.completed"], 2).await;
        assert_eq!((empty.events.len(), empty.next), (0, Some(5_000)), "it says how far it came");
        let found = feed(empty.next, &["package.completed"], 2).await;
        assert_eq!((found.events.len(), found.next), (1, None));
    }
}
