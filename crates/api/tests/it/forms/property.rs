//! Two clients who do anything at the same time: form, request and certificate say the same after every turn, and a refusal changes nothing.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::scene::{BASE, Client, Owner, Scene, document, identity, picture};

/// How many sequences are played on each database, and how many turns each has.
const SEQUENCES: usize = 8;
const TURNS: usize = 12;
/// Forms of a sequence.
const FORMS: usize = 2;

/// What a client does.
#[derive(Debug, Clone, Copy)]
enum Step {
    Create,
    CopyPerson,
    AddScan,
    ReplaceIdentity,
    Release,
    Recall,
}

/// What follows when both clients have their answers.
#[derive(Debug, Clone, Copy)]
enum Others {
    Nobody,
    Jobs,
    Approve,
    SendBack,
    Subject,
}

/// Both clients at once, each at one of the forms; jobs beside them or not.
#[derive(Debug, Clone)]
struct Turn {
    steps: [(Step, usize); 2],
    jobs: bool,
    others: Others,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let step = || {
        prop_oneof![
            1 => Just(Step::Create), 1 => Just(Step::CopyPerson), 1 => Just(Step::AddScan), 1 => Just(Step::ReplaceIdentity),
            4 => Just(Step::Release), 3 => Just(Step::Recall),
        ]
    };
    let others = prop_oneof![
        2 => Just(Others::Nobody), 2 => Just(Others::Jobs), 4 => Just(Others::Approve), 1 => Just(Others::SendBack),
        4 => Just(Others::Subject),
    ];
    let turn = ([(step(), 0..FORMS), (step(), 0..FORMS)], any::<bool>(), others);
    prop::collection::vec(turn.prop_map(|(steps, jobs, others)| Turn { steps, jobs, others }), TURNS)
}

struct Play<'a> {
    scene: &'a Scene,
    clients: [&'a Client; 2],
    person: &'a str,
    scan: &'a Value,
    statement: &'a Value,
    /// Begins the clients' own ids of these forms.
    name: String,
    forms: Vec<String>,
}

/// What a client was told: the form that it meant, and whether anything was done.
type Told = (usize, bool);

impl Play<'_> {
    /// Both make the same forms at once: each is made by one of them.
    async fn begin(&mut self) {
        for number in 0..FORMS {
            let new = self.form_of(number);
            let make = |client: usize| self.clients[client].call("POST", BASE, Some(&new));
            let (one, other) = tokio::join!(make(0), make(1));
            let (made, refused) = if one.status == 201 { (one, other) } else { (other, one) };
            assert_eq!(refused.refused(400), ["DuplicatedExternalId"]);
            self.forms.push(made.expect(201)["formId"].as_str().unwrap().to_owned());
        }
    }

    async fn turn(&self, turn: &Turn) {
        let mut before = Vec::new();
        for id in &self.forms {
            before.push(self.clients[0].form(id).await);
        }
        let [one, other] = turn.steps;
        let jobs = async {
            if turn.jobs {
                self.scene.settle().await;
            }
        };
        let (one, other, ()) = tokio::join!(self.step(0, one), self.step(1, other), jobs);
        for (number, before) in before.iter().enumerate() {
            let touched = turn.jobs || [one, other].iter().any(|(form, done)| *form == number && *done);
            assert!(touched || self.clients[1].form(&self.forms[number]).await == *before, "a refusal changes nothing: {turn:?}");
        }
        if let [(Step::Release, form), (Step::Release, same)] = turn.steps
            && form == same
        {
            assert!(!(one.1 && other.1), "sent twice: {turn:?}");
        }
        self.others(turn.others, turn.steps[0].1).await;
    }

    /// One client's step.
    async fn step(&self, client: usize, (step, which): (Step, usize)) -> Told {
        let client = self.clients[client];
        let path = format!("{BASE}/{}", self.forms[which]);
        let add = |info| json!([{"op": "add", "path": "/documents", "value": [document(info, self.scan)]}]);
        let reply = match step {
            // refused, since it is there: nothing becomes two
            Step::Create => client.call("POST", BASE, Some(&self.form_of(which))).await,
            Step::CopyPerson => client.call("PATCH", &path, Some(&json!([{"op": "update", "path": "/person"}]))).await,
            Step::AddScan => client.call("PATCH", &path, Some(&add(json!({"documentType": "100"})))).await,
            Step::ReplaceIdentity => client.call("PATCH", &path, Some(&add(identity()))).await,
            Step::Release => client.call("POST", &format!("{path}/release"), Some(self.statement)).await,
            Step::Recall => client.call("POST", &format!("{path}/recall"), Some(self.statement)).await,
        };
        let wrong = if matches!(step, Step::Create) { "DuplicatedExternalId" } else { "WrongFormState" };
        match reply.status {
            200 => {}
            400 => assert_eq!(reply.refused(400), [wrong], "{step:?}"),
            409 => drop(reply.refused(409)),
            other => panic!("{step:?}: {other} {}", String::from_utf8_lossy(&reply.body)),
        }
        (which, reply.status == 200)
    }

    /// The form of this number, which has an id of the clients' own.
    fn form_of(&self, which: usize) -> Value {
        json!({"person": self.person, "externalId": format!("{}_{which}", self.name), "documents": [document(identity(), self.scan)]})
    }

    /// Others do their part, where they have one.
    async fn others(&self, others: Others, which: usize) {
        if matches!(others, Others::Nobody) {
            return;
        }
        let id = &self.forms[which];
        self.scene.settle().await;
        let request = self.scene.requests.client.issue(id).await;
        match (others, request["status"].as_str().unwrap(), request["forwardedStatus"].as_str().unwrap()) {
            (Others::Approve, "validating", _) => self.scene.requests.approved(id).await,
            (Others::SendBack, "validating", _) => {
                let operator = self.scene.requests.operator().await;
                let path = format!("/v1/operator/certificate-requests/crq_{id}/return");
                operator.post(&path, &json!({"comment": "Проверьте"})).await.expect(200);
            }
            (Others::Subject, "approved", "forwardedToCabinet") => {
                let subject = self.scene.requests.subject(id).await;
                subject.post("/v1/cabinet/release", &json!({"key": "server"})).await.expect(200);
            }
            _ => {}
        }
    }

    /// What must hold at any time; how many forms have their certificates.
    async fn judge(&self) -> usize {
        let (client, mut released) = (self.clients[0], 0);
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
                let request = format!("crq_{id}");
                let of_form: Vec<&Value> = office["data"].as_array().unwrap().iter().filter(|one| one["request_id"] == request).collect();
                assert_eq!(of_form.len(), 1, "one certificate");
                let status = &of_form[0]["status"];
                assert_eq!(state == "Revoke", status == "revoked", "{state} beside {status}");
                released += 1;
            }
        }
        released
    }
}

testkit::both_own! {
    async fn form_request_and_certificate_say_the_same_whatever_is_done(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let another = scene.another_client().await;
        let person = scene.subjects(Owner::Person).await["person"].as_str().unwrap().to_owned();
        let scan = scene.client.content(picture()).await;
        let statement = scene.client.content(picture()).await;
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut released = 0;
        for number in 0..SEQUENCES {
            let sequence = turns().new_tree(&mut runner).unwrap().current();
            let clients = [&scene.client, &another];
            let (name, forms) = (format!("play_{number}"), Vec::new());
            let mut play = Play { scene: &scene, clients, person: &person, scan: &scan, statement: &statement, name, forms };
            play.begin().await;
            for turn in sequence {
                play.turn(&turn).await;
                play.judge().await;
            }
            scene.settle().await;
            released += play.judge().await;
        }
        assert!(released > 1, "the sequences come to certificates");
    }
}
