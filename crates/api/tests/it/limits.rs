//! Where a call comes from, how often somebody may call, and what a caller says of its own bytes.

use app::{Cidr, Rate, Settings};
use axum::http::Method;
use serde_json::json;
use store::table;

use crate::caller::{Api, Reply};

/// Adds a company from behind a proxy and returns the address and the trace that the audit log has.
async fn noted(api: &Api, number: &str, forwarded: &str) -> (String, serde_json::Value) {
    let request = api.request(Method::POST, "/v1/companies").header("content-type", "application/json");
    let request = request.header("idempotency-key", number).header("x-forwarded-for", forwarded);
    let request = request.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    let mut request = request.body(json!({"name": "ООО «Клевер»", "inn": number}).to_string().into()).unwrap();
    let peer = std::net::SocketAddr::from(([10, 0, 0, 1], 4711));
    request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
    let made = api.send(request).await.expect(201);
    let id = made["id"].as_str().unwrap().to_owned();
    let records = api.house.ctx.store.read(move |tx| table::audit::of_subject(tx, &id, 10)).await.unwrap();
    (records[0].detail["address"].as_str().unwrap().to_owned(), records[0].detail["trace_id"].clone())
}

testkit::both_own! {
    async fn only_a_trusted_proxy_says_where_a_call_comes_from(db: TestDatabase) {
        let trusting = Settings { trusted_proxies: vec![Cidr::parse("10.0.0.0/8").unwrap()], ..Settings::default() };
        let api = Api::with(&db, trusting).await;
        let trace = json!("4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(noted(&api, "7707083893", "1.2.3.4, 203.0.113.9, 10.0.0.2").await, ("203.0.113.9".to_owned(), trace));
    }

    async fn nobody_is_believed_by_default(db: TestDatabase) {
        let api = Api::on(&db).await;
        assert_eq!(noted(&api, "7707083893", "203.0.113.9").await.0, "10.0.0.1");
    }

    async fn whoever_calls_too_often_is_told_when_to_come_again(db: TestDatabase) {
        let rate = Rate { per_second: 1, burst: 20 };
        let api = Api::with(&db, Settings { caller_rate: rate, address_rate: rate, ..Settings::default() }).await;
        let first = api.get("/v1/packages").await;
        assert_eq!((first.status, first.header("ratelimit-policy"), first.header("ratelimit")), (200, "\"caller\";q=20;w=20", "\"caller\";r=19;t=1"));
        let limited = |reply: &Reply| {
            reply.problem(429, "rate_limited");
            assert!(reply.header("retry-after").parse::<u64>().unwrap() >= 1);
        };
        let mut last = first;
        for _ in 0..200 {
            last = api.get("/v1/packages").await;
            if last.status != 200 {
                break;
            }
        }
        limited(&last);
        // another caller has a count of its own
        assert_eq!(api.stranger().await.get("/v1/packages").await.status, 200);
        // guesses count by address, and others' calls do not
        let guess = api.with_token("x".repeat(43));
        let from = |address: &'static str| guess.ask("GET", "/v1/packages", ("accept", "*/*"), Some(address));
        let mut last = from("192.0.2.1").await;
        last.problem(401, "unauthenticated");
        for _ in 0..200 {
            last = from("192.0.2.1").await;
            if last.status != 401 {
                break;
            }
        }
        limited(&last);
        from("192.0.2.2").await.problem(401, "unauthenticated");
    }

    async fn bytes_that_are_not_what_they_are_said_to_be_are_refused(db: TestDatabase) {
        let api = Api::on(&db).await;
        let post = async |digest: &str| {
            let request = api.request(Method::POST, "/v1/companies").header("content-type", "application/json");
            let request = request.header("idempotency-key", testkit::uuid().to_string()).header("content-digest", digest);
            api.send(request.body("{}".into()).unwrap()).await
        };
        post("sha-256=:AAAA:").await.problem(400, "digest_mismatch");
        // SHA-256 of the two bytes
        post("sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:").await.problem(400, "validation_failed");
    }
}
