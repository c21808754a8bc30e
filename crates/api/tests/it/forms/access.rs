//! The access table of the face of forms: every call of its document stands here.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::scene::{Client, Owner, Scene, picture};
use crate::caller::Reply;

const CRYPTO: [(&str, &str); 8] = [
    ("POST", "/realty/crypto/v2/certificate-forms"),
    ("GET", "/realty/crypto/v2/certificate-forms/{formId}"),
    ("PATCH", "/realty/crypto/v2/certificate-forms/{formId}"),
    ("POST", "/realty/crypto/v2/certificate-forms/{formId}/release"),
    ("GET", "/realty/crypto/v2/certificate-forms/{formId}/render"),
    ("POST", "/realty/crypto/v2/certificate-forms/{formId}/recall"),
    ("GET", "/realty/crypto/v2/certificate-forms/{formId}/certificate"),
    ("GET", "/realty/crypto/v2/events"),
];

const OTHERS: [(&str, &str); 11] = [
    ("POST", "/realty/entity/v1/subjects"),
    ("GET", "/realty/entity/v1/subjects/{subjectId}"),
    ("PUT", "/realty/entity/v1/subjects/{subjectId}"),
    ("DELETE", "/realty/entity/v1/subjects/{subjectId}"),
    ("GET", "/realty/entity/v1/subjects/{subjectId}/egrul"),
    ("POST", "/realty/entity/v1/subjects/requisites"),
    ("POST", "/realty/entity/v1/representatives"),
    ("GET", "/realty/entity/v1/representatives/{representativeId}"),
    ("PUT", "/realty/entity/v1/representatives/{representativeId}"),
    ("POST", "/realty/contents/v2/contents"),
    ("GET", "/realty/contents/v2/contents/{contentId}"),
];

#[test]
fn every_call_of_the_document_stands_in_the_table() {
    let document: Value = serde_json::from_str(api::forms::text()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            documented.insert((method.to_uppercase(), path.clone()));
        }
    }
    let table: BTreeSet<_> = CRYPTO.iter().chain(&OTHERS).map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, table);
}

/// What the calls name.
struct Things {
    form: String,
    subject: String,
    representative: String,
    content: Value,
}

async fn things(scene: &Scene) -> Things {
    let new = scene.subjects(Owner::Organization).await;
    let (person, organization) = (new["person"].as_str().unwrap().to_owned(), new["organization"].as_str().unwrap().to_owned());
    let content = scene.client.content(picture()).await;
    let form = scene.client.create(&new).await["formId"].as_str().unwrap().to_owned();
    scene.settle().await;
    Things { form, representative: format!("{organization}{person}"), subject: organization, content }
}

/// A well-formed call, so that nothing but access is judged.
async fn try_as(client: &Client, method: &str, template: &str, things: &Things) -> Reply {
    let path = template
        .replace("{formId}", &things.form)
        .replace("{subjectId}", &things.subject)
        .replace("{representativeId}", &things.representative)
        .replace("{contentId}", things.content["contentId"].as_str().unwrap());
    if template.ends_with("/contents") {
        let request = client.request(method, &path).header("md5", "0".repeat(32)).header("content-type", "application/pdf");
        return client.send(request.body(b"x".to_vec().into()).unwrap()).await;
    }
    let last = template.rsplit('/').next().unwrap();
    let path = if last == "render" { format!("{path}?statementType=releaseStatement") } else { path };
    let body = match (method, last) {
        ("GET" | "DELETE", _) => None,
        ("PATCH", _) => Some(json!([{"op": "update", "path": "/person"}])),
        (_, "release" | "recall") => Some(things.content.clone()),
        (_, "requisites") => Some(json!({"requisiteType": "inn", "inn": {}})),
        ("PUT", "{subjectId}") => Some(json!({"organization": super::scene::organization()})),
        (_, "subjects") => Some(json!({"person": super::scene::person()})),
        (_, "representatives") => Some(json!({"principal": {"subjectId": things.subject}, "agent": {"subjectId": things.subject},
            "representativeType": "Confidant", "post": "x", "authority": {}})),
        ("PUT", _) => Some(json!({"representativeType": "Confidant", "post": "x", "authority": {}})),
        _ => Some(json!({"person": things.subject})),
    };
    client.call(method, &path, body.as_ref()).await
}

async fn key(scene: &Scene, scope: app::Scope, look: app::api_key::Look) -> String {
    let new = app::api_key::NewKey { look, ..app::api_key::NewKey::from(app::Scopes::new([scope])) };
    let made = app::admin::create_api_key(&scene.api().house.ctx, Some(scene.api().house.licensee), new).await.unwrap();
    app::ExposeSecret::expose_secret(&made.key).to_owned()
}

testkit::both_own! {
    async fn nobody_gets_in_without_a_key_or_on_behalf_of_others(db: TestDatabase) {
        use app::api_key::Look;
        let scene = Scene::on(&db).await;
        let things = things(&scene).await;
        let before = scene.client.form(&things.form).await;
        let (api, org) = (scene.api(), scene.client.org.clone());
        let unknown = Client::new(api, testkit::uuid().to_string(), org.clone());
        let session = Client::new(api, format!("ses_{}", "x".repeat(43)), org.clone());
        let other_face = Client::new(api, key(&scene, app::Scope::Issues, Look::Guid).await, org.clone());
        let nowhere = Client::new(api, api.house.key.clone(), testkit::uuid().to_string());
        for (method, template) in CRYPTO.iter().chain(&OTHERS) {
            for nobody in [&unknown, &session] {
                try_as(nobody, method, template, &things).await.refused(401);
            }
            for forbidden in [&other_face, &nowhere] {
                try_as(forbidden, method, template, &things).await.refused(403);
            }
            let path = template.replace("{formId}", &things.form);
            let without = axum::http::Request::builder().method(*method).uri(path).body(axum::body::Body::empty()).unwrap();
            let reply = scene.client.send(without).await;
            reply.refused(401);
            assert_eq!(reply.header("www-authenticate"), "ReestroAuth");
        }
        assert_eq!(scene.client.form(&things.form).await, before, "nothing changed");
        // keys that look as the vendor's pages print them, in any case
        let guid = key(&scene, app::Scope::Forms, Look::Guid).await;
        let sid = key(&scene, app::Scope::Forms, Look::Sid).await;
        for authorization in [
            format!("reestroauth portal.orgId={}&APIKEY={}", org.to_uppercase(), guid.to_uppercase()),
            format!("ReestroAuth auth.sid={sid}&portal.orgid={org}"),
        ] {
            let request = axum::http::Request::builder().uri("/realty/crypto/v2/events").header("authorization", authorization);
            scene.client.send(request.body(axum::body::Body::empty()).unwrap()).await.expect(200);
        }
    }

    async fn what_belongs_to_another_organization_or_licensee_is_missing(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let things = things(&scene).await;
        let before = scene.client.form(&things.form).await;
        let (call, stranger) = scene.api().house.another_licensee().await;
        let theirs = app::admin::licensees(&scene.api().house.ctx).await.unwrap();
        let own = theirs.iter().find(|one| Some(one.id.clone()) == call.caller.licensee().map(|id| id.to_string())).unwrap();
        let own = domain::id::CompanyId::parse(&own.own_company_id).unwrap().uuid().to_string();
        let stranger = Client::new(scene.api(), stranger, own);
        let sibling = Client::new(scene.api(), scene.api().house.key.clone(), scene.api().house.company().await.uuid().to_string());
        for other in [&stranger, &sibling] {
            for (method, template) in CRYPTO.iter().filter(|(_, template)| template.contains('{')) {
                try_as(other, method, template, &things).await.refused(404);
            }
            assert_eq!(try_as(other, "POST", CRYPTO[0].1, &things).await.refused(400), ["UnexistentSubject"]);
            let events = other.call("GET", "/realty/crypto/v2/events", None).await.expect(200);
            assert_eq!(events, json!({"events": [], "lastEventId": "00000000-0000-0000-0000-000000000000"}));
        }
        assert_eq!(scene.client.form(&things.form).await, before, "nothing changed");
    }
}
