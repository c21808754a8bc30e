//! A certificate in one call: on the licensee's word, recorded like any other, once for each key of idempotency.

use std::path::Path;
use std::process::Command;

use app::admin::{PolicyChange, change_policy};
use serde_json::{Value, json};

use crate::caller::Api;

fn openssl(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new("openssl").current_dir(folder).args(arguments).output().expect("OpenSSL runs: Debian package openssl");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// A PKCS#10 over a key of the person's own.
fn csr(folder: &Path) -> String {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key"];
    openssl(folder, &[&["req", "-new", "-subj", "/CN=Anybody"], &key[..]].concat())
}

async fn agreed(api: &Api) {
    let change = PolicyChange { straight_issue: Some(true), ..PolicyChange::default() };
    change_policy(&api.house.ctx, api.house.licensee, change).await.unwrap();
}

/// Acts of issuing in the audit log, as they ended.
async fn acts(api: &Api) -> Vec<(String, Value)> {
    let records = api.get("/v1/audit?limit=200").await.expect(200);
    let of_issuing = |one: &&Value| one["action"] == "certificate.issue";
    records["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(of_issuing)
        .map(|one| (one["outcome"].as_str().unwrap().to_owned(), one["code"].clone()))
        .collect()
}

async fn intents(api: &Api) -> i64 {
    let count = store::sql!("SELECT count(*) FROM intent WHERE state = 'reserved'");
    api.house.ctx.store.read(move |tx| tx.one(count, &[], |row| row.get::<i64>(0))).await.unwrap()
}

testkit::both_own! {
    async fn a_pkcs10_becomes_a_certificate_in_one_call(db: TestDatabase) {
        let api = Api::on(&db).await;
        agreed(&api).await;
        let (person, folder) = (api.house.person().await, tempfile::tempdir().unwrap());
        let body = json!({"user_id": person.id.to_string(), "key": "token", "csr": csr(folder.path()), "external_id": "CRM-1"});
        let reply = api.post_once("/v1/certificates", "one", &body).await;
        let issued = reply.expect(201);
        let certificate = &issued;
        assert_eq!(reply.header("location"), format!("/v1/certificates/{}", certificate["id"].as_str().unwrap()));
        assert_eq!((&certificate["status"], &certificate["key"], &certificate["algorithm"]), (&json!("issued"), &json!("client"), &json!("ECDSA-P256")));

        // by what the authority publishes, over the person's own key, in the name of the account
        std::fs::write(folder.path().join("own.pem"), issued["pem"].as_str().unwrap()).unwrap();
        std::fs::write(folder.path().join("chain.pem"), api.get("/pki/ca.pem").await.body).unwrap();
        assert_eq!(openssl(folder.path(), &["x509", "-in", "own.pem", "-noout", "-pubkey"]), openssl(folder.path(), &["pkey", "-in", "own.key", "-pubout"]));
        let subject = openssl(folder.path(), &["x509", "-in", "own.pem", "-noout", "-subject", "-nameopt", "utf8"]);
        assert!(subject.contains("Ёжикова") && !subject.contains("Anybody"), "{subject}");
        assert_eq!(app::authority::self_check(&api.house.ctx).await.unwrap(), []);

        // the request stands beside it, with the whole of its way
        let request = api.get(&format!("/v1/certificate-requests/{}", certificate["request_id"].as_str().unwrap())).await.expect(200);
        assert_eq!((&request["status"], &request["certificate_id"], &request["external_id"]), (&json!("issued"), &certificate["id"], &json!("CRM-1")));
        assert_eq!(acts(&api).await, [("done".to_owned(), Value::Null)]);
        let activate = format!("/v1/certificate-requests/{}/activate", request["id"].as_str().unwrap());
        assert_eq!(api.post(&activate, &json!({})).await.expect(200)["status"], "active");

        // again is the same certificate, and nothing was reserved for it
        let again = api.post_once("/v1/certificates", "one", &body).await;
        assert_eq!((again.expect(201)["pem"].clone(), again.header("idempotency-replayed")), (issued["pem"].clone(), "true"));
        let mut other = body.clone();
        other["external_id"] = "CRM-2".into();
        api.post_once("/v1/certificates", "one", &other).await.problem(422, "idempotency_mismatch");
        api.post_once("/v1/certificates", "two", &body).await.problem(409, "external_id_taken");
        assert_eq!(intents(&api).await, 0);
    }

    async fn the_server_makes_the_key_where_it_is_to_keep_it(db: TestDatabase) {
        let api = Api::on(&db).await;
        agreed(&api).await;
        let signatory = api.house.signatory(api.house.company().await).await;
        let body = json!({"user_id": signatory.user.to_string(), "company_id": signatory.company.to_string(), "key": "server", "algorithm": "GOST2012-256"});
        let certificate = api.post("/v1/certificates", &body).await.expect(201);
        assert_eq!((&certificate["key"], &certificate["algorithm"]), (&json!("server"), &json!("GOST2012-256")));
        assert_eq!(certificate["company_id"], signatory.company.to_string());
        api.house.work().await;
        let events = api.get("/v1/events?limit=200").await.expect(200);
        let told: Vec<_> = events["data"].as_array().unwrap().iter().filter(|one| one["data"]["certificate_id"] == certificate["id"]).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((&told[0]["type"], &told[0]["data"]["change"]), (&json!("certificate_request.step_changed"), &json!("released")));
    }

    async fn what_is_not_agreed_on_or_not_theirs_is_refused_and_recorded(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (person, other, folder) = (api.house.person().await, api.house.person().await, tempfile::tempdir().unwrap());
        let body = |user: &domain::id::UserId, csr: &str| json!({"user_id": user.to_string(), "key": "browser", "csr": csr});
        let own = csr(folder.path());
        api.post("/v1/certificates", &body(&person.id, &own)).await.problem(403, "straight_issue_not_agreed");
        agreed(&api).await;
        assert_eq!(api.post("/v1/certificates", &body(&person.id, "nonsense")).await.problems(), [("/csr".to_owned(), "value_invalid".to_owned())]);
        api.post("/v1/certificates", &body(&person.id, &own)).await.expect(201);
        api.post("/v1/certificates", &body(&other.id, &own)).await.problem(409, "key_taken");
        let mut elsewhere = body(&person.id, &csr(folder.path()));
        elsewhere["company_id"] = api.house.company().await.to_string().into();
        api.post("/v1/certificates", &elsewhere).await.problem(403, "right_missing");
        api.stranger().await.post("/v1/certificates", &body(&person.id, &own)).await.problem(404, "not_found");
        assert_eq!(intents(&api).await, 0);
        let refused = |code: &str| ("refused".to_owned(), json!(code));
        let acts = acts(&api).await;
        for act in [refused("straight_issue_not_agreed"), refused("key_taken"), refused("right_missing")] {
            assert!(acts.contains(&act), "{act:?} in {acts:?}");
        }
    }

    async fn twins_get_one_certificate(db: TestDatabase) {
        let api = Api::on(&db).await;
        agreed(&api).await;
        let (person, folder) = (api.house.person().await, tempfile::tempdir().unwrap());
        let body = json!({"user_id": person.id.to_string(), "key": "token", "csr": csr(folder.path())});
        let replies = futures::future::join_all((0..8).map(|_| api.post_once("/v1/certificates", "same", &body))).await;
        let made: std::collections::BTreeSet<String> =
            replies.iter().filter(|reply| reply.status == 201).map(|reply| reply.json()["id"].to_string()).collect();
        assert!(replies.iter().all(|reply| matches!(reply.status, 201 | 409)), "the others may try again");
        assert_eq!(made.len(), 1);
        assert_eq!(intents(&api).await, 0, "whoever waits makes nothing");
    }
}
