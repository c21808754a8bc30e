//! Each call in each state that does not allow it: 400 with the state, and nothing changed.

use serde_json::{Value, json};

use super::scene::{Scene, passport, picture};
use crate::caller::Reply;

/// A call, and the states that refuse it for being what they are.
type Refused = (&'static str, &'static str, fn() -> Value, &'static [&'static str]);

const ALL_BUT_OPEN: &[&str] = &["validating", "approved", "releasing", "released"];
const LOCKED: &[&str] = &["validating", "releasing", "released"];
const BEFORE_A_CERTIFICATE: &[&str] = &["preparing", "validating", "correction", "approved", "releasing"];

fn nothing() -> Value {
    json!({})
}

fn by_portal() -> Value {
    json!({"operationToConfirm": "signingReleaseStatementWithEsia", "parameters": {"snilsNumber": "11223344595", "birthDate": "1985-05-05"}})
}

/// A call of the table.
async fn refused(scene: &Scene, id: &str, page: &str, (method, rest, body, _): &Refused) -> Reply {
    let path = format!("/kcr/v1/issues/{id}{}", rest.replace("{page}", page));
    match *rest {
        "/documents/passport/pages" => scene.client.bytes(&path, "image/png", picture()).await,
        "/upload-certificate-request" => scene.client.bytes(&path, "application/x.req", b"no request".to_vec()).await,
        _ => scene.client.call(method, &path, Some(&body())).await,
    }
}

const TABLE: [Refused; 26] = [
    ("PATCH", "", || json!({"subjectInfo": {"lastname": "Петрова"}}), ALL_BUT_OPEN),
    ("PUT", "/documents/passport", passport, ALL_BUT_OPEN),
    ("DELETE", "/documents/passport", nothing, ALL_BUT_OPEN),
    ("POST", "/documents/passport/pages", nothing, ALL_BUT_OPEN),
    ("POST", "/validate", nothing, ALL_BUT_OPEN),
    ("PUT", "/documents/applicantPhoto", nothing, LOCKED),
    ("DELETE", "", nothing, LOCKED),
    ("PUT", "/subject-identification", || json!({"identifiedBy": "Петров"}), LOCKED),
    ("DELETE", "/subject-identification", nothing, LOCKED),
    ("POST", "/note", || json!({"content": "заметка"}), LOCKED),
    ("POST", "/confirmation-requests", || json!({"operationToConfirm": "signingReleaseStatement"}), LOCKED),
    ("POST", "/confirmation-requests", by_portal, LOCKED),
    ("POST", "/documents/releaseStatement/sign", || json!({"confirmationInfo": {"smsCode": "123456"}}), LOCKED),
    ("POST", "/documents/releaseStatement/sign", nothing, LOCKED),
    ("DELETE", "/note", nothing, LOCKED),
    ("DELETE", "/documents/applicantPhoto", nothing, LOCKED),
    ("POST", "/upload-certificate-request", nothing, LOCKED),
    ("DELETE", "/documents/passport/pages/{page}", nothing, ALL_BUT_OPEN),
    ("POST", "/templates/receipt", nothing, BEFORE_A_CERTIFICATE),
    ("POST", "/templates/recallStatement", nothing, BEFORE_A_CERTIFICATE),
    ("POST", "/templates/certificateCopy", nothing, BEFORE_A_CERTIFICATE),
    ("POST", "/forward-to-cabinet", nothing, &["preparing", "validating", "correction", "releasing", "released"]),
    ("POST", "/retrieve-from-cabinet", nothing, &["preparing", "validating", "correction", "releasing", "released"]),
    ("POST", "/decline", nothing, &["preparing", "validating", "correction", "releasing", "released"]),
    ("POST", "/renew", nothing, BEFORE_A_CERTIFICATE),
    ("POST", "/download-certificate", nothing, BEFORE_A_CERTIFICATE),
];

/// While a certificate is being made the request is also being actualised, which is said instead where it is said first.
const BUSY: &str = "releasing";

testkit::both_own! {
    async fn each_call_in_each_wrong_state_is_refused_and_changes_nothing(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for state in ["preparing", "validating", "correction", "approved", "releasing", "released"] {
            let id = scene.in_state(state).await;
            let before = scene.client.issue(&id).await;
            assert_eq!((&before["status"], &before["actualized"]), (&json!(state), &json!(state != BUSY)), "{before}");
            // scans of a request that was released are still there
            let page = before["documents"][0]["pages"][0]["id"].as_str().unwrap();
            for call in TABLE.iter().filter(|(.., refused)| refused.contains(&state)) {
                let reply = refused(&scene, &id, page, call).await;
                let busy = state == BUSY && reply.status == 409;
                if busy {
                    reply.failure(409, "IssueBeingActualised");
                    continue;
                }
                let details = reply.failure(400, "WrongIssueStatus");
                assert_eq!((&details[0]["target"], &details[0]["message"]), (&json!("currentStatus"), &json!(state)), "{} {}", call.0, call.1);
            }
            assert_eq!(scene.client.issue(&id).await, before, "{state}: nothing changed");
            scene.settle().await;
        }
    }

    async fn a_change_too_early_is_409_and_has_no_effect(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("releasing").await;
        let before = scene.client.issue(&id).await;
        assert_eq!(before["actualized"], false);
        scene.settle().await;
        let after = scene.client.issue(&id).await;
        assert_eq!((&after["actualized"], &after["status"]), (&json!(true), &json!("released")));
        assert_eq!(after["certificateReleasedInfo"]["serialNumber"].as_str().map(str::is_empty), Some(false));
    }

    async fn a_release_that_fails_is_told_and_the_certificate_comes_later(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("releasing").await;
        // a node that cannot reach the private keys
        let house = &scene.api.house;
        let (keys, away) = (house.folder().join("keys"), house.folder().join("away"));
        std::fs::rename(&keys, &away).unwrap();
        house.work_on(&house.another_node(&db)).await;
        let failed = scene.client.issue(&id).await;
        assert_eq!((&failed["status"], &failed["actualized"]), (&json!("releasing"), &json!(false)));
        assert_eq!(failed["innerErrors"][0]["code"], "ReleaseFailed");
        std::fs::remove_dir_all(&keys).unwrap();
        std::fs::rename(&away, &keys).unwrap();
        house.clock.advance(std::time::Duration::from_secs(60));
        scene.settle().await;
        let released = scene.client.issue(&id).await;
        assert_eq!((&released["status"], &released["innerErrors"]), (&json!("released"), &json!([])));
    }

    async fn a_deleted_request_is_gone_and_its_events_stay(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("preparing").await;
        scene.client.done("DELETE", &format!("/kcr/v1/issues/{id}"), None).await;
        scene.settle().await;
        let page = testkit::uuid().to_string();
        for call in TABLE {
            refused(&scene, &id, &page, &call).await.failure(404, "NotFound");
        }
        scene.client.call("GET", &format!("/kcr/v1/issues/{id}"), None).await.failure(404, "NotFound");
        let feed = scene.client.call("GET", "/kcr/v1/issue-events", None).await.expect(200);
        let of_it: Vec<_> = feed["events"].as_array().unwrap().iter().filter(|event| event["issueId"] == id.as_str()).collect();
        assert_eq!((&of_it.first().unwrap()["kind"], &of_it.last().unwrap()["kind"]), (&json!("created"), &json!("deleted")));
    }

    async fn the_feed_misses_and_repeats_nothing_at_the_borders_of_its_pieces(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let first = scene.in_state("correction").await;
        let second = scene.in_state("preparing").await;
        scene.client.done("DELETE", &format!("/kcr/v1/issues/{second}"), None).await;
        scene.settle().await;
        let whole = scene.client.call("GET", "/kcr/v1/issue-events?limit=200", None).await.expect(200);
        for limit in [1, 2, 3, 7] {
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let piece = scene.client.call("GET", &format!("/kcr/v1/issue-events?limit={limit}{after}"), None).await.expect(200);
                let events = piece["events"].as_array().unwrap().clone();
                let Some(last) = events.last() else { break };
                assert!(events.len() <= limit && piece["lastId"] == last["id"]);
                after = format!("&prevId={}", last["id"].as_str().unwrap());
                seen.extend(events);
            }
            assert_eq!(Value::Array(seen), whole["events"], "by {limit}");
        }
        let ids: Vec<_> = whole["events"].as_array().unwrap().iter().map(|event| event["issueId"].clone()).collect();
        assert!(ids.contains(&json!(first)) && ids.contains(&json!(second)));
        let end = whole["lastId"].as_str().unwrap();
        let nothing = scene.client.call("GET", &format!("/kcr/v1/issue-events?prevId={end}"), None).await.expect(200);
        assert_eq!(nothing, json!({"events": [], "lastId": end}));
        scene.client.call("GET", "/kcr/v1/issue-events?prevId=x", None).await.failure(400, "ValidationFailed");
    }
}
