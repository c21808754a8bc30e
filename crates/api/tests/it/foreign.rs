//! What belongs to somebody else: every operation of the document asked with foreign ids, by a key and by a person of another licensee,
//! and by another person of the same one. Nothing of it is answered, and nothing changes.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use store::{Sql, sql};

use crate::access::{Rule, TABLE, Things};
use crate::caller::{Api, Caller, Form};

/// How many of each there are, and the sum of their versions where they have one.
const ROWS: [(&str, Sql); 16] = [
    ("session", sql!("SELECT count(*) FROM session")),
    ("api_key", sql!("SELECT count(*) FROM api_key WHERE revoked_at IS NULL")),
    ("account", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM account")),
    ("company", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM company")),
    ("member", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM member")),
    ("issue", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM issue")),
    ("certificate", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM certificate")),
    ("outside_certificate", sql!("SELECT count(*) FROM outside_certificate")),
    ("package", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM package")),
    ("endpoint", sql!("SELECT CAST(count(*) + COALESCE(sum(version), 0) AS BIGINT) FROM endpoint")),
    ("signature", sql!("SELECT count(*) FROM signature")),
    ("file", sql!("SELECT count(*) FROM file")),
    ("event", sql!("SELECT count(*) FROM event")),
    ("idempotency", sql!("SELECT count(*) FROM idempotency")),
    ("sms", sql!("SELECT count(*) FROM sms")),
    ("audit", sql!("SELECT count(*) FROM audit WHERE outcome = 'done'")),
];

async fn rows(api: &Api) -> Vec<(&'static str, i64)> {
    let mut counted = Vec::new();
    for (name, sql) in ROWS {
        let number: i64 = api.house.ctx.store.read(move |tx| tx.one(sql, &[], |row| row.get(0))).await.unwrap();
        counted.push((name, number));
    }
    counted
}

/// A person who belongs to the caller's licensee, logged in.
async fn person_of(api: &Api, key: &Caller, phone: &str) -> Caller {
    let body = json!({"phone": phone, "surname": "Чужая", "name": "Яна"});
    key.post("/v1/users", &body).await.expect(201);
    api.logged_in(phone).await
}

testkit::both_own! {
    async fn nothing_foreign_is_answered_and_nothing_changes(db: TestDatabase) {
        let api = Api::on(&db).await;
        let things = Things::of(&api).await;
        let stranger = api.stranger().await;
        let person = person_of(&api, &stranger, "+79990000077").await;
        // somebody else of the same licensee, with a session of their own
        let neighbour = person_of(&api, &api, "+79990000078").await;
        // what an answer about these things would have in it
        let user = api.get(&format!("/v1/users/{}", things.who.user)).await.expect(200);
        let company = api.get(&format!("/v1/companies/{}", things.who.company)).await.expect(200);
        let told = [&user["surname"], &user["phone"], &company["name"], &company["inn"]].map(|told| told.as_str().unwrap().to_owned());
        let before = rows(&api).await;
        let own = neighbour.get("/v1/sessions").await.expect(200)["data"].as_array().unwrap().len();
        for caller in [&stranger, &person, &neighbour] {
            for (method, template, rule) in TABLE {
                // what names nothing shows the caller's own
                if rule == Rule::Open || rule == Rule::Own && !template.contains("{id}") {
                    continue;
                }
                let path = things.path(method, template);
                let request = caller.request(Method::from_bytes(method.as_bytes()).unwrap(), &path).header("content-type", "application/json");
                let request = request.header("idempotency-key", testkit::uuid().to_string()).header("if-match", "\"v1\"");
                let reply = caller.send(request.body(things.body(method, template).to_string().into()).unwrap()).await;
                assert!(matches!(reply.status, 403 | 404), "{method} {path}: {}", reply.status);
                let body = String::from_utf8_lossy(&reply.body).into_owned();
                assert!(!told.iter().any(|told| body.contains(told)), "{method} {path} tells: {body}");
            }
        }
        assert_eq!(rows(&api).await, before);
        assert_eq!(neighbour.get("/v1/sessions").await.expect(200)["data"].as_array().unwrap().len(), own);
        for list in ["/v1/packages", "/v1/certificates", "/v1/sessions"] {
            let body = String::from_utf8_lossy(&neighbour.get(list).await.body).into_owned();
            let theirs = [things.who.user.to_string(), things.path("GET", "/v1/sessions/{id}").rsplit('/').next().unwrap().to_owned()];
            assert!(!theirs.iter().any(|theirs| body.contains(theirs)), "{list} tells: {body}");
        }
    }

    async fn foreign_ids_in_bodies_and_queries_name_nothing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let things = Things::of(&api).await;
        let stranger = api.stranger().await;
        let (user, company) = (things.who.user.to_string(), things.who.company.to_string());
        let own = stranger.post("/v1/companies", &json!({"name": "ООО «Своя»", "inn": "7707083893"})).await.expect(201);
        let before = rows(&api).await;
        let route = |participant: serde_json::Value| json!({"name": "П", "send": true, "participants": [participant]});
        for participant in [json!({"order": 1, "role": "signer", "user_id": user}), json!({"order": 1, "role": "signer", "user_id": user, "company_id": company})] {
            let reply = stranger.upload(Form::package(&route(participant)).file("a.txt", "text/plain", b"a")).await;
            assert!(matches!(reply.status, 400 | 403 | 404), "{}", reply.status);
        }
        let place = format!("/v1/companies/{}/members/{user}", own["id"].as_str().unwrap());
        assert!(matches!(stranger.put(&place, &json!({"rights": ["signer"]})).await.status, 403 | 404));
        let wanted = json!({"user_id": user, "key": "server"});
        assert!(matches!(stranger.post("/v1/certificate-requests", &wanted).await.status, 400 | 403 | 404));
        for query in [format!("/v1/certificates?user_id={user}"), format!("/v1/packages?company_id={company}")] {
            let reply = stranger.get(&query).await;
            assert!(reply.status == 404 || reply.json()["data"] == json!([]), "{query}: {}", reply.status);
        }
        assert_eq!(rows(&api).await, before);
    }

    async fn ten_thousand_made_up_tokens_open_nothing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let tokens: usize = std::env::var("SURGUCH_RANDOM_TOKENS").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
        for number in 0..tokens {
            let made_up = format!("{}{}", testkit::uuid().simple(), testkit::uuid().simple());
            let token = if number % 2 == 0 { made_up } else { format!("ses_{made_up}") };
            let request = api.with_token(token).request(Method::GET, "/v1/packages").body(Body::empty()).unwrap();
            assert_eq!(api.send(request).await.status, 401);
        }
    }
}
