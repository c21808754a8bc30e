//! What a state allows, and how a form goes on after its data were refused.

use app::form::Resume;
use serde_json::{Value, json};

use super::scene::{BASE, Owner, Scene, document, identity, person, picture};

/// A person whose insurance number the register does not know.
async fn with_a_wrong_number(scene: &Scene) -> String {
    let mut who = person();
    who["snils"] = "112-233-445 95".into();
    let subject = scene.client.subject(&json!({"person": who})).await;
    let scan = scene.client.content(picture()).await;
    let new = json!({"person": subject, "documents": [document(identity(), &scan)]});
    let made = scene.client.create(&new).await;
    scene.settle().await;
    made["formId"].as_str().unwrap().to_owned()
}

async fn refused_by_a_register(scene: &Scene) -> String {
    let id = with_a_wrong_number(scene).await;
    scene.release(&id).await.expect(200);
    scene.settle().await;
    let form = scene.client.form(&id).await;
    assert_eq!(form["state"], "ValidationError");
    assert_eq!(form["errors"][0]["code"], "SnilsNotMatchWithPfr", "{}", form["errors"]);
    let feed = scene.client.call("GET", "/realty/crypto/v2/events", None).await.expect(200);
    assert_eq!((&feed["events"][0]["eventType"], &feed["events"][0]["errors"]), (&json!("FormValidationError"), &form["errors"]));
    id
}

async fn add_the_scan(scene: &Scene, id: &str) -> Value {
    let scan = scene.client.content(picture()).await;
    let change = json!([{"op": "add", "path": "documents", "value": [document(json!({"documentType": "100"}), &scan)]}]);
    let patched = scene.client.call("PATCH", &format!("{BASE}/{id}"), Some(&change)).await.expect(200);
    scene.settle().await;
    patched
}

testkit::both_own! {
    async fn a_refused_form_is_created_again_by_a_change_and_released_again(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = refused_by_a_register(&scene).await;
        let scan = scene.client.content(picture()).await;
        let again = scene.client.call("POST", &format!("{BASE}/{id}/release"), Some(&scan)).await;
        assert_eq!(again.refused(400), ["WrongFormState"], "a release is asked for in Created alone");
        assert_eq!(add_the_scan(&scene, &id).await["state"], "Created");
        scene.release(&id).await.expect(200);
        scene.settle().await;
        assert_eq!(scene.client.form(&id).await["state"], "Checking", "an operator looks at the scan");
        scene.people(&id).await;
        assert_eq!(scene.client.form(&id).await["state"], "Released");
    }

    async fn where_it_is_set_so_a_change_with_documents_resumes_the_release(db: TestDatabase) {
        let scene = Scene::with(&db, |settings| settings.forms.resume = Resume::Patch).await;
        let id = refused_by_a_register(&scene).await;
        let copied = json!([{"op": "update", "path": "/person"}]);
        let patched = scene.client.call("PATCH", &format!("{BASE}/{id}"), Some(&copied)).await.expect(200);
        assert_eq!(patched["state"], "Created", "nothing came that the register's word could be held against");
        let id = refused_by_a_register(&scene).await;
        assert!(["Checking", "Releasing"].contains(&add_the_scan(&scene, &id).await["state"].as_str().unwrap()));
        assert_eq!(scene.client.form(&id).await["state"], "Checking");
    }

    async fn an_operators_remarks_are_the_errors_of_a_form(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.whole(Owner::Person).await;
        scene.release(&id).await.expect(200);
        scene.settle().await;
        let operator = scene.requests.operator().await;
        let remarks = json!({"comment": "Проверьте", "remarks": [{"code": "scan_unreadable", "target": "passport", "message": "Скан не читается"}]});
        operator.post(&format!("/v1/operator/certificate-requests/crq_{id}/return"), &remarks).await.expect(200);
        scene.settle().await;
        let form = scene.client.form(&id).await;
        let told: Vec<_> = form["errors"].as_array().unwrap().iter().map(|one| (one["code"].clone(), one["message"].clone())).collect();
        assert_eq!(told, [(json!("Remark"), json!("Проверьте")), (json!("ScanUnreadable"), json!("Скан не читается"))]);
    }

    async fn a_release_asks_for_what_the_owner_has_to_show(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let statement = client.content(picture()).await;
        for (owner, missing) in [
            (Owner::Person, vec!["008001001000"]),
            (Owner::Proprietor, vec!["008001001000", "800"]),
            (Owner::Organization, vec!["008001001000", "008002008000"]),
        ] {
            let new = scene.subjects(owner).await;
            let id = client.create(&new).await["formId"].as_str().unwrap().to_owned();
            scene.settle().await;
            let reply = client.call("POST", &format!("{BASE}/{id}/release"), Some(&statement)).await;
            assert!(reply.refused(400).iter().all(|code| code == "AbsenceOfRequiredDocument"), "{owner:?}");
            let told: Vec<String> =
                reply.json()["errors"].as_array().unwrap().iter().map(|one| one["context"]["documentType"].as_str().unwrap().to_owned()).collect();
            assert_eq!(told, missing, "{owner:?}");
            assert_eq!(client.form(&id).await["state"], "Created");
        }
    }

    async fn an_old_extract_and_one_that_nobody_signed_are_found_at_the_release(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let (scan, statement) = (client.content(picture()).await, client.content(picture()).await);
        for (owner, kind, dated) in [
            (Owner::Organization, "008002008000", scene.today()),
            (Owner::Proprietor, "800", "2018-12-12".to_owned()),
        ] {
            let mut new = scene.subjects(owner).await;
            let mut info = identity();
            if owner == Owner::Proprietor {
                info["number"] = "000002".into();
                info["issueDate"] = "2024-10-15".into();
            }
            let pdf = client.content(b"%PDF-1.4 an extract that nobody signed".to_vec()).await;
            let shown = if owner == Owner::Proprietor { &scan } else { &pdf };
            let extract = document(json!({"documentType": kind, "number": "1", "issueDate": dated}), shown);
            new["documents"] = json!([document(info, &scan), extract]);
            let id = client.create(&new).await["formId"].as_str().unwrap().to_owned();
            scene.settle().await;
            let reply = client.call("POST", &format!("{BASE}/{id}/release"), Some(&statement)).await;
            assert!(reply.refused(400).contains(&"ExpiredDocument".to_owned()), "{owner:?}: {}", reply.json());
        }
    }

    async fn changes_happen_all_or_none_and_a_copy_is_taken_anew_on_request_alone(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let id = scene.whole(Owner::Person).await;
        let path = format!("{BASE}/{id}");
        let before = client.form(&id).await;
        let scan = client.content(picture()).await;
        let half = json!([
            {"op": "add", "path": "/documents", "value": [document(json!({"documentType": "100"}), &scan)]},
            {"op": "remove", "path": "/documents"},
        ]);
        assert_eq!(client.call("PATCH", &path, Some(&half)).await.refused(400), ["WrongFieldValue"]);
        for wrong in [json!([]), json!({}), json!([{"op": "add", "path": "/state"}]), json!([{"op": "add", "path": "/documents"}]), json!([{"op": "update", "path": "/organization"}])] {
            client.call("PATCH", &path, Some(&wrong)).await.refused(400);
        }
        let second = json!([{"op": "add", "path": "/documents", "value": [document(identity(), &scan), document(identity(), &scan)]}]);
        client.call("PATCH", &path, Some(&second)).await.expect(200);
        scene.settle().await;
        assert_eq!(client.form(&id).await["documents"].as_array().unwrap().len(), 1, "the identity document of a form is one");
        // the subject changes, the form does not; asked to, it copies
        let subject = before["person"]["subject"]["subjectId"].as_str().unwrap().to_owned();
        let mut changed = person();
        changed["email"] = "new@example.ru".into();
        client.call("PUT", &format!("/realty/entity/v1/subjects/{subject}"), Some(&json!({"person": changed}))).await.expect(200);
        assert_eq!(client.form(&id).await["person"], before["person"]);
        let copied = client.call("PATCH", &path, Some(&json!([{"op": "update", "path": "person"}]))).await.expect(200);
        assert_eq!(copied["person"]["subject"]["person"]["email"], "new@example.ru");
        scene.settle().await;
        assert_eq!(scene.requests.client.issue(&id).await["subjectInfo"]["email"], "new@example.ru", "and so does the request");
        // a document is replaced by its id
        let form = client.form(&id).await;
        let known = form["documents"][0]["documentId"].as_str().unwrap();
        let other = client.content(picture()).await;
        let replace = json!([{"op": "update", "path": format!("/documents/{known}"), "value": [document(identity(), &other)]}]);
        let replaced = client.call("PATCH", &path, Some(&replace)).await.expect(200);
        assert_eq!(replaced["documents"][0]["documentId"], known);
        assert_eq!(replaced["documents"][0]["content"]["contentInfo"]["contentId"], other["contentId"]);
    }

    async fn a_request_that_was_made_elsewhere_is_read_as_a_form_and_changed_there(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.requests.in_state("validating").await;
        let form = scene.client.form(&id).await;
        assert_eq!((&form["formId"], &form["state"]), (&json!(id), &json!("Checking")));
        assert_eq!(form["person"]["subject"]["person"]["surname"], "Иванова");
        let passport = &form["documents"][0];
        assert_eq!((&passport["documentInfo"]["number"], passport.get("content")), (&json!("123456"), None));
        let pdf = scene.client.call("GET", &format!("{BASE}/{id}/render?statementType=releaseStatement"), None).await;
        assert_eq!((pdf.status, &pdf.body[..5]), (200, &b"%PDF-"[..]));
        let change = json!([{"op": "update", "path": "/person"}]);
        assert_eq!(scene.client.call("PATCH", &format!("{BASE}/{id}"), Some(&change)).await.refused(400), ["WrongFormState"]);
        let scan = scene.client.content(picture()).await;
        assert_eq!(scene.client.call("POST", &format!("{BASE}/{id}/release"), Some(&scan)).await.refused(400), ["WrongFormState"]);
    }
}
