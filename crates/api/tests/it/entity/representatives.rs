//! Who acts for whom.

use serde_json::{Value, json};

use super::client::{BASE, Client, organization, person, refused};
use crate::caller::Api;

fn link(principal: &str, agent: &str) -> Value {
    json!({
        "principal": {"subjectId": principal}, "agent": {"subjectId": agent}, "representativeType": "Confidant", "post": "Генеральный директор",
        "authority": {"confirmingDocument": {"documentInfo": {"documentType": "558501010000", "number": "7", "issueDate": "2026-01-15"}}},
    })
}

testkit::both_own! {
    async fn a_link_is_made_read_and_changed_under_both_spellings(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let content = client.content(b"order").await["contentId"].clone();
        for (base, word) in [("/realty/entity/v1", "representatives"), ("/entity/v1", "representative"), ("/entity/v1", "representatives")] {
            let principal = client.subject(&json!({"organization": organization()})).await;
            let agent = client.subject(&json!({"person": person()})).await;
            let mut given = link(&principal, &agent);
            given["authority"]["confirmingDocument"]["content"] = json!({"contentInfo": {"contentId": content, "contentName": "Приказ"}});
            let made = client.call("POST", &format!("{base}/{word}"), Some(&given)).await.expect(201);
            let id = format!("{principal}{agent}");
            let mut expected = given.clone();
            expected["representativeId"] = id.as_str().into();
            expected["principal"]["organization"] = organization();
            expected["agent"]["person"] = person();
            assert_eq!(made, expected);
            let path = format!("{base}/{word}/{id}");
            assert_eq!(client.call("GET", &path, None).await.expect(200), made);
            assert_eq!(client.call("GET", &format!("{base}/{word}/{}", id.to_uppercase()), None).await.expect(200), made);
            let change = json!({"representativeType": "LegalRepresentative", "post": "Президент", "authority": {}});
            let changed = client.call("PUT", &path, Some(&change)).await.expect(200);
            assert_eq!((&changed["post"], &changed["representativeType"], &changed["authority"]), (&json!("Президент"), &json!("LegalRepresentative"), &json!({})));
            assert_eq!(client.call("GET", &path, None).await.expect(200), changed);
            let twice = client.call("POST", &format!("{base}/{word}"), Some(&given)).await;
            assert_eq!(refused(&twice, 400)[0].0, "RepresentativeExists");
        }
    }

    async fn what_is_wrong_with_a_link_is_told_by_its_field(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let principal = client.subject(&json!({"organization": organization()})).await;
        let agent = client.subject(&json!({"person": person()})).await;
        let right = link(&principal, &agent);
        let nobody = testkit::uuid().to_string();
        let absent = json!({"contentInfo": {"contentId": nobody}});
        for (path, value, code, field) in [
            ("/representativeType", json!("confidant"), "WrongFieldValue", "representativeType"),
            ("/representativeType", json!(""), "AbsenceOfRequiredField", "representativeType"),
            ("/post", json!("я".repeat(61)), "WrongFieldValue", "post"),
            ("/post", json!(" "), "AbsenceOfRequiredField", "post"),
            ("/post", Value::Null, "AbsenceOfRequiredField", "post"),
            ("/principal/subjectId", json!("abc"), "WrongFieldValue", "principal.subjectId"),
            ("/principal/subjectId", json!(nobody), "UnexistentSubject", "principal.subjectId"),
            ("/agent/subjectId", json!(principal), "WrongFieldValue", "agent.subjectId"),
            ("/authority/confirmingDocument/documentInfo/documentType", json!("1"), "WrongFieldValue", "authority.confirmingDocument.documentInfo.documentType"),
            ("/authority/confirmingDocument/content", absent, "UnexistentContent", "authority.confirmingDocument.content"),
        ] {
            let mut body = right.clone();
            let (parent, last) = path.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[last] = value;
            let items = refused(&client.call("POST", &format!("{BASE}/representatives"), Some(&body)).await, 400);
            assert_eq!((items[0].0.as_str(), items[0].1.split(':').next().unwrap()), (code, field), "{path}");
        }
        let mut backwards = link(&agent, &principal);
        backwards["principal"] = json!({"subjectId": agent});
        assert_eq!(refused(&client.call("POST", &format!("{BASE}/representatives"), Some(&backwards)).await, 400)[0].0, "WrongFieldValue");
        let without = json!({"principal": {"subjectId": principal}});
        let items = refused(&client.call("POST", &format!("{BASE}/representatives"), Some(&without)).await, 400);
        assert!(items.len() == 3 && items.iter().all(|(code, _)| code == "AbsenceOfRequiredField"), "{items:?}");
        for id in ["abc", &principal, &format!("{principal}-{agent}")] {
            let items = refused(&client.call("GET", &format!("{BASE}/representatives/{id}"), None).await, 400);
            assert_eq!(items[0].0, "WrongFieldValue");
        }
        refused(&client.call("GET", &format!("{BASE}/representatives/{principal}{agent}"), None).await, 404);
        let change = json!({"representativeType": "Confidant", "post": "директор", "authority": {}});
        refused(&client.call("PUT", &format!("{BASE}/representatives/{principal}{agent}"), Some(&change)).await, 404);
    }
}
