//! The audit log as the licensee reads it.

use serde_json::{Value, json};

use crate::caller::{Api, Form, package_of};

fn actions(page: &Value) -> Vec<(String, String)> {
    let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
    page["data"].as_array().unwrap().iter().map(|one| (text(one, "action"), text(one, "outcome"))).collect()
}

testkit::both_own! {
    async fn what_was_done_and_refused_is_listed_page_by_page_without_personal_data(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let package = api.upload(Form::package(&package_of(&who)).file("тайный договор.txt", "text/plain", b"a")).await.expect(201);
        let id = package["id"].as_str().unwrap();
        let sign = json!({"certificate_id": who.certificate.to_string()});
        api.post(&format!("/v1/packages/{id}/sign"), &sign).await.expect(200);
        api.post(&format!("/v1/packages/{id}/revoke"), &json!({"reason": "секретная причина"})).await.expect(409);

        let of_package = api.get(&format!("/v1/audit?subject={id}")).await.expect(200);
        let expected = [("package.revoke", "refused"), ("package.sign", "done"), ("package.create", "done")];
        assert_eq!(actions(&of_package), expected.map(|(action, outcome)| (action.to_owned(), outcome.to_owned())));
        let refused = &of_package["data"][0];
        assert_eq!(refused["code"], "package_completed");
        assert!(refused["actor"].as_str().unwrap().starts_with("key_") && refused["request_id"].is_string(), "{refused}");

        let whole = api.get("/v1/audit?limit=200").await.expect(200);
        let (mut seen, mut path) = (Vec::new(), "/v1/audit?limit=3".to_owned());
        loop {
            let page = api.get(&path).await.expect(200);
            seen.extend(page["data"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/v1/audit?limit=3&after={next}");
        }
        assert_eq!(json!(seen), whole["data"]);
        let at = refused["at"].as_str().unwrap();
        assert_eq!(actions(&api.get(&format!("/v1/audit?until={at}&subject={id}")).await.expect(200)), []);
        assert_eq!(actions(&api.get("/v1/audit?outcome=refused").await.expect(200)).len(), 1);
        assert_eq!(actions(&api.get(&format!("/v1/audit?since={at}&action=package.create")).await.expect(200)).len(), 1);

        let text = whole.to_string();
        let person = api.get(&format!("/v1/users/{}", who.user)).await.expect(200);
        let digits = who.phone.trim_start_matches('+');
        let mut private = vec!["договор".to_owned(), "секретная".to_owned(), digits.to_owned(), "Ёжикова".to_owned()];
        private.extend(["snils", "inn", "surname", "name"].iter().filter_map(|field| person[field].as_str().map(str::to_owned)));
        for word in private {
            assert!(!text.contains(&word), "{word} stands in the audit log: {text}");
        }

        let stranger = api.stranger().await;
        assert_eq!(actions(&stranger.get(&format!("/v1/audit?subject={id}")).await.expect(200)), []);
        let someone = api.house.person().await;
        assert_eq!(api.logged_in(someone.phone.as_str()).await.get("/v1/audit").await.status, 403);
        for (query, pointer, code) in [
            ("outcome=maybe", "/outcome", "value_invalid"),
            ("since=yesterday", "/since", "value_invalid"),
            ("after=AAAA", "/after", "cursor_invalid"),
            ("actor=", "/actor", "value_invalid"),
            ("limit=0", "/limit", "value_invalid"),
        ] {
            assert_eq!(api.get(&format!("/v1/audit?{query}")).await.problems(), [(pointer.to_owned(), code.to_owned())], "{query}");
        }
    }
}
