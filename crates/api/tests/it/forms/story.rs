//! The whole way of a form, by calls alone: for each kind of owner, and keys of either kind.

use app::package::NewParticipant;
use domain::id::UserId;
use domain::issue::KeyAlgorithm;
use domain::office::Role;
use serde_json::{Value, json};

use super::scene::{BASE, CONTENTS, Owner, Scene, document, picture};

/// The phone of every owner.
const PHONE: &str = "+79161234567";
const EVENTS: &str = "/realty/crypto/v2/events";

async fn the_whole_way(scene: &Scene, owner: Owner) {
    let client = &scene.client;
    // subjects, representative, ЕГРЮЛ, contents, form: without an insurance number's scan, which comes by PATCH
    let id = scene.whole(owner).await;
    let path = format!("{BASE}/{id}");
    assert_eq!(client.form(&id).await["state"], "Created");
    let tag = client.call("GET", &path, None).await.header("etag").to_owned();
    let snils = client.content(picture()).await;
    let change = json!([{"op": "add", "path": "/documents", "value": [document(json!({"documentType": "100"}), &snils)]}]);
    let patched = client.call("PATCH", &path, Some(&change)).await;
    assert_ne!(patched.header("etag"), tag);
    let many = patched.expect(200)["documents"].as_array().unwrap().len();
    assert_eq!(many, if owner == Owner::Person { 2 } else { 3 });
    scene.settle().await;

    // a statement of revocation is for later
    assert_eq!(client.call("GET", &format!("{path}/render?statementType=recallStatement"), None).await.refused(400), ["WrongFormState"]);
    client.call("GET", &format!("{path}/certificate"), None).await.refused(400);
    let released = scene.release(&id).await.expect(200);
    assert!(["Releasing", "Checking"].contains(&released["state"].as_str().unwrap()), "{}", released["state"]);
    assert_eq!(client.call("PATCH", &path, Some(&change)).await.refused(400), ["WrongFormState"]);
    scene.settle().await;
    assert_eq!(client.form(&id).await["state"], "Checking");
    // it is the request of the same id, which its client of issue requests sees and does not change
    let request = scene.requests.client.issue(&id).await;
    assert_eq!(request["status"], "validating");
    let edit = json!({"subjectInfo": {"lastname": "Другая"}});
    scene.requests.client.call("PATCH", &format!("/kcr/v1/issues/{id}"), Some(&edit)).await.failure(400, "MadeAsAForm");
    scene.people(&id).await;

    let form = client.form(&id).await;
    assert_eq!(form["state"], "Released");
    let feed = client.call("GET", EVENTS, None).await.expect(200);
    let event = feed["events"].as_array().unwrap().iter().find(|event| event["formId"] == id.as_str()).expect("an event").clone();
    assert_eq!((&event["eventType"], &event["certificate"]), (&json!("CertificateReleased"), &form["certificate"]));
    let info = client.call("GET", &format!("{path}/certificate"), None).await.expect(200);
    assert_eq!((&info["formId"], &info["certificateState"]), (&json!(id), &json!("Valid")));
    assert_eq!(info.get("inn").is_some(), owner == Owner::Organization);
    let der = fetched(scene, &info["data"]).await;
    let certificate = pki::Certificate::parse(&der).expect("a certificate");
    assert_eq!(&fetched(scene, &info["receipt"]).await[..5], b"%PDF-");
    // contents are handed out to the same organization alone
    let of_kcr = scene.requests.client.call("POST", &format!("/kcr/v1/issues/{id}/download-certificate"), None).await;
    assert_eq!(of_kcr.body.to_vec(), der);

    // what its holder signs as an employee is told, too: in the cloud and in a package
    let (certificate_id, user) = employed(scene, &certificate).await;
    crate::issues::signed(&scene.requests, &hex::encode_upper(certificate.thumbprint()), PHONE, b"document").await;
    signed_in_a_package(scene, &certificate_id, &user).await;
    let after = feed["lastEventId"].as_str().unwrap();
    let news = client.call("GET", &format!("{EVENTS}?afterEventId={after}"), None).await.expect(200);
    let names: Vec<&Value> = news["events"].as_array().unwrap().iter().map(|event| &event["signatures"][0]["documentName"]).collect();
    assert_eq!(names, ["договор.pdf", "договор.txt"]);
    for event in news["events"].as_array().unwrap() {
        assert_eq!((&event["eventType"], &event["formId"]), (&json!("DocumentsSigned"), &json!(id)));
    }

    let pdf = client.call("GET", &format!("{path}/render?statementType=recallStatement"), None).await;
    assert_eq!((pdf.status, &pdf.body[..5]), (200, &b"%PDF-"[..]));
    let statement = client.content(pdf.body.to_vec()).await;
    let recalled = client.call("POST", &format!("{path}/recall"), Some(&statement)).await.expect(200);
    assert_eq!(recalled["certificate"]["certificateState"], "Revoke");
    assert_eq!(client.call("POST", &format!("{path}/recall"), Some(&statement)).await.expect(200), recalled, "again changes nothing");
    let listed = revoked(scene, &der, &certificate).await;
    assert!(listed, "the list tells of it");
    assert_eq!(client.call("GET", &format!("{path}/render?statementType=releaseStatement"), None).await.refused(400), ["WrongFormState"]);
}

async fn fetched(scene: &Scene, info: &Value) -> Vec<u8> {
    let got = scene.client.call("GET", &format!("{CONTENTS}/{}", info["contentId"].as_str().unwrap()), None).await;
    assert_eq!(got.status, 200);
    got.body.to_vec()
}

/// Its holder becomes an employee of the organization, whose certificate it is from now on; the ids of both.
async fn employed(scene: &Scene, certificate: &pki::Certificate) -> (String, String) {
    let (office, company) = (scene.api(), scene.api().house.own_company);
    let all = office.get("/v1/certificates?limit=200").await.expect(200);
    let serial = certificate.serial().to_string();
    let found = all["data"].as_array().unwrap().iter().find(|one| one["serial"] == serial.as_str()).expect("the office knows it");
    let (id, user) = (found["id"].as_str().unwrap(), found["user_id"].as_str().unwrap());
    let member = format!("/v1/companies/{company}/members/{user}");
    office.put(&member, &json!({"rights": ["signer"], "post": "бухгалтер"})).await.expect(200);
    office.put(&format!("{member}/certificate"), &json!({"certificate_id": id})).await.expect(200);
    (id.to_owned(), user.to_owned())
}

/// A package whose only signer is this person.
async fn signed_in_a_package(scene: &Scene, certificate: &str, user: &str) {
    let house = &scene.api().house;
    let user = Some(UserId::parse(user).expect("an id"));
    let package = house.package(vec![NewParticipant { order: 1, role: Role::Signer, user, phone: None, company: None }]).await;
    let path = format!("/v1/packages/{}", package.id);
    house.wait_for_another_code();
    let participant = package.route.participants()[0].id.to_string();
    scene.api().post(&format!("{path}/signing-code"), &json!({"participant_id": participant})).await.expect(202);
    let sign = json!({"certificate_id": certificate, "code": house.code_to(PHONE).await});
    assert_eq!(scene.api().post(&format!("{path}/sign"), &sign).await.expect(200)["status"], "completed");
}

/// Whether the list that the certificate names has it.
async fn revoked(scene: &Scene, der: &[u8], certificate: &pki::Certificate) -> bool {
    let all = scene.api().get("/v1/certificates?limit=200").await.expect(200);
    let serial = certificate.serial().to_string();
    let office = all["data"].as_array().unwrap().iter().find(|one| one["serial"] == serial.as_str()).expect("the office knows it");
    assert_eq!(office["status"], "revoked");
    // the address stands in the certificate as plain text
    let text = String::from_utf8_lossy(der);
    let path = text.split_once("/pki/crl/").expect("a list of the house").1.split_once(".crl").expect("its end").0.to_owned();
    let list = scene.api().get(&format!("/pki/crl/{path}.crl")).await;
    assert_eq!(list.status, 200);
    pki::Crl::parse(&list.body).expect("a list").revoked(certificate.serial()).is_some()
}

macro_rules! ways {
    ($($name:ident: $owner:expr, $algorithm:expr;)*) => {
        testkit::both_own! {$(
            async fn $name(db: TestDatabase) {
                let scene = Scene::with(&db, |settings| settings.signer_algorithm = Some($algorithm)).await;
                the_whole_way(&scene, $owner).await;
            }
        )*}
    };
}

ways! {
    a_person_gets_a_certificate_of_gost_and_takes_it_back: Owner::Person, KeyAlgorithm::Gost256;
    a_person_gets_a_certificate_of_ecdsa_and_takes_it_back: Owner::Person, KeyAlgorithm::EcdsaP256;
    a_proprietor_gets_a_certificate_of_gost_and_takes_it_back: Owner::Proprietor, KeyAlgorithm::Gost256;
    a_proprietor_gets_a_certificate_of_ecdsa_and_takes_it_back: Owner::Proprietor, KeyAlgorithm::EcdsaP256;
    an_organization_gets_a_certificate_of_gost_and_takes_it_back: Owner::Organization, KeyAlgorithm::Gost256;
    an_organization_gets_a_certificate_of_ecdsa_and_takes_it_back: Owner::Organization, KeyAlgorithm::EcdsaP256;
}
