//! The story from beginning to end.

use std::time::Duration;

use app::{Ctx, Scopes, admin};
use client::{Client, Upload};
use domain::id::{ApiKeyId, LicenseeId};
use futures::future::try_join_all;
use secrecy::ExposeSecret;
use wire::office::{Company, Endpoint, ListAll, NewEndpoint, Package};

use super::cast::{self, Side};
use super::documents::{self, Parties};
use super::evidence::Folder;
use super::numbers::Numbers;
use super::person::{self, Person};
use super::progress::{Progress, bytes, counted};
use super::receiver::{self, Callback, Receiver};
use super::report::Report;
use super::route;
use crate::cli;
use crate::failure::{Doing, Failure};
use crate::out::say;
use crate::serve::House;

/// How long the last callbacks may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A story that was told, and what has to be put away after it.
pub(super) struct Story {
    ctx: Ctx,
    office: Client,
    key: ApiKeyId,
    endpoint: Endpoint,
    receiver: Receiver,
    folder: Folder,
    report: Report,
}

/// Tells it.
pub(super) async fn play(house: &House, options: &cli::Demo) -> Result<Story, Failure> {
    let progress = Progress::start();
    let ctx = house.ctx.clone();
    let url = ctx.settings.public_url.clone();
    progress.say(format!("a server of its own runs on {url}, data in {}", house.folder.path().display()));
    if let Some((login, password)) = &house.administrator {
        progress.say(format!("first start of this data folder: administrator {login}, password {}", password.expose_secret()));
    }
    let licensee = licensee(&ctx).await?;
    let owner = LicenseeId::parse(&licensee.id).doing("licensee")?;
    let made = admin::create_api_key(&ctx, Some(owner), Scopes::all()).await.doing("API key")?;
    let office = Client::new(&url, made.key.expose_secret());
    let receiver = Receiver::start().await?;
    let endpoint = callbacks_to(&office, &receiver).await?;
    progress.say(format!("callbacks of licensee {} go to {}", licensee.name, receiver.url()));

    let mut numbers = Numbers::new(ctx.random());
    let own = office.company(&licensee.own_company_id).await.doing("own company")?;
    let client = office.add_company(&cast::client(&mut numbers)).await.doing("adding the client company")?;
    progress.say(format!("companies: {} and {}", own.name, client.name));
    let company = |side| if side == Side::Own { own.id.clone() } else { client.id.clone() };
    let ways = cast::people(&mut numbers).into_iter().map(|role| {
        let company = company(role.side);
        person::prepare(&ctx, &office, role, company)
    });
    let people = try_join_all(ways).await?;
    for one in &people {
        let certificate = &one.certificate;
        let what = format!("{}, {}: {} accepted by SMS code", one.full_name(), one.role.post, counted(one.documents, "document"));
        progress.say(format!("{what}, certificate {} {}", certificate.algorithm, certificate.status));
    }

    let sources = tempfile::tempdir().doing("temporary folder")?;
    let parties = Parties { seller: (&own, leader(&people, Side::Own)?), buyer: (&client, leader(&people, Side::Client)?) };
    let files = documents::make(&ctx, sources.path(), &options.files, &parties, &mut numbers).await?;
    progress.say(format!("{} to sign", counted(files.len(), "file")));
    let package = route::create(&office, &people, &files, numbers.next() % 900_000 + 100_000).await?;
    progress.say(format!("package «{}» sent, {}", package.name, sizes(&package, &files)));
    progress.say(route::out_of_turn(&office, &package, &people).await?);
    let package = route::sign(&ctx, &office, &package, &people, &progress).await?;
    progress.say(format!("the package is {}", package.status));

    let callbacks = last_callback(&receiver, &package).await;
    progress.say(format!("{} received", counted(callbacks.len(), "callback")));
    let folder = Folder::make(&options.out)?;
    let signatures = folder.collect(&ctx, &office, &package).await?;
    let secret = endpoint.secret.clone().unwrap_or_default();
    folder.record(&callbacks, &secret)?;
    let report = Report {
        package_id: package.id,
        package_name: package.name,
        package_status: package.status,
        companies: [&own, &client].map(named).into(),
        people,
        signatures,
        callbacks,
        secret,
        base_url: url,
        seconds: progress.elapsed().as_secs_f64(),
    };
    folder.write("report.txt", &report.text())?;
    progress.say(format!("evidence written to {}", folder.path().display()));
    say!("{}", report.table());
    Ok(Story { ctx, office, key: made.id, endpoint, receiver, folder, report })
}

impl Story {
    pub(super) fn passed(&self) -> bool {
        self.report.findings().iter().all(|finding| finding.good)
    }

    /// What somebody needs who wants to look around.
    pub(super) fn say_addresses(&self, house: &House) {
        let url = &house.ctx.settings.public_url;
        say!("Serving on until Ctrl-C.");
        say!("  API            {url}/v1, described by {url}/openapi.json");
        say!("  trust chain    {url}/pki/ca.pem");
        say!("  logins         {}", self.folder.path().join("report.txt").display());
        say!("  callbacks      {}", self.receiver.url());
        say!("  an API key     surguch admin --data {} api-key create", house.folder.path().display());
    }

    /// Takes back what only the demo needed.
    pub(super) async fn tidy(&self) {
        if let Err(error) = remove_endpoint(&self.office, &self.endpoint.id).await {
            tracing::warn!("the demo's callback endpoint stays: {error}");
        }
        if let Err(error) = admin::revoke_api_key(&self.ctx, self.key).await {
            error.log();
        }
    }
}

/// The data folder's own licensee: the first one.
async fn licensee(ctx: &Ctx) -> Result<admin::LicenseeShown, Failure> {
    let all = admin::licensees(ctx).await.doing("licensees")?;
    all.into_iter().next().ok_or_else(|| Failure::new("the data folder has no licensee"))
}

/// Removes an endpoint in whatever version it is.
async fn remove_endpoint(office: &Client, id: &str) -> Result<(), client::Error> {
    let version = office.endpoint(id).await?.version;
    office.delete_endpoint(id, version).await
}

/// Registers the receiver, and removes endpoints that earlier runs could not.
async fn callbacks_to(office: &Client, receiver: &Receiver) -> Result<Endpoint, Failure> {
    let page = ListAll { limit: Some(200), after: None };
    for old in office.endpoints(&page).await.doing("callback endpoints")?.data {
        if old.url.ends_with(receiver::PATH) {
            office.delete_endpoint(&old.id, old.version).await.doing("an endpoint of an earlier run")?;
        }
    }
    let endpoint =
        office.add_endpoint(&NewEndpoint { url: receiver.url(), ..NewEndpoint::default() }).await.doing("adding the callback endpoint")?;
    let secret = endpoint.secret.as_deref().ok_or_else(|| Failure::new("an endpoint without a secret"))?;
    receiver.believe(secret)?;
    Ok(endpoint)
}

fn leader(people: &[Person], side: Side) -> Result<&Person, Failure> {
    people.iter().find(|person| person.role.side == side).ok_or_else(|| Failure::new("a company without people"))
}

/// Everything up to the package's completion; what comes late is missing in the verdict.
async fn last_callback(receiver: &Receiver, package: &Package) -> Vec<Callback> {
    let told = |callbacks: &[Callback]| {
        let last =
            callbacks.iter().find(|one| one.kind() == "package.completed" && one.body.contains(&package.id)).and_then(Callback::sequence);
        let mut numbers: Vec<i64> = callbacks.iter().filter_map(Callback::sequence).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // deliveries about different subjects overtake each other, so the ones before the last may still be under way
        last.is_some() && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    let _ = tokio::time::timeout(PATIENCE, receiver.until(told)).await;
    receiver.callbacks()
}

fn sizes(package: &Package, files: &[Upload]) -> String {
    let size = package.files.iter().map(|file| file.size).sum();
    format!("{} in {}", bytes(size), counted(files.len(), "file"))
}

fn named(company: &Company) -> (String, String, String) {
    (company.id.clone(), company.name.clone(), company.inn.clone())
}
