//! The house itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::admin::{FirstLicensee, bootstrap, create_api_key, create_licensee, licensees, outbox};
use app::backup::Places;
use app::company::Addition;
use app::{Adapters, Call, Caller, Conditions, Ctx, KeyCaller, Once, Scopes, Settings, SystemEntropy, Versions};
use blobs::Blobs;
use domain::id::{ApiKeyId, CompanyId, LicenseeId};
use domain::subject::{Inn, Kpp, Ogrn, Title};
use jobs::{Identity, Worker};
use keys::{Keys, MasterKey};
use outbound::callback::Callbacks;
use outbound::esia::Esia;
use outbound::evidence::Evidence;
use outbound::guarded::{Cidr, Guarded, Rules};
use outbound::registers::Registers;
use outbound::sms::Route;
use print::{Limits, Printer, Templates};
use store::{Database, Store};
use tempfile::TempDir;
use testkit::{MockClock, TestDatabase};

/// Whom a house asks beside itself.
#[derive(Default)]
pub struct Neighbours {
    /// State registers.
    pub registers: Option<Registers>,
    /// The state portal.
    pub esia: Option<Esia>,
    /// The way of text messages.
    pub sms: Route,
}

/// A house with one licensee.
pub struct House {
    /// What use cases get.
    pub ctx: Ctx,
    /// Runs jobs when told to.
    pub worker: Worker,
    /// The time.
    pub clock: MockClock,
    /// The licensee.
    pub licensee: LicenseeId,
    /// Its own company.
    pub own_company: CompanyId,
    /// An API key of it.
    pub key: String,
    folder: TempDir,
}

impl House {
    /// On a database that no other test uses: jobs of several houses must not meet.
    pub async fn on(db: &TestDatabase) -> Self {
        Self::with(db, Settings::default()).await
    }

    /// The same with settings of the test's own.
    pub async fn with(db: &TestDatabase, settings: Settings) -> Self {
        Self::beside(db, settings, Neighbours::default()).await
    }

    /// The same with registers and a portal to ask.
    pub async fn beside(db: &TestDatabase, settings: Settings, neighbours: Neighbours) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = MockClock::default();
        let ctx = context_with(db.store.clone(), folder.path(), &clock, keys(folder.path()), settings, neighbours);
        bootstrap(&ctx, first_licensee()).await.expect("a first start");
        let shown = licensees(&ctx).await.expect("licensees").remove(0);
        let licensee = LicenseeId::parse(&shown.id).expect("an id");
        let key = secret(&create_api_key(&ctx, Some(licensee), Scopes::all()).await.expect("a key").key);
        let worker = worker_of(&ctx, &clock);
        let own_company = CompanyId::parse(&shown.own_company_id).expect("an id");
        Self { ctx, worker, clock, licensee, own_company, key, folder }
    }

    /// Where blobs and keys lie.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A second node of the same house: its own connections, the same rows, blobs and keys.
    pub fn another_node(&self, db: &TestDatabase) -> Ctx {
        context(db.another(), self.folder.path(), &self.clock)
    }

    /// A copy of the house: its rows in `store`, its blobs and keys in `folder`, under the same master key.
    pub fn copied(&self, store: Store, folder: &Path) -> Ctx {
        context(store, folder, &self.clock)
    }

    /// Where a copy of the house is made from, or goes to.
    pub fn places(database: Database, folder: &Path) -> Places {
        Places { database, blobs: blobs(folder), keys: keys(folder) }
    }

    /// A node under another master key, as one that was set up wrong.
    pub fn a_node_under(&self, db: &TestDatabase, master: [u8; 32]) -> Ctx {
        let keys = Keys::folder(&self.folder.path().join("keys"), &MasterKey::new(master)).expect("keys");
        context_with(db.another(), self.folder.path(), &self.clock, keys, Settings::default(), Neighbours::default())
    }

    /// Runs jobs on another node until there is nothing to do.
    pub async fn work_on(&self, node: &Ctx) {
        worker_of(node, &self.clock).drain().await.expect("jobs");
    }

    /// A call of the licensee's information system.
    pub fn call(&self) -> Call {
        call_of(self.licensee)
    }

    /// The same under an idempotency key.
    pub fn call_once(&self, key: &str) -> Call {
        let once = Once { owner: self.licensee.to_string(), key: key.to_owned(), fingerprint: "same".to_owned() };
        Call { once: Some(once), ..self.call() }
    }

    /// The same of whoever has seen whatever version there is.
    pub fn call_any_version(&self) -> Call {
        Call { conditions: Conditions { matching: Some(Versions::Any), ..Conditions::default() }, ..self.call() }
    }

    /// Another licensee in the same house, with a call and a key of its own.
    pub async fn another_licensee(&self) -> (Call, String) {
        let made = create_licensee(&self.ctx, title("ООО «Лютик»"), addition("ООО «Лютик»", "7700000016")).await.expect("a licensee");
        let licensee = LicenseeId::parse(&made.id).expect("an id");
        let key = secret(&create_api_key(&self.ctx, Some(licensee), Scopes::all()).await.expect("a key").key);
        (call_of(licensee), key)
    }

    /// Another key of the licensee.
    pub async fn another_key(&self) -> String {
        secret(&create_api_key(&self.ctx, Some(self.licensee), Scopes::all()).await.expect("a key").key)
    }

    /// Runs jobs until there is nothing to do.
    pub async fn work(&self) {
        // numbers come first: on PostgreSQL a job waits for them
        self.ctx.store.sequencer().pass().await.expect("numbers");
        self.worker.drain().await.expect("jobs");
    }

    /// The newest message to `phone`, by its digits: a code or a password.
    pub async fn message_to(&self, phone: &str) -> String {
        let messages = outbox(&self.ctx, 1000).await.expect("the outbox");
        messages.into_iter().rev().find(|message| message.phone == phone).expect("a message").text
    }

    /// The newest code sent to `phone`.
    pub async fn code_to(&self, phone: &str) -> String {
        let text = self.message_to(phone).await;
        let digits = text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6);
        digits.unwrap_or_else(|| panic!("no code in {text}")).to_owned()
    }

    /// Lets so much time pass that another code may be sent.
    pub fn wait_for_another_code(&self) {
        self.clock.advance(Duration::from_secs(31));
    }
}

fn worker_of(ctx: &Ctx, clock: &MockClock) -> Worker {
    let me = Identity { node: testkit::uuid().to_string(), boot: testkit::uuid() };
    Worker::new(ctx.store.clone(), Arc::new(clock.clone()), app::job::registry(ctx), me)
}

fn call_of(licensee: LicenseeId) -> Call {
    let key = KeyCaller { id: ApiKeyId::new(testkit::uuid()), licensee, scopes: Scopes::all() };
    Call { address: Some("192.0.2.7".to_owned()), ..Call::of(Caller::Key(key)) }
}

fn blobs(folder: &Path) -> Blobs {
    Blobs::folder(folder.join("blobs")).expect("blobs")
}

fn keys(folder: &Path) -> Keys {
    Keys::folder(&folder.join("keys"), &MasterKey::new([7; 32])).expect("keys")
}

/// The licensee of every house.
pub fn first_licensee() -> FirstLicensee {
    FirstLicensee { name: title("ООО «Ромашка»"), company: addition("ООО «Ромашка»", "7700000009") }
}

/// A node over a database that nobody may have founded yet; files and keys lie in `folder`.
pub fn bare_node(store: Store, folder: &Path) -> Ctx {
    context(store, folder, &MockClock::default())
}

fn context(store: Store, folder: &Path, clock: &MockClock) -> Ctx {
    context_with(store, folder, clock, keys(folder), Settings::default(), Neighbours::default())
}

fn context_with(store: Store, folder: &Path, clock: &MockClock, keys: Keys, settings: Settings, neighbours: Neighbours) -> Ctx {
    let loopback = Rules { allow: vec![Cidr::parse("127.0.0.1/32").expect("a network")], ..Rules::default() };
    let evidence = Evidence::new(loopback.clone(), Duration::from_secs(5)).expect("a client");
    let client = Guarded::new(&outbound::guarded::Settings { rules: loopback, ..outbound::guarded::Settings::default() });
    let adapters = Adapters {
        store,
        blobs: blobs(folder),
        keys,
        callbacks: Callbacks::new(client.expect("a client")),
        evidence,
        registers: neighbours.registers,
        esia: neighbours.esia,
        sms: neighbours.sms,
        printer: Printer::new(printing_child(), std::iter::empty::<&str>(), Limits::default(), 2),
        templates: Templates::new(None),
        clock: Arc::new(clock.clone()),
        entropy: Arc::new(SystemEntropy::new()),
    };
    Ctx::new(adapters, settings)
}

/// The child stands beside the folder of the test programs.
fn printing_child() -> PathBuf {
    let test = std::env::current_exe().expect("a test program");
    let child = test.parent().and_then(|deps| deps.parent()).expect("a target folder").join("print-child");
    assert!(child.exists(), "{} is missing: run `cargo build -p print`", child.display());
    child
}

fn title(text: &str) -> Title {
    Title::parse(text).expect("a title")
}

fn addition(name: &str, inn: &str) -> Addition {
    Addition {
        name: title(name),
        inn: Inn::parse(inn).expect("an ИНН"),
        kpp: Some(Kpp::parse("770001001").expect("a КПП")),
        ogrn: Some(Ogrn::parse("1027700132195").expect("an ОГРН")),
        external_id: None,
    }
}

fn secret(text: &app::SecretString) -> String {
    app::ExposeSecret::expose_secret(text).to_owned()
}
