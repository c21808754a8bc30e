//! The access table of the vendor's face: every call of its document stands here.

use std::collections::BTreeSet;

use serde_json::json;

use super::scene::{Client, Scene, person};

/// Whether a call names something of a licensee's by its path, by its query or not at all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Nothing,
    Path,
    Query,
}

const TABLE: [(&str, &str, Names); 32] = [
    ("POST", "/kcr/v1/issues", Names::Nothing),
    ("GET", "/kcr/v1/issues", Names::Nothing),
    ("GET", "/kcr/v1/issues/{id}", Names::Path),
    ("PATCH", "/kcr/v1/issues/{id}", Names::Path),
    ("DELETE", "/kcr/v1/issues/{id}", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/validate", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/decline", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/renew", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/forward-to-cabinet", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/retrieve-from-cabinet", Names::Path),
    ("PUT", "/kcr/v1/issues/{id}/subject-identification", Names::Path),
    ("DELETE", "/kcr/v1/issues/{id}/subject-identification", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/note", Names::Path),
    ("DELETE", "/kcr/v1/issues/{id}/note", Names::Path),
    ("PUT", "/kcr/v1/issues/{id}/documents/{type}", Names::Path),
    ("DELETE", "/kcr/v1/issues/{id}/documents/{type}", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/documents/{type}/pages", Names::Path),
    ("GET", "/kcr/v1/issues/{id}/documents/{type}/pages/{page}", Names::Path),
    ("DELETE", "/kcr/v1/issues/{id}/documents/{type}/pages/{page}", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/templates/{template}", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/confirmation-requests", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/documents/{type}/sign", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/upload-certificate-request", Names::Path),
    ("POST", "/kcr/v1/issues/{id}/download-certificate", Names::Path),
    ("GET", "/kcr/v1/issue-events", Names::Nothing),
    ("GET", "/crypto/v3/Hello", Names::Nothing),
    ("POST", "/crypto/v3/CreateFile", Names::Nothing),
    ("POST", "/crypto/v3/UploadChunk", Names::Query),
    ("POST", "/crypto/v3/Sign", Names::Nothing),
    ("POST", "/crypto/v3/Confirm", Names::Query),
    ("GET", "/crypto/v3/GetStatus", Names::Query),
    ("GET", "/crypto/v3/GetResult", Names::Query),
];

#[test]
fn every_call_of_the_document_stands_in_the_table() {
    let document: serde_json::Value = serde_json::from_str(api::issues::text()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            documented.insert((method.to_uppercase(), path.clone()));
        }
    }
    let table: BTreeSet<_> = TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, table);
}

/// A PKCS#10 that is whole.
static REQUEST: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    super::story::csr(folder.path(), &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]).into_bytes()
});

/// The path with ids of this request, or of what nobody has, and a well-formed query.
fn path(template: &str, id: &str, page: &str) -> String {
    let kind = if template.ends_with("/sign") { "releaseStatement" } else { "passport" };
    let path = template.replace("{id}", id).replace("{type}", kind).replace("{template}", "releaseStatement").replace("{page}", page);
    let any = testkit::uuid();
    match template.rsplit('/').next().unwrap() {
        "CreateFile" => format!("{path}?fileName=a.pdf&length=3"),
        "UploadChunk" => format!("{path}?fileId={any}&offset=0"),
        "Confirm" => format!("{path}?operationId={any}&confirmationCode=123456"),
        "GetStatus" => format!("{path}?operationId={any}"),
        "GetResult" => format!("{path}?resultId={any}"),
        _ => path,
    }
}

/// A well-formed body, so that nothing but access is judged.
fn body(method: &str, template: &str) -> Option<serde_json::Value> {
    let last = template.rsplit('/').next().unwrap();
    match (method, last) {
        ("POST", "issues") => Some(person()),
        ("PUT", "subject-identification") => Some(json!({"identifiedBy": "Петров"})),
        ("POST", "note") => Some(json!({"content": "заметка"})),
        ("POST", "confirmation-requests") => Some(json!({"operationToConfirm": "signingReleaseStatement"})),
        ("POST", "sign") => Some(json!({"confirmationInfo": {"smsCode": "123456"}})),
        ("POST", "Sign") => Some(json!({"Thumbprint": "00".repeat(20), "FileIds": [testkit::uuid().to_string()]})),
        ("PUT" | "PATCH", _) | ("POST", "decline") => Some(json!({})),
        _ => None,
    }
}

async fn try_as(client: &Client, method: &str, template: &str, id: &str, page: &str) -> crate::caller::Reply {
    let path = path(template, id, page);
    match template.rsplit('/').next().unwrap() {
        "pages" => client.bytes(&path, "image/png", super::scene::picture()).await,
        "UploadChunk" => client.bytes(&path, "application/octet-stream", vec![1, 2, 3]).await,
        "upload-certificate-request" => client.bytes(&path, "application/x.req", REQUEST.clone()).await,
        _ => client.call(method, &path, body(method, template).as_ref()).await,
    }
}

testkit::both_own! {
    async fn nobody_without_a_key_gets_in_and_a_key_of_another_face_does_nothing(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let before = scene.client.issue(&id).await;
        let scopes = app::Scopes::new([app::Scope::Office, app::Scope::Keys]);
        let made = app::admin::create_api_key(&scene.api.house.ctx, Some(scene.api.house.licensee), scopes).await.unwrap();
        let office = Client::with_key(&scene.api, app::ExposeSecret::expose_secret(&made.key).to_owned());
        let unknown = Client::with_key(&scene.api, "x".repeat(43));
        let session = Client::with_key(&scene.api, format!("ses_{}", "x".repeat(43)));
        let page = before["documents"][0]["pages"][0]["id"].as_str().unwrap().to_owned();
        for (method, template, _) in TABLE {
            for nobody in [&unknown, &session] {
                try_as(nobody, method, template, &id, &page).await.failure(401, "Unauthenticated");
            }
            let without = axum::http::Request::builder().method(method).uri(path(template, &id, &page)).body(axum::body::Body::empty()).unwrap();
            scene.client.send(without).await.failure(401, "Unauthenticated");
            if template != "/crypto/v3/Hello" {
                try_as(&office, method, template, &id, &page).await.failure(403, "ScopeMissing");
            }
        }
        assert_eq!(scene.client.issue(&id).await, before, "nothing changed");
    }

    async fn what_belongs_to_another_licensee_is_missing(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let before = scene.client.issue(&id).await;
        let page = before["documents"][0]["pages"][0]["id"].as_str().unwrap().to_owned();
        let (_, key) = scene.api.house.another_licensee().await;
        let stranger = Client::with_key(&scene.api, key);
        for (method, template, names) in TABLE {
            if names != Names::Nothing {
                try_as(&stranger, method, template, &id, &page).await.failure(404, "NotFound");
            }
        }
        assert_eq!(stranger.call("GET", "/kcr/v1/issues", None).await.expect(200), json!({"issues": [], "total": 0}));
        assert_eq!(stranger.call("GET", "/kcr/v1/issue-events", None).await.expect(200), json!({"events": [], "lastId": null}));
        assert_eq!(scene.client.issue(&id).await, before, "nothing changed");
    }
}
