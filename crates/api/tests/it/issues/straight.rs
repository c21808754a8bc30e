//! Straight issue by calls alone: the client sends a request to the check, and fetches its certificate.

use app::admin::{PolicyChange, change_policy};
use serde_json::{Value, json};

use super::scene::{Scene, person};

async fn agreed(scene: &Scene) {
    let change = PolicyChange { straight_issue: Some(true), ..PolicyChange::default() };
    change_policy(&scene.api.house.ctx, scene.api.house.licensee, change).await.unwrap();
}

testkit::both_own! {
    async fn a_complete_request_is_released_by_validate_alone(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        agreed(&scene).await;
        let id = scene.prepared(&person()).await;
        scene.signed_by_code(&id).await;
        scene.client.done("POST", &format!("/kcr/v1/issues/{id}/validate"), None).await;
        let sent = scene.client.issue(&id).await;
        assert_eq!((&sent["status"], &sent["actualized"]), (&json!("validating"), &json!(false)));
        scene.client.call("POST", &format!("/kcr/v1/issues/{id}/validate"), None).await.failure(400, "WrongIssueStatus");
        scene.settle().await;
        let released = scene.client.issue(&id).await;
        assert_eq!((&released["status"], &released["actualized"]), (&json!("released"), &json!(true)));
        let licensee = scene.api.house.licensee.uuid().to_string();
        assert_eq!(released["subjectIdentification"], json!({"identificationSubjectType": "headOfOrganization", "identifiedBy": licensee}));
        let certificate = scene.client.call("POST", &format!("/kcr/v1/issues/{id}/download-certificate"), None).await;
        assert_eq!((certificate.status, certificate.body[0]), (200, 0x30));
        // no operator ever saw it, and the subject has no cabinet to come into
        let queue = scene.operator().await.get("/v1/operator/certificate-requests").await.expect(200);
        assert_eq!(queue["data"], json!([]));
    }

    async fn what_lacks_its_statement_waits_for_an_operator_and_goes_the_usual_way(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        agreed(&scene).await;
        let id = scene.prepared(&person()).await;
        scene.validated(&id).await;
        let waiting = scene.client.issue(&id).await;
        assert_eq!((&waiting["status"], &waiting["subjectIdentification"]), (&json!("validating"), &Value::Null));
        scene.approved(&id).await;
        assert_eq!(scene.client.issue(&id).await["status"], "approved");
    }

    async fn what_is_incomplete_is_refused_as_ever(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        agreed(&scene).await;
        let mut bare = person();
        bare["subjectInfo"]["phone"] = Value::Null;
        let id = scene.client.call("POST", "/kcr/v1/issues", Some(&bare)).await.expect(200)["id"].as_str().unwrap().to_owned();
        scene.settle().await;
        assert_eq!(scene.client.call("POST", &format!("/kcr/v1/issues/{id}/validate"), None).await.status, 400);
        scene.settle().await;
        assert_eq!(scene.client.issue(&id).await["status"], "preparing");
    }
}
