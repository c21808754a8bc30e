//! Wrong values: each has its place and its code, and nothing is half-done.

use serde_json::{Value, json};

use super::scene::{Client, Scene, passport, person, picture};

/// Target and code of every detail.
fn told(details: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    details.as_array().unwrap().iter().map(|one| (text(&one["target"]), text(&one["code"]))).collect()
}

fn wrong(target: &str) -> Vec<(String, String)> {
    vec![(target.to_owned(), "WrongFieldValue".to_owned())]
}

testkit::both_own! {
    async fn unknown_words_are_never_taken(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let (client, path) = (&scene.client, format!("/kcr/v1/issues/{id}"));
        let before = client.issue(&id).await;
        let mut bodies = Vec::new();
        for (part, word) in [("certificateTemplateInfo", "qualified"), ("certificateTemplateInfo", "unknown"), ("cspInfo", "token"), ("subjectInfo", "alien")] {
            let mut body = person();
            body[part]["type"] = word.into();
            bodies.push((body, format!("{part}.type").replace("subjectInfo.", "")));
        }
        for (body, target) in bodies {
            assert_eq!(told(&client.call("POST", "/kcr/v1/issues", Some(&body)).await.failure(400, "ValidationFailed")), wrong(&target));
        }
        for (method, path, body, target) in [
            ("PUT", format!("{path}/documents/unknown"), json!({}), "documentType"),
            ("PUT", format!("{path}/documents/diploma"), json!({}), "documentType"),
            ("PUT", format!("{path}/documents/passport"), json!({"requisites": [{"type": "colour", "value": "red"}]}), "passport"),
            ("PUT", format!("{path}/documents/passport"), json!({"requisitesToDelete": ["colour"]}), "passport"),
            ("POST", format!("{path}/templates/unknown"), json!({}), "templateType"),
            ("POST", format!("{path}/confirmation-requests"), json!({"operationToConfirm": "dancing"}), "operationToConfirm"),
            ("PUT", format!("{path}/subject-identification"), json!({"identificationSubjectType": "cat", "identifiedBy": "Кот"}), "identificationSubjectType"),
        ] {
            assert_eq!(told(&client.call(method, &path, Some(&body)).await.failure(400, "ValidationFailed")), wrong(target), "{method} {path}");
        }
        for query in ["status=unknown", "status=dancing", "sortOrder=up", "limit=0", "limit=101"] {
            client.call("GET", &format!("/kcr/v1/issues?{query}"), None).await.failure(400, "ValidationFailed");
        }
        assert_eq!(client.issue(&id).await, before, "nothing changed");
    }

    async fn what_is_wrong_with_requisites_and_codes_is_named(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let (client, path) = (&scene.client, format!("/kcr/v1/issues/{id}"));
        let before = client.issue(&id).await;
        let number = json!({"requisites": [{"type": "number", "value": "12"}, {"type": "issueDate", "value": "31.02.2015"}]});
        let details = client.call("PUT", &format!("{path}/documents/passport"), Some(&number)).await.failure(400, "ValidationFailed");
        let targets: Vec<_> = told(&details).into_iter().map(|(target, _)| target).collect();
        assert_eq!(targets, ["passport.number", "passport.issueDate"]);
        for (code, expected) in [("", "AbsenceOfRequiredField"), ("12345", "WrongFieldValue"), ("12345a", "WrongFieldValue")] {
            let body = json!({"confirmationInfo": {"smsCode": code}});
            let details = client.call("POST", &format!("{path}/documents/releaseStatement/sign"), Some(&body)).await.failure(400, "ValidationFailed");
            assert_eq!(told(&details), [("smsCode".to_owned(), expected.to_owned())]);
        }
        let asked = json!({"operationToConfirm": "signingReleaseStatementWithEsia", "parameters": {"birthDate": "yesterday"}});
        let details = client.call("POST", &format!("{path}/confirmation-requests"), Some(&asked)).await.failure(400, "ValidationFailed");
        assert_eq!(details.as_array().unwrap().len(), 2);
        assert_eq!(client.issue(&id).await, before, "nothing changed");
    }

    async fn scans_need_their_document_and_have_to_be_scans(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let (client, path) = (&scene.client, format!("/kcr/v1/issues/{id}"));
        let before = client.issue(&id).await;
        client.bytes(&format!("{path}/documents/snils/pages"), "image/png", picture()).await.failure(400, "RequisitesFirst");
        client.bytes(&format!("{path}/documents/passport/pages"), "image/png", b"no picture".to_vec()).await.failure(400, "ScanFormatUnknown");
        let mut broken = picture();
        broken.truncate(broken.len() - 20);
        client.bytes(&format!("{path}/documents/passport/pages"), "image/png", broken).await.failure(400, "ScanDamaged");
        client.bytes(&format!("{path}/documents/passport/pages"), "image/png", vec![0; (10 << 20) + 1]).await.failure(413, "BigContentSize");
        client.bytes(&format!("{path}/documents/passport/pages"), "multipart/form-data; boundary=a", picture()).await.failure(415, "UnsupportedContentType");
        let page = testkit::uuid();
        client.call("GET", &format!("{path}/documents/passport/pages/{page}"), None).await.failure(404, "NotFound");
        assert_eq!(client.issue(&id).await, before, "nothing changed");
        let known = before["documents"][0]["pages"][0]["id"].as_str().unwrap();
        let shown = client.call("GET", &format!("{path}/documents/passport/pages/{known}"), None).await;
        assert_eq!((shown.status, shown.header("content-type"), shown.body.to_vec()), (200, "image/png", picture()));
    }

    async fn what_is_missing_is_named_when_the_request_is_sent(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let created = client.call("POST", "/kcr/v1/issues", Some(&json!({}))).await.expect(200);
        let path = format!("/kcr/v1/issues/{}", created["id"].as_str().unwrap());
        scene.settle().await;
        let details = client.call("POST", &format!("{path}/validate"), None).await.failure(400, "ApplicantIncomplete");
        let targets: Vec<_> = told(&details).into_iter().map(|(target, _)| target).collect();
        assert_eq!(targets, ["inn", "lastname", "firstname", "email", "phone"]);
        client.done("PATCH", &path, Some(&json!({"subjectInfo": person()["subjectInfo"]}))).await;
        scene.settle().await;
        let details = client.call("POST", &format!("{path}/validate"), None).await.failure(400, "DocumentsMissing");
        assert!(told(&details).iter().any(|(target, _)| target.contains("passport")), "{details}");
        client.done("PUT", &format!("{path}/documents/passport"), Some(&passport())).await;
        scene.settle().await;
        let details = client.call("POST", &format!("{path}/validate"), None).await.failure(400, "DocumentsMissing");
        assert!(told(&details).contains(&("passport".to_owned(), "NoPages".to_owned())), "{details}");
    }

    async fn wrong_used_and_expired_codes_are_told_apart_and_too_many_tries_end(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let (client, house) = (&scene.client, &scene.api.house);
        let ask = json!({"operationToConfirm": "signingReleaseStatement"});
        let (confirmations, sign) = (format!("/kcr/v1/issues/{id}/confirmation-requests"), format!("/kcr/v1/issues/{id}/documents/releaseStatement/sign"));
        let with = |code: &str| json!({"confirmationInfo": {"smsCode": code}});
        client.call("POST", &sign, Some(&with("123456"))).await.failure(400, "ConfirmationCodeNotRequested");
        client.done("POST", &confirmations, Some(&ask)).await;
        let early = client.call("POST", &confirmations, Some(&ask)).await;
        early.failure(429, "SmsLimit");
        assert!(!early.header("retry-after").is_empty());
        let right = house.code_to(crate::issues::scene::PHONE.1).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        let before = client.issue(&id).await;
        for left in (0..5).rev() {
            let details = client.call("POST", &sign, Some(&with(wrong))).await.failure(400, "WrongConfirmationCode");
            assert_eq!((&details[0]["target"], &details[0]["message"]), (&json!("attemptsLeft"), &json!(left.to_string())));
        }
        client.call("POST", &sign, Some(&with(&right))).await.failure(400, "TooManyAttempts");
        house.wait_for_another_code();
        client.done("POST", &confirmations, Some(&ask)).await;
        let late = house.code_to(crate::issues::scene::PHONE.1).await;
        house.clock.advance(std::time::Duration::from_secs(300));
        client.call("POST", &sign, Some(&with(&late))).await.failure(400, "ConfirmationCodeExpired");
        assert_eq!(client.issue(&id).await["version"], before["version"], "nothing changed");
        client.done("POST", &confirmations, Some(&ask)).await;
        let good = house.code_to(crate::issues::scene::PHONE.1).await;
        client.done("POST", &sign, Some(&with(&good))).await;
        scene.settle().await;
        client.call("POST", &sign, Some(&with(&good))).await.failure(400, "ConfirmationCodeNotRequested");
    }

    async fn whose_request_it_is_comes_before_the_key_that_was_brought(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (id, released) = (scene.prepared(&person()).await, scene.in_state("released").await);
        let stranger = Client::with_key(&scene.api, scene.api.stranger().await.key.clone());
        let upload = |id: &str, query: &str| format!("/kcr/v1/issues/{id}/upload-certificate-request{query}");
        for (query, body) in [("", &b"no request"[..]), ("?certificateRequestType=token", b"AAAA"), ("", b"")] {
            let path = upload(&id, query);
            stranger.bytes(&path, "application/x.req", body.to_vec()).await.failure(404, "NotFound");
            scene.client.bytes(&path, "application/x.req", body.to_vec()).await.failure(400, "ValidationFailed");
            let late = scene.client.bytes(&upload(&released, query), "application/x.req", body.to_vec()).await;
            late.failure(400, "WrongIssueStatus");
        }
    }

    async fn a_certificate_is_assigned_to_a_member_and_to_nobody_else(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("released").await;
        let serial = scene.client.issue(&id).await["certificateReleasedInfo"]["serialNumber"].clone();
        let all = scene.api.get("/v1/certificates?limit=200").await.expect(200);
        let certificate = all["data"].as_array().unwrap().iter().find(|one| one["serial"] == serial).cloned().expect("the certificate");
        let members = format!("/v1/companies/{}/members", scene.api.house.own_company);
        let assign = json!({"certificate_id": certificate["id"]});
        let of = |user: &str| format!("{members}/{user}/certificate");
        let user = certificate["user_id"].as_str().unwrap();
        assert_eq!(scene.api.put(&of(user), &assign).await.problem(409, "not_a_member")["field"], "user_id");
        scene.api.put(&of(&format!("usr_{}", testkit::uuid())), &assign).await.problem(404, "not_found");
        let other = scene.api.house.person().await.id.to_string();
        for user in [user, &other] {
            scene.api.put(&format!("{members}/{user}"), &json!({"rights": ["signer"]})).await.expect(200);
        }
        scene.api.put(&of(&other), &assign).await.problem(409, "certificate_identity_mismatch");
        let unknown = json!({"certificate_id": format!("crt_{}", testkit::uuid())});
        assert_eq!(scene.api.put(&of(user), &unknown).await.problem(404, "not_found")["field"], "certificate_id");
        scene.api.put(&of(user), &assign).await.expect(200);
    }
}
