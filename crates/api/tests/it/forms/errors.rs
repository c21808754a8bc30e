//! Each of the page's eleven errors alone, and several of them together.

use serde_json::{Value, json};

use super::scene::{self, BASE, Client, Owner, Scene, document, identity, person, picture};
use crate::caller::Reply;

async fn refused(client: &Client, body: &Value) -> Reply {
    client.call("POST", BASE, Some(body)).await
}

fn with(new: &Value, documents: Vec<Value>) -> Value {
    let mut new = new.clone();
    new["documents"] = documents.into();
    new
}

testkit::both_own! {
    async fn each_of_the_eleven_errors_is_told_by_its_name_with_its_context(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let new = scene.subjects(Owner::Person).await;
        let scan = client.content(picture()).await;

        for (field, value) in [("person", json!("x")), ("externalId", json!("two words")), ("person", json!(7))] {
            let mut wrong = new.clone();
            wrong[field] = value;
            let reply = refused(client, &wrong).await;
            assert_eq!(reply.refused(400), ["WrongFieldValue"]);
            assert!(reply.json()["errors"][0]["message"].as_str().unwrap().contains(field), "the field is named");
        }
        assert_eq!(refused(client, &with(&new, vec![document(json!({"documentType": "777"}), &scan)])).await.refused(400), ["WrongFieldValue"]);
        assert_eq!(refused(client, &json!({})).await.refused(400), ["AbsenceOfRequiredField"]);
        assert_eq!(refused(client, &with(&new, vec![json!({"documentId": testkit::uuid()})])).await.refused(400), ["AbsenceOfRequiredField"]);

        let mut named = new.clone();
        named["externalId"] = "форма_1".into();
        assert_eq!(client.create(&named).await["externalId"], "форма_1");
        assert_eq!(refused(client, &named).await.refused(400), ["DuplicatedExternalId"]);

        let twice = [document(identity(), &scan), document(identity(), &scan)];
        let reply = refused(client, &with(&new, twice.to_vec())).await;
        assert_eq!(reply.refused(400), ["DuplicateDocument"]);
        assert_eq!(reply.context(), Value::Array(twice.to_vec()), "the documents that clash");

        let mut other = identity();
        other["number"] = "999999".into();
        assert_eq!(refused(client, &with(&new, vec![document(other, &scan)])).await.refused(400), ["MismatchDocumentRequisites"]);

        let organization = client.subject(&json!({"organization": scene::organization()})).await;
        let mut unlinked = new.clone();
        unlinked["organization"] = organization.into();
        assert_eq!(refused(client, &unlinked).await.refused(400), ["UnexistentRepresentative"]);

        let nobody = testkit::uuid().to_string();
        let reply = refused(client, &json!({"person": nobody})).await;
        assert_eq!((reply.refused(400), reply.context()), (vec!["UnexistentSubject".to_owned()], json!(nobody)));

        let mut big = b"%PDF-1.4\n".to_vec();
        big.resize(10 * 1024 * 1024 + 1, b' ');
        let big = client.content(big).await;
        let reply = refused(client, &with(&new, vec![document(identity(), &big)])).await;
        assert_eq!((reply.refused(400), reply.context()["contentId"].clone()), (vec!["BigContentSize".to_owned()], big["contentId"].clone()));

        let text = client.content(b"just a text".to_vec()).await;
        let reply = refused(client, &with(&new, vec![document(identity(), &text)])).await;
        assert_eq!((reply.refused(400), reply.context()["md5"].clone()), (vec!["UnsupportedContentType".to_owned()], text["md5"].clone()));

        let mut unknown = scan.clone();
        unknown["contentId"] = testkit::uuid().to_string().into();
        unknown["contentName"] = "Договор купли-продажи".into();
        let reply = refused(client, &with(&new, vec![document(identity(), &unknown)])).await;
        assert_eq!((reply.refused(400), reply.context()), (vec!["UnexistentContent".to_owned()], unknown), "as it was described");

        let mut homeless = person();
        homeless["address"]["structuralAddress"].as_object_mut().unwrap().retain(|level, _| level == "region" || level == "city");
        let homeless = client.subject(&json!({"person": homeless})).await;
        let reply = refused(client, &json!({"person": homeless})).await;
        assert_eq!(reply.refused(400), ["WrongAddress"]);
        assert_eq!(reply.context()["structuralAddress"]["city"]["name"], "Москва");
    }

    async fn everything_that_is_wrong_is_told_in_one_answer(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let mut homeless = person();
        homeless["address"] = json!({"note": "где-то"});
        let homeless = client.subject(&json!({"person": homeless})).await;
        let mut unknown = client.content(picture()).await;
        unknown["contentId"] = testkit::uuid().to_string().into();
        let text = client.content(b"just a text".to_vec()).await;
        let mut other = identity();
        other["series"] = "9999".into();
        let new = json!({
            "externalId": "not a word", "person": homeless, "organization": testkit::uuid().to_string(),
            "documents": [document(other, &unknown), document(identity(), &text), {"documentInfo": {"documentType": "777"}}],
        });
        let mut codes = refused(client, &new).await.refused(400);
        codes.sort();
        assert_eq!(codes, [
            "DuplicateDocument", "MismatchDocumentRequisites", "UnexistentContent", "UnexistentSubject", "UnsupportedContentType",
            "WrongAddress", "WrongFieldValue", "WrongFieldValue",
        ]);
        assert_eq!(client.call("GET", "/realty/crypto/v2/events", None).await.expect(200)["events"], json!([]));
    }

    async fn a_body_of_another_type_or_of_none_is_refused_before_it_is_read(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for kind in [Some("text/plain"), Some("multipart/form-data; boundary=x"), None] {
            let mut request = scene.client.request("POST", BASE);
            if let Some(kind) = kind {
                request = request.header("content-type", kind);
            }
            scene.client.send(request.body("{".into()).unwrap()).await.refused(415);
        }
        for kind in ["application/json", "APPLICATION/JSON; charset=utf-8"] {
            let request = scene.client.request("POST", BASE).header("content-type", kind).body("{".into()).unwrap();
            assert_eq!(scene.client.send(request).await.refused(400), ["WrongFieldValue"]);
        }
        for path in ["/x", "/not-a-guid/render?statementType=releaseStatement"] {
            assert_eq!(scene.client.call("GET", &format!("{BASE}{path}"), None).await.refused(400), ["WrongFieldValue"]);
        }
        scene.client.call("DELETE", BASE, None).await.refused(405);
        scene.client.call("GET", "/realty/nowhere", None).await.refused(404);
    }
}
