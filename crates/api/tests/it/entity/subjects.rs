//! Subjects as they come, go and come back.

use serde_json::{Value, json};

use super::client::{BASE, Client, address, organization, person, refused};
use crate::caller::Api;

testkit::both_own! {
    async fn a_subject_of_every_sort_comes_back_as_it_was_given(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let mut proprietor = person();
        proprietor["ogrnip"] = "304500116000157".into();
        let governance = json!({"name": "Администрация города", "inn": "7700000030", "ogrn": "1267700000017", "address": address()});
        // an address without a street is the form's to find
        let far = json!({"name": "Анна", "address": {"structuralAddress": {"region": "54"}, "note": "у моря", "fiasId": testkit::uuid().to_string()}});
        for (sort, given) in [
            ("person", person()),
            ("soleProprietor", proprietor),
            ("organization", organization()),
            ("governance", governance),
            ("person", json!({})),
            ("person", far),
        ] {
            for base in ["/realty/entity/v1", "/entity/v1"] {
                let made = client.call("POST", &format!("{base}/subjects"), Some(&json!({ sort: given }))).await;
                assert_eq!(made.header("content-type"), "application/json; charset=utf-8");
                let made = made.expect(201);
                let id = made["subjectId"].as_str().unwrap();
                assert_eq!(made, json!({"subjectId": id, sort: given}));
                for path in [format!("{base}/subjects/{id}"), format!("{base}/subjects/{}", id.to_uppercase())] {
                    assert_eq!(client.call("GET", &path, None).await.expect(200), made);
                }
            }
        }
    }

    async fn a_subject_is_replaced_and_keeps_its_sort_and_the_clients_id(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let id = client.subject(&json!({"externalId": "subject_1", "person": person()})).await;
        let path = format!("{BASE}/subjects/{id}");
        let other = json!({"surname": "Иванова"});
        let replaced = client.call("PUT", &path, Some(&json!({"person": other}))).await.expect(200);
        assert_eq!(replaced, json!({"subjectId": id, "externalId": "subject_1", "person": other}));
        assert_eq!(client.call("GET", &path, None).await.expect(200), replaced);
        let codes = |reply| refused(&reply, 400).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(codes(client.call("PUT", &path, Some(&json!({"organization": organization()}))).await), ["WrongFieldValue"]);
        assert_eq!(client.call("GET", &path, None).await.expect(200), replaced);
        let gone = client.call("DELETE", &path, None).await;
        assert_eq!((gone.status, gone.body.len()), (204, 0));
        refused(&client.call("GET", &path, None).await, 404);
        refused(&client.call("PUT", &path, Some(&json!({"person": {}}))).await, 404);
    }

    async fn exactly_one_sort_is_given_and_a_clients_id_is_unique(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let path = format!("{BASE}/subjects");
        let codes = |reply| refused(&reply, 400).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        let post = async |body: Value| client.call("POST", &path, Some(&body)).await;
        assert_eq!(codes(post(json!({})).await), ["AbsenceOfRequiredField"]);
        assert_eq!(codes(post(json!({"person": null})).await), ["AbsenceOfRequiredField"]);
        assert_eq!(codes(post(json!({"person": {}, "organization": {}})).await), ["WrongFieldValue"]);
        post(json!({"externalId": "a", "person": {}})).await.expect(201);
        assert_eq!(codes(post(json!({"externalId": "a", "person": {}})).await), ["DuplicatedExternalId"]);
        for wrong in ["", "a-b", &"x".repeat(257)] {
            assert_eq!(codes(post(json!({"externalId": wrong, "person": {}})).await), ["WrongFieldValue"], "{wrong}");
        }
        post(json!({"externalId": "x".repeat(256), "person": {}, "unknown": {"field": [1]}})).await.expect(201);
    }

    async fn a_body_of_another_type_or_none_is_refused_before_it_is_read(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let path = format!("{BASE}/subjects");
        for media_type in [None, Some("text/plain"), Some("application/xml")] {
            let mut request = client.request("POST", &path);
            if let Some(media_type) = media_type {
                request = request.header("content-type", media_type);
            }
            assert_eq!(client.send(request.body("{".into()).unwrap()).await.status, 415, "{media_type:?}");
        }
        let broken = client.request("POST", &path).header("content-type", "application/json; charset=utf-8").body("{".into()).unwrap();
        assert_eq!(refused(&client.send(broken).await, 400)[0].0, "WrongFieldValue");
        for id in ["abc", "70f78249-dc69-450f-ab38-19974a31002"] {
            let (code, message) = refused(&client.call("GET", &format!("{path}/{id}"), None).await, 400).remove(0);
            assert_eq!((code.as_str(), message.as_str()), ("WrongFieldValue", "subjectId should be guid"));
        }
        refused(&client.call("GET", &format!("{path}/{}", testkit::uuid()), None).await, 404);
    }
}
