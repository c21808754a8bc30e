//! Two clients who do anything at any time: form, request and certificate say the same after every step, and a refusal changes nothing.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::scene::{BASE, Owner, Scene, document, identity, picture};

/// How many sequences are played on each database, and how long each is.
const SEQUENCES: usize = 4;
const STEPS: usize = 14;

#[derive(Debug, Clone, Copy)]
enum Step {
    Create,
    CopyPerson,
    AddScan,
    ReplaceIdentity,
    Release,
    Recall,
    Approve,
    SendBack,
    Subject,
    Settle,
}

fn steps() -> impl Strategy<Value = Vec<(Step, usize)>> {
    use Step::{AddScan, Approve, CopyPerson, Create, Recall, Release, ReplaceIdentity, SendBack, Settle, Subject};
    let step = prop_oneof![
        2 => Just(Create), 1 => Just(CopyPerson), 1 => Just(AddScan), 1 => Just(ReplaceIdentity), 4 => Just(Release), 2 => Just(Recall),
        3 => Just(Approve), 1 => Just(SendBack), 3 => Just(Subject), 3 => Just(Settle),
    ];
    // the second number says which of the forms is meant
    prop::collection::vec((step, 0_usize..2), STEPS)
}

struct Play<'a> {
    scene: &'a Scene,
    person: String,
    scan: Value,
    statement: Value,
    forms: Vec<String>,
}

impl Play<'_> {
    async fn step(&mut self, step: Step, which: usize) {
        let client = &self.scene.client;
        let Some(id) = self.forms.get(which).cloned() else {
            let new = json!({"person": self.person, "documents": [document(identity(), &self.scan)]});
            let made = client.create(&new).await;
            self.forms.push(made["formId"].as_str().unwrap().to_owned());
            return;
        };
        let path = format!("{BASE}/{id}");
        let patch = |change: Value| async move { client.call("PATCH", &format!("{BASE}/{id}"), Some(&change)).await };
        let before = client.form(self.forms[which].as_str()).await;
        let reply = match step {
            Step::Create | Step::Settle => {
                self.scene.settle().await;
                return;
            }
            Step::CopyPerson => patch(json!([{"op": "update", "path": "/person"}])).await,
            Step::AddScan => {
                patch(json!([{"op": "add", "path": "/documents", "value": [document(json!({"documentType": "100"}), &self.scan)]}])).await
            }
            Step::ReplaceIdentity => patch(json!([{"op": "add", "path": "/documents", "value": [document(identity(), &self.scan)]}])).await,
            Step::Release => client.call("POST", &format!("{path}/release"), Some(&self.statement)).await,
            Step::Recall => client.call("POST", &format!("{path}/recall"), Some(&self.statement)).await,
            Step::Approve | Step::SendBack | Step::Subject => return self.people(step, which).await,
        };
        match reply.status {
            200 => {}
            400 => assert_eq!(reply.refused(400), ["WrongFormState"], "{step:?}"),
            409 => drop(reply.refused(409)),
            other => panic!("{step:?}: {other} {}", String::from_utf8_lossy(&reply.body)),
        }
        if reply.status != 200 {
            assert_eq!(client.form(self.forms[which].as_str()).await, before, "a refusal changes nothing");
        }
    }

    /// Others do their part, where they have one.
    async fn people(&self, step: Step, which: usize) {
        let id = &self.forms[which];
        self.scene.settle().await;
        let request = self.scene.requests.client.issue(id).await;
        match (step, request["status"].as_str().unwrap(), request["forwardedStatus"].as_str().unwrap()) {
            (Step::Approve, "validating", _) => self.scene.requests.approved(id).await,
            (Step::SendBack, "validating", _) => {
                let operator = self.scene.requests.operator().await;
                let path = format!("/v1/operator/certificate-requests/crq_{id}/return");
                operator.post(&path, &json!({"comment": "Проверьте"})).await.expect(200);
            }
            (Step::Subject, "approved", "forwardedToCabinet") => {
                let subject = self.scene.requests.subject(id).await;
                subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
            }
            _ => {}
        }
    }

    /// What must hold at any time.
    async fn judge(&self) {
        let client = &self.scene.client;
        for id in &self.forms {
            let (form, request) = (client.form(id).await, self.scene.requests.client.issue(id).await);
            let allowed: &[&str] = match request["status"].as_str().unwrap() {
                "preparing" => &["Created"],
                "validating" => &["Releasing", "Checking"],
                "correction" => &["Created", "ValidationError"],
                "approved" | "releasing" => &["Checking"],
                "released" => &["Released"],
                other => panic!("{other}"),
            };
            assert!(allowed.contains(&form["state"].as_str().unwrap()), "{} beside {}", form["state"], request["status"]);
            assert_eq!(form["errors"].is_array(), form["state"] == "ValidationError");
            let kinds = request["documents"].as_array().unwrap().iter().filter(|one| one["type"] != "releaseStatement").count();
            assert_eq!(kinds, form["documents"].as_array().unwrap().len(), "a document each");
            if form["state"] != "Released" {
                assert!(form.get("certificate").is_none());
            } else if request["actualized"] == true {
                let state = &form["certificate"]["certificateState"];
                let office = self.scene.api().get("/v1/certificates?limit=200").await.expect(200);
                let of_form =
                    office["data"].as_array().unwrap().iter().find(|one| one["request_id"] == format!("crq_{id}")).unwrap().clone();
                assert_eq!(state == "Revoke", of_form["status"] == "revoked", "{state} beside {}", of_form["status"]);
            }
        }
    }
}

testkit::both_own! {
    async fn form_request_and_certificate_say_the_same_whatever_is_done(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let person = scene.subjects(Owner::Person).await["person"].as_str().unwrap().to_owned();
        let scan = scene.client.content(picture()).await;
        let statement = scene.client.content(picture()).await;
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        for _ in 0..SEQUENCES {
            let sequence = steps().new_tree(&mut runner).unwrap().current();
            let mut play = Play { scene: &scene, person: person.clone(), scan: scan.clone(), statement: statement.clone(), forms: Vec::new() };
            for (step, which) in sequence {
                play.step(step, which.min(play.forms.len())).await;
                play.judge().await;
            }
            scene.settle().await;
            play.judge().await;
        }
    }
}
