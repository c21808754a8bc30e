//! Straight issue of forms: the client asks for the release, and is told of the certificate.

use app::admin::{PolicyChange, change_policy};
use serde_json::json;

use super::scene::{BASE, Owner, Scene};

async fn released_by_itself(scene: &Scene, owner: Owner) {
    let change = PolicyChange { straight_issue: Some(true), ..PolicyChange::default() };
    let house = &scene.api().house;
    change_policy(&house.ctx, house.licensee, change).await.unwrap();
    let id = scene.whole(owner).await;
    scene.release(&id).await.expect(200);
    scene.settle().await;
    let form = scene.client.form(&id).await;
    assert_eq!(form["state"], "Released", "{form}");
    let feed = scene.client.call("GET", "/realty/crypto/v2/events", None).await.expect(200);
    let told: Vec<_> = feed["events"].as_array().unwrap().iter().map(|event| (&event["formId"], &event["eventType"])).collect();
    assert_eq!(told, [(&json!(id), &json!("CertificateReleased"))]);
    let info = scene.client.call("GET", &format!("{BASE}/{id}/certificate"), None).await.expect(200);
    assert_eq!(info["certificateState"], "Valid");
}

testkit::both_own! {
    async fn a_person_gets_a_certificate_without_anybody_acting(db: TestDatabase) {
        released_by_itself(&Scene::on(&db).await, Owner::Person).await;
    }

    async fn a_proprietor_gets_a_certificate_without_anybody_acting(db: TestDatabase) {
        released_by_itself(&Scene::on(&db).await, Owner::Proprietor).await;
    }

    async fn an_organization_gets_a_certificate_without_anybody_acting(db: TestDatabase) {
        released_by_itself(&Scene::on(&db).await, Owner::Organization).await;
    }
}
