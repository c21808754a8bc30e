//! The house of the drill: what ships, but for the clock, the names and the patience of calls.

use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::admin::create_licensee;
use app::company::Addition;
use app::endpoint::{Changes, NewEndpoint};
use app::member::Place;
use app::user::Registration;
use app::{Adapters, Call, Caller, Conditions, Ctx, KeyCaller, Scopes, Settings, Slice, SystemEntropy, Versions};
use blobs::Blobs;
use domain::id::{ApiKeyId, CompanyId, EndpointId, LicenseeId, UserId};
use domain::office::{Right, Rights};
use domain::subject::{Inn, Kpp, NamePart, Person, Phone, Title};
use jobs::{Identity, Worker};
use keys::{Keys, MasterKey};
use outbound::callback::Callbacks;
use outbound::evidence::Evidence;
use outbound::guarded::{Cidr, Guarded, Names, Rules};
use outbound::sms::Route;
use print::{Limits, Printer, Templates};
use store::{Database, Store, StoreError, table};

use super::clock::FastClock;
use super::receiver::{ALLOWED, INSIDE, Receiver};
use crate::office::{Chance, Outcome, company_inn};

/// Companies of each licensee: events about one keep their order.
const COMPANIES: usize = 4;
/// Events of a page of the feed.
pub const PAGE: u32 = 200;
/// What the sender waits for a receiver; the clock of the drill does not make sockets faster.
const PATIENCE: Duration = Duration::from_millis(400);

/// The rows of the drill, opened.
pub struct House {
    pub ctx: Ctx,
}

/// One endpoint with whatever its events are about.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub licensee: LicenseeId,
    pub endpoint: EndpointId,
}

impl House {
    /// Opens the folder.
    pub fn open(data: &Path, clock: FastClock, seed: u64) -> Outcome<Self> {
        Self::with_names(data, clock, Arc::new(Unsteady(AtomicU64::new(seed))))
    }

    /// Opens the folder; every name is found.
    pub fn open_calm(data: &Path, clock: FastClock) -> Outcome<Self> {
        Self::with_names(data, clock, Arc::new(Steady))
    }

    fn with_names(data: &Path, clock: FastClock, names: Arc<dyn Names>) -> Outcome<Self> {
        let allow = vec![Cidr::parse(ALLOWED)?];
        let guard = outbound::guarded::Settings {
            rules: Rules { allow, ..Rules::default() },
            connect_timeout: PATIENCE,
            total_timeout: PATIENCE,
            body_limit: 4 << 10,
            ..outbound::guarded::Settings::default()
        };
        let adapters = Adapters {
            store: Store::open(Database::Sqlite { file: data.join("storm.db"), readers: 2 })?,
            blobs: Blobs::folder(data.join("blobs"))?,
            keys: Keys::folder(&data.join("keys"), &MasterKey::new([7; 32]))?,
            callbacks: Callbacks::new(Guarded::with_names(&guard, names)?),
            evidence: Evidence::new(Rules::default(), PATIENCE)?,
            registers: None,
            esia: None,
            sms: Route::Outbox,
            // nothing is printed here
            printer: Printer::new("/nonexistent", std::iter::empty::<&str>(), Limits::default(), 1),
            templates: Templates::new(None),
            clock: Arc::new(clock),
            entropy: Arc::new(SystemEntropy::new()),
        };
        // the order is judged without its limit
        let settings = Settings { callback_order_wait: Duration::from_secs(1000 * 24 * 3600), ..Settings::default() };
        Ok(Self { ctx: Ctx::new(adapters, settings) })
    }

    /// Makes a licensee for every endpoint, with people and companies to tell of.
    pub async fn settle(&self, endpoints: usize, receiver: &Receiver) -> Outcome<Vec<Tenant>> {
        let mut tenants = Vec::new();
        for number in 0..endpoints {
            let first = 10_000 + 100 * number as u64;
            let made = create_licensee(&self.ctx, title("ООО «Шторм»")?, addition(first)?).await?;
            let licensee = LicenseeId::parse(&made.id).map_err(|_| "a licensee's id")?;
            let call = call(licensee);
            let url = receiver.url(number);
            let new = NewEndpoint { url, types: vec!["member.*".to_owned()], ..NewEndpoint::default() };
            let endpoint = app::endpoint::create(&self.ctx, &call, new).await?.value;
            receiver.believe(number, &endpoint.secret)?;
            for company in 1..=COMPANIES as u64 {
                app::company::add(&self.ctx, &call, addition(first + company)?).await?;
            }
            let phone = Phone::parse(&format!("+7916{:07}", 1000 + number)).map_err(|code| code.id)?;
            app::user::register(&self.ctx, &call, Registration { person: person()?, phone, email: None, external_id: None }).await?;
            tenants.push(Tenant { licensee, endpoint: endpoint.id });
        }
        Ok(tenants)
    }

    /// How many events stand in the feeds, those of the beginning among them.
    pub async fn told(&self) -> Outcome<i64> {
        let numbers = self.ctx.store.read(table::event::last_numbers).await.map_err(|error: StoreError| error)?;
        Ok(numbers.iter().map(|(_, last)| last).sum())
    }

    /// Works in this process until `stop` is done.
    pub fn work(&self, stop: impl Future<Output = ()> + Send + 'static) -> tokio::task::JoinHandle<()> {
        let me = Identity { node: "storm".to_owned(), boot: self.ctx.uuid() };
        tokio::spawn(Worker::new(self.ctx.store.clone(), self.ctx.clock.clone(), app::job::registry(&self.ctx), me).run(stop))
    }

    /// What an operator does: resumes what was paused, and sends again what used up its tries. Returns how many events it were.
    pub async fn tend(&self, tenants: &[Tenant], receiver: &Receiver) -> Outcome<Vec<String>> {
        let mut again = Vec::new();
        for tenant in tenants {
            let call = call(tenant.licensee);
            if app::endpoint::get(&self.ctx, &call, tenant.endpoint).await?.state != "active" {
                receiver.overruled();
                let resume = Changes { state: Some("active".to_owned()), ..Changes::default() };
                app::endpoint::update(&self.ctx, &of_any_version(call.clone()), tenant.endpoint, resume).await?;
            }
            let failed = Some("failed".to_owned());
            for failed in app::endpoint::deliveries(&self.ctx, &call, tenant.endpoint, failed, Slice::first(200)).await?.items {
                receiver.overruled();
                app::endpoint::resend(&self.ctx, &call, tenant.endpoint, failed.event).await?;
                again.push(failed.event.to_string());
            }
        }
        Ok(again)
    }
}

/// `storm-sender DATA BEGUN SPEED EVENTS SEED`: works and makes events until it is killed.
pub async fn send(words: &[&str]) -> Outcome<()> {
    let [data, begun, speed, events, seed] = words else { return Err("the drill itself starts this".into()) };
    let clock = FastClock::parse(begun, speed)?;
    let house = House::open(Path::new(data), clock, seed.parse()?)?;
    house.work(std::future::pending());
    make_events(&house.ctx, events.parse()?).await?;
    std::future::pending().await
}

/// Changes members of companies until so many events stand in the feeds, those of earlier runs counted; all licensees at once.
pub async fn make_events(ctx: &Ctx, events: usize) -> Outcome<()> {
    let mut casts = Vec::new();
    for shown in app::admin::licensees(ctx).await? {
        casts.extend(Cast::of(ctx, LicenseeId::parse(&shown.id).map_err(|_| "a licensee's id")?).await?);
    }
    if casts.is_empty() {
        return Err("nobody to tell of".into());
    }
    let count = casts.len();
    let share = |place: usize| events / count + usize::from(place < events % count);
    futures::future::try_join_all(casts.iter().enumerate().map(|(place, cast)| cast.play(ctx, share(place)))).await?;
    Ok(())
}

/// Of whom a licensee's events tell.
struct Cast {
    licensee: LicenseeId,
    user: UserId,
    companies: Vec<CompanyId>,
    /// Events that were told already.
    made: usize,
}

impl Cast {
    /// Reads the feed; nothing for the licensee that nothing happened to.
    async fn of(ctx: &Ctx, licensee: LicenseeId) -> Outcome<Option<Self>> {
        let (mut companies, mut user, mut made, mut after) = (Vec::new(), None, 0, None);
        loop {
            let page = app::event::feed(ctx, &call(licensee), after, Vec::new(), PAGE).await?;
            for event in &page.events {
                let body: serde_json::Value = serde_json::from_slice(&event.body)?;
                let id = |name: &str| body["data"][name].as_str().map(str::to_owned);
                match body["type"].as_str() {
                    Some("company.created") => companies.extend(id("company_id").and_then(|id| CompanyId::parse(&id).ok())),
                    Some("user.registered") => user = id("user_id").and_then(|id| UserId::parse(&id).ok()),
                    Some(kind) if kind.starts_with("member.") => made += 1,
                    _ => {}
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        Ok(user.filter(|_| !companies.is_empty()).map(|user| Self { licensee, user, companies, made }))
    }

    /// Goes on to `events`, one after the other.
    async fn play(&self, ctx: &Ctx, events: usize) -> Outcome<()> {
        for number in self.made..events {
            let company = self.companies[number % self.companies.len()];
            let place = Place {
                rights: Rights::new([Right::Signer]).map_err(|code| code.id)?,
                post: Some(title(&format!("Должность {number}"))?),
            };
            let first = app::member::put(ctx, &call(self.licensee), company, self.user, place.clone()).await;
            match first {
                Err(refusal) if refusal.code == domain::code::PRECONDITION_REQUIRED => {
                    app::member::put(ctx, &of_any_version(call(self.licensee)), company, self.user, place).await?
                }
                first => first?,
            };
        }
        Ok(())
    }
}

/// Whatever version there is: nobody else changes what the drill changes.
pub fn of_any_version(call: Call) -> Call {
    Call { conditions: Conditions { matching: Some(Versions::Any), ..Conditions::default() }, ..call }
}

/// Names of the drill: two of a hundred look-ups find nothing, one leads inside.
struct Unsteady(AtomicU64);

impl Names for Unsteady {
    fn lookup<'a>(&'a self, _name: &'a str) -> std::pin::Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let drawn = Chance::new(self.0.fetch_add(1, Ordering::Relaxed), 5).below(100);
        Box::pin(async move {
            match drawn {
                0 | 1 => Err(io::Error::new(io::ErrorKind::NotFound, "no such name")),
                2 => Ok(INSIDE.parse().into_iter().collect()),
                _ => Ok(ALLOWED.parse().into_iter().collect()),
            }
        })
    }
}

/// Every name leads to the receivers.
struct Steady;

impl Names for Steady {
    fn lookup<'a>(&'a self, _name: &'a str) -> std::pin::Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async { Ok(ALLOWED.parse().into_iter().collect()) })
    }
}

/// The licensee's information system.
#[expect(clippy::disallowed_methods, reason = "a caller that nobody else is")]
pub fn call(licensee: LicenseeId) -> Call {
    let key = KeyCaller { id: ApiKeyId::new(uuid::Uuid::now_v7()), licensee, scopes: Scopes::all() };
    Call::of(Caller::Key(key))
}

fn title(text: &str) -> Outcome<Title> {
    Ok(Title::parse(text).map_err(|code| code.id)?)
}

fn addition(number: u64) -> Outcome<Addition> {
    Ok(Addition {
        name: title("ООО «Шторм»")?,
        inn: Inn::parse(&company_inn(number)).map_err(|code| code.id)?,
        kpp: Some(Kpp::parse("770001001").map_err(|code| code.id)?),
        ogrn: None,
        external_id: None,
    })
}

fn person() -> Outcome<Person> {
    let part = |text: &str| NamePart::parse(text).map_err(|code| code.id);
    Ok(Person { surname: part("Ёжикова")?, name: part("Анна")?, patronymic: None, inn: None, snils: None, birth_date: None })
}
