//! A package from draft to its end.

use std::time::Duration;

use app::package::{NewParticipant, Signing};
use domain::code;
use domain::office::{Role, package::Status};
use domain::subject::Reason;
use futures::TryStreamExt as _;
use testhouse::{House, Signatory};

fn signing(who: &Signatory, code: Option<String>) -> Signing {
    Signing { certificate: who.certificate, participant: None, code }
}

fn reason() -> Reason {
    Reason::parse("ошибка в сумме").unwrap()
}

testkit::both_own! {
    async fn the_own_company_signs_at_once_and_the_client_with_a_code(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let client = house.company().await;
        let (first, second) = (house.signatory(house.own_company).await, house.signatory(client).await);
        let package = house.package(vec![first.signs(1), second.signs(2)]).await;
        assert_eq!(package.name, "Сделка 7 – Договор - №12");

        let early = app::package::sign(&house.ctx, &call, package.id, signing(&second, None)).await.unwrap_err();
        assert_eq!(early.code, code::PACKAGE_NOT_YOUR_TURN);
        assert_eq!(early.facts["blocked_by"][0]["participant_id"], package.route.participants()[0].id.to_string());
        let sent = app::package::sign(&house.ctx, &call, package.id, signing(&first, None)).await.unwrap().value;
        assert_eq!(sent.status.word(), "sent");
        let twice = app::package::sign(&house.ctx, &call, package.id, signing(&first, None)).await.unwrap_err();
        assert_eq!(twice.code, code::ALREADY_SIGNED);

        let bare = app::package::sign(&house.ctx, &call, package.id, signing(&second, None)).await.unwrap_err();
        assert_eq!(bare.code, code::CONFIRMATION_REQUIRED);
        let participant = package.route.participants()[1].id;
        app::package::send_code(&house.ctx, &call, package.id, participant).await.unwrap();
        let code = house.code_to(&second.phone).await;
        let done = app::package::sign(&house.ctx, &call, package.id, signing(&second, Some(code))).await.unwrap().value;
        assert!(matches!(done.status, Status::Completed { .. }));

        let signatures = app::package::signatures(&house.ctx, &call, package.id, app::Slice::first(200)).await.unwrap().items;
        assert_eq!(signatures.len(), 2);
        assert_eq!(signatures[1].authority.post.as_deref(), Some("директор"));
        assert!(signatures[0].facts.iter().any(|fact| fact.field == "algorithm" && fact.value == "GOST2012-256"), "{:?}", signatures[0].facts);
        let opened = app::file::open(&house.ctx, &call, package.files[0].id, None).await.unwrap();
        let bytes: Vec<bytes::Bytes> = opened.body.try_collect().await.unwrap();
        assert_eq!(bytes.concat(), "договор".as_bytes());
        let (_, cms) = app::signature::content(&house.ctx, &call, signatures[0].id).await.unwrap();
        assert_eq!(cms[0], 0x30);
    }

    async fn a_code_for_one_package_works_for_no_other(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.signatory(house.company().await).await;
        let (one, other) = (house.package(vec![who.signs(1)]).await, house.package(vec![who.signs(1)]).await);
        app::package::send_code(&house.ctx, &call, one.id, one.route.participants()[0].id).await.unwrap();
        let code = house.code_to(&who.phone).await;
        let foreign = app::package::sign(&house.ctx, &call, other.id, signing(&who, Some(code.clone()))).await.unwrap_err();
        assert_eq!(foreign.code, code::CODE_MISSING);
        app::package::sign(&house.ctx, &call, one.id, signing(&who, Some(code.clone()))).await.unwrap();
        let again = app::package::sign(&house.ctx, &call, one.id, signing(&who, Some(code))).await.unwrap_err();
        assert_eq!(again.code, code::ALREADY_SIGNED);
    }

    async fn a_draft_is_sent_a_refused_and_a_revoked_package_takes_no_signature(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.signatory(house.own_company).await;
        let mut new = house.new_package(vec![who.signs(1)]).await;
        new.send = false;
        let draft = app::package::create(&house.ctx, &call, new).await.unwrap().value;
        let early = app::package::sign(&house.ctx, &call, draft.id, signing(&who, None)).await.unwrap_err();
        assert_eq!(early.code, code::PACKAGE_NOT_SENT);
        app::package::send(&house.ctx, &call, draft.id).await.unwrap();
        assert_eq!(app::package::send(&house.ctx, &call, draft.id).await.unwrap_err().code, code::PACKAGE_ALREADY_SENT);
        let refused = app::package::refuse(&house.ctx, &call, draft.id, None, reason()).await.unwrap().value;
        assert_eq!(app::package::refuse(&house.ctx, &call, draft.id, None, reason()).await.unwrap().value, refused);
        let late = app::package::sign(&house.ctx, &call, draft.id, signing(&who, None)).await.unwrap_err();
        assert_eq!(late.code, code::PACKAGE_REFUSED);

        let package = house.package(vec![who.signs(1)]).await;
        let revoked = app::package::revoke(&house.ctx, &call, package.id, reason()).await.unwrap().value;
        assert_eq!(app::package::revoke(&house.ctx, &call, package.id, reason()).await.unwrap().value, revoked);
        let late = app::package::sign(&house.ctx, &call, package.id, signing(&who, None)).await.unwrap_err();
        assert_eq!(late.code, code::PACKAGE_REVOKED);
    }

    async fn an_approver_and_an_observer_act_without_signatures(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.signatory(house.own_company).await;
        let (approver, observer) = (house.person().await, house.person().await);
        let line = |order, role, user| NewParticipant { order, role, user: Some(user), phone: None, company: None };
        let route = vec![line(1, Role::Approver, approver.id), who.signs(2), line(2, Role::Observer, observer.id)];
        let package = house.package(route).await;
        assert_eq!(app::package::view(&house.ctx, &call, package.id, None).await.unwrap_err().code, code::PACKAGE_NOT_YOUR_TURN);
        app::package::approve(&house.ctx, &call, package.id, None).await.unwrap();
        app::package::view(&house.ctx, &call, package.id, None).await.unwrap();
        let done = app::package::sign(&house.ctx, &call, package.id, signing(&who, None)).await.unwrap().value;
        assert_eq!(done.status.word(), "completed");
    }

    async fn a_package_expires_by_itself(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.signatory(house.own_company).await;
        let mut new = house.new_package(vec![who.signs(1)]).await;
        new.expires_at = Some(house.ctx.now().plus(Duration::from_secs(3600)));
        let package = app::package::create(&house.ctx, &call, new).await.unwrap().value;
        house.clock.advance(Duration::from_secs(3599));
        house.work().await;
        assert_eq!(app::package::get(&house.ctx, &call, package.id).await.unwrap().status.word(), "sent");
        house.clock.advance(Duration::from_secs(1));
        house.work().await;
        assert_eq!(app::package::get(&house.ctx, &call, package.id).await.unwrap().status.word(), "expired");
    }

    async fn the_end_of_time_for_a_package_that_has_ended_is_no_refusal(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let who = house.signatory(house.own_company).await;
        let mut new = house.new_package(vec![who.signs(1)]).await;
        new.expires_at = Some(house.ctx.now().plus(Duration::from_secs(3600)));
        let package = app::package::create(&house.ctx, &call, new).await.unwrap().value;
        app::package::sign(&house.ctx, &call, package.id, signing(&who, None)).await.unwrap();
        house.clock.advance(Duration::from_secs(3601));
        house.work().await;
        assert_eq!(app::package::get(&house.ctx, &call, package.id).await.unwrap().status.word(), "completed");
        let of_package = app::audit::Filter { subject: Some(package.id.to_string()), limit: 100, ..Default::default() };
        let records = app::audit::list(&house.ctx, &call, of_package.clone(), app::Slice::first(100)).await.unwrap().items;
        assert!(records.iter().all(|record| record.outcome == "done" && record.action != "package.expire"), "{records:?}");
        let everybodys = app::audit::newest(&house.ctx, of_package).await.unwrap();
        assert_eq!(everybodys, records);
        let job = format!("expire:{}", package.id);
        assert_eq!(house.ctx.store.read(move |tx| store::table::job::look(tx, &job)).await.map_err(|error: store::StoreError| error).unwrap(), None);
    }

    async fn a_foreign_licensee_finds_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        let call = house.call();
        let (other, _) = house.another_licensee().await;
        let who = house.signatory(house.own_company).await;
        let package = house.package(vec![who.signs(1)]).await;
        app::package::sign(&house.ctx, &call, package.id, signing(&who, None)).await.unwrap();
        let signature = app::package::signatures(&house.ctx, &call, package.id, app::Slice::first(200)).await.unwrap().items.remove(0);
        let ctx = &house.ctx;
        let missing = [
            app::package::get(ctx, &other, package.id).await.unwrap_err(),
            app::package::files(ctx, &other, package.id).await.unwrap_err(),
            app::package::signatures(ctx, &other, package.id, app::Slice::first(1)).await.unwrap_err(),
            app::package::send(ctx, &other, package.id).await.unwrap_err(),
            app::package::sign(ctx, &other, package.id, signing(&who, None)).await.unwrap_err(),
            app::package::send_code(ctx, &other, package.id, package.route.participants()[0].id).await.unwrap_err(),
            app::package::approve(ctx, &other, package.id, None).await.unwrap_err(),
            app::package::view(ctx, &other, package.id, None).await.unwrap_err(),
            app::package::refuse(ctx, &other, package.id, None, reason()).await.unwrap_err(),
            app::package::revoke(ctx, &other, package.id, reason()).await.unwrap_err(),
            app::file::open(ctx, &other, package.files[0].id, None).await.map(drop).unwrap_err(),
            app::signature::content(ctx, &other, signature.id).await.map(drop).unwrap_err(),
            app::certificate::get(ctx, &other, who.certificate).await.unwrap_err(),
        ];
        for error in missing {
            assert_eq!(error.code, code::NOT_FOUND);
        }
        let mut new = house.new_package(vec![who.signs(1)]).await;
        new.external_id = None;
        let error = app::package::create(ctx, &other, new).await.unwrap_err();
        let pointers: Vec<&str> = error.problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(pointers, ["/participants/0/user_id", "/participants/0/company_id"]);
    }
}
