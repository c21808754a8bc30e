//! A client of the vendor's face, an operator and a subject, each by calls alone.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use testhouse::Neighbours;
use testkit::TestDatabase;

use crate::caller::{Api, Caller, Reply};

/// A house with the three.
pub struct Scene {
    pub api: Api,
    pub client: Client,
}

/// Somebody with a key of the vendor's face.
pub struct Client {
    caller: Caller,
}

/// The subject's phone, as the client writes it and as messages go to it.
pub const PHONE: (&str, &str) = ("9161234567", "+79161234567");

/// A passport that is whole.
pub fn passport() -> Value {
    let one = |kind: &str, value: &str| json!({"type": kind, "value": value});
    json!({"requisites": [
        one("series", "4510"), one("number", "123456"), one("issueDate", "01.06.2015"), one("issueOrganizationId", "770001"),
        one("issueOrganization", "ОВД района Хамовники"),
    ]})
}

/// A picture of two by two points in colour.
pub fn picture() -> Vec<u8> {
    use base64::Engine as _;
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR42mM4IachUnGHAUIBACEkBO0NChXpAAAAAElFTkSuQmCC";
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

/// A natural person.
pub fn person() -> Value {
    json!({
        "certificateTemplateInfo": {"type": "notQualified", "useAreas": [], "nonExportable": true},
        "subjectInfo": {
            "type": "naturalPerson", "inn": "500100732259", "lastname": "Иванова", "firstname": "Анна", "middlename": "Петровна",
            "email": "anna@example.ru", "phone": PHONE.0,
        },
        "cspInfo": {"type": "dss", "addCryptoProLicense": false, "dssApplication": "myDss"},
    })
}

impl Client {
    pub fn with_key(api: &Api, key: String) -> Self {
        Self { caller: api.with_token(key) }
    }

    /// A call with the key; JSON where there is a body.
    pub async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string().into()),
            None => request.body(Body::empty()),
        };
        self.caller.send(request.expect("a request")).await
    }

    /// A call whose body are bytes.
    pub async fn bytes(&self, path: &str, media_type: &str, bytes: Vec<u8>) -> Reply {
        self.caller.send(self.request("POST", path).header("content-type", media_type).body(bytes.into()).expect("a request")).await
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(path)
            .header("X-KONTUR-APIKEY", &self.caller.key)
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        self.caller.send(request).await
    }

    pub async fn issue(&self, id: &str) -> Value {
        self.call("GET", &format!("/kcr/v1/issues/{id}"), None).await.expect(200)
    }

    /// Nothing is answered.
    pub async fn done(&self, method: &str, path: &str, body: Option<&Value>) {
        let reply = self.call(method, path, body).await;
        assert_eq!((reply.status, reply.body.len()), (204, 0), "{method} {path} {}", String::from_utf8_lossy(&reply.body));
    }
}

impl Reply {
    /// Checks that it is a refusal in the vendor's envelope, and returns its details.
    pub fn failure(&self, status: u16, code: &str) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{text}");
        assert_eq!(self.header("content-type"), "application/json", "{text}");
        let failure = self.json();
        assert_eq!(failure["error"]["code"], code, "{text}");
        assert!(failure["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
        assert!(!self.header("x-request-id").is_empty());
        failure["error"]["details"].clone()
    }
}

impl Scene {
    pub async fn on(db: &TestDatabase) -> Self {
        Self::of(Api::on(db).await)
    }

    /// The same with counterparts to ask.
    pub async fn beside(db: &TestDatabase, neighbours: Neighbours) -> Self {
        Self::with(db, app::Settings::default(), neighbours).await
    }

    /// The same with settings of the test's own.
    pub async fn with(db: &TestDatabase, settings: app::Settings, neighbours: Neighbours) -> Self {
        Self::of(Api::beside(db, settings, neighbours).await)
    }

    /// The same in a house that is there.
    pub fn of(api: Api) -> Self {
        let client = Client::with_key(&api, api.house.key.clone());
        Self { api, client }
    }

    /// Jobs are done: what follows from the last change has followed.
    pub async fn settle(&self) {
        self.api.house.work().await;
    }

    /// A request with everything that the check wants, but for how the statement is signed.
    pub async fn prepared(&self, new: &Value) -> String {
        let created = self.client.call("POST", "/kcr/v1/issues", Some(new)).await.expect(200);
        let id = created["id"].as_str().unwrap().to_owned();
        self.settle().await;
        self.client.done("PUT", &format!("/kcr/v1/issues/{id}/documents/passport"), Some(&passport())).await;
        self.settle().await;
        let page = self.client.bytes(&format!("/kcr/v1/issues/{id}/documents/passport/pages"), "image/png", picture()).await;
        assert_eq!(page.status, 204, "{}", String::from_utf8_lossy(&page.body));
        self.settle().await;
        id
    }

    /// One more document with a scan: its kind and the day on which it was issued.
    pub async fn document(&self, id: &str, kind: &str, issued: &str) {
        let path = format!("/kcr/v1/issues/{id}/documents/{kind}");
        self.client.done("PUT", &path, Some(&json!({"requisites": [{"type": "issueDate", "value": issued}]}))).await;
        self.settle().await;
        let page = self.client.bytes(&format!("{path}/pages"), "image/png", picture()).await;
        assert_eq!(page.status, 204, "{}", String::from_utf8_lossy(&page.body));
        self.settle().await;
    }

    /// The statement is signed with a code by SMS.
    pub async fn signed_by_code(&self, id: &str) {
        let ask = json!({"operationToConfirm": "signingReleaseStatement"});
        self.client.done("POST", &format!("/kcr/v1/issues/{id}/confirmation-requests"), Some(&ask)).await;
        let code = self.api.house.code_to(PHONE.1).await;
        let body = json!({"confirmationInfo": {"smsCode": code}});
        self.client.done("POST", &format!("/kcr/v1/issues/{id}/documents/releaseStatement/sign"), Some(&body)).await;
        self.settle().await;
    }

    pub async fn validated(&self, id: &str) {
        self.client.done("POST", &format!("/kcr/v1/issues/{id}/validate"), None).await;
        self.settle().await;
    }

    /// An operator who has logged in.
    pub async fn operator(&self) -> Caller {
        let login = format!("operator-{}", testkit::uuid());
        let (_, password) = app::admin::create_operator(&self.api.house.ctx, &login).await.unwrap();
        let body = json!({"login": login, "password": app::ExposeSecret::expose_secret(&password)});
        let session = self.api.post("/v1/operator/sessions", &body).await.expect(201);
        self.api.with_token(session["token"].as_str().unwrap().to_owned())
    }

    /// The subject, in the cabinet of the request.
    pub async fn subject(&self, id: &str) -> Caller {
        let who = json!({"request_id": format!("crq_{id}"), "phone": PHONE.1});
        self.api.house.wait_for_another_code();
        assert_eq!(self.api.post("/v1/cabinet/codes", &who).await.status, 204);
        let code = self.api.house.code_to(PHONE.1).await;
        let mut open = who;
        open["code"] = code.into();
        let session = self.api.post("/v1/cabinet/sessions", &open).await.expect(201);
        self.api.with_token(session["token"].as_str().unwrap().to_owned())
    }

    pub async fn approved(&self, id: &str) {
        let (operator, path) = (self.operator().await, format!("/v1/operator/certificate-requests/crq_{id}"));
        operator.post(&format!("{path}/take"), &json!({})).await.expect(200);
        operator.post(&format!("{path}/approve"), &json!({})).await.expect(200);
        self.settle().await;
    }

    /// Identified, and in the cabinet.
    pub async fn forwarded(&self, id: &str) {
        let by = json!({"identificationSubjectType": "employee", "identifiedBy": "Петров Иван"});
        self.client.done("PUT", &format!("/kcr/v1/issues/{id}/subject-identification"), Some(&by)).await;
        self.settle().await;
        self.client.done("POST", &format!("/kcr/v1/issues/{id}/forward-to-cabinet"), None).await;
        self.settle().await;
    }

    /// In the state of this name, however one gets there.
    pub async fn in_state(&self, state: &str) -> String {
        let id = self.prepared(&person()).await;
        self.signed_by_code(&id).await;
        if state == "preparing" {
            return id;
        }
        self.validated(&id).await;
        if state == "validating" {
            return id;
        }
        if state == "correction" {
            let (operator, path) = (self.operator().await, format!("/v1/operator/certificate-requests/crq_{id}"));
            operator.post(&format!("{path}/return"), &json!({"comment": "Не тот паспорт"})).await.expect(200);
            self.settle().await;
            return id;
        }
        self.approved(&id).await;
        if state == "approved" {
            return id;
        }
        self.forwarded(&id).await;
        let subject = self.subject(&id).await;
        subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
        if state == "released" {
            self.settle().await;
        }
        id
    }
}
