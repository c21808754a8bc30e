//! Whole requests, from the draft to the employee's card, by calls alone.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::scene::{PHONE, Scene, passport, person};
use crate::caller::Caller;

/// In a folder with this file, OpenSSL knows GOST.
pub const ENGINE: &str = "openssl_conf=all\n[all]\nengines=engines\n[engines]\ngost=gost\n[gost]\nengine_id=gost\ndefault_algorithms=ALL\n\
    [req]\ndistinguished_name=dn\n[dn]\n";

fn openssl(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new("openssl").current_dir(folder).env("OPENSSL_CONF", folder.join("engine.cnf")).args(arguments).output();
    let run = run.expect("OpenSSL runs: Debian packages openssl, libengine-gost-openssl");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// A key of the subject's own, and its PKCS#10.
pub fn csr(folder: &Path, key: &[&str]) -> String {
    std::fs::write(folder.join("engine.cnf"), ENGINE).unwrap();
    let mut make = vec!["genpkey", "-out", "key.pem"];
    make.extend(key);
    openssl(folder, &make);
    openssl(folder, &["req", "-new", "-key", "key.pem", "-subj", "/CN=Anybody", "-out", "request.pem"]);
    std::fs::read_to_string(folder.join("request.pem")).unwrap()
}

/// A member of the licensee's own company who is the subject of the request.
async fn employee(scene: &Scene, user: &str) -> (String, String) {
    let company = scene.api.house.own_company.to_string();
    let path = format!("/v1/companies/{company}/members/{user}");
    scene.api.put(&path, &json!({"rights": ["signer"], "post": "бухгалтер"})).await.expect(200);
    (company, path)
}

/// The certificate that the office knows by this thumbprint.
async fn of_office(office: &Caller, serial: &str) -> Value {
    let all = office.get("/v1/certificates?limit=200").await.expect(200);
    all["data"].as_array().unwrap().iter().find(|one| one["serial"] == serial).cloned().expect("the certificate")
}

async fn the_whole_way(scene: &Scene, key: &[&str]) {
    let (client, folder) = (&scene.client, tempfile::tempdir().unwrap());
    let mut new = person();
    new["cspInfo"] = json!({"type": "cryptoPro", "addCryptoProLicense": false});
    new["subjectInfo"]["lastname"] = "Ивонова".into();
    let id = scene.prepared(&new).await;
    let path = format!("/kcr/v1/issues/{id}");
    let pdf = client.call("POST", &format!("{path}/templates/releaseStatement"), None).await;
    assert_eq!((pdf.status, &pdf.body[..5]), (200, &b"%PDF-"[..]));
    scene.signed_by_code(&id).await;
    scene.validated(&id).await;
    assert_eq!(client.issue(&id).await["status"], "validating");

    // the operator finds a wrong surname, and a copy that nobody certified
    let operator = scene.operator().await;
    let queue = operator.get("/v1/operator/certificate-requests").await.expect(200);
    let shown = queue["data"].as_array().unwrap().iter().find(|one| one["id"] == format!("crq_{id}")).cloned().expect("in the queue");
    assert_eq!(shown["subject"]["fields"]["surname"], "Ивонова");
    let under = format!("/v1/operator/certificate-requests/crq_{id}");
    let page = shown["documents"][0]["pages"][0]["id"].as_str().unwrap();
    assert_eq!(operator.get(&format!("{under}/documents/passport/pages/{page}")).await.body.to_vec(), super::scene::picture());
    let remarks = json!({"comment": "Проверьте данные", "remarks": [
        {"code": "surname_wrong", "target": "common", "message": "Фамилия с ошибкой"},
        {"target": "passport", "inscription_lacks": ["date", "seal"]},
    ]});
    operator.post(&format!("{under}/return"), &remarks).await.expect(200);
    scene.settle().await;
    let returned = client.issue(&id).await;
    let info = &returned["correctionInfo"];
    assert_eq!(
        (&returned["status"], &info["comment"], &info["remarks"][0]["target"]),
        (&json!("correction"), &json!("Проверьте данные"), &json!("common"))
    );
    assert!(info["remarks"][1]["message"].as_str().unwrap().contains("печать"), "{info}");

    // the client mends it; what was signed was about other data
    client.done("PATCH", &path, Some(&json!({"subjectInfo": {"lastname": "Иванова"}}))).await;
    scene.settle().await;
    scene.api.house.wait_for_another_code();
    scene.signed_by_code(&id).await;
    scene.validated(&id).await;
    assert_eq!(client.issue(&id).await["correctionInfo"], Value::Null);
    scene.approved(&id).await;

    // nobody gets into the cabinet before the identity is vouched for
    client.call("POST", &format!("{path}/forward-to-cabinet"), None).await.failure(400, "IdentificationRequired");
    scene.forwarded(&id).await;
    let forwarded = client.issue(&id).await;
    assert_eq!((&forwarded["status"], &forwarded["forwardedStatus"]), (&json!("approved"), &json!("forwardedToCabinet")));
    assert_eq!(forwarded["subjectIdentification"], json!({"identificationSubjectType": "employee", "identifiedBy": "Петров Иван"}));

    let subject = scene.subject(&id).await;
    assert_eq!(subject.get("/v1/cabinet/certificate-request").await.expect(200)["forwarded"], true);
    let statement = subject.get("/v1/cabinet/statement").await;
    assert_eq!((statement.status, &statement.body[..5]), (200, &b"%PDF-"[..]));
    let release = json!({"key": "token", "csr": csr(folder.path(), key)});
    subject.post("/v1/cabinet/release", &release).await.expect(200);
    let releasing = client.issue(&id).await;
    assert_eq!((&releasing["status"], &releasing["actualized"]), (&json!("releasing"), &json!(false)));
    scene.settle().await;

    let released = client.issue(&id).await;
    assert_eq!((&released["status"], &released["actualized"]), (&json!("released"), &json!(true)));
    let cer = client.call("POST", &format!("{path}/download-certificate"), None).await;
    assert_eq!((cer.status, cer.header("content-type")), (200, "application/pkix-cert"));
    assert!(cer.header("content-disposition").ends_with(".cer\""));
    std::fs::write(folder.path().join("certificate.cer"), &cer.body).unwrap();
    let of_certificate = openssl(folder.path(), &["x509", "-inform", "DER", "-in", "certificate.cer", "-noout", "-pubkey"]);
    assert_eq!(of_certificate, openssl(folder.path(), &["pkey", "-in", "key.pem", "-pubout"]), "it is over the subject's own key");

    let certificate = of_office(&scene.api, released["certificateReleasedInfo"]["serialNumber"].as_str().unwrap()).await;
    let (_, member) = employee(scene, certificate["user_id"].as_str().unwrap()).await;
    let assign = json!({"certificate_id": certificate["id"]});
    let assigned = scene.api.put(&format!("{member}/certificate"), &assign).await.expect(200);
    assert_eq!(assigned["certificate_id"], certificate["id"]);
    assert_eq!(scene.api.put(&format!("{member}/certificate"), &assign).await.expect(200), assigned, "again changes nothing");
}

testkit::both_own! {
    async fn a_request_goes_its_whole_way_with_a_key_of_gost_made_by_openssl(db: TestDatabase) {
        the_whole_way(&Scene::on(&db).await, &["-algorithm", "gost2012_256", "-pkeyopt", "paramset:A"]).await;
    }

    async fn a_request_goes_its_whole_way_with_a_key_of_ecdsa_made_by_openssl(db: TestDatabase) {
        the_whole_way(&Scene::on(&db).await, &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]).await;
    }

    async fn an_employee_signs_with_the_released_key_of_the_server(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("released").await;
        let serial = scene.client.issue(&id).await["certificateReleasedInfo"]["serialNumber"].as_str().unwrap().to_owned();
        let certificate = of_office(&scene.api, &serial).await;
        let (_, member) = employee(&scene, certificate["user_id"].as_str().unwrap()).await;
        scene.api.put(&format!("{member}/certificate"), &json!({"certificate_id": certificate["id"]})).await.expect(200);
        let signed = crate::issues::cloud::signed(&scene, certificate["thumbprint"].as_str().unwrap(), PHONE.1, b"document").await;
        assert_eq!(signed[0], 0x30);
    }

    async fn a_renewed_request_knows_the_one_before_it(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("released").await;
        let renewed = scene.client.call("POST", &format!("/kcr/v1/issues/{id}/renew?forNaturalPerson=true"), None).await.expect(200);
        assert_eq!((&renewed["baseIssueId"], &renewed["status"]), (&json!(id), &json!("preparing")));
        assert_eq!(renewed["subjectInfo"]["lastname"], "Иванова");
    }

    async fn a_declined_request_is_mended_and_a_retrieved_one_leaves_the_cabinet(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("approved").await;
        let path = format!("/kcr/v1/issues/{id}");
        scene.forwarded(&id).await;
        scene.client.done("POST", &format!("{path}/retrieve-from-cabinet"), None).await;
        scene.settle().await;
        assert_eq!(scene.client.issue(&id).await["forwardedStatus"], "none");
        scene.client.done("POST", &format!("{path}/decline"), Some(&json!({"comment": "Передумали"}))).await;
        scene.settle().await;
        let declined = scene.client.issue(&id).await;
        assert_eq!((&declined["status"], &declined["correctionInfo"]["comment"]), (&json!("correction"), &json!("Передумали")));
        scene.client.done("PUT", &format!("{path}/documents/passport"), Some(&passport())).await;
    }

    async fn a_note_and_a_search_find_their_request(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.in_state("preparing").await;
        let path = format!("/kcr/v1/issues/{id}");
        let note = scene.client.call("POST", &format!("{path}/note"), Some(&json!({"content": "срочно"}))).await.expect(200);
        assert_eq!(note, json!({"content": "срочно"}));
        assert_eq!(scene.client.issue(&id).await["note"], note);
        scene.settle().await;
        scene.client.done("DELETE", &format!("{path}/note"), None).await;
        assert_eq!(scene.client.issue(&id).await["note"], Value::Null);
        let other = scene.client.call("POST", "/kcr/v1/issues", Some(&json!({"subjectInfo": {"inn": "7707083893"}}))).await.expect(200);
        let found = scene.client.call("GET", "/kcr/v1/issues?inn=500100732259&status=preparing&status=approved", None).await.expect(200);
        assert_eq!((&found["total"], &found["issues"][0]["id"]), (&json!(1), &json!(id)));
        assert_eq!(found["issues"][0]["subjectEmail"], "anna@example.ru");
        let all = scene.client.call("GET", "/kcr/v1/issues?sortOrder=asc&limit=1&offset=1", None).await.expect(200);
        assert_eq!((&all["total"], &all["issues"][0]["id"]), (&json!(2), &other["id"]));
    }
}
