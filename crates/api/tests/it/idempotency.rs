//! The same key, the same answer.

use std::time::Duration;

use serde_json::json;

use crate::caller::{Api, Form, package_of};

testkit::both_own! {
    async fn a_repeated_call_gets_the_same_bytes_and_says_so(db: TestDatabase) {
        let api = Api::on(&db).await;
        let body = json!({"name": "ООО «Клевер»", "inn": "7707083893"});
        let first = api.post_once("/v1/companies", "\"key-1\"", &body).await;
        let again = api.post_once("/v1/companies", "key-1", &body).await;
        assert_eq!((first.status, again.status, &first.body), (201, 201, &again.body));
        assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        assert_eq!((first.header("location"), first.header("etag")), (again.header("location"), again.header("etag")));
        api.post_once("/v1/companies", "key-1", &json!({"name": "Другая", "inn": "7707083893"})).await.problem(422, "idempotency_mismatch");
        api.post_once("/v1/users", "key-1", &body).await.problem(400, "validation_failed");
        let known = api.post("/v1/companies", &body).await.problem(409, "company_exists");
        assert_eq!(known["company_id"], first.json()["id"]);
        // keys of different owners never meet
        assert_eq!(api.stranger().await.post_once("/v1/companies", "key-1", &body).await.header("idempotency-replayed"), "");
    }

    async fn a_key_is_kept_for_72_hours_and_is_free_after_them(db: TestDatabase) {
        let api = Api::on(&db).await;
        let body = json!({"url": "https://example.com/"});
        let kept = async || {
            let sql = store::sql!("SELECT count(*) FROM idempotency WHERE key = 'k'");
            api.house.ctx.store.read(move |tx| tx.one(sql, &[], |row| row.get::<i64>(0))).await.unwrap()
        };
        let first = api.post_once("/v1/webhook-endpoints", "k", &body).await;
        first.expect(201);
        api.house.clock.advance(Duration::from_secs(72 * 3600 - 60));
        api.house.work().await;
        let again = api.post_once("/v1/webhook-endpoints", "k", &body).await;
        assert_eq!((again.status, &again.body, again.header("idempotency-replayed")), (201, &first.body, "true"));
        api.post_once("/v1/webhook-endpoints", "k", &json!({"url": "https://example.com/2"})).await.problem(422, "idempotency_mismatch");
        // from then on the key is free, also where nobody has swept yet
        api.house.clock.advance(Duration::from_secs(61));
        assert_eq!(kept().await, 1);
        let fresh = api.post_once("/v1/webhook-endpoints", "k", &json!({"url": "https://example.com/2"})).await;
        assert_eq!((fresh.status, fresh.header("idempotency-replayed")), (201, ""));
        assert_ne!(fresh.json()["id"], first.json()["id"]);
        api.house.work().await;
        assert_eq!(kept().await, 1, "the new one is kept as long as the first");
        let again = api.post_once("/v1/webhook-endpoints", "k", &json!({"url": "https://example.com/2"})).await;
        assert_eq!((&again.body, again.header("idempotency-replayed")), (&fresh.body, "true"));
        api.house.clock.advance(Duration::from_secs(74 * 3600));
        api.house.work().await;
        assert_eq!(kept().await, 0, "swept");
    }

    async fn an_upload_is_told_by_every_part_of_it(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let package = package_of(&who);
        let form = |name: &str, kind: &str, content: &[u8]| Form::package(&package).file(name, kind, content);
        let first = api.upload_once("k", form("a.txt", "text/plain", b"a")).await;
        let again = api.upload_once("k", form("a.txt", "text/plain", b"a")).await;
        assert_eq!((first.status, &first.body, again.header("idempotency-replayed")), (201, &again.body, "true"));
        for other in [form("b.txt", "text/plain", b"a"), form("a.txt", "text/html", b"a"), form("a.txt", "text/plain", b"b")] {
            api.upload_once("k", other).await.problem(422, "idempotency_mismatch");
        }
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"].as_array().unwrap().len(), 1);
    }

    async fn signing_again_under_the_same_key_is_no_second_signature(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let package = api.house.package(vec![who.signs(1)]).await;
        let path = format!("/v1/packages/{}", package.id);
        let body = json!({"certificate_id": who.certificate.to_string()});
        let first = api.post_once(&format!("{path}/sign"), "s", &body).await;
        let again = api.post_once(&format!("{path}/sign"), "s", &body).await;
        assert_eq!((first.status, &first.body, again.header("idempotency-replayed")), (200, &again.body, "true"));
        assert_eq!(api.get(&format!("{path}/signatures")).await.expect(200)["data"].as_array().unwrap().len(), 1);
    }
}
