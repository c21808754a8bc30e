//! Signatures are judged by what the house believes.

use axum::http::Method;
use serde_json::json;

use crate::caller::{Api, Caller, Form, Reply, package_of};

const CONTENT: &[u8] = "Договор № 7".as_bytes();

async fn ask(caller: &Caller, form: Form, language: &str) -> Reply {
    let request = caller.request(Method::POST, "/v1/verify").header("accept-language", language);
    let request = request.header("content-type", "multipart/form-data; boundary=limit");
    caller.send(request.body(form.end().into()).expect("a request")).await
}

/// A signature that the house has made over [`CONTENT`].
async fn signature(api: &Api) -> Vec<u8> {
    let who = api.house.signatory(api.house.own_company).await;
    let package = api.upload(Form::package(&package_of(&who)).file("a.txt", "text/plain", CONTENT)).await.expect(201);
    let path = format!("/v1/packages/{}", package["id"].as_str().unwrap());
    api.post(&format!("{path}/sign"), &json!({"certificate_id": who.certificate.to_string()})).await.expect(200);
    let signatures = api.get(&format!("{path}/signatures")).await.expect(200);
    let content = api.get(&format!("/v1/signatures/{}/content", signatures["data"][0]["id"].as_str().unwrap())).await;
    content.body.to_vec()
}

testkit::both_own! {
    async fn a_signature_of_the_house_is_valid_and_over_another_content_is_not(db: TestDatabase) {
        let api = Api::on(&db).await;
        let cms = signature(&api).await;
        let form = |content: &[u8]| Form::default().part("signature", Some("a.p7s"), &cms).part("content", Some("a.txt"), content);
        let report = ask(&api, form(CONTENT), "ru").await.expect(200);
        assert_eq!(report["verdict"], "TOTAL-PASSED", "{report}");
        assert_eq!(report["message"], "Подпись действительна");
        let signer = &report["messages"][0]["signers"][0];
        assert_eq!((&signer["kind"], &report["messages"][0]["name"]), (&json!("non_qualified"), &json!("a.p7s")));
        assert!(signer["path"].as_array().unwrap().last().unwrap()["standing"] == "anchor");

        let report = ask(&api, form(b"another"), "en").await.expect(200);
        assert_eq!((&report["verdict"], &report["reason"]), (&json!("TOTAL-FAILED"), &json!("HASH_FAILURE")));
        assert_eq!(report["messages"][0]["signers"][0]["findings"][0]["part"], "content");
        assert_eq!(report["message"], "The signature is invalid: another content was signed");

        // content first, and the signature in another armour
        let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &cms);
        let turned = Form::default().part("content", Some("a.txt"), CONTENT).part("signature", Some("a.sig"), text.as_bytes());
        assert_eq!(ask(&api, turned, "ru").await.expect(200)["verdict"], "TOTAL-PASSED");
        let junk = Form::default().part("signature", None, b"junk").part("content", Some("a.txt"), CONTENT);
        assert_eq!(ask(&api, junk, "ru").await.expect(200)["reason"], "FORMAT_FAILURE");
        // nothing signed that long ago
        let past = Form::default().part("at", None, b"2001-01-01T00:00:00Z").part("signature", None, &cms).part("content", None, CONTENT);
        assert_eq!(ask(&api, past, "ru").await.expect(200)["reason"], "NOT_YET_VALID");
    }

    async fn what_cannot_be_judged_is_refused_by_the_part(db: TestDatabase) {
        let api = Api::on(&db).await;
        let problems = ask(&api, Form::default().part("content", Some("a"), CONTENT), "ru").await.problems();
        assert_eq!(problems, [("/signature".to_owned(), "field_required".to_owned())]);
        let problems = ask(&api, Form::default().part("at", None, b"yesterday").part("else", None, b""), "ru").await.problems();
        assert_eq!(problems, [("/at".to_owned(), "date_invalid".to_owned()), ("/else".to_owned(), "field_unknown".to_owned())]);
        let reply = api.post("/v1/verify", &json!({})).await;
        reply.problem(415, "media_type_unsupported");
    }
}
