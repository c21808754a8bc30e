//! Lists: pages, filters, look-ups, the feed.

use serde_json::{Value, json};

use crate::caller::{Api, Form};

fn ids(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

testkit::both_own! {
    async fn packages_come_page_by_page_the_newest_first(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let mut made = Vec::new();
        for _ in 0..5 {
            api.house.clock.advance(std::time::Duration::from_secs(1));
            made.insert(0, api.house.package(vec![who.signs(1)]).await.id.to_string());
        }
        let (mut seen, mut path) = (Vec::new(), "/v1/packages?limit=2".to_owned());
        loop {
            let page = api.get(&path).await.expect(200);
            seen.extend(ids(&page));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/v1/packages?limit=2&after={next}");
        }
        assert_eq!(seen, made);
        assert_eq!(ids(&api.get("/v1/packages?role=participant&status=sent").await.expect(200)), made);
        assert_eq!(ids(&api.get("/v1/packages?status=completed").await.expect(200)), Vec::<String>::new());
        for (query, pointer, code) in [
            ("limit=0", "/limit", "value_invalid"),
            ("limit=201", "/limit", "value_invalid"),
            ("limit=x", "/limit", "field_type"),
            ("after=AAAA", "/after", "cursor_invalid"),
            ("status=lost", "/status", "value_invalid"),
            ("role=boss", "/role", "value_invalid"),
            ("company_id=1", "/company_id", "id_invalid"),
            ("page=1", "/page", "field_unknown"),
        ] {
            let problems = api.get(&format!("/v1/packages?{query}")).await.problems();
            assert_eq!(problems, [(pointer.to_owned(), code.to_owned())], "{query}");
        }
    }

    async fn what_is_hidden_from_a_person_leaves_no_holes_in_their_pages(db: TestDatabase) {
        let api = Api::on(&db).await;
        let anna = api.house.person().await;
        let session = api.logged_in(anna.phone.as_str()).await;
        let mut shown = Vec::new();
        for send in [true, false, false, true, true] {
            api.house.clock.advance(std::time::Duration::from_secs(1));
            let line = json!({"order": 1, "role": "signer", "user_id": anna.id.to_string()});
            let package = json!({"name": "Пакет", "send": send, "participants": [line]});
            let made = api.upload(Form::package(&package).file("a.txt", "text/plain", b"a")).await.expect(201);
            if send {
                shown.insert(0, made["id"].as_str().unwrap().to_owned());
            }
        }
        let first = session.get("/v1/packages?limit=2").await.expect(200);
        assert_eq!(ids(&first), shown[..2]);
        let second = session.get(&format!("/v1/packages?limit=2&after={}", first["next"].as_str().unwrap())).await.expect(200);
        assert_eq!((ids(&second), &second["next"]), (shown[2..].to_vec(), &Value::Null));
    }

    async fn things_are_found_by_the_integrators_id(db: TestDatabase) {
        let api = Api::on(&db).await;
        let body = json!({"name": "ООО «Клевер»", "inn": "7707083893", "external_id": "crm/7 я"});
        let made = api.post("/v1/companies", &body).await.expect(201);
        let found = api.get("/v1/companies?external_id=crm%2F7%20%D1%8F").await.expect(200);
        assert_eq!(found, json!({"data": [made], "next": null}));
        for path in ["/v1/companies", "/v1/users", "/v1/certificate-requests", "/v1/packages"] {
            assert_eq!(api.get(&format!("{path}?external_id=nobody")).await.expect(200)["data"], json!([]), "{path}");
        }
        assert_eq!(ids(&api.get("/v1/companies").await.expect(200))[0], made["id"].as_str().unwrap(), "the newest first");
    }

    async fn the_feed_has_every_event_once_and_in_order(db: TestDatabase) {
        let api = Api::on(&db).await;
        for _ in 0..3 {
            api.house.company().await;
        }
        api.house.person().await;
        api.house.work().await;
        let first = api.get("/v1/events?limit=2").await.expect(200);
        let second = api.get(&format!("/v1/events?limit=2&after={}", first["next"].as_str().unwrap())).await.expect(200);
        let all = api.get("/v1/events").await.expect(200);
        let sequences: Vec<i64> = all["data"].as_array().unwrap().iter().map(|event| event["sequence"].as_i64().unwrap()).collect();
        assert_eq!(sequences, (1..=sequences.len() as i64).collect::<Vec<_>>());
        assert_eq!([ids(&first), ids(&second)].concat(), ids(&all)[..4]);
        let some = api.get("/v1/events?type=user.registered&type=user.blocked").await.expect(200);
        assert_eq!(some["data"].as_array().unwrap().len(), 1);
        assert_eq!(api.get("/v1/events?after=-1").await.problems(), [("/after".to_owned(), "cursor_invalid".to_owned())]);
    }

    async fn an_endpoint_shows_its_secret_once(db: TestDatabase) {
        let api = Api::on(&db).await;
        let made = api.post("/v1/webhook-endpoints", &json!({"url": "https://example.com/hook", "types": ["package.completed"]})).await.expect(201);
        assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
        let path = format!("/v1/webhook-endpoints/{}", made["id"].as_str().unwrap());
        let shown = api.get(&path).await.expect(200);
        assert_eq!((&shown["secret"], &shown["status"]), (&Value::Null, &json!("active")));
        let reply = api.ask("DELETE", &path, ("if-match", "\"v1\""), None).await;
        assert_eq!((reply.status, reply.body.len()), (204, 0));
        assert_eq!(api.get(&path).await.status, 404);
        assert_eq!(api.get("/v1/webhook-endpoints").await.expect(200)["data"], json!([]));
    }
}
