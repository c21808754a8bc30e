//! From a request to an active certificate.

use app::request::NewRequest;
use domain::certificate::Life;
use domain::code;
use domain::confirmation;
use domain::issue::{IssueRequest, KeyPlace};
use testhouse::House;

async fn requested(house: &House) -> (IssueRequest, String) {
    let account = house.person().await;
    let new = NewRequest { user: account.id, company: None, key: KeyPlace::Server { key: None, algorithm: None }, external_id: None };
    let request = app::request::create(&house.ctx, &house.call(), new).await.unwrap().value;
    (request, account.phone.to_string())
}

testkit::both_own! {
    async fn a_request_passes_all_steps_to_an_active_certificate(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let (request, phone) = requested(&house).await;
        assert_eq!(request.office_word(), "identity_pending");
        let early = app::request::send_code(&house.ctx, &call, request.id).await.unwrap_err();
        assert_eq!(early.code, code::DOCUMENTS_NOT_READY);

        house.work().await;
        let ready = app::request::get(&house.ctx, &call, request.id).await.unwrap();
        assert_eq!(ready.office_word(), "documents_ready");
        let files = app::request::files(&house.ctx, &call, request.id).await.unwrap();
        let kinds: Vec<&str> = files.iter().map(|file| file.kind.as_str()).collect();
        assert_eq!(kinds, ["offer", "acceptance_act"]);
        assert_eq!(app::request::activate(&house.ctx, &call, request.id).await.unwrap_err().code, code::WRONG_ISSUE_STATUS);

        app::request::send_code(&house.ctx, &call, request.id).await.unwrap();
        let code = house.code_to(&phone).await;
        let accepted = app::request::accept(&house.ctx, &call, request.id, &code).await.unwrap().value;
        assert_eq!(accepted.office_word(), "accepted");
        house.work().await;
        let issued = app::request::get(&house.ctx, &call, request.id).await.unwrap();
        assert_eq!(issued.office_word(), "issued");
        let id = issued.certificate().unwrap();
        assert_eq!(app::certificate::get(&house.ctx, &call, id).await.unwrap().state, Life::Issued);

        let active = app::request::activate(&house.ctx, &call, request.id).await.unwrap().value;
        assert_eq!(active.office_word(), "active");
        assert_eq!(app::request::activate(&house.ctx, &call, request.id).await.unwrap().value, active);
        let certificate = app::certificate::get(&house.ctx, &call, id).await.unwrap();
        assert!(matches!(certificate.state, Life::Active { .. }));
        let der = app::certificate::der(&house.ctx, &call, id).await.unwrap();
        let parsed = pki::Certificate::parse(&der).unwrap();
        assert!(parsed.subject().to_string().contains("Ёжикова Анна Петровна"), "{}", parsed.subject());
        assert_eq!(certificate.thumbprint.len(), 40);
        let findings = house.ctx.store.read(ca::self_check).await.unwrap();
        assert_eq!(findings, []);
    }

    async fn a_wrong_code_is_counted_and_the_right_one_dies_after_five(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let (request, phone) = requested(&house).await;
        house.work().await;
        let accept = |code: String| {
            let (ctx, call) = (house.ctx.clone(), house.call());
            async move { app::request::accept(&ctx, &call, request.id, &code).await }
        };
        assert_eq!(accept("000000".to_owned()).await.unwrap_err().code, code::CODE_MISSING);
        app::request::send_code(&house.ctx, &call, request.id).await.unwrap();
        let right = house.code_to(&phone).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        // eight at once: no two share a count
        let guesses: Vec<_> = (0..8).map(|_| tokio::spawn(accept(wrong.to_owned()))).collect();
        let mut evaluated = 0;
        for guess in guesses {
            let error = guess.await.unwrap().unwrap_err();
            evaluated += usize::from(error.code == code::CODE_WRONG);
        }
        assert_eq!(evaluated, confirmation::TRIES as usize);
        assert_eq!(accept(right).await.unwrap_err().code, code::CODE_ATTEMPTS_EXCEEDED);

        let soon = app::request::send_code(&house.ctx, &call, request.id).await.unwrap_err();
        assert_eq!(soon.code, code::SMS_LIMIT);
        house.wait_for_another_code();
        app::request::send_code(&house.ctx, &call, request.id).await.unwrap();
        let code = house.code_to(&phone).await;
        house.clock.advance(confirmation::LIFE);
        assert_eq!(accept(code).await.unwrap_err().code, code::CODE_EXPIRED);
    }

    async fn a_failure_while_releasing_is_kept_in_the_request_and_the_certificate_comes_later(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let (request, phone) = requested(&house).await;
        house.work().await;
        app::request::send_code(&house.ctx, &call, request.id).await.unwrap();
        let code = house.code_to(&phone).await;
        app::request::accept(&house.ctx, &call, request.id, &code).await.unwrap();
        // a node that cannot reach the private keys
        let (keys, away) = (house.folder().join("keys"), house.folder().join("away"));
        std::fs::rename(&keys, &away).unwrap();
        let node = house.another_node(&db);
        house.work_on(&node).await;
        let failed = app::request::get(&house.ctx, &call, request.id).await.unwrap();
        assert!(matches!(&failed.state, domain::issue::State::Releasing { inner_error: Some(error), .. } if error == "unavailable"));
        std::fs::remove_dir_all(&keys).unwrap();
        std::fs::rename(&away, &keys).unwrap();
        house.clock.advance(std::time::Duration::from_secs(60));
        house.work().await;
        assert_eq!(app::request::get(&house.ctx, &call, request.id).await.unwrap().office_word(), "issued");
    }

    async fn a_request_for_a_company_needs_a_member(db: TestDatabase) {
        let house = House::on(&db).await;
        let (account, company) = (house.person().await, house.company().await);
        let new = |company| NewRequest { user: account.id, company: Some(company), key: KeyPlace::Server { key: None, algorithm: None }, external_id: None };
        let call = house.call();
        let create = |company| app::request::create(&house.ctx, &call, new(company));
        assert_eq!(create(company).await.unwrap_err().code, code::RIGHT_MISSING);
        let (other, _) = house.another_licensee().await;
        assert_eq!(app::request::create(&house.ctx, &other, new(company)).await.unwrap_err().code, code::NOT_FOUND);
        let foreign = app::request::create(&house.ctx, &other, NewRequest { company: None, ..new(company) }).await.unwrap_err();
        assert_eq!(foreign.code, code::NOT_FOUND);
    }
}
