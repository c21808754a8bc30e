//! The vendor's service against a scripted server: it waits until a request is actualised, spells what it sends, and tells failures apart.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use client::Retry;
use client::issues::{
    CalendarDate, CertificateApplicantInfo, CertificateUpdateApplicantInfo, DocumentType, Employee, IdentityDocument, IssuesError,
    IssuesService, SendingFileInfo, Status, TemplateType, Waiting,
};
use serde_json::{Value, json};

const ID: &str = "0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a01";

/// What came, and after how many looks the request is actualised.
#[derive(Clone, Default)]
struct Script {
    calls: Arc<Mutex<Vec<(String, String)>>>,
    busy: Arc<AtomicU32>,
    conflicts: Arc<AtomicU32>,
}

fn answer(status: u16, body: &Value) -> Response<Body> {
    Response::builder().status(status).body(Body::from(body.to_string())).expect("a response")
}

fn refusal(status: u16, code: &str, details: Value) -> Response<Body> {
    answer(status, &json!({"error": {"code": code, "message": "Нельзя", "details": details}}))
}

fn counts_down(counter: &AtomicU32) -> bool {
    counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}

async fn serve(State(script): State<Script>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response<Body> {
    assert_eq!(headers["x-kontur-apikey"], "the-key");
    let path = uri.path().trim_start_matches("/kcr/v1").to_owned();
    let issue = || {
        let mut issue = serde_json::to_value(client::issues::Issue::default()).expect("JSON");
        issue["id"] = ID.into();
        issue["status"] = "awaitingReceipt".into();
        issue["actualized"] = (!counts_down(&script.busy)).into();
        issue
    };
    if method == Method::GET && path == format!("/issues/{ID}") {
        return answer(200, &issue());
    }
    if counts_down(&script.conflicts) {
        return refusal(409, "IssueBeingActualised", json!([]));
    }
    let shown = String::from_utf8_lossy(&body).into_owned();
    script.calls.lock().expect("a lock").push((format!("{method} {path}?{}", uri.query().unwrap_or_default()), shown));
    match (method.as_str(), path.rsplit('/').next().unwrap_or_default()) {
        ("POST", "issues") => answer(200, &issue()),
        ("POST", "releaseStatement") => Response::new(Body::from("%PDF")),
        ("POST", "sign") => {
            refusal(400, "WrongConfirmationCode", json!([{"code": "WrongConfirmationCode", "target": "attemptsLeft", "message": "4"}]))
        }
        ("POST", "validate") => {
            refusal(400, "WrongIssueStatus", json!([{"code": "WrongIssueStatus", "target": "currentStatus", "message": "validating"}]))
        }
        ("GET", "issue-events") => answer(
            200,
            &json!({"events": [{"id": "8", "issueId": ID, "kind": "news", "status": "released", "version": 3, "at": "t"}], "lastId": "8"}),
        ),
        ("POST", "download-certificate") => Response::builder().status(502).body(Body::from("<html>nginx</html>")).expect("a response"),
        _ => Response::builder().status(204).body(Body::empty()).expect("a response"),
    }
}

async fn service() -> (IssuesService, Script) {
    let script = Script::default();
    let router = Router::new().fallback(serve).with_state(script.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let waiting = Waiting { interval: Duration::from_millis(1), tries: 10 };
    (IssuesService::new(format!("http://{address}/"), "the-key").with_waiting(waiting).with_retry(Retry::NEVER), script)
}

fn employee() -> Employee {
    let text = |text: &str| Some(text.to_owned());
    Employee {
        last_name: "Иванова".to_owned(),
        first_name: "Анна".to_owned(),
        middle_name: text("Петровна"),
        email: text("anna@example.ru"),
        mobile_phone: text("+7 (916) 123-45-67"),
        ..Employee::default()
    }
}

impl Script {
    fn last(&self) -> (String, Value) {
        let (call, body) = self.calls.lock().expect("a lock").last().cloned().expect("a call");
        (call, serde_json::from_str(&body).unwrap_or(Value::Null))
    }
}

#[tokio::test]
async fn what_is_sent_is_spelled_as_the_vendor_does() {
    let (service, script) = service().await;
    let created = service.create_certificate_issue_for_employee(&employee(), "500100732259").await;
    assert!(created.success && created.message.is_none());
    let issue = created.data.expect("a request");
    assert_eq!((issue.id.as_str(), issue.status), (ID, Status::Unknown), "a word of a later server");
    let (call, body) = script.last();
    assert_eq!(call, "POST /issues?");
    let subject = &body["subjectInfo"];
    assert_eq!(
        (&subject["lastname"], &subject["phone"], &subject["inn"]),
        (&json!("Иванова"), &json!("9161234567"), &json!("500100732259"))
    );

    let passport = IdentityDocument {
        document_type: DocumentType::Passport,
        series: Some("4510".to_owned()),
        issuer_code: Some("770-001".to_owned()),
        issue_date: Some(CalendarDate::new(2015, 6, 1)),
        ..IdentityDocument::default()
    };
    service.add_document_requisites(ID, &passport).await.into_result().expect("added");
    let (call, body) = script.last();
    assert_eq!(call, format!("PUT /issues/{ID}/documents/passport?"));
    let expected = json!([
        {"type": "series", "value": "4510"}, {"type": "issueDate", "value": "01.06.2015"}, {"type": "issueOrganizationId", "value": "770001"}
    ]);
    assert_eq!(body["requisites"], expected);

    let scan = SendingFileInfo { name: "паспорт.JPG".to_owned(), data: vec![1, 2, 3] };
    service.send_document_scan(ID, &scan, DocumentType::Passport).await.into_result().expect("sent");
    assert_eq!(script.last().0, format!("POST /issues/{ID}/documents/passport/pages?"));
    let change =
        CertificateUpdateApplicantInfo { mobile_phone: Some("8 916 000 00 01".to_owned()), ..CertificateUpdateApplicantInfo::default() };
    service.edit_certificate_issue_request(ID, &change).await.into_result().expect("changed");
    let (call, body) = script.last();
    assert_eq!((call, &body["subjectInfo"]["phone"]), (format!("PATCH /issues/{ID}?"), &json!("9160000001")));
    service.subject_identification(ID, &employee()).await.into_result().expect("recorded");
    assert_eq!(script.last().1, json!({"identificationSubjectType": "employee", "identifiedBy": "Иванова Анна Петровна"}));
    service
        .send_release_statement_with_esia_for_employee(
            ID,
            &Employee { birth_date: Some(CalendarDate::new(1990, 5, 7)), ..employee() },
            "112-233-445 95",
        )
        .await
        .into_result()
        .expect("asked");
    let expected = json!({"operationToConfirm": "signingReleaseStatementWithEsia", "parameters": {"snilsNumber": "11223344595", "birthDate": "1990-05-07T00:00:00Z"}});
    assert_eq!(script.last().1, expected);
    assert_eq!(service.generate_request_template(ID, TemplateType::ReleaseStatement).await.data, Some(b"%PDF".to_vec()));
    let events = service.get_event_list_after(5, "7").await.into_result().expect("events");
    assert_eq!((script.last().0.as_str(), events.last_id.as_deref()), ("GET /issue-events?limit=5&prevId=7", Some("8")));
    service.delete_certificate_issue_request(ID).await.into_result().expect("deleted");
    assert_eq!(script.last().0, format!("DELETE /issues/{ID}?"));
}

#[tokio::test]
async fn a_change_waits_until_the_request_is_actualised_and_no_longer() {
    let (service, script) = service().await;
    script.busy.store(3, Ordering::SeqCst);
    service.forward_to_cabinet(ID).await.into_result().expect("forwarded after three looks");
    script.conflicts.store(2, Ordering::SeqCst);
    service.forward_to_cabinet(ID).await.into_result().expect("somebody else was first, twice");
    script.busy.store(100, Ordering::SeqCst);
    let late = service.forward_to_cabinet(ID).await;
    assert!(!late.success && matches!(late.error, Some(IssuesError::NotActualized)));
    assert_eq!(script.busy.load(Ordering::SeqCst), 90, "ten looks");
    assert_eq!(script.calls.lock().expect("a lock").len(), 2);
    assert_eq!((Waiting::INTERVAL, Waiting::TRIES), (Duration::from_secs(2), 10));
}

#[tokio::test]
async fn failures_have_words_for_people_and_codes_for_programs() {
    let (service, _) = service().await;
    let refused = service.send_request_for_validation(ID).await;
    assert_eq!((refused.success, refused.message.as_deref()), (false, Some("Нельзя [currentStatus WrongIssueStatus]")));
    let error = refused.error.expect("an error");
    assert_eq!((error.status(), error.code(), error.details()[0].message.as_str()), (Some(400), Some("WrongIssueStatus"), "validating"));
    let wrong = service.sign_release_statement(ID, "000000").await.into_result().expect_err("a wrong code");
    assert!(!wrong.is_in_progress() && wrong.code() == Some("WrongConfirmationCode"));
    let foreign = service.download_certificate(ID).await.into_result().expect_err("nginx is not us");
    assert!(matches!(&foreign, IssuesError::Unexpected { status: 502, text } if text.contains("nginx")));
    let unknown = service.send_document_scan(ID, &SendingFileInfo::default(), DocumentType::Unknown).await;
    assert!(matches!(unknown.error, Some(IssuesError::Input(_))), "what is unknown is never sent");
    let nameless = service.create_certificate_issue_for_employee(&Employee::default(), "1").await;
    assert!(matches!(nameless.error, Some(IssuesError::Input(_))));
    let nobody = IssuesService::new("http://127.0.0.1:1", "k").with_retry(Retry::NEVER);
    let gone = nobody.create_certificate_issue(&CertificateApplicantInfo::default()).await;
    assert!(matches!(gone.error, Some(IssuesError::Transport(_))));
}
