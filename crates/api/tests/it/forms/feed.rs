//! The feed: in order, in pieces, for three months.

use std::time::Duration;

use serde_json::{Value, json};

use super::scene::{self, Owner, Scene};

const EVENTS: &str = "/realty/crypto/v2/events";

async fn returned(scene: &Scene) -> String {
    let id = scene.whole(Owner::Person).await;
    scene.release(&id).await.expect(200);
    scene.settle().await;
    let operator = scene.requests.operator().await;
    operator.post(&format!("/v1/operator/certificate-requests/crq_{id}/return"), &json!({"comment": "Не тот"})).await.expect(200);
    scene.settle().await;
    id
}

fn forms(feed: &Value) -> Vec<&str> {
    feed["events"].as_array().unwrap().iter().map(|event| event["formId"].as_str().unwrap()).collect()
}

testkit::both_own! {
    async fn events_are_read_piece_by_piece_and_none_is_missed_or_comes_twice(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let empty = client.call("GET", EVENTS, None).await.expect(200);
        assert_eq!(empty, json!({"lastEventId": "00000000-0000-0000-0000-000000000000", "events": []}));
        let ids = [returned(&scene).await, returned(&scene).await, returned(&scene).await];
        let mut after = empty["lastEventId"].as_str().unwrap().to_owned();
        let mut seen = Vec::new();
        loop {
            let piece = client.call("GET", &format!("{EVENTS}?afterEventId={after}&count=1"), None).await.expect(200);
            let found = forms(&piece);
            if found.is_empty() {
                assert_eq!(piece["lastEventId"], after.as_str(), "an empty piece tells the mark that was given");
                break;
            }
            seen.extend(found.iter().map(|id| (*id).to_owned()));
            after = piece["lastEventId"].as_str().unwrap().to_owned();
        }
        assert_eq!(seen, ids);
        let all = client.call("GET", &format!("{EVENTS}?count=1000"), None).await.expect(200);
        assert_eq!(forms(&all), ids);
        assert!(all["events"][0]["creationDate"].as_str().unwrap().len() == "2011-01-01T15:03:01.012345Z".len());
        for wrong in ["count=0", "count=many", "count=-1", "afterEventId=x", &format!("afterEventId={}", testkit::uuid())] {
            assert_eq!(client.call("GET", &format!("{EVENTS}?{wrong}"), None).await.refused(400), ["WrongFieldValue"], "{wrong}");
        }
        // after three months all but the last one is gone
        let first = all["events"][0]["eventId"].as_str().unwrap();
        scene.api().house.clock.advance(Duration::from_secs(100 * 24 * 3600));
        scene.settle().await;
        let left = client.call("GET", EVENTS, None).await.expect(200);
        assert_eq!(forms(&left), [ids[2].as_str()]);
        assert_eq!(client.call("GET", &format!("{EVENTS}?afterEventId={after}"), None).await.expect(200)["events"], json!([]));
        client.call("GET", &format!("{EVENTS}?afterEventId={first}"), None).await.refused(400);
    }

    async fn a_deleted_request_takes_its_form_along(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = returned(&scene).await;
        scene.requests.client.done("DELETE", &format!("/kcr/v1/issues/{id}"), None).await;
        scene.client.call("GET", &format!("{}/{id}", scene::BASE), None).await.refused(404);
        assert_eq!(forms(&scene.client.call("GET", EVENTS, None).await.expect(200)), [id.as_str()]);
    }
}
