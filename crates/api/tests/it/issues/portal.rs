//! The statement is confirmed through the state portal, a stand-in over a real socket, and the certificate follows by itself.

use serde_json::{Value, json};
use simulate::esia::{Esia, State};
use testhouse::{PORTAL_PERSON, state_portal};
use testkit::TestDatabase;

use super::scene::{PHONE, Scene, person};

async fn beside_the_portal(db: &TestDatabase) -> (Scene, Esia) {
    let (portal, neighbours) = state_portal().await;
    (Scene::beside(db, neighbours).await, portal)
}

fn sign(id: &str) -> String {
    format!("/kcr/v1/issues/{id}/documents/releaseStatement/sign")
}

/// The client asks the portal; the person has not acted yet.
async fn asked(scene: &Scene, id: &str) {
    let body = json!({
        "operationToConfirm": "signingReleaseStatementWithEsia",
        "parameters": {"snilsNumber": PORTAL_PERSON.0, "birthDate": format!("{}T00:00:00", PORTAL_PERSON.1)},
    });
    scene.client.done("POST", &format!("/kcr/v1/issues/{id}/confirmation-requests"), Some(&body)).await;
    scene.settle().await;
}

/// The person acts, on the one confirmation that waits.
fn acts(portal: &Esia, state: State) {
    let waiting = portal.all().into_iter().filter(|(_, one)| one.state == State::InProgress).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(waiting.len(), 1);
    assert!(portal.act(&waiting[0], state));
}

pub async fn confirmed(scene: &Scene, portal: &Esia, id: &str) {
    asked(scene, id).await;
    acts(portal, State::Confirmed);
    scene.client.done("POST", &sign(id), Some(&json!({}))).await;
}

/// Nobody has got a code, and the certificate is there.
async fn is_released_without_a_code(scene: &Scene, id: &str) {
    let released = scene.client.issue(id).await;
    assert_eq!((&released["status"], &released["actualized"], &released["innerErrors"]), (&json!("released"), &json!(true), &json!([])));
    assert_eq!(released["subjectIdentification"], Value::Null, "the portal vouches for the person");
    let cer = scene.client.call("POST", &format!("/kcr/v1/issues/{id}/download-certificate"), None).await;
    assert_eq!((cer.status, cer.body[0]), (200, 0x30));
    let messages = app::admin::outbox(&scene.api.house.ctx, 1000).await.unwrap();
    assert!(messages.iter().all(|message| message.phone != PHONE.1), "a message went to the subject");
    scene.settle().await;
    let feed = scene.client.call("GET", "/kcr/v1/issue-events?limit=200", None).await.expect(200);
    let of_it = feed["events"].as_array().unwrap().iter().filter(|event| event["issueId"] == id && event["kind"] != "changed");
    let way: Vec<_> = of_it.map(|event| event["status"].as_str().unwrap()).skip_while(|status| *status != "approved").collect();
    assert_eq!(way, ["approved", "approved", "releasing", "released"], "approved, forwarded, accepted, released");
}

testkit::both_own! {
    async fn what_is_confirmed_before_the_check_is_released_by_the_approval(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let id = scene.prepared(&person()).await;
        scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "ConfirmationNotRequested");
        asked(&scene, &id).await;
        let before = scene.client.issue(&id).await;
        for _ in 0..2 {
            scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "ConfirmationInProgress");
        }
        assert_eq!(scene.client.issue(&id).await, before, "to ask changes nothing");
        acts(&portal, State::Confirmed);
        scene.client.done("POST", &sign(&id), Some(&json!({}))).await;
        scene.settle().await;
        let signed = scene.client.issue(&id).await;
        assert_eq!(signed["status"], "preparing");
        scene.client.done("POST", &sign(&id), Some(&json!({}))).await;
        assert_eq!(scene.client.issue(&id).await, signed, "again changes nothing");
        scene.validated(&id).await;
        assert_eq!(scene.client.issue(&id).await["status"], "validating");
        let operator = scene.operator().await;
        operator.post(&format!("/v1/operator/certificate-requests/crq_{id}/approve"), &json!({})).await.expect(200);
        let approved = scene.client.issue(&id).await;
        assert_eq!((&approved["status"], &approved["actualized"]), (&json!("approved"), &json!(false)));
        scene.client.call("POST", &format!("/kcr/v1/issues/{id}/forward-to-cabinet"), None).await.failure(409, "IssueBeingActualised");
        scene.settle().await;
        is_released_without_a_code(&scene, &id).await;
    }

    async fn what_is_confirmed_after_the_approval_is_released_by_the_confirmation(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let id = scene.prepared(&person()).await;
        asked(&scene, &id).await;
        scene.validated(&id).await;
        scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "WrongIssueStatus");
        scene.approved(&id).await;
        assert_eq!(scene.client.issue(&id).await["status"], "approved");
        scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "ConfirmationInProgress");
        acts(&portal, State::Confirmed);
        scene.client.done("POST", &sign(&id), Some(&json!({}))).await;
        assert_eq!(scene.client.issue(&id).await["actualized"], false);
        scene.settle().await;
        is_released_without_a_code(&scene, &id).await;
    }

    async fn a_request_that_lies_in_the_cabinet_is_released_by_the_confirmation_too(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let id = scene.prepared(&person()).await;
        scene.validated(&id).await;
        scene.approved(&id).await;
        scene.forwarded(&id).await;
        confirmed(&scene, &portal, &id).await;
        scene.settle().await;
        assert_eq!(scene.client.issue(&id).await["status"], "released");
    }

    async fn every_no_of_the_portal_has_its_reason_and_the_subject_may_be_asked_again(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let id = scene.prepared(&person()).await;
        for (state, reason) in [(State::Rejected, "ConfirmationRejected"), (State::Expired, "ConfirmationExpired"), (State::UserNotFound, "UserNotFoundInEsia")] {
            asked(&scene, &id).await;
            acts(&portal, state);
            for _ in 0..2 {
                let details = scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "ConfirmationFailed");
                assert_eq!(details[0]["code"], reason);
                scene.settle().await;
            }
            assert_eq!(scene.client.issue(&id).await["status"], "preparing");
        }
        // nobody of this birth date has an account
        let nobody = json!({"operationToConfirm": "signingReleaseStatementWithEsia", "parameters": {"snilsNumber": PORTAL_PERSON.0, "birthDate": "1985-05-06"}});
        let confirmations = format!("/kcr/v1/issues/{id}/confirmation-requests");
        scene.client.done("POST", &confirmations, Some(&nobody)).await;
        scene.settle().await;
        let details = scene.client.call("POST", &sign(&id), Some(&json!({}))).await.failure(400, "ConfirmationFailed");
        assert_eq!(details[0]["code"], "UserNotFoundInEsia");
        let before = scene.client.issue(&id).await;
        portal.set_down(true);
        scene.client.call("POST", &confirmations, Some(&nobody)).await.failure(503, "Unavailable");
        assert_eq!(scene.client.issue(&id).await, before, "nothing changed");
        portal.set_down(false);
        confirmed(&scene, &portal, &id).await;
        scene.settle().await;
        scene.validated(&id).await;
        scene.approved(&id).await;
        is_released_without_a_code(&scene, &id).await;
    }

    async fn with_a_key_of_the_subjects_own_the_request_waits_for_it_in_the_cabinet(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let mut new = person();
        new["cspInfo"] = json!({"type": "cryptoPro"});
        let id = scene.prepared(&new).await;
        confirmed(&scene, &portal, &id).await;
        scene.settle().await;
        scene.validated(&id).await;
        scene.approved(&id).await;
        let waits = scene.client.issue(&id).await;
        assert_eq!((&waits["status"], &waits["forwardedStatus"], &waits["innerErrors"]), (&json!("approved"), &json!("forwardedToCabinet"), &json!([])));
        let folder = tempfile::tempdir().unwrap();
        let csr = crate::issues::story::csr(folder.path(), &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]);
        let upload = format!("/kcr/v1/issues/{id}/upload-certificate-request");
        let brought = scene.client.bytes(&upload, "application/x.req", csr.into_bytes()).await;
        assert_eq!(brought.status, 204, "{}", String::from_utf8_lossy(&brought.body));
        scene.settle().await;
        is_released_without_a_code(&scene, &id).await;
    }

    async fn what_the_client_can_mend_is_told_among_the_inner_errors(db: TestDatabase) {
        let (scene, portal) = beside_the_portal(&db).await;
        let other = json!({"phone": PHONE.1, "surname": "Другая", "name": "Ольга"});
        scene.api.post("/v1/users", &other).await.expect(201);
        let id = scene.prepared(&person()).await;
        confirmed(&scene, &portal, &id).await;
        scene.settle().await;
        scene.validated(&id).await;
        scene.approved(&id).await;
        let stuck = scene.client.issue(&id).await;
        assert_eq!((&stuck["status"], &stuck["actualized"], &stuck["innerErrors"][0]["code"]), (&json!("approved"), &json!(true), &json!("PhoneTaken")));
    }
}
