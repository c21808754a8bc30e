//! Certificates of every kind of subject, released through the calls of the face, before foreign judges; and the authority before its own.
//!
//! `SURGUCH_ISSUED=FOLDER` keeps them, for whoever judges their structure (`tests/judges/issued.py`).

use std::path::Path;
use std::process::Command;

use domain::issue::KeyAlgorithm;
use serde_json::{Value, json};
use store::Database;
use testhouse::Neighbours;

use super::scene::{Scene, person};

/// The house's time, for judges: `openssl -attime`, and the clock of `faketime`.
const ATTIME: &str = "1780315260";
const FAKETIME: &str = "2026-06-01 12:01:00";

/// A subject, and the documents that their request needs besides the passport.
fn subjects() -> [(&'static str, Value, Option<&'static str>); 3] {
    let of = |kind: &str, inn: &str, organization: Value| {
        let mut new = person();
        new["subjectInfo"]["type"] = kind.into();
        new["subjectInfo"]["inn"] = inn.into();
        new["subjectInfo"]["organizationInfo"] = organization;
        new
    };
    let company = json!({
        "name": "ПАО «Ромашка и сыновья»", "ogrn": "1027700132195", "kpp": "770701001", "position": "Генеральный директор",
        "employeeInn": "500100732259",
    });
    [
        ("person", person(), None),
        ("proprietor", of("individualEntrepreneur", "500100732259", json!({"ogrn": "304500116000157"})), Some("egrip")),
        ("employee", of("legalEntity", "7707083893", company), Some("egrul")),
    ]
}

/// The certificate of a request by this draft, through client, operator and subject.
async fn certificate(scene: &Scene, new: &Value, extract: Option<&str>) -> Vec<u8> {
    let id = scene.prepared(new).await;
    if let Some(kind) = extract {
        scene.document(&id, kind, "15.05.2026").await;
    }
    scene.api.house.wait_for_another_code();
    scene.signed_by_code(&id).await;
    scene.validated(&id).await;
    scene.approved(&id).await;
    scene.forwarded(&id).await;
    let subject = scene.subject(&id).await;
    subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
    scene.settle().await;
    let cer = scene.client.call("POST", &format!("/kcr/v1/issues/{id}/download-certificate"), None).await;
    assert_eq!(cer.status, 200, "{}", String::from_utf8_lossy(&cer.body));
    cer.body.to_vec()
}

fn run(folder: &Path, words: &[&str]) -> String {
    let run = Command::new(words[0])
        .current_dir(folder)
        .env("OPENSSL_CONF", folder.join("engine.cnf"))
        .env("TZ", "UTC")
        .args(&words[1..])
        .output();
    let run = run.expect("it runs: Debian packages openssl, libengine-gost-openssl, gnutls-bin, faketime");
    let said = [run.stdout, run.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(run.status.success(), "{words:?}: {said}");
    said
}

/// OpenSSL with its GOST engine and GnuTLS believe every certificate by the published chain.
async fn are_believed(scene: &Scene, db: &Database, algorithm: &str) {
    let kept = std::env::var_os("SURGUCH_ISSUED").map(std::path::PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept
        .as_deref()
        .unwrap_or(temporary.path())
        .join(format!("{algorithm}-{}", if matches!(db, Database::Sqlite { .. }) { "sqlite" } else { "postgres" }));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("engine.cnf"), super::story::ENGINE).unwrap();
    let chain = scene.api.get("/pki/ca.pem").await;
    std::fs::write(folder.join("ca.pem"), &chain.body).unwrap();
    for (name, new, extract) in subjects() {
        let (der, pem) = (format!("{name}.cer"), format!("{name}.pem"));
        std::fs::write(folder.join(&der), certificate(scene, &new, extract).await).unwrap();
        run(&folder, &["openssl", "x509", "-inform", "DER", "-in", &der, "-out", &pem]);
        let openssl = run(&folder, &["openssl", "verify", "-x509_strict", "-check_ss_sig", "-attime", ATTIME, "-CAfile", "ca.pem", &pem]);
        assert!(openssl.contains(&format!("{pem}: OK")), "{openssl}");
        let gnutls = ["faketime", FAKETIME, "certtool", "--verify", "--load-ca-certificate", "ca.pem", "--infile", &pem];
        let gnutls = run(&folder, &gnutls);
        assert!(gnutls.contains("The certificate is trusted"), "{gnutls}");
    }
}

testkit::both_own! {
    async fn certificates_of_every_subject_by_gost_are_believed_by_foreign_judges(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        are_believed(&scene, &db.database, "gost").await;
        assert_eq!(app::authority::self_check(&scene.api.house.ctx).await.unwrap(), []);
    }

    async fn certificates_of_every_subject_by_ecdsa_are_believed_by_foreign_judges(db: TestDatabase) {
        let settings = app::Settings { authority_algorithm: KeyAlgorithm::EcdsaP256, ..app::Settings::default() };
        let scene = Scene::with(&db, settings, Neighbours::default()).await;
        are_believed(&scene, &db.database, "ecdsa").await;
        assert_eq!(app::authority::self_check(&scene.api.house.ctx).await.unwrap(), []);
    }
}
