//! The vendor's page, played by the SDK's example over real HTTP while an operator and a subject act.

use std::time::Duration;

use client::Retry;
use client::issues::{DocumentType, Employee, IdentityDocument, IssuesService, SendingFileInfo, Waiting};
use serde_json::{Value, json};

use super::scene::{PHONE, Scene, picture};

#[expect(dead_code, reason = "an example has a main of its own")]
#[path = "../../../../client/examples/issue_request.rs"]
mod example;

/// A look, in a test where others act at once.
const SOON: Duration = Duration::from_millis(20);

fn scene_of(scene: &Scene) -> example::Scene {
    let text = |text: &str| Some(text.to_owned());
    example::Scene {
        employee: Employee {
            last_name: "Иванова".to_owned(),
            first_name: "Анна".to_owned(),
            email: text("anna@example.ru"),
            mobile_phone: text(PHONE.1),
            company_id: Some(scene.api.house.own_company.to_string()),
            ..Employee::default()
        },
        inn: "500100732259".to_owned(),
        confirmed_employee: Employee { last_name: "Петров".to_owned(), first_name: "Иван".to_owned(), ..Employee::default() },
        passport: IdentityDocument {
            document_type: DocumentType::Passport,
            series: text("4510"),
            number: text("123456"),
            issuer_name: text("ОВД района Хамовники"),
            issuer_code: text("770-001"),
            issue_date: Some(client::issues::CalendarDate::new(2015, 6, 1)),
        },
        passport_scan: SendingFileInfo { name: "паспорт.png".to_owned(), data: picture() },
        look_again: SOON,
    }
}

/// Waits, while jobs are done, until the only request is in this state; returns its id.
async fn until(scene: &Scene, status: &str, forwarded: &str) -> String {
    loop {
        scene.settle().await;
        let found = scene.client.call("GET", "/kcr/v1/issues", None).await.expect(200);
        let is = |one: &&Value| one["status"] == status && one["forwardedStatus"] == forwarded;
        if let Some(one) = found["issues"].as_array().unwrap().iter().find(is) {
            return one["id"].as_str().unwrap().to_owned();
        }
        tokio::time::sleep(SOON).await;
    }
}

/// What people do meanwhile: an operator approves, and the subject releases.
async fn people(scene: &Scene) {
    let id = until(scene, "validating", "none").await;
    scene.approved(&id).await;
    let id = until(scene, "approved", "forwardedToCabinet").await;
    let subject = scene.subject(&id).await;
    subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
    // whoever asked has an account now, and is a member before the certificate is made, which the play assigns as soon as it is there
    let users = scene.api.get("/v1/users").await.expect(200);
    let [user] = &users["data"].as_array().unwrap()[..] else { panic!("one person: {users}") };
    let path = format!("/v1/companies/{}/members/{}", scene.api.house.own_company, user["id"].as_str().unwrap());
    scene.api.put(&path, &json!({"rights": ["signer"]})).await.expect(200);
    loop {
        scene.settle().await;
        tokio::time::sleep(SOON).await;
    }
}

testkit::both_own! {
    async fn the_vendors_page_is_played_from_its_first_line_to_its_last(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = api::router(scene.api.house.ctx.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let waiting = Waiting { interval: SOON, tries: 500 };
        let service = IssuesService::new(address.as_str(), scene.api.house.key.as_str()).with_waiting(waiting).with_retry(Retry::default());
        let parts = scene_of(&scene);
        // the play ends; people go on working until then
        let played = tokio::select! {
            played = example::play(&service, &parts) => played.expect("the whole page"),
            () = people(&scene) => unreachable!("people never stop"),
        };
        assert_eq!(played.certificate[0], 0x30);
        assert_eq!(scene.client.issue(&played.released).await["status"], "released");
        scene.client.call("GET", &format!("/kcr/v1/issues/{}", played.deleted), None).await.failure(404, "NotFound");
        let certificates = scene.api.get("/v1/certificates").await.expect(200);
        assert_eq!(certificates["data"].as_array().map(Vec::len), Some(1));

        // and the employee signs with it, by the SDK of cloud signing
        let dss = client::cloud::DssService::new(address.as_str(), scene.api.house.key.as_str());
        let request = client::cloud::SignRequest {
            thumbprint: certificates["data"][0]["thumbprint"].as_str().unwrap().to_owned(),
            files: vec![client::cloud::SignFile { name: "приказ.pdf".to_owned(), data: b"document".to_vec() }],
            ..Default::default()
        };
        let started = dss.sign_document(&request).await.into_result().expect("begun");
        assert_eq!(started.confirm_type, client::cloud::ConfirmType::Sms);
        let code = scene.api.house.code_to(PHONE.1).await;
        dss.confirm_sign_operation(&started.operation_id, &code).await.into_result().expect("confirmed");
        scene.settle().await;
        let status = dss.get_status(&started.operation_id).await.into_result().expect("a status");
        assert_eq!(status.sign_status, client::cloud::DssSignStatus::Complete);
        let result = status.file_statuses[0].result_id.as_deref().unwrap();
        assert_eq!(dss.get_result(result).await.into_result().expect("a signature")[0], 0x30);
    }
}
