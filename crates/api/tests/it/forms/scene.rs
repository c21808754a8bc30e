//! A client of the face of forms with an organization, beside registers that know some people and sign their extracts.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request};
use md5::{Digest as _, Md5};
use outbound::guarded::{Cidr, Rules};
use outbound::registers::Registers;
use outbound::remote::{BreakerSettings, RemoteSettings};
use serde_json::{Value, json};
use simulate::registers as stand_in;
use testhouse::Neighbours;
use testkit::{MockClock, TestDatabase};

use crate::caller::{Api, Caller, Reply};
use crate::issues::Scene as Requests;

pub const BASE: &str = "/realty/crypto/v2/certificate-forms";
pub const CONTENTS: &str = "/realty/contents/v2/contents";

/// The house, its operator and subject as the face of issue requests has them, and a client of forms.
pub struct Scene {
    pub requests: Requests,
    pub client: Client,
}

/// Somebody with a key, on behalf of an organization.
pub struct Client {
    caller: Caller,
    pub org: String,
}

/// Whose certificate it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Person,
    Proprietor,
    Organization,
}

/// A picture of two by two points in colour.
pub fn picture() -> Vec<u8> {
    crate::issues::picture()
}

/// A person whom the registers know.
pub fn person() -> Value {
    json!({
        "name": "Вера", "surname": "Соколова", "patronymic": "Андреевна", "dateBirth": "1985-04-12", "birthPlace": "Москва",
        "snils": "900-000-007 88", "inn": "770000001103", "email": "vera@example.ru", "phone": "79161234567", "gender": "Female",
        "identityDocument": identity(), "citizenship": "848000000643", "address": address(),
    })
}

pub fn identity() -> Value {
    json!({
        "documentType": "008001001000", "number": "000001", "series": "4511", "issueDate": "2010-05-20",
        "issuer": {"issuerCode": "770-001", "issuerName": "ОВД района Хамовники"},
    })
}

pub fn address() -> Value {
    json!({"structuralAddress": {
        "region": "77", "city": {"name": "Москва", "abbreviation": "г"}, "street": {"name": "Садовническая", "abbreviation": "ул"},
        "house": {"name": "1", "abbreviation": "д"},
    }})
}

/// The organization that the registers know.
pub fn organization() -> Value {
    json!({
        "name": "ООО «Ромашка»", "kpp": "770001001", "regDate": "2026-02-03", "address": address(),
        "nativeOrgParams": {"ogrn": "1267700000017", "inn": "7700000030"},
    })
}

/// A document that `content` shows.
pub fn document(info: Value, content: &Value) -> Value {
    json!({"documentId": testkit::uuid().to_string(), "documentInfo": info, "content": {"contentInfo": content}})
}

impl Client {
    pub fn new(api: &Api, key: String, org: String) -> Self {
        Self { caller: api.with_token(key), org }
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let authorization = format!("ReestroAuth apiKey={}&portal.orgid={}", self.caller.key, self.org);
        Request::builder().method(Method::from_bytes(method.as_bytes()).expect("a method")).uri(path).header("authorization", authorization)
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        self.caller.send(request).await
    }

    /// A call; JSON where there is a body.
    pub async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.header("content-type", "Application/json").body(body.to_string().into()),
            None => request.body(Body::empty()),
        };
        self.send(request.expect("a request")).await
    }

    /// Deposits bytes; their `ContentInfo`.
    pub async fn content(&self, bytes: Vec<u8>) -> Value {
        let md5 = hex::encode_upper(Md5::digest(&bytes));
        let request = self.request("POST", CONTENTS).header("md5", md5).header("content-type", "application/pdf").body(bytes.into());
        self.send(request.expect("a request")).await.expect(201)
    }

    /// Makes a subject; its id.
    pub async fn subject(&self, body: &Value) -> String {
        let made = self.call("POST", "/realty/entity/v1/subjects", Some(body)).await.expect(201);
        made["subjectId"].as_str().expect("an id").to_owned()
    }

    /// Makes a representative of the pair.
    pub async fn representative(&self, principal: &str, agent: &str, post: &str) {
        let body = json!({
            "principal": {"subjectId": principal}, "agent": {"subjectId": agent}, "representativeType": "Confidant", "post": post,
            "authority": {"confirmingDocument": {"documentInfo": {"documentType": "558501010201", "number": "7", "issueDate": "2026-01-15"}}},
        });
        self.call("POST", "/entity/v1/representatives", Some(&body)).await.expect(201);
    }

    pub async fn create(&self, body: &Value) -> Value {
        self.call("POST", BASE, Some(body)).await.expect(201)
    }

    pub async fn form(&self, id: &str) -> Value {
        self.call("GET", &format!("{BASE}/{id}"), None).await.expect(200)
    }
}

impl Reply {
    /// Checks that it is a refusal in the vendor's envelope; the codes of its items, in order.
    pub fn refused(&self, status: u16) -> Vec<String> {
        let body = self.expect(status);
        assert_eq!(self.header("content-type"), "application/json; charset=utf-8");
        assert!(body["message"].as_str().is_some_and(|message| !message.is_empty()) && body["target"] == "api", "{body}");
        assert_eq!(body["code"] == "validation", status == 400, "{body}");
        let items = body["errors"].as_array().expect("errors");
        items.iter().map(|item| item["code"].as_str().expect("a code").to_owned()).collect()
    }

    /// The context of the first item.
    pub fn context(&self) -> Value {
        self.json()["errors"][0]["context"].clone()
    }
}

impl Scene {
    pub async fn on(db: &TestDatabase) -> Self {
        Self::with(db, |_| {}).await
    }

    /// With settings of the test's own.
    pub async fn with(db: &TestDatabase, set: impl FnOnce(&mut app::Settings)) -> Self {
        let data = stand_in::Data { extract_polls: 0, ..stand_in::Data::built_in() };
        let data = stand_in::Data { trouble: Vec::new(), ..data };
        let registers = stand_in::Registers::new(data, Arc::new(MockClock::default()));
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = socket.local_addr().unwrap();
        tokio::spawn(simulate::serve(socket, registers.router(), std::future::pending()));
        let remote = RemoteSettings {
            url: format!("http://{at}"),
            token: None,
            rules: Rules { allow: vec![Cidr::parse("127.0.0.1/32").unwrap()], ..Rules::default() },
            extra_roots: Vec::new(),
            timeout: std::time::Duration::from_secs(20),
            breaker: BreakerSettings { failures: 1000, ..BreakerSettings::default() },
        };
        let neighbours = Neighbours { registers: Some(Registers::new(&remote).unwrap()), ..Neighbours::default() };
        let tax_service = pki::certificate::chain_from_pem(stand_in::CERTIFICATE).expect("certificates");
        let mut settings = app::Settings { tax_service, ..app::Settings::default() };
        set(&mut settings);
        let api = Api::beside(db, settings, neighbours).await;
        let org = api.house.own_company.uuid().to_string();
        let client = Client::new(&api, api.house.key.clone(), org);
        Self { requests: Requests::of(api), client }
    }

    pub fn api(&self) -> &Api {
        &self.requests.api
    }

    /// Another system of the same organization, with a key of its own.
    pub async fn another_client(&self) -> Client {
        let house = &self.api().house;
        Client::new(self.api(), house.another_key().await, self.client.org.clone())
    }

    pub async fn settle(&self) {
        self.requests.settle().await;
    }

    /// Subjects of this sort; the body of a form without documents.
    pub async fn subjects(&self, owner: Owner) -> Value {
        let client = &self.client;
        match owner {
            Owner::Person => json!({"person": client.subject(&json!({"person": person()})).await}),
            Owner::Proprietor => {
                let mut who = json!({
                    "name": "Павел", "surname": "Воронов", "patronymic": "Ильич", "dateBirth": "1979-09-30", "snils": "900-000-014 87",
                    "inn": "770000002234", "email": "pavel@example.ru", "phone": "79161234567", "gender": "Male", "address": address(),
                    "identityDocument": identity(), "citizenship": "848000000643", "birthPlace": "Тверь",
                });
                who["identityDocument"]["number"] = "000002".into();
                who["identityDocument"]["issueDate"] = "2024-10-15".into();
                who["ogrnip"] = "326770000000016".into();
                json!({"person": client.subject(&json!({"soleProprietor": who})).await})
            }
            Owner::Organization => {
                let person = client.subject(&json!({"person": person()})).await;
                let organization = client.subject(&json!({"organization": organization()})).await;
                client.representative(&organization, &person, "Генеральный директор").await;
                json!({"person": person, "organization": organization})
            }
        }
    }

    /// A form with everything that its release wants; its id.
    pub async fn whole(&self, owner: Owner) -> String {
        let mut new = self.subjects(owner).await;
        let scan = self.client.content(picture()).await;
        let mut info = identity();
        if owner == Owner::Proprietor {
            info["number"] = "000002".into();
            info["issueDate"] = "2024-10-15".into();
        }
        let mut documents = vec![document(info, &scan)];
        match owner {
            Owner::Person => {}
            Owner::Proprietor => documents.push(document(json!({"documentType": "800", "number": "1", "issueDate": self.today()}), &scan)),
            Owner::Organization => {
                let path = format!("/realty/entity/v1/subjects/{}/egrul", new["organization"].as_str().unwrap());
                let extract = self.client.call("GET", &path, None).await.expect(200);
                documents.push(document(json!({"documentType": "008002008000", "number": "1", "issueDate": self.today()}), &extract));
            }
        }
        new["documents"] = documents.into();
        let made = self.client.create(&new).await;
        self.settle().await;
        made["formId"].as_str().unwrap().to_owned()
    }

    pub fn today(&self) -> String {
        domain::issue::day_of(self.api().house.ctx.now()).to_string()
    }

    /// Prints the statement, has it signed on paper, and asks for the release.
    pub async fn release(&self, id: &str) -> Reply {
        let pdf = self.client.call("GET", &format!("{BASE}/{id}/render?statementType=releaseStatement"), None).await;
        assert_eq!((pdf.status, &pdf.body[..5], pdf.header("content-type")), (200, &b"%PDF-"[..], "application/pdf"));
        let statement = self.client.content(pdf.body.to_vec()).await;
        self.client.call("POST", &format!("{BASE}/{id}/release"), Some(&statement)).await
    }

    /// The operator approves, and the subject releases with a key of the server.
    pub async fn people(&self, id: &str) {
        self.settle().await;
        self.requests.approved(id).await;
        let subject = self.requests.subject(id).await;
        subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
        self.settle().await;
    }
}
