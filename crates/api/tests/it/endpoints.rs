//! Callback endpoints over HTTP: what their owner sees and can do, and that the feed has the very bytes of the callbacks.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use testhouse::Receiver;

use crate::caller::{Api, Reply};

async fn patch(api: &Api, path: &str, body: &Value) -> Reply {
    let request = api.request(Method::PATCH, path).header("content-type", "application/json").header("if-match", "*");
    api.send(request.body(body.to_string().into()).unwrap()).await
}

testkit::both_own! {
    async fn there_are_as_many_endpoints_as_there_may_be_until_one_goes(db: TestDatabase) {
        let api = Api::on(&db).await;
        let new = json!({"url": "https://crm.example.ru/hook"});
        let create = || api.post("/v1/webhook-endpoints", &new);
        let mut last = Value::Null;
        for _ in 0..64 {
            last = create().await.expect(201);
        }
        assert_eq!(create().await.problem(409, "count_limit")["most"], 64);
        let path = format!("/v1/webhook-endpoints/{}", last["id"].as_str().unwrap());
        let delete = api.request(Method::DELETE, &path).header("if-match", "*");
        assert_eq!(api.send(delete.body(Body::empty()).unwrap()).await.status, 204);
        create().await.expect(201);
    }

    async fn an_endpoints_owner_changes_tests_and_repeats(db: TestDatabase) {
        let api = Api::on(&db).await;
        let receiver = Receiver::start().await;
        let new = json!({"url": receiver.url, "types": ["company.*"], "description": "CRM", "asymmetric": true});
        let made = api.post("/v1/webhook-endpoints", &new).await.expect(201);
        assert!(made["public_key"].as_str().unwrap().starts_with("whpk_"));
        let path = format!("/v1/webhook-endpoints/{}", made["id"].as_str().unwrap());

        let pong = api.post(&format!("{path}/test"), &json!({})).await.expect(200);
        assert_eq!((&pong["delivered"], &pong["http_status"], &pong["error"]), (&json!(true), &json!(204), &Value::Null));
        let rotated = api.post(&format!("{path}/rotate-secret"), &json!({"overlap_seconds": 60})).await.expect(200);
        assert_ne!(rotated["secret"], made["secret"]);
        assert!(rotated["previous_secret_until"].is_string());
        assert_eq!(api.get(&path).await.expect(200).get("secret"), None);

        let changed = patch(&api, &path, &json!({"types": [], "description": "ERP", "status": "paused"})).await.expect(200);
        assert_eq!((&changed["types"], &changed["description"], &changed["status"], &changed["status_reason"]), (&json!([]), &json!("ERP"), &json!("paused"), &json!("owner")));
        let wrong = patch(&api, &path, &json!({"url": "ftp://x", "types": ["A"]})).await.problems();
        assert_eq!(wrong, [("/url".to_owned(), "url_invalid".to_owned()), ("/types/0".to_owned(), "value_invalid".to_owned())]);
        assert_eq!(patch(&api, &path, &json!({"status": "gone"})).await.problems(), [("/status".to_owned(), "value_invalid".to_owned())]);
        let from = &changed["unsent_from_sequence"];
        assert!(from.is_i64());
        assert_eq!(patch(&api, &path, &json!({"from_sequence": from})).await.problems(), [("/from_sequence".to_owned(), "value_invalid".to_owned())]);
        patch(&api, &path, &json!({"status": "active", "from_sequence": from})).await.expect(200);

        for _ in 0..3 {
            api.house.company().await;
        }
        api.house.work().await;
        let got: Vec<_> = receiver.got().split_off(1);
        assert_eq!(got.len(), 3);
        let log = api.get(&format!("{path}/deliveries?limit=2")).await.expect(200);
        assert_eq!(log["data"][0]["status"], "delivered");
        let rest = api.get(&format!("{path}/deliveries?after={}", log["next"].as_str().unwrap())).await.expect(200);
        assert_eq!((log["data"].as_array().unwrap().len(), rest["data"].as_array().unwrap().len(), &rest["next"]), (2, 1, &Value::Null));
        let failed = api.get(&format!("{path}/deliveries?status=failed")).await.expect(200);
        assert_eq!(failed["data"], json!([]));
        assert_eq!(api.get(&format!("{path}/deliveries?status=lost")).await.problems()[0].0, "/status");

        let event = log["data"][0]["event_id"].as_str().unwrap();
        let resent = api.post(&format!("{path}/deliveries/{event}/resend"), &json!({})).await;
        assert_eq!((resent.status, resent.body.len()), (202, 0));
        api.house.work().await;
        assert_eq!(receiver.got().last().unwrap().id, event);
        let first = api.get("/v1/events?type=company.created&limit=200").await.expect(200);
        let number = first["data"].as_array().unwrap().last().unwrap()["sequence"].clone();
        let replay = api.post(&format!("{path}/replay"), &json!({"from_sequence": number})).await.expect(202);
        assert_eq!((&replay["from_sequence"], &replay["to_sequence"]), (&number, &number));
        api.house.work().await;
        assert_eq!(receiver.got().len(), 6);
        for body in [json!({}), json!({"to": "2026-01-01T00:00:00Z"}), json!({"from": "2026-01-01T00:00:00Z", "from_sequence": 1})] {
            assert_eq!(api.post(&format!("{path}/replay"), &body).await.problems().len(), 1, "{body}");
        }
    }

    async fn the_feed_has_the_very_bytes_of_the_callbacks(db: TestDatabase) {
        let api = Api::on(&db).await;
        let receiver = Receiver::start().await;
        api.post("/v1/webhook-endpoints", &json!({"url": receiver.url})).await.expect(201);
        api.house.company().await;
        api.house.person().await;
        api.house.work().await;
        let feed = api.get("/v1/events?limit=200").await;
        let text = String::from_utf8(feed.body.to_vec()).unwrap();
        let got = receiver.got();
        assert!(got.len() >= 2, "{got:?}");
        for callback in got {
            assert!(text.contains(&callback.body), "{} is not in {text}", callback.body);
        }
    }
}
