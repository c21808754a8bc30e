//! A client of the face of forms, on behalf of one organization.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use md5::{Digest as _, Md5};
use outbound::guarded::{Cidr, Rules};
use outbound::registers::Registers;
use outbound::remote::{BreakerSettings, RemoteSettings};
use serde_json::{Value, json};
use simulate::registers as stand_in;
use testhouse::Neighbours;
use testkit::{MockClock, TestDatabase};

use crate::caller::{Api, Caller, Reply};

pub const BASE: &str = "/realty/entity/v1";
pub const CONTENTS: &str = "/realty/contents/v2/contents";

/// Somebody with a key, on behalf of an organization.
pub struct Client {
    caller: Caller,
    pub organization: String,
}

impl Client {
    /// The licensee's system, on behalf of its own company.
    pub fn of(api: &Api) -> Self {
        Self { caller: api.with_token(api.house.key.clone()), organization: api.house.own_company.uuid().to_string() }
    }

    /// The same on behalf of another company.
    pub fn on_behalf(&self, organization: &str) -> Self {
        Self { caller: self.caller.with_token(self.caller.key.clone()), organization: organization.to_owned() }
    }

    /// The same with another key.
    pub fn with_key(&self, key: &str) -> Self {
        Self { caller: self.caller.with_token(key.to_owned()), organization: self.organization.clone() }
    }

    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let authorization = format!("ReestroAuth apiKey={}&portal.orgid={}", self.caller.key, self.organization);
        Request::builder().method(method).uri(path).header("authorization", authorization)
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

    /// Puts bytes with this digest.
    pub async fn put(&self, md5: Option<&str>, bytes: impl Into<Body>) -> Reply {
        let mut request = self.request("POST", CONTENTS);
        if let Some(md5) = md5 {
            request = request.header("md5", md5);
        }
        self.send(request.body(bytes.into()).expect("a request")).await
    }

    /// Puts bytes; their `ContentInfo`.
    pub async fn content(&self, bytes: &[u8]) -> Value {
        self.put(Some(&md5(bytes)), bytes.to_vec()).await.expect(201)
    }

    /// Makes a subject; its id.
    pub async fn subject(&self, body: &Value) -> String {
        let made = self.call("POST", &format!("{BASE}/subjects"), Some(body)).await.expect(201);
        made["subjectId"].as_str().expect("an id").to_owned()
    }
}

pub fn md5(bytes: &[u8]) -> String {
    hex::encode_upper(Md5::digest(bytes))
}

/// Checks that a call is refused in the vendor's envelope; code and message of its items, in order.
pub fn refused(reply: &Reply, status: u16) -> Vec<(String, String)> {
    let body = reply.expect(status);
    assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let target = |item: &Value| ["EntityApi", "ContentsApi"].contains(&item["target"].as_str().unwrap_or_default());
    let items = body["errors"].as_array().expect("errors");
    assert!(items.iter().all(target), "{body}");
    items.iter().map(|item| (text(&item["code"]), text(&item["message"]))).collect()
}

/// The house beside registers that know what is built in.
pub async fn beside_registers(db: &TestDatabase) -> (Api, stand_in::Registers) {
    let data = stand_in::Data { extract_polls: 0, trouble: Vec::new(), ..stand_in::Data::built_in() };
    let registers = stand_in::Registers::new(data, Arc::new(MockClock::default()));
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", socket.local_addr().expect("an address"));
    tokio::spawn(simulate::serve(socket, registers.router(), std::future::pending()));
    let remote = RemoteSettings {
        url,
        token: None,
        rules: Rules { allow: vec![Cidr::parse("127.0.0.1/32").expect("a network")], ..Rules::default() },
        extra_roots: Vec::new(),
        timeout: std::time::Duration::from_secs(20),
        breaker: BreakerSettings { failures: 1000, ..BreakerSettings::default() },
    };
    let neighbours = Neighbours { registers: Some(Registers::new(&remote).expect("a client")), ..Neighbours::default() };
    (Api::beside(db, app::Settings::default(), neighbours).await, registers)
}

/// The person of the contract's example, without anything left out.
pub fn person() -> Value {
    json!({
        "name": "Анастасия", "surname": "Тарасова", "patronymic": "Константиновна", "dateBirth": "2018-01-01", "birthPlace": "Где то",
        "snils": "000-000-000 55", "inn": "121212121212", "email": "imya@yandex.ru", "phone": "79699999999", "gender": "Female",
        "identityDocument": {
            "documentType": "008001001000", "number": "123456", "series": "1111", "issueDate": "2018-12-12",
            "issuer": {"issuerCode": "123-123", "issuerName": "кем-то"},
        },
        "citizenship": "848000000643", "address": address(),
    })
}

pub fn address() -> Value {
    json!({"structuralAddress": {
        "region": "54", "city": {"name": "Новосибирск", "abbreviation": "г"}, "street": {"name": "Челюскинцев", "abbreviation": "ул"},
        "house": {"name": "14", "abbreviation": "д"},
    }})
}

pub fn organization() -> Value {
    json!({
        "name": "ООО «Ромашка»", "kpp": "770001001", "regDate": "2026-02-03", "address": address(),
        "nativeOrgParams": {"ogrn": "1267700000017", "inn": "7700000030"},
    })
}
