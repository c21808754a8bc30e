//! API keys and sessions: made, shown, used, ended.

use std::time::Duration;

use app::{ExposeSecret, Scope, Scopes, admin};
use serde_json::{Value, json};

use crate::caller::{Api, Caller};

/// A key that manages keys.
async fn keeper(api: &Api) -> Caller {
    let scopes = Scopes::new([Scope::Office, Scope::Keys]);
    let made = admin::create_api_key(&api.house.ctx, Some(api.house.licensee), scopes).await.unwrap();
    api.with_token(made.key.expose_secret().to_owned())
}

testkit::both_own! {
    async fn there_are_as_many_live_keys_as_there_may_be_until_one_goes(db: TestDatabase) {
        let api = Api::on(&db).await;
        let keeper = keeper(&api).await;
        let new = json!({"name": "CRM", "scopes": ["office:read"]});
        let create = || keeper.post("/v1/api-keys", &new);
        let mut last = String::new();
        // the house's own and the keeper's live, too
        for _ in 0..98 {
            last = create().await.expect(201)["id"].as_str().unwrap().to_owned();
        }
        assert_eq!(create().await.problem(409, "count_limit")["most"], 100);
        assert_eq!(keeper.delete(&format!("/v1/api-keys/{last}")).await.status, 204);
        create().await.expect(201);
    }

    async fn a_key_lives_from_its_making_to_its_end(db: TestDatabase) {
        let api = Api::on(&db).await;
        let keeper = keeper(&api).await;
        let body = json!({"name": "CRM", "scopes": ["office:read"], "addresses": ["192.0.2.0/24", "2001:db8::/32"], "expires_at": "2099-01-01T00:00:00Z"});
        let made = keeper.post_once("/v1/api-keys", "k", &body).await;
        let key = made.expect(201);
        assert_eq!(keeper.post_once("/v1/api-keys", "k", &body).await.body, made.body);
        assert_eq!((&key["status"], &key["scopes"], &key["last_used_at"]), (&json!("active"), &json!(["office:read"]), &Value::Null));
        let path = made.header("location").to_owned();
        let user = api.with_token(key["secret"].as_str().unwrap().to_owned());
        for (from, status) in [(Some("192.0.2.9"), 200), (Some("2001:db8::9"), 200), (Some("198.51.100.1"), 403), (None, 403)] {
            let reply = user.ask("GET", "/v1/packages", ("accept", "*/*"), from).await;
            assert_eq!(reply.status, status, "{from:?}");
            assert!(status == 200 || reply.json()["code"] == "address_not_allowed");
        }
        let shown = keeper.get(&path).await.expect(200);
        assert!(shown["secret"].is_null() && shown["last_used_at"].as_str().unwrap().ends_with(":00Z"), "{shown}");
        let listed = keeper.get("/v1/api-keys").await.expect(200);
        assert!(listed["data"].as_array().unwrap().contains(&shown) && !listed.to_string().contains(key["secret"].as_str().unwrap()));
        for _ in 0..2 {
            assert_eq!(keeper.delete(&path).await.status, 204);
        }
        user.ask("GET", "/v1/packages", ("accept", "*/*"), Some("192.0.2.9")).await.problem(401, "unauthenticated");
        assert_eq!(keeper.get(&path).await.expect(200)["status"], "revoked");
    }

    async fn a_key_ends_by_itself(db: TestDatabase) {
        let api = Api::on(&db).await;
        let keeper = keeper(&api).await;
        let end = api.house.ctx.now().plus(Duration::from_secs(60)).to_string();
        let key = keeper.post("/v1/api-keys", &json!({"name": "kurz", "scopes": ["office"], "expires_at": end})).await.expect(201);
        let user = api.with_token(key["secret"].as_str().unwrap().to_owned());
        assert_eq!(user.get("/v1/packages").await.status, 200);
        api.house.clock.advance(Duration::from_secs(60));
        user.get("/v1/packages").await.problem(401, "api_key_expired");
        let shown = keeper.get(&format!("/v1/api-keys/{}", key["id"].as_str().unwrap())).await.expect(200);
        assert_eq!(shown["status"], "expired");
    }

    async fn only_a_key_for_keys_manages_them_and_gives_away_what_it_has(db: TestDatabase) {
        let api = Api::on(&db).await;
        let keeper = keeper(&api).await;
        let body = json!({"name": "a", "scopes": ["office"]});
        api.post("/v1/api-keys", &body).await.problem(403, "scope_missing");
        api.get("/v1/api-keys").await.problem(403, "scope_missing");
        keeper.post("/v1/api-keys", &json!({"name": "a", "scopes": ["forms"]})).await.problem(403, "scope_missing");
        let key = keeper.post("/v1/api-keys", &body).await.expect(201);
        let path = format!("/v1/api-keys/{}", key["id"].as_str().unwrap());
        let (stranger, _) = api.house.another_licensee().await;
        let foreign = admin::create_api_key(&api.house.ctx, stranger.caller.licensee(), Scopes::new([Scope::Keys])).await.unwrap();
        let foreign = api.with_token(foreign.key.expose_secret().to_owned());
        foreign.get(&path).await.problem(404, "not_found");
        foreign.delete(&path).await.problem(404, "not_found");
        assert!(!foreign.get("/v1/api-keys").await.expect(200).to_string().contains(key["id"].as_str().unwrap()));
        let wrong = json!({"name": "", "scopes": ["boss"], "addresses": ["10.0.0.1/8", "here"], "expires_at": "soon"});
        let problems = ["/name", "/scopes/0", "/addresses/0", "/addresses/1", "/expires_at"];
        let found = keeper.post("/v1/api-keys", &wrong).await.problems();
        assert_eq!(found.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), problems);
    }

    async fn a_person_sees_and_closes_their_own_sessions(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (anna, other) = (api.house.person().await, api.house.person().await);
        let first = api.logged_in(anna.phone.as_str()).await;
        api.house.clock.advance(Duration::from_secs(1));
        let second = api.logged_in(anna.phone.as_str()).await;
        let stranger = api.logged_in(other.phone.as_str()).await;
        let listed = second.get("/v1/sessions").await.expect(200)["data"].clone();
        let current: Vec<bool> = listed.as_array().unwrap().iter().map(|one| one["current"].as_bool().unwrap()).collect();
        assert_eq!(current, [true, false]);
        let path = format!("/v1/sessions/{}", listed[1]["id"].as_str().unwrap());
        stranger.delete(&path).await.problem(404, "not_found");
        assert_eq!((second.delete(&path).await.status, second.delete(&path).await.status), (204, 404));
        first.get("/v1/sessions").await.problem(401, "unauthenticated");
        assert_eq!(second.delete("/v1/sessions/current").await.status, 204);
        second.get("/v1/sessions").await.problem(401, "unauthenticated");
        api.get("/v1/sessions").await.problem(403, "forbidden");
        api.delete("/v1/sessions/current").await.problem(403, "forbidden");
    }
}
