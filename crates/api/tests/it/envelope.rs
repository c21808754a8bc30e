//! Every failure has one shape, whatever it is that failed.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::caller::Api;

testkit::both_own! {
    async fn unknown_routes_wrong_methods_and_wrong_bodies_are_problems(db: TestDatabase) {
        let api = Api::on(&db).await;
        api.get("/nowhere").await.problem(404, "not_found");
        api.get("/v1").await.problem(404, "not_found");
        api.get("/v1/nowhere/at/all").await.problem(404, "not_found");
        api.get("/pki/nowhere").await.problem(404, "not_found");
        let reply = api.delete("/v1/users").await;
        reply.problem(405, "method_not_allowed");
        assert_eq!(reply.header("allow"), "POST,GET,HEAD");
        let reply = api.send(api.request(Method::POST, "/v1/users").header("idempotency-key", "k").body("{}".into()).unwrap()).await;
        reply.problem(415, "media_type_unsupported");
        let request = api.request(Method::POST, "/v1/packages").header("idempotency-key", "k").header("content-type", "application/json");
        api.send(request.body("{}".into()).unwrap()).await.problem(415, "media_type_unsupported");
        let problem = api.get("/v1/users/usr_nobody").await.problem(404, "not_found");
        assert_eq!(problem["type"], "http://127.0.0.1:8080/problems/not-found");
        assert_eq!(problem["instance"], "/v1/users/usr_nobody");
        assert_eq!(problem["title"], "Не найдено");
    }

    async fn nobody_gets_in_without_a_token_that_lives(db: TestDatabase) {
        let api = Api::on(&db).await;
        let reply = api.send(Request::get("/v1/packages").body(Body::empty()).unwrap()).await;
        reply.problem(401, "unauthenticated");
        assert!(reply.header("www-authenticate").starts_with("Bearer"));
        for token in ["wrong", "ses_wrong", "Bearer", ""] {
            api.with_token(token.to_owned()).get("/v1/packages").await.problem(401, "unauthenticated");
        }
        let basic = Request::get("/v1/packages").header("authorization", format!("Basic {}", api.key)).body(Body::empty()).unwrap();
        api.send(basic).await.problem(401, "unauthenticated");
        assert_eq!(api.get("/v1/packages").await.status, 200);
    }

    async fn a_creating_call_needs_a_key_even_before_its_body_is_looked_at(db: TestDatabase) {
        let api = Api::on(&db).await;
        let request = api.request(Method::POST, "/v1/users").header("content-type", "application/json").body("{".into()).unwrap();
        api.send(request).await.problem(400, "idempotency_key_required");
        api.post_once("/v1/users", "\"open", &json!({})).await.problem(400, "idempotency_key_invalid");
    }

    async fn what_needs_no_key_answers_everybody(db: TestDatabase) {
        let api = Api::on(&db).await;
        let nobody = api.with_token("nobody".to_owned());
        for path in ["/healthz", "/readyz", "/openapi.json", "/pki/ca.pem", "/problems/package-not-your-turn"] {
            assert_eq!(nobody.get(path).await.status, 200, "{path}");
        }
        let chain = nobody.get("/pki/ca.pem").await;
        assert!(chain.body.starts_with(b"-----BEGIN CERTIFICATE-----"));
        nobody.get("/pki/ca/00000000-0000-0000-0000-000000000000.cer").await.problem(404, "not_found");
        nobody.get("/pki/crl/nonsense").await.problem(404, "not_found");
        assert_eq!(nobody.get("/openapi.json").await.body, api::text());
        let page = nobody.get("/problems/package-not-your-turn").await;
        assert_eq!(page.body, "package_not_your_turn\nОчередь этого участника ещё не наступила\n");
        let request = Request::get("/problems/package-not-your-turn").header("accept", "text/html,*/*").header("accept-language", "en");
        let page = nobody.send(request.body(Body::empty()).unwrap()).await;
        assert!(page.header("content-type").starts_with("text/html") && page.header("content-security-policy").contains("default-src 'none'"));
        assert!(String::from_utf8_lossy(&page.body).contains("<html lang=\"en\">"));
        let docs = nobody.get("/docs").await;
        assert_eq!((docs.status, docs.header("content-language")), (200, "ru"));
        assert!(docs.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
        assert_eq!(nobody.get("/docs/style.css").await.header("content-type"), "text/css; charset=utf-8");
        nobody.get("/problems/nonsense").await.problem(404, "not_found");
    }
}
