//! The whole way, by use cases alone.

use app::Slice;
use app::member::certificate;
use app::request::cabinet::KeyChoice;
use app::request::client::{self, ApplicantChange};
use app::request::{cabinet, operator};
use domain::code;
use domain::issue::document::Kind;
use domain::issue::remark::{Remark, RemarkTarget};
use domain::issue::{Status, Verifier};
use domain::office::{Right, Rights};
use domain::subject::Reason;
use pki::fixture;
use testhouse::{House, applicant, colleague, passport};

/// A PKCS#10 by the machine's OpenSSL: of ECDSA, or of GOST by its engine.
pub(super) fn pkcs10(folder: &std::path::Path, gost: bool) -> String {
    let (name, engine) = fixture::WITH_ENGINE;
    std::fs::write(folder.join(name), engine).unwrap();
    let of_key: &[&str] = if gost {
        &["-newkey", "gost2012_256", "-pkeyopt", "paramset:A"]
    } else {
        &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    };
    let tail = ["-nodes", "-subj", "/CN=anybody", "-keyout", "token.key", "-out", "token.csr"];
    fixture::succeeds(folder, &[&["req", "-new"], of_key, &tail].concat());
    std::fs::read_to_string(folder.join("token.csr")).unwrap()
}

async fn play(house: &House, choice: KeyChoice) {
    let (ctx, client_call) = (&house.ctx, house.call());
    let first = house.operator("first").await;
    let who = applicant();
    let phone = who.phone.clone().unwrap();
    let id = house.drafted(&client_call, who).await;

    // a document has consequences: until they are through the request is not actualised, and nothing else is taken
    let put = client::put_document(ctx, &client_call, id, Kind::Passport, passport()).await.unwrap();
    assert!(!put.actualized);
    assert!(!client::get(ctx, &client_call, id).await.unwrap().actualized);
    let early = client::put_note(ctx, &client_call, id, "срочно").await.unwrap_err();
    assert_eq!(early.code, code::ISSUE_BEING_ACTUALISED);
    house.work().await;
    let seen = client::get(ctx, &client_call, id).await.unwrap();
    assert!(seen.actualized && seen.request.note.is_none());
    house.scanned(&client_call, id, Kind::Passport).await;
    assert_eq!(client::submit(ctx, &client_call, id).await.unwrap().request.status(), Status::Validating);

    let queue = operator::queue(ctx, &first, Slice::first(10)).await.unwrap();
    assert_eq!(queue.items.iter().map(|seen| seen.request.id).collect::<Vec<_>>(), [id]);
    operator::take(ctx, &first, id).await.unwrap();
    let remark = Remark::new("patronymic_wrong", RemarkTarget::Common, "Отчество записано иначе").unwrap();
    let comment = Reason::parse("Поправьте отчество").unwrap();
    let returned = operator::return_with_remarks(ctx, &first, id, Some(comment), vec![remark.clone()]).await.unwrap();
    assert_eq!(returned.request.correction().unwrap().remarks, [remark]);

    let change = ApplicantChange { patronymic: Some(Some("Павловна".to_owned())), ..ApplicantChange::default() };
    client::edit(ctx, &client_call, id, change).await.unwrap();
    house.work().await;
    client::submit(ctx, &client_call, id).await.unwrap();
    assert_eq!(operator::approve(ctx, &first, id).await.unwrap().request.status(), Status::Approved);
    assert_eq!(client::forward(ctx, &client_call, id).await.unwrap_err().code, code::IDENTIFICATION_REQUIRED);
    client::identify(ctx, &client_call, id, colleague()).await.unwrap();
    assert!(client::forward(ctx, &client_call, id).await.unwrap().request.is_forwarded());

    let subject = house.in_cabinet(id, &phone).await;
    let unsigned = cabinet::release(ctx, &subject, choice.clone()).await.unwrap_err();
    assert_eq!(unsigned.code, code::STATEMENT_REQUIRED);
    house.wait_for_another_code();
    house.signed_by_code(&subject, &phone).await;
    assert_eq!(client::certificate(ctx, &client_call, id).await.unwrap_err().code, code::WRONG_ISSUE_STATUS);
    let asked = cabinet::release(ctx, &subject, choice.clone()).await.unwrap();
    assert!(asked.request.status() == Status::Releasing && !asked.actualized);
    house.work().await;

    let released = client::get(ctx, &client_call, id).await.unwrap();
    assert!(released.actualized && released.request.status() == Status::Released && released.request.inner_error().is_none());
    let der = client::certificate(ctx, &client_call, id).await.unwrap();
    let made = pki::Certificate::parse(&der).unwrap();
    let name = made.subject().to_string();
    assert!(name.contains("Ёжикова") && name.contains("Павловна") && !name.contains("anybody"), "{name}");
    assert!(client::certificate_pem(ctx, &client_call, id).await.unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(app::authority::self_check(ctx).await.unwrap(), []);

    // to the member: the account was made with the release
    let certificate_id = released.certificate.unwrap().id;
    let user = released.request.user;
    let place = app::member::Place { rights: Rights::new([Right::Signer]).unwrap(), post: None };
    app::member::put(ctx, &client_call, house.own_company, user, place).await.unwrap();
    let assigned = certificate::assign(ctx, &client_call, house.own_company, user, certificate_id).await.unwrap();
    let again = certificate::assign(ctx, &client_call, house.own_company, user, certificate_id).await.unwrap();
    assert_eq!(assigned, again);
    let active = app::certificate::get(ctx, &client_call, certificate_id).await.unwrap();
    assert!(active.require_usable(ctx.now()).is_ok());
    assert_eq!(client::get(ctx, &client_call, id).await.unwrap().request.office_word(), "active");
}

testkit::both_own! {
    async fn a_request_goes_from_draft_to_an_assigned_certificate_by_a_key_of_the_server(db: TestDatabase) {
        play(&House::on(&db).await, KeyChoice::Server).await;
    }

    async fn a_request_goes_the_same_way_with_a_pkcs10_of_ecdsa_that_openssl_made(db: TestDatabase) {
        let house = House::on(&db).await;
        let csr = pkcs10(house.folder(), false);
        play(&house, KeyChoice::Token { csr }).await;
    }

    async fn a_request_goes_the_same_way_with_a_pkcs10_of_gost_that_openssl_made(db: TestDatabase) {
        let house = House::on(&db).await;
        let csr = pkcs10(house.folder(), true);
        play(&house, KeyChoice::Token { csr }).await;
    }

    async fn a_later_certificate_of_the_same_source_takes_the_place_of_the_one_before_which_stays_in_the_history(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, operator) = (&house.ctx, house.call(), house.operator("first").await);
        let who = applicant();
        let first = house.released(&call, &operator, who.clone()).await;
        let base = client::get(ctx, &call, first).await.unwrap();
        let next = client::renew(ctx, &call, first, false).await.unwrap().value.request;
        assert_eq!((next.base, &next.applicant), (Some(first), &base.request.applicant));
        house.work().await;
        house.scanned(&call, next.id, Kind::Passport).await;
        client::submit(ctx, &call, next.id).await.unwrap();
        operator::approve(ctx, &operator, next.id).await.unwrap();
        client::identify(ctx, &call, next.id, colleague()).await.unwrap();
        client::forward(ctx, &call, next.id).await.unwrap();
        house.wait_for_another_code();
        let phone = who.phone.unwrap();
        let subject = house.in_cabinet(next.id, &phone).await;
        house.signed_by_code(&subject, &phone).await;
        cabinet::release(ctx, &subject, KeyChoice::Server).await.unwrap();
        house.work().await;
        let later = client::get(ctx, &call, next.id).await.unwrap();
        assert_eq!(later.request.user, base.request.user, "the same person, by the same phone");

        let (company, user) = (house.own_company, later.request.user);
        let place = app::member::Place { rights: Rights::new([Right::Signer]).unwrap(), post: None };
        app::member::put(ctx, &call, company, user, place).await.unwrap();
        for certificate in [base.certificate.unwrap().id, later.certificate.as_ref().unwrap().id] {
            certificate::assign(ctx, &call, company, user, certificate).await.unwrap();
            house.wait_for_another_code();
        }
        let history = certificate::assigned(ctx, &call, company, user).await.unwrap();
        assert_eq!(history.len(), 2);
        assert!(history[0].certificate == later.certificate.unwrap().id && history[0].replaced_at.is_none());
        assert!(history[1].replaced_at.is_some());
        let stranger = house.person().await;
        let place = app::member::Place { rights: Rights::new([Right::Signer]).unwrap(), post: None };
        app::member::put(ctx, &call, company, stranger.id, place).await.unwrap();
        let refused = certificate::assign(ctx, &call, company, stranger.id, history[0].certificate).await.unwrap_err();
        assert_eq!(refused.code, code::CERTIFICATE_IDENTITY_MISMATCH);
    }

    async fn who_vouched_is_kept_one_after_the_other(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.drafted(&call, applicant()).await;
        client::identify(ctx, &call, id, colleague()).await.unwrap();
        let other = Verifier::Named { role: domain::issue::VerifierRole::Head, name: "Петрова Ольга".to_owned() };
        client::identify(ctx, &call, id, other.clone()).await.unwrap();
        client::remove_identification(ctx, &call, id).await.unwrap();
        let history = client::identifications(ctx, &call, id).await.unwrap();
        let who: Vec<_> = history.iter().map(|one| one.identification.as_ref().map(|one| one.by.clone())).collect();
        assert_eq!(who, [Some(colleague()), Some(other), None]);
        let own_name = Verifier::Named { role: domain::issue::VerifierRole::Employee, name: "Ёжикова Анна Петровна".to_owned() };
        assert_eq!(client::identify(ctx, &call, id, own_name).await.unwrap_err().code, code::FOUR_EYES);
    }
}
