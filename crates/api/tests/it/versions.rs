//! Conditional requests: what somebody else has changed meanwhile is neither overwritten nor read twice.

use serde_json::json;

use crate::caller::Api;

testkit::both_own! {
    async fn a_place_in_a_company_is_changed_by_whoever_has_seen_it(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (company, anna) = (api.house.company().await, api.house.person().await);
        let path = format!("/v1/companies/{company}/members/{}", anna.id);
        let put = async |header: (&str, &str), rights: &[&str]| {
            let request = api.request("PUT".parse().unwrap(), &path).header("content-type", "application/json").header(header.0, header.1);
            api.send(request.body(json!({"rights": rights}).to_string().into()).unwrap()).await
        };
        put(("if-match", "*"), &["signer"]).await.problem(412, "precondition_failed");
        let made = put(("if-none-match", "*"), &["signer"]).await;
        assert_eq!((made.status, made.header("etag")), (200, "\"v1\""));
        put(("if-none-match", "*"), &["signer"]).await.problem(412, "precondition_failed");
        // the same place changes nothing and needs no version
        assert_eq!(api.put(&path, &json!({"rights": ["signer"]})).await.header("etag"), "\"v1\"");
        let refused = api.put(&path, &json!({"rights": ["viewer"]})).await.problem(428, "precondition_required");
        assert_eq!(refused["current_version"], 1);
        for tag in ["\"v2\"", "W/\"v1\"", "v1"] {
            put(("if-match", tag), &["viewer"]).await.problem(412, "precondition_failed");
        }
        assert_eq!(put(("if-match", "\"v1\""), &["viewer"]).await.header("etag"), "\"v2\"");
        assert_eq!(api.ask("GET", &path, ("if-none-match", "\"v2\""), None).await.status, 304);
        assert_eq!(api.ask("GET", &path, ("if-none-match", "\"v1\""), None).await.expect(200)["rights"], json!(["viewer"]));

        api.delete(&path).await.problem(428, "precondition_required");
        api.ask("DELETE", &path, ("if-match", "\"v1\""), None).await.problem(412, "precondition_failed");
        assert_eq!(api.ask("DELETE", &path, ("if-match", "\"v2\""), None).await.status, 204);
        api.get(&path).await.problem(404, "not_found");
        api.ask("DELETE", &path, ("if-match", "\"v2\""), None).await.problem(404, "not_found");
        api.house.work().await;
        let events = api.get("/v1/events?type=member.added,member.changed,member.removed").await.expect(200);
        let kinds: Vec<&str> = events["data"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["member.added", "member.changed", "member.removed"]);
    }

    async fn an_endpoint_is_changed_by_whoever_has_seen_it(db: TestDatabase) {
        let api = Api::on(&db).await;
        let made = api.post("/v1/webhook-endpoints", &json!({"url": "https://example.com/"})).await;
        assert_eq!((made.header("etag"), &made.expect(201)["version"]), ("\"v1\"", &json!(1)));
        let path = format!("/v1/webhook-endpoints/{}", made.json()["id"].as_str().unwrap());
        let patch = async |tag: Option<&str>, body: serde_json::Value| {
            let mut request = api.request("PATCH".parse().unwrap(), &path).header("content-type", "application/json");
            if let Some(tag) = tag {
                request = request.header("if-match", tag);
            }
            api.send(request.body(body.to_string().into()).unwrap()).await
        };
        for body in [json!({"status": "paused"}), json!({"status": "active"}), json!({"description": "ERP"}), json!({})] {
            let refused = patch(None, body.clone()).await.problem(428, "precondition_required");
            assert_eq!(refused["current_version"], 1);
            for tag in ["\"v2\"", "W/\"v1\"", "v1"] {
                patch(Some(tag), body.clone()).await.problem(412, "precondition_failed");
            }
        }
        let paused = patch(Some("\"v1\""), json!({"status": "paused"})).await;
        assert_eq!((paused.header("etag"), &paused.expect(200)["version"]), ("\"v2\"", &json!(2)));
        // what changes nothing makes no version
        assert_eq!(patch(Some("\"v2\""), json!({"status": "paused"})).await.header("etag"), "\"v2\"");
        assert_eq!(api.ask("GET", &path, ("if-none-match", "\"v2\""), None).await.status, 304);
        let shown = api.ask("GET", &path, ("if-none-match", "\"v1\""), None).await;
        assert_eq!((shown.header("etag"), &shown.expect(200)["status"]), ("\"v2\"", &json!("paused")));
        let rotated = api.post(&format!("{path}/rotate-secret"), &json!({})).await;
        assert_eq!((rotated.status, rotated.header("etag"), api.get(&path).await.header("etag")), (200, "\"v3\"", "\"v3\""));

        api.delete(&path).await.problem(428, "precondition_required");
        api.ask("DELETE", &path, ("if-match", "\"v2\""), None).await.problem(412, "precondition_failed");
        assert_eq!(api.ask("DELETE", &path, ("if-match", "\"v3\""), None).await.status, 204);
        // again changes nothing, whatever version is named
        assert_eq!(api.ask("DELETE", &path, ("if-match", "\"v3\""), None).await.status, 204);
        patch(Some("*"), json!({"status": "active"})).await.problem(404, "not_found");
    }

    async fn an_endpoint_that_begins_to_fail_is_another_version(db: TestDatabase) {
        let api = Api::on(&db).await;
        let receiver = testhouse::Receiver::start().await;
        receiver.answer(500);
        let made = api.post("/v1/webhook-endpoints", &json!({"url": receiver.url})).await.expect(201);
        let path = format!("/v1/webhook-endpoints/{}", made["id"].as_str().unwrap());
        api.house.company().await;
        api.house.work().await;
        let failing = api.ask("GET", &path, ("if-none-match", "\"v1\""), None).await;
        assert!(failing.expect(200)["failing_since"].is_string());
        receiver.answer(204);
        api.house.clock.advance(std::time::Duration::from_secs(60));
        api.house.work().await;
        let well = api.ask("GET", &path, ("if-none-match", failing.header("etag")), None).await.expect(200);
        assert_eq!(well.get("failing_since"), None);
    }

    async fn the_last_head_does_not_go(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (company, anna, boris) = (api.house.company().await, api.house.person().await, api.house.person().await);
        let path = |who: &domain::office::Account| format!("/v1/companies/{company}/members/{}", who.id);
        api.put(&path(&anna), &json!({"rights": ["head"]})).await.expect(200);
        api.ask("DELETE", &path(&anna), ("if-match", "*"), None).await.problem(409, "last_head");
        api.put(&path(&boris), &json!({"rights": ["head"]})).await.expect(200);
        assert_eq!(api.ask("DELETE", &path(&anna), ("if-match", "*"), None).await.status, 204);
    }

    async fn a_command_to_a_package_that_has_changed_is_refused_where_the_caller_says_so(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let package = api.house.package(vec![who.signs(1)]).await;
        let path = format!("/v1/packages/{}", package.id);
        let stale = format!("\"v{}\"", package.version + 1);
        let revoke = async |tag: &str| {
            let request = api.request("POST".parse().unwrap(), &format!("{path}/revoke")).header("content-type", "application/json");
            api.send(request.header("if-match", tag).body(json!({"reason": "нет"}).to_string().into()).unwrap()).await
        };
        revoke(&stale).await.problem(412, "precondition_failed");
        let before = api.get(&path).await;
        assert_eq!((before.expect(200)["status"].as_str(), before.header("etag")), (Some("sent"), &*format!("\"v{}\"", package.version)));
        let revoked = revoke(before.header("etag")).await.expect(200);
        assert_eq!(revoked["status"], "revoked");
    }
}
