//! What is refused changes nothing: wrong states, foreign licensees, other operators, wrong codes.

use app::request::cabinet::KeyChoice;
use app::request::client::{self, ApplicantChange, DocumentChange, NewPage, Search};
use app::request::{cabinet, operator};
use app::{AppError, Call, Ctx};
use bytes::Bytes;
use domain::code;
use domain::id::{IssueId, PageId};
use domain::issue::document::Kind;
use domain::issue::{IssueRequest, Status};
use domain::subject::Reason;
use testhouse::{House, PIXEL, applicant, colleague, passport};

fn pixel() -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> + Send {
    futures::stream::iter([Ok(Bytes::from_static(PIXEL))])
}

/// Every operation of the client, by its name.
async fn operation(name: &str, ctx: &Ctx, call: &Call, id: IssueId) -> Result<(), AppError> {
    let name_change = ApplicantChange { name: Some(Some("Яна".to_owned())), ..ApplicantChange::default() };
    match name {
        "edit" => client::edit(ctx, call, id, name_change).await.map(drop),
        "put_document" => client::put_document(ctx, call, id, Kind::Snils, DocumentChange::default()).await.map(drop),
        "delete_document" => client::delete_document(ctx, call, id, Kind::Passport).await.map(drop),
        "add_page" => client::add_page(ctx, call, id, Kind::Passport, NewPage::default(), pixel()).await.map(drop),
        "delete_page" => client::delete_page(ctx, call, id, Kind::Passport, PageId::new(testkit::uuid())).await.map(drop),
        "submit" => client::submit(ctx, call, id).await.map(drop),
        "identify" => client::identify(ctx, call, id, colleague()).await.map(drop),
        "remove_identification" => client::remove_identification(ctx, call, id).await.map(drop),
        "forward" => client::forward(ctx, call, id).await.map(drop),
        "retrieve" => client::retrieve(ctx, call, id).await.map(drop),
        "decline" => client::decline(ctx, call, id, None).await.map(drop),
        "delete" => client::delete(ctx, call, id).await,
        "renew" => client::renew(ctx, call, id, false).await.map(drop),
        "note" => client::put_note(ctx, call, id, "срочно").await.map(drop),
        "send_statement_code" => client::send_statement_code(ctx, call, id).await.map(drop),
        "sign_statement" => client::sign_statement(ctx, call, id, "000000").await.map(drop),
        "request_portal" => client::request_portal(ctx, call, id, "112-233-445 95", "1985-05-05").await.map(drop),
        "sign_by_portal" => client::sign_statement_by_portal(ctx, call, id).await.map(drop),
        "give_consent" => client::give_consent(ctx, call, id, "2").await.map(drop),
        "certificate" => client::certificate(ctx, call, id).await.map(drop),
        "get" => client::get(ctx, call, id).await.map(drop),
        "identifications" => client::identifications(ctx, call, id).await.map(drop),
        "open_page" => client::open_page(ctx, call, id, Kind::Passport, PageId::new(testkit::uuid())).await.map(drop),
        other => panic!("{other}"),
    }
}

const OPERATIONS: [&str; 23] = [
    "edit",
    "put_document",
    "delete_document",
    "add_page",
    "delete_page",
    "submit",
    "identify",
    "remove_identification",
    "forward",
    "retrieve",
    "decline",
    "delete",
    "renew",
    "note",
    "send_statement_code",
    "sign_statement",
    "request_portal",
    "sign_by_portal",
    "give_consent",
    "certificate",
    "get",
    "identifications",
    "open_page",
];

/// What each state refuses because of the state.
fn refused_in(status: Status) -> Vec<&'static str> {
    let open = ["edit", "put_document", "delete_document", "add_page", "delete_page", "submit"];
    let not_locked = [
        "identify",
        "remove_identification",
        "delete",
        "note",
        "send_statement_code",
        "sign_statement",
        "request_portal",
        "sign_by_portal",
        "give_consent",
    ];
    let in_cabinet = ["forward", "retrieve", "decline"];
    let mut refused = Vec::new();
    if !matches!(status, Status::Preparing | Status::Correction) {
        refused.extend(open);
    }
    if matches!(status, Status::Validating | Status::Releasing | Status::Released) {
        refused.extend(not_locked);
    }
    if status != Status::Approved {
        refused.extend(in_cabinet);
    }
    if status != Status::Released {
        refused.extend(["renew", "certificate"]);
    }
    refused
}

/// One request in each state. A releasing one has a job that waits, so that it stays so.
async fn in_every_state(house: &House) -> Vec<IssueId> {
    let (ctx, call, operator_call) = (&house.ctx, house.call(), house.operator("first").await);
    let preparing = house.whole(&call, applicant()).await;
    let validating = house.whole(&call, applicant()).await;
    client::submit(ctx, &call, validating).await.unwrap();
    let correction = house.whole(&call, applicant()).await;
    client::submit(ctx, &call, correction).await.unwrap();
    operator::return_with_remarks(ctx, &operator_call, correction, Reason::parse("нет").ok(), Vec::new()).await.unwrap();
    let approved = house.approved(&call, &operator_call, applicant()).await;
    let released = house.released(&call, &operator_call, applicant()).await;
    let who = applicant();
    let phone = who.phone.clone().unwrap();
    let releasing = house.forwarded(&call, &operator_call, who).await;
    let subject = house.in_cabinet(releasing, &phone).await;
    house.signed_by_code(&subject, &phone).await;
    cabinet::release(ctx, &subject, KeyChoice::Server).await.unwrap();
    vec![preparing, validating, correction, approved, releasing, released]
}

async fn row(house: &House, id: IssueId) -> IssueRequest {
    client::get(&house.ctx, &house.call(), id).await.unwrap().request
}

testkit::both_own! {
    async fn an_operation_in_a_wrong_state_is_refused_by_its_name_and_changes_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        for id in in_every_state(&house).await {
            let before = row(&house, id).await;
            for name in refused_in(before.status()) {
                let error = operation(name, &house.ctx, &house.call(), id).await.unwrap_err();
                assert_eq!(error.code, code::WRONG_ISSUE_STATUS, "{name} in {}", before.status().word());
                assert_eq!(row(&house, id).await, before, "{name} in {}", before.status().word());
            }
        }
    }

    async fn a_request_of_another_licensee_is_missing_for_everything(db: TestDatabase) {
        let house = House::on(&db).await;
        let (foreign, _) = house.another_licensee().await;
        let id = house.whole(&house.call(), applicant()).await;
        let before = row(&house, id).await;
        for name in OPERATIONS {
            let error = operation(name, &house.ctx, &foreign, id).await.unwrap_err();
            assert_eq!(error.code, code::NOT_FOUND, "{name}");
        }
        assert_eq!(row(&house, id).await, before);
        let found = client::search(&house.ctx, &foreign, Search { limit: 10, ..Search::default() }).await.unwrap();
        assert_eq!((found.items.len(), found.total), (0, 0));
        assert_eq!(client::events(&house.ctx, &foreign, 10, None).await.unwrap().events, []);
    }

    async fn a_deleted_request_is_missing_for_everything_and_its_last_event_tells_no_data(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.whole(&call, applicant()).await;
        client::delete(ctx, &call, id).await.unwrap();
        for name in OPERATIONS {
            let error = operation(name, ctx, &call, id).await.unwrap_err();
            assert_eq!(error.code, code::NOT_FOUND, "{name}");
        }
        house.ctx.store.sequencer().pass().await.unwrap();
        let feed = client::events(ctx, &call, 200, None).await.unwrap();
        let last = feed.events.iter().rfind(|event| event.request == id).unwrap();
        assert_eq!((last.kind.as_str(), last.state.as_str()), ("certificate_request.deleted", "deleted"));
    }

    async fn a_scan_comes_after_requisites_and_consent_and_only_if_it_is_one(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let id = house.drafted(&call, applicant()).await;
        let add = |body: Vec<u8>| {
            let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(body))]);
            client::add_page(ctx, &call, id, Kind::Passport, NewPage::default(), body)
        };
        assert_eq!(add(PIXEL.to_vec()).await.unwrap_err().code, code::REQUISITES_FIRST);
        client::put_document(ctx, &call, id, Kind::Passport, passport()).await.unwrap();
        house.work().await;
        let before = row(&house, id).await;
        for (body, expected) in [
            (b"<html>".to_vec(), code::SCAN_FORMAT_UNKNOWN),
            (Vec::new(), code::FILE_EMPTY),
            (PIXEL[..40].to_vec(), code::SCAN_DAMAGED),
            (vec![0; 11 << 20], code::PAYLOAD_TOO_LARGE),
        ] {
            assert_eq!(add(body).await.unwrap_err().code, expected);
        }
        assert_eq!(row(&house, id).await, before);
        let (page, seen) = add(PIXEL.to_vec()).await.unwrap();
        assert_eq!(seen.request.document(Kind::Passport).unwrap().pages.len(), 1);
        let shown = client::open_page(ctx, &call, id, Kind::Passport, page).await.unwrap();
        assert_eq!((shown.media_type.as_str(), &shown.bytes[..]), ("image/png", PIXEL));
        let wrong = DocumentChange { set: vec![(domain::issue::document::Requisite::Number, "12".to_owned())], delete: Vec::new() };
        let error = client::put_document(ctx, &call, id, Kind::Passport, wrong).await.unwrap_err();
        assert_eq!((error.code, error.problems[0].pointer.as_str()), (code::VALIDATION_FAILED, "/requisites/number"));
    }

    async fn a_code_signs_once_and_not_when_wrong_old_or_guessed_too_often(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let who = applicant();
        let phone = who.phone.clone().unwrap();
        let id = house.whole(&call, who).await;
        let by = &call;
        let sign = |code: String| async move { client::sign_statement(ctx, by, id, &code).await };
        assert_eq!(sign("123456".to_owned()).await.unwrap_err().code, code::CODE_MISSING);
        client::send_statement_code(ctx, &call, id).await.unwrap();
        let error = client::send_statement_code(ctx, &call, id).await.unwrap_err();
        assert!(error.code == code::SMS_LIMIT && error.retry_after.is_some());
        let right = house.code_to(&phone).await;
        let wrong = if right == "000000" { "000001" } else { "000000" }.to_owned();
        let error = sign(wrong.clone()).await.unwrap_err();
        assert_eq!((error.code, &error.facts["attempts_left"]), (code::CODE_WRONG, &serde_json::json!(4)));
        for _ in 0..4 {
            sign(wrong.clone()).await.unwrap_err();
        }
        assert_eq!(sign(right).await.unwrap_err().code, code::CODE_ATTEMPTS_EXCEEDED);

        house.wait_for_another_code();
        client::send_statement_code(ctx, &call, id).await.unwrap();
        let old = house.code_to(&phone).await;
        house.clock.advance(std::time::Duration::from_secs(301));
        assert_eq!(sign(old).await.unwrap_err().code, code::CODE_EXPIRED);
        client::send_statement_code(ctx, &call, id).await.unwrap();
        let bound = house.code_to(&phone).await;
        let other = ApplicantChange { email: Some(Some("other@example.ru".to_owned())), ..ApplicantChange::default() };
        client::edit(ctx, &call, id, other).await.unwrap();
        house.work().await;
        assert_eq!(sign(bound).await.unwrap_err().code, code::CODE_WRONG, "it was bound to other data");
        assert!(row(&house, id).await.statement.is_none());

        house.wait_for_another_code();
        client::send_statement_code(ctx, &call, id).await.unwrap();
        let code = house.code_to(&phone).await;
        assert!(sign(code.clone()).await.unwrap().request.statement.is_some());
        assert_eq!(sign(code).await.unwrap_err().code, code::CODE_MISSING);
    }

    async fn what_one_operator_took_the_other_may_not_decide_and_who_asks_may_not_approve(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let (first, second) = (house.operator("first").await, house.operator("second").await);
        let id = house.whole(&call, applicant()).await;
        client::submit(ctx, &call, id).await.unwrap();
        operator::take(ctx, &first, id).await.unwrap();
        assert_eq!(operator::take(ctx, &second, id).await.unwrap_err().code, code::TAKEN_BY_ANOTHER);
        assert_eq!(operator::approve(ctx, &second, id).await.unwrap_err().code, code::TAKEN_BY_ANOTHER);
        operator::give_back(ctx, &first, id).await.unwrap();
        operator::take(ctx, &second, id).await.unwrap();
        assert_eq!(operator::return_with_remarks(ctx, &second, id, None, Vec::new()).await.unwrap_err().code, code::REMARKS_REQUIRED);
        // neither a client's system nor a subject is an operator, nor the other way round
        assert_eq!(operator::approve(ctx, &call, id).await.unwrap_err().code, code::FORBIDDEN);
        assert_eq!(client::submit(ctx, &second, id).await.unwrap_err().code, code::FORBIDDEN);
        operator::approve(ctx, &second, id).await.unwrap();
    }

    async fn a_cabinet_opens_to_the_phone_alone_and_closes_when_the_request_is_taken_back(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call, operator_call) = (&house.ctx, house.call(), house.operator("first").await);
        let who = applicant();
        let phone = who.phone.clone().unwrap();
        let id = house.forwarded(&call, &operator_call, who).await;
        let stranger = testhouse::phone().to_string();
        cabinet::send_code(ctx, id, &stranger).await.unwrap();
        let error = cabinet::open(ctx, None, None, id, &stranger, "000000").await.unwrap_err();
        assert_eq!(error.code, code::CODE_WRONG);
        cabinet::send_code(ctx, id, &phone).await.unwrap();
        let error = cabinet::open(ctx, None, None, id, &phone, "not it").await.unwrap_err();
        assert_eq!((error.code, error.facts.is_empty()), (code::CODE_WRONG, true));
        house.wait_for_another_code();
        let subject = house.in_cabinet(id, &phone).await;
        assert_eq!(cabinet::get(ctx, &subject).await.unwrap().request.id, id);
        client::retrieve(ctx, &call, id).await.unwrap();
        assert_eq!(cabinet::send_statement_code(ctx, &subject).await.unwrap_err().code, code::NOT_FORWARDED);
        let error = cabinet::release(ctx, &subject, KeyChoice::Server).await.unwrap_err();
        assert_eq!(error.code, code::NOT_FORWARDED);
    }

    async fn a_draft_may_be_incomplete_and_what_is_lacking_is_said_when_it_is_sent(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, call) = (&house.ctx, house.call());
        let nobody = domain::issue::applicant::Applicant::unknown(domain::issue::applicant::SubjectKind::NaturalPerson);
        let id = house.drafted(&call, nobody).await;
        let error = client::submit(ctx, &call, id).await.unwrap_err();
        assert_eq!((error.code, error.facts["fields"].as_array().unwrap().len()), (code::APPLICANT_INCOMPLETE, 5));
        let id = house.drafted(&call, applicant()).await;
        assert_eq!(client::submit(ctx, &call, id).await.unwrap_err().code, code::DOCUMENTS_MISSING);
        let long = ApplicantChange { name: Some(Some("я".repeat(300))), ..ApplicantChange::default() };
        let error = client::edit(ctx, &call, id, long).await.unwrap_err();
        assert_eq!(error.problems[0].pointer, "/applicant/name");
    }
}
