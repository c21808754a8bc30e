//! The vendor's page: its two requests as they are printed, with ids and digests of what was made before, and the answer that it prints.

use serde_json::{Value, json};

use super::scene::{BASE, Scene};

const PERSON: &str = include_str!("seed/person.json");
const ORGANIZATION: &str = include_str!("seed/organization.json");
const ANSWER: &str = include_str!("seed/answer.json");

/// What the page calls things, and what they are called here: texts are replaced, everything else stays as it is printed.
async fn made(scene: &Scene, page: &str, organization: bool) -> String {
    let client = &scene.client;
    let printed: Value = serde_json::from_str(ANSWER).unwrap();
    let person = client.subject(&json!({"person": printed["person"]["person"]})).await;
    let one = client.content(b"%PDF-1.4 one".to_vec()).await;
    let other = client.content(b"%PDF-1.4 another".to_vec()).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut page = page.to_owned();
    if organization {
        let organization = client.subject(&json!({"organization": super::scene::organization()})).await;
        client.representative(&organization, &person, "Генеральный директор").await;
        // the page calls the organization and a content by one id
        page = page.replacen(
            "\"organization\": \"3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e\"",
            &format!("\"organization\": \"{organization}\""),
            1,
        );
    }
    page.replace("70f78249-dc69-450f-ab38-19974a310020", &person)
        .replace("3a8cf2b8-ee9e-47ca-9ff9-75efced2d52e", &text(&one["contentId"]))
        .replace("cb351abb-36fb-43be-9194-639be38b5617", &text(&other["contentId"]))
        .replace("7E0D44C48AF788657EA6F5C4C87589E8", &text(&one["md5"]))
        .replace("F7415E33F972C03ABD4F3FED36748F7A", &text(&other["md5"]))
}

async fn posted(scene: &Scene, body: String) -> crate::caller::Reply {
    let request = scene.client.request("POST", BASE).header("content-type", "Application/json").body(body.into()).unwrap();
    scene.client.send(request).await
}

testkit::both_own! {
    async fn the_printed_request_for_a_person_has_the_printed_answer(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let sent = made(&scene, PERSON, false).await;
        let reply = posted(&scene, sent.clone()).await;
        let answer = reply.expect(201);
        let (sent, mut printed): (Value, Value) = (serde_json::from_str(&sent).unwrap(), serde_json::from_str(ANSWER).unwrap());
        printed["formId"] = answer["formId"].clone();
        printed["person"]["subjectId"] = sent["person"].clone();
        printed["documents"] = sent["documents"].clone();
        assert_eq!(answer, printed, "as it is printed, key for key");
        assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
        let tag = reply.header("etag");
        assert!(tag.len() == 18 && tag.bytes().all(|byte| byte.is_ascii_hexdigit()), "bare, as it is printed: {tag}");
        // where it is read, the subject stands in a wrapper
        let path = format!("{BASE}/{}", answer["formId"].as_str().unwrap());
        let read = scene.client.call("GET", &path, None).await;
        assert_eq!(read.header("etag"), tag);
        let read = read.expect(200);
        assert_eq!((&read["person"]["subject"], &read["documents"]), (&printed["person"], &printed["documents"]));
        for mark in [tag.to_owned(), format!("\"{tag}\""), format!("W/\"{tag}\""), format!("abc, {tag}")] {
            let asked = scene.client.request("GET", &path).header("if-none-match", &mark).body(axum::body::Body::empty()).unwrap();
            let unchanged = scene.client.send(asked).await;
            assert_eq!((unchanged.status, unchanged.header("etag"), unchanged.body.len()), (304, tag, 0), "{mark}");
        }
    }

    async fn the_printed_request_for_an_organization_is_told_back_with_its_quirks(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let sent = made(&scene, ORGANIZATION, true).await;
        let answer = posted(&scene, sent.clone()).await.expect(201);
        let sent: Value = serde_json::from_str(&sent).unwrap();
        assert!(sent["documents"][1]["documentInfo"]["content"].is_object(), "the page puts it there");
        assert_eq!(answer["documents"], sent["documents"]);
        assert_eq!(answer["organization"]["subjectId"], sent["organization"]);
        assert_eq!(answer["organization"]["organization"]["nativeOrgParams"]["inn"], "7700000030");
        assert_eq!(answer["state"], "Created");
    }
}

#[expect(dead_code, reason = "an example has a main of its own")]
#[path = "../../../../client/examples/certificate_form.rs"]
mod example;

testkit::both_own! {
    async fn the_sdks_example_plays_the_page_over_http(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = api::router(scene.api().house.ctx.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let forms = client::forms::CertificateForms::new(address.as_str(), &scene.api().house.key, &scene.client.org);
        let played = example::play(&forms).await.expect("the whole page");
        assert_eq!(played.of_person.form.state, client::forms::FormState::Created);
        assert!(played.of_organization.form.documents[1].document_info.content.is_some(), "told back where it stood");
        let (id, tag) = (&played.of_person.form.form_id, &played.of_person.tag);
        assert_eq!(forms.form_if_changed(id, tag).await.unwrap(), None);
        scene.settle().await;
        let error = forms.release_form(id, &forms.put_content(b"%PDF-1.4 signed").await.unwrap()).await.unwrap_err();
        assert!(error.status() == Some(400) && !error.errors().is_empty(), "{error}: the printed person could not get a certificate");
        let error = forms.create_form(&client::forms::NewCertificateForm::default()).await.unwrap_err();
        assert!(error.has("AbsenceOfRequiredField"), "{error}");
        assert!(forms.events(None, Some(5)).await.unwrap().events.is_empty());
    }
}
