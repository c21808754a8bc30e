//! Input that is wrong in itself: every problem at once, each with pointer and code.

use serde_json::{Value, json};

use crate::caller::{Api, Form, package_of};

fn told(problems: &[(&str, &str)]) -> Vec<(String, String)> {
    problems.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
}

testkit::both_own! {
    async fn check_digits_types_and_unknown_fields_are_told_by_their_field(db: TestDatabase) {
        let api = Api::on(&db).await;
        for (path, body, problems) in [
            ("/v1/companies", json!({"name": "А", "inn": "7707083894", "ogrn": "1027700132194"}), vec![("/inn", "inn_checksum"), ("/ogrn", "ogrn_checksum")]),
            ("/v1/companies", json!({"name": "А", "inn": 7_707_083_893_i64}), vec![("/inn", "field_type")]),
            ("/v1/companies", json!({"name": "А", "inn": "7707083893", "kkp": "1"}), vec![("/kkp", "field_unknown")]),
            ("/v1/companies", json!({"inn": "7707083893"}), vec![("/name", "field_required")]),
            ("/v1/companies", json!({"name": "ИП", "inn": "500100732259", "kpp": "773601001"}), vec![("/kpp", "kpp_format")]),
            ("/v1/users", json!({"phone": "12", "surname": "И", "name": ""}), vec![("/phone", "phone_invalid"), ("/name", "field_required")]),
            ("/v1/certificate-requests", json!({"user_id": "usr_1", "key": "pocket"}), vec![("/user_id", "id_invalid"), ("/key", "value_invalid")]),
            ("/v1/webhook-endpoints", json!({"url": "ftp://x"}), vec![("/url", "url_invalid")]),
        ] {
            assert_eq!(api.post(path, &body).await.problems(), told(&problems), "{path} {body}");
        }
        let anna = api.house.person().await.id;
        let place = format!("/v1/companies/{}/members/{anna}", api.house.own_company);
        assert_eq!(api.put(&place, &json!({"rights": []})).await.problems(), told(&[("/rights", "field_required")]));
        assert_eq!(api.put(&place, &json!({"rights": ["boss"]})).await.problems(), told(&[("/rights/0", "value_invalid")]));
    }

    async fn routes_that_cannot_be_are_told_by_their_line(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let line = package_of(&who)["participants"][0].clone();
        let with = |key: &str, value: Value| {
            let mut line = line.clone();
            line[key] = value;
            line
        };
        let unknown = format!("usr_{}", testkit::uuid());
        for (participants, problems) in [
            (json!([]), vec![("/participants", "participants_required")]),
            (json!([with("role", json!("observer"))]), vec![("/participants", "signer_required")]),
            (json!([line, line]), vec![("/participants/1", "participant_twice")]),
            (json!([with("user_id", json!(unknown))]), vec![("/participants/0/user_id", "not_found"), ("/participants/0/company_id", "right_missing")]),
            (json!([with("user_id", Value::Null)]), vec![("/participants/0/user_id", "field_required")]),
            (json!([with("phone", json!("+79160000000"))]), vec![("/participants/0/phone", "value_invalid")]),
            (json!([with("role", json!("boss")), with("user_id", json!("1"))]), vec![("/participants/0/role", "value_invalid"), ("/participants/1/user_id", "id_invalid")]),
        ] {
            let package = json!({"name": "Пакет", "send": true, "participants": participants});
            let reply = api.upload(Form::package(&package).file("a.txt", "text/plain", b"a")).await;
            assert_eq!(reply.problems(), told(&problems), "{package}");
        }
        let missing = json!({"vars": {"deal": "7"}, "send": true, "participants": [line]});
        let reply = api.upload(Form::package(&missing).file("a.txt", "text/plain", b"a")).await;
        assert_eq!(reply.problems(), told(&[("/vars/type", "template_variable_missing")]));
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"], json!([]));
    }

    async fn form_and_meaning_are_told_in_one_answer(db: TestDatabase) {
        let api = Api::on(&db).await;
        let company = json!({"inn": "7707083894", "kpp": 7, "ogrn": "1", "kkp": "1"});
        let problems = [("/kpp", "field_type"), ("/kkp", "field_unknown"), ("/name", "field_required"), ("/inn", "inn_checksum"), ("/ogrn", "ogrn_format")];
        assert_eq!(api.post("/v1/companies", &company).await.problems(), told(&problems));
        let line = json!({"order": "1", "role": "boss", "phone": "12"});
        let package = json!({"name": "", "send": 1, "expires_at": "2000-01-01T00:00:00Z", "participants": [line, {"order": 2, "role": "signer", "x": 1}]});
        let form = Form::package(&package).file("a/b.txt", "text/plain", b"").json("comment", "1").json("package", "{}");
        let problems = [
            ("/send", "field_type"),
            ("/participants/0/order", "field_type"),
            ("/participants/1/x", "field_unknown"),
            ("/comment", "field_unknown"),
            ("/package", "value_invalid"),
            ("/participants/0/role", "value_invalid"),
            ("/participants/0/phone", "phone_invalid"),
            ("/participants/1/user_id", "field_required"),
            ("/expires_at", "value_invalid"),
            ("/name", "field_required"),
            ("/files/0/name", "file_name_invalid"),
            ("/files/0", "file_empty"),
        ];
        assert_eq!(api.upload(form).await.problems(), told(&problems));
        let query = "limit=0&status=lost&page=1&page=2&after=x&role=creator&role=creator";
        let problems = [("/page", "field_unknown"), ("/role", "value_invalid"), ("/limit", "value_invalid")];
        let found = api.get(&format!("/v1/packages?{query}")).await.problems();
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(told(&problems).iter().all(|problem| found.contains(problem)), "{found:?}");
    }
}
