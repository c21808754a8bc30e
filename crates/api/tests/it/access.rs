//! The access table: every operation of the OpenAPI document stands here, with who may not do it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;
use testhouse::Signatory;

use crate::caller::{Api, Caller, Form, package_of};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody.
    Open,
    /// A licensee's key; there is nothing of another licensee to name.
    Own,
    /// A licensee's key; what belongs to another licensee is missing.
    Theirs,
    /// The same, and a person who has nothing to do with it does not find it either.
    TheirsOrPersons,
    /// An operator of the authority and nobody else.
    Operator,
    /// The subject of one request, in its cabinet, and nobody else.
    Subject,
}

pub const TABLE: [(&str, &str, Rule); 87] = [
    ("POST", "/v1/sessions", Rule::Open),
    ("GET", "/v1/sessions", Rule::Own),
    ("DELETE", "/v1/sessions/current", Rule::Own),
    ("DELETE", "/v1/sessions/{id}", Rule::Own),
    ("POST", "/v1/api-keys", Rule::Own),
    ("GET", "/v1/api-keys", Rule::Own),
    ("GET", "/v1/api-keys/{id}", Rule::Own),
    ("DELETE", "/v1/api-keys/{id}", Rule::Own),
    ("POST", "/v1/users", Rule::Own),
    ("GET", "/v1/users", Rule::Own),
    ("GET", "/v1/users/{id}", Rule::TheirsOrPersons),
    ("POST", "/v1/companies", Rule::Own),
    ("GET", "/v1/companies", Rule::Own),
    ("GET", "/v1/companies/{id}", Rule::Theirs),
    ("GET", "/v1/companies/{id}/members", Rule::Theirs),
    ("GET", "/v1/companies/{id}/members/{user_id}", Rule::Theirs),
    ("PUT", "/v1/companies/{id}/members/{user_id}", Rule::Theirs),
    ("DELETE", "/v1/companies/{id}/members/{user_id}", Rule::Theirs),
    ("PUT", "/v1/companies/{id}/members/{user_id}/certificate", Rule::Theirs),
    ("POST", "/v1/companies/{id}/members/{user_id}/outside-certificates", Rule::Theirs),
    ("GET", "/v1/companies/{id}/members/{user_id}/outside-certificates", Rule::Theirs),
    ("GET", "/v1/outside-certificates/{id}", Rule::Theirs),
    ("DELETE", "/v1/outside-certificates/{id}", Rule::Theirs),
    ("POST", "/v1/certificate-requests", Rule::Theirs),
    ("GET", "/v1/certificate-requests", Rule::Own),
    ("GET", "/v1/certificate-requests/{id}", Rule::TheirsOrPersons),
    ("GET", "/v1/certificate-requests/{id}/files", Rule::TheirsOrPersons),
    ("POST", "/v1/certificate-requests/{id}/acceptance-code", Rule::TheirsOrPersons),
    ("POST", "/v1/certificate-requests/{id}/accept", Rule::TheirsOrPersons),
    ("POST", "/v1/certificate-requests/{id}/activate", Rule::TheirsOrPersons),
    ("POST", "/v1/certificates", Rule::Theirs),
    ("GET", "/v1/certificates", Rule::TheirsOrPersons),
    ("GET", "/v1/certificates/{id}", Rule::TheirsOrPersons),
    ("GET", "/v1/certificates/{id}/content", Rule::TheirsOrPersons),
    ("POST", "/v1/packages", Rule::Own),
    ("GET", "/v1/packages", Rule::Own),
    ("GET", "/v1/packages/{id}", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/send", Rule::Theirs),
    ("POST", "/v1/packages/{id}/signing-code", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/sign", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/approve", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/view", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/refuse", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/revoke", Rule::Theirs),
    ("GET", "/v1/packages/{id}/files", Rule::TheirsOrPersons),
    ("POST", "/v1/packages/{id}/files", Rule::Theirs),
    ("GET", "/v1/packages/{id}/signatures", Rule::TheirsOrPersons),
    ("GET", "/v1/files/{id}/content", Rule::TheirsOrPersons),
    ("GET", "/v1/signatures/{id}", Rule::TheirsOrPersons),
    ("GET", "/v1/signatures/{id}/content", Rule::TheirsOrPersons),
    ("POST", "/v1/verify", Rule::Own),
    ("POST", "/v1/webhook-endpoints", Rule::Own),
    ("GET", "/v1/webhook-endpoints", Rule::Own),
    ("GET", "/v1/webhook-endpoints/{id}", Rule::Theirs),
    ("DELETE", "/v1/webhook-endpoints/{id}", Rule::Theirs),
    ("PATCH", "/v1/webhook-endpoints/{id}", Rule::Theirs),
    ("POST", "/v1/webhook-endpoints/{id}/rotate-secret", Rule::Theirs),
    ("POST", "/v1/webhook-endpoints/{id}/test", Rule::Theirs),
    ("POST", "/v1/webhook-endpoints/{id}/replay", Rule::Theirs),
    ("GET", "/v1/webhook-endpoints/{id}/deliveries", Rule::Theirs),
    ("POST", "/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend", Rule::Theirs),
    ("GET", "/v1/events", Rule::Own),
    ("GET", "/v1/audit", Rule::Own),
    ("POST", "/v1/operator/sessions", Rule::Open),
    ("DELETE", "/v1/operator/sessions/current", Rule::Operator),
    ("GET", "/v1/operator/certificate-requests", Rule::Operator),
    ("GET", "/v1/operator/certificate-requests/{id}", Rule::Operator),
    ("POST", "/v1/operator/certificate-requests/{id}/take", Rule::Operator),
    ("POST", "/v1/operator/certificate-requests/{id}/give-back", Rule::Operator),
    ("POST", "/v1/operator/certificate-requests/{id}/return", Rule::Operator),
    ("POST", "/v1/operator/certificate-requests/{id}/approve", Rule::Operator),
    ("GET", "/v1/operator/certificate-requests/{id}/documents/{kind}/pages/{page_id}", Rule::Operator),
    ("POST", "/v1/cabinet/codes", Rule::Open),
    ("POST", "/v1/cabinet/sessions", Rule::Open),
    ("DELETE", "/v1/cabinet/sessions/current", Rule::Subject),
    ("GET", "/v1/cabinet/certificate-request", Rule::Subject),
    ("POST", "/v1/cabinet/consent", Rule::Subject),
    ("GET", "/v1/cabinet/statement", Rule::Subject),
    ("POST", "/v1/cabinet/statement/code", Rule::Subject),
    ("POST", "/v1/cabinet/statement/sign", Rule::Subject),
    ("POST", "/v1/cabinet/release", Rule::Subject),
    ("GET", "/pki/ca.pem", Rule::Open),
    ("GET", "/pki/ca/{file}", Rule::Open),
    ("GET", "/pki/crl/{file}", Rule::Open),
    ("POST", "/pki/ocsp", Rule::Open),
    ("GET", "/pki/ocsp/{request}", Rule::Open),
    ("POST", "/pki/tsa", Rule::Open),
];

#[test]
fn every_operation_of_the_document_stands_in_the_table() {
    let document: serde_json::Value = serde_json::from_str(api::text()).unwrap();
    let mut documented = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            documented.insert((method.to_uppercase(), path.clone()));
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{operation}");
        }
    }
    let table: BTreeSet<_> = TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, table);
}

/// An open session of a person.
async fn session_of(api: &Api, account: domain::id::UserId) -> domain::id::SessionId {
    let (licensee, now) = (api.house.licensee, api.house.ctx.now());
    let expires_at = now.plus(std::time::Duration::from_secs(24 * 3600));
    let (id, hash) = (domain::id::SessionId::new(testkit::uuid()), testkit::uuid().to_string());
    let session = store::table::session::Session {
        id,
        licensee,
        account,
        face: store::table::session::Face::Office,
        hash,
        created_at: now,
        expires_at,
    };
    let insert = move |tx: &mut store::Tx<'_>| store::table::session::insert(tx, &session);
    api.house.ctx.store.write(insert).await.unwrap();
    id
}

/// One of each thing that can be named.
pub struct Things {
    pub who: Signatory,
    package: String,
    file: String,
    signature: String,
    request: String,
    endpoint: String,
    event: String,
    session: String,
    key: String,
    outside: String,
}

/// A certificate of another authority that is registered for somebody.
pub fn outside_certificate(api: &Api, who: &Signatory) -> domain::certificate::OutsideCertificate {
    let now = api.house.ctx.now();
    domain::certificate::OutsideCertificate {
        id: domain::id::OutsideCertificateId::new(testkit::uuid()),
        licensee: api.house.licensee,
        company: who.company,
        user: who.user,
        thumbprint: testkit::uuid().simple().to_string().to_uppercase(),
        sha256: String::new(),
        serial: "01".to_owned(),
        subject: "SN=Ёжикова".to_owned(),
        issuer: "CN=УЦ".to_owned(),
        algorithm: None,
        not_before: now,
        not_after: now.plus(std::time::Duration::from_secs(24 * 3600)),
        ground: domain::certificate::Ground::Licensee,
        actor: "key".to_owned(),
        registered_at: now,
    }
}

impl Things {
    pub async fn of(api: &Api) -> Self {
        let who = api.house.signatory(api.house.own_company).await;
        let package = api.upload(Form::package(&package_of(&who)).file("a.txt", "text/plain", b"a")).await.expect(201);
        let id = |value: &serde_json::Value| value["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/packages/{}", id(&package));
        api.post(&format!("{path}/sign"), &json!({"certificate_id": who.certificate.to_string()})).await.expect(200);
        let signatures = api.get(&format!("{path}/signatures")).await.expect(200);
        let endpoint = api.post("/v1/webhook-endpoints", &json!({"url": "https://example.com/"})).await.expect(201);
        let certificate = api.get(&format!("/v1/certificates/{}", who.certificate)).await.expect(200);
        let key = app::admin::create_api_key(&api.house.ctx, Some(api.house.licensee), app::Scopes::all()).await.unwrap().id;
        let outside = outside_certificate(api, &who);
        let shown = outside.id.to_string();
        let insert = move |tx: &mut store::Tx<'_>| store::table::outside_certificate::insert(tx, &outside, b"");
        assert!(api.house.ctx.store.write(insert).await.unwrap());
        Self {
            outside: shown,
            session: session_of(api, who.user).await.to_string(),
            key: key.to_string(),
            file: id(&package["files"][0]),
            signature: id(&signatures["data"][0]),
            request: certificate["request_id"].as_str().unwrap().to_owned(),
            endpoint: id(&endpoint),
            event: id(&api.get("/v1/events").await.expect(200)["data"][0]),
            package: id(&package),
            who,
        }
    }

    /// The path with ids of these things.
    pub fn path(&self, method: &str, template: &str) -> String {
        let id = match template.split('/').nth(2).unwrap_or_default() {
            "operator" => self.request.clone(),
            "users" => self.who.user.to_string(),
            "companies" => self.who.company.to_string(),
            "certificate-requests" => self.request.clone(),
            "certificates" => self.who.certificate.to_string(),
            "packages" => self.package.clone(),
            "files" => self.file.clone(),
            "signatures" => self.signature.clone(),
            "webhook-endpoints" => self.endpoint.clone(),
            "sessions" => self.session.clone(),
            "api-keys" => self.key.clone(),
            "outside-certificates" => self.outside.clone(),
            _ => String::new(),
        };
        let path = template.replace("{id}", &id).replace("{user_id}", &self.who.user.to_string()).replace("{event_id}", &self.event);
        let path = path.replace("{kind}", "passport").replace("{page_id}", &format!("pge_{}", testkit::uuid()));
        match (method, template) {
            ("GET", "/v1/certificates") => format!("{path}?user_id={}", self.who.user),
            ("POST", "/v1/packages/{id}/files") => format!("{path}?name=a.txt"),
            _ => path,
        }
    }

    /// A well-formed body, so that nothing but access is judged.
    pub fn body(&self, method: &str, template: &str) -> serde_json::Value {
        let last = template.rsplit('/').next().unwrap_or_default();
        match (method, last) {
            ("PUT", "certificate") => json!({"certificate_id": self.who.certificate.to_string()}),
            ("PUT", _) => json!({"rights": ["signer"]}),
            ("POST", "consent") => json!({"text_version": "1"}),
            ("POST", "release") => json!({"key": "server"}),
            ("POST", "return") => json!({"comment": "нет"}),
            ("POST", "certificate-requests" | "certificates") => json!({"user_id": self.who.user.to_string(), "key": "server"}),
            ("POST", "accept") => json!({"code": "123456"}),
            ("POST", "signing-code") => json!({"participant_id": format!("par_{}", testkit::uuid())}),
            ("POST", "sign") if template.contains("/cabinet/") => json!({"code": "123456"}),
            ("POST", "sign") => json!({"certificate_id": self.who.certificate.to_string()}),
            ("POST", "replay") => json!({"from_sequence": 1}),
            ("POST", "refuse" | "revoke") => json!({"reason": "нет"}),
            _ => json!({}),
        }
    }

    async fn try_as(&self, caller: &Caller, method: &str, template: &str) -> (u16, String) {
        let request = caller.request(Method::from_bytes(method.as_bytes()).unwrap(), &self.path(method, template));
        let request = request.header("idempotency-key", testkit::uuid().to_string()).header("content-type", "application/json");
        let reply = caller.send(request.body(self.body(method, template).to_string().into()).unwrap()).await;
        let code = serde_json::from_slice(&reply.body).ok().and_then(|body: serde_json::Value| body["code"].as_str().map(str::to_owned));
        (reply.status, code.unwrap_or_default())
    }
}

testkit::both_own! {
    async fn nobody_without_credentials_gets_past_a_closed_door(db: TestDatabase) {
        let api = Api::on(&db).await;
        for (method, path, rule) in TABLE {
            let path = path.replace("{id}", "x").replace("{user_id}", "y").replace("{event_id}", "e").replace("{file}", "z").replace("{request}", "r").replace("{kind}", "k").replace("{page_id}", "p");
            let request = Request::builder().method(method).uri(&path).body(Body::empty()).unwrap();
            let reply = api.send(request).await;
            assert_eq!(reply.status == 401, rule != Rule::Open, "{method} {path} {}", reply.status);
            let closed = api.with_token("x".repeat(43)).send(api.with_token("x".repeat(43)).request(method.parse().unwrap(), &path).body(Body::empty()).unwrap()).await;
            assert_eq!(closed.status == 401, rule != Rule::Open, "{method} {path}");
        }
    }

    async fn what_belongs_to_another_licensee_is_missing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let things = Things::of(&api).await;
        let stranger = api.stranger().await;
        for (method, path, rule) in TABLE {
            if matches!(rule, Rule::Theirs | Rule::TheirsOrPersons) {
                assert_eq!(things.try_as(&stranger, method, path).await, (404, "not_found".to_owned()), "{method} {path}");
            }
        }
        for list in ["/v1/packages", "/v1/webhook-endpoints", "/v1/events"] {
            assert_eq!(stranger.get(list).await.expect(200)["data"], json!([]), "{list}");
        }
    }

    async fn a_person_finds_their_own_things_alone(db: TestDatabase) {
        let api = Api::on(&db).await;
        let things = Things::of(&api).await;
        let other = api.house.person().await;
        let person = api.logged_in(other.phone.as_str()).await;
        // whoever logs out on the way finds nothing more
        for (method, path, rule) in TABLE.into_iter().filter(|(_, path, _)| !path.starts_with("/v1/sessions/")) {
            let (status, code) = things.try_as(&person, method, path).await;
            match rule {
                Rule::TheirsOrPersons => assert_eq!((status, code.as_str()), (404, "not_found"), "{method} {path}"),
                Rule::Theirs | Rule::Operator | Rule::Subject => assert_eq!((status, code.as_str()), (403, "forbidden"), "{method} {path}"),
                Rule::Open | Rule::Own => {}
            }
        }
        assert_eq!(person.get(&format!("/v1/users/{}", other.id)).await.status, 200);
        assert_eq!(person.get("/v1/packages").await.expect(200)["data"], json!([]));
    }

    async fn operators_and_subjects_have_doors_of_their_own(db: TestDatabase) {
        let scene = crate::issues::Scene::on(&db).await;
        let things = Things::of(&scene.api).await;
        let id = scene.in_state("approved").await;
        scene.forwarded(&id).await;
        let (operator, subject) = (scene.operator().await, scene.subject(&id).await);
        // whoever logs out on the way does nothing more
        for (method, path, rule) in TABLE.into_iter().filter(|(_, path, rule)| *rule != Rule::Open && !path.ends_with("/current")) {
            for (caller, own) in [(&operator, Rule::Operator), (&subject, Rule::Subject)] {
                if rule != own {
                    let (status, code) = things.try_as(caller, method, path).await;
                    // the form of a body is looked at before whose it is
                    let refused = status == 403 && code == "forbidden" || status == 415 || code == "validation_failed";
                    assert!(refused, "{method} {path} {status} {code}");
                }
            }
            if matches!(rule, Rule::Operator | Rule::Subject) {
                assert_eq!(things.try_as(&scene.api, method, path).await, (403, "forbidden".to_owned()), "{method} {path}");
            }
        }
        for (caller, path) in [(&operator, "/v1/operator/sessions/current"), (&subject, "/v1/cabinet/sessions/current")] {
            assert_eq!(caller.delete(path).await.status, 204);
            assert_eq!(caller.delete(path).await.status, 401);
        }
    }

    async fn a_key_for_looking_changes_nothing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let things = Things::of(&api).await;
        let scopes = app::Scopes::new([app::Scope::OfficeRead]);
        let made = app::admin::create_api_key(&api.house.ctx, Some(api.house.licensee), scopes).await.unwrap();
        let reader = api.with_token(app::ExposeSecret::expose_secret(&made.key).to_owned());
        let of_keys = |rule| !matches!(rule, Rule::Open | Rule::Operator | Rule::Subject);
        for (method, path, _) in TABLE.into_iter().filter(|(_, path, rule)| of_keys(*rule) && path.starts_with("/v1/")) {
            let (status, code) = things.try_as(&reader, method, path).await;
            let own = path.contains("/api-keys") || path.contains("/sessions");
            match method {
                "GET" if !own => assert!(status == 200 || code == "validation_failed", "{method} {path} {status} {code}"),
                // people's own, and keys for keys
                _ if own => assert!(matches!(status, 400 | 403 | 404), "{method} {path} {status}"),
                // the parts of an upload are looked at first
                _ if path == "/v1/packages" || path == "/v1/verify" => assert_eq!(status, 415, "{method} {path}"),
                _ => assert!(code == "scope_missing" || code == "validation_failed", "{method} {path} {status} {code}"),
            }
        }
        let form = Form::package(&package_of(&things.who)).file("a.txt", "text/plain", b"a");
        reader.upload(form).await.problem(403, "scope_missing");
    }
}
