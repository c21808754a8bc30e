//! The composition root: the configuration becomes adapters, the adapters a context.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::{Adapters, Ctx, KeyShelf, Rate, Retention, Settings, SystemEntropy};
use blobs::{Blobs, BucketSettings};
use keys::{Keys, MasterKey};
use outbound::callback::Callbacks;
use outbound::esia::Esia;
use outbound::evidence::Evidence;
use outbound::guarded::{Cidr, Guarded, Rules};
use outbound::registers::Registers;
use outbound::remote::{BreakerSettings, RemoteSettings, Token};
use outbound::sms::{Gateway, Route};
use pki::Certificate;
use pki::certificate::chain_from_pem;
use print::{Limits, Printer, Templates};
use secrecy::{ExposeSecret, SecretString};
use store::{Database, Store, SystemClock};

use crate::config::{self, Config, Counterpart, DatabaseUrl, SmsRoute, Storage, StorageUrl};
use crate::data_folder::DataFolder;
use crate::failure::{Doing, Failure};

/// How the world reaches the listeners, without a slash at the end.
#[derive(Debug, Clone)]
pub(crate) struct Urls {
    pub(crate) main: String,
    pub(crate) pki: String,
}

impl Urls {
    /// What the configuration says, or else the addresses that it listens at.
    pub(crate) fn configured(config: &Config) -> Urls {
        Urls::bound(config, config.server.listen, config.pki.listen)
    }

    /// The same with the addresses that the listeners got: port 0 is known only then, and stands in certificates for years.
    pub(crate) fn bound(config: &Config, main: SocketAddr, own: Option<SocketAddr>) -> Urls {
        let main = config.server.public_url.clone().unwrap_or_else(|| format!("{}://{main}", config.scheme()));
        let pki = match (&config.pki.public_url, own) {
            (Some(url), _) => url.clone(),
            (None, Some(own)) => format!("http://{own}/pki"),
            (None, None) => format!("{main}/pki"),
        };
        Urls { main, pki }
    }
}

/// Opens everything that use cases work with. Nothing is started.
pub(crate) fn ctx(config: &Config, folder: &DataFolder, urls: Urls) -> Result<Ctx, Failure> {
    let master = folder.master_key()?;
    let store = Store::open(database(config, folder)).doing("database")?;
    let keys = keys(config, folder, &store, &master)?;
    wired(config, folder, urls, store, keys)
}

/// The same to look through: keys stay where they are. The database has to be up to date, and the master key there.
pub(crate) fn look(config: &Config, folder: &DataFolder, urls: Urls) -> Result<Ctx, Failure> {
    let master = folder.master_key()?;
    let store = Store::open(database(config, folder)).doing("database")?;
    let keys = match config.database.url {
        DatabaseUrl::Sqlite => Keys::folder(&folder.keys(), &master).doing("keys")?,
        DatabaseUrl::Postgres(_) => Keys::new(KeyShelf::new(store.clone()), &master),
    };
    wired(config, folder, urls, store, keys)
}

fn wired(config: &Config, folder: &DataFolder, urls: Urls, store: Store, keys: Keys) -> Result<Ctx, Failure> {
    let program = std::env::current_exe().doing("the path of this program")?;
    let guard = outbound::guarded::Settings {
        rules: rules(config)?,
        total_timeout: Duration::from_secs(config.callbacks.timeout_seconds),
        // the log of deliveries keeps the beginning alone
        body_limit: 4 << 10,
        ..outbound::guarded::Settings::default()
    };
    let adapters = Adapters {
        blobs: blobs(&config.storage, folder)?,
        keys,
        store,
        callbacks: Callbacks::new(Guarded::new(&guard).doing("callbacks")?),
        evidence: evidence(config)?,
        registers: registers(config)?,
        esia: esia(config)?,
        sms: sms(config)?,
        printer: Printer::new(program, ["print-child"], Limits::default(), config.print.concurrency),
        templates: Templates::new(config.print.templates.clone()),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::new()),
    };
    let settings = Settings {
        public_url: urls.main,
        pki_url: urls.pki,
        authority_algorithm: config.ca.algorithm,
        signer_algorithm: config.ca.signer_algorithm,
        stamp_signatures: config.tsa.stamp_signatures,
        stamp_urls: Some(config.tsa.urls.clone()).filter(|urls| !urls.is_empty()),
        stamp_policy: config.tsa.policy,
        stamp_accuracy: Duration::from_millis(config.tsa.accuracy_milliseconds.into()),
        upload_limit: config.server.upload_limit,
        session_life: Duration::from_secs(config.server.session_seconds),
        longest_queue: Some(config.server.longest_queue_milliseconds).filter(|longest| *longest > 0).map(Duration::from_millis),
        callback_timeout: Duration::from_secs(config.callbacks.timeout_seconds),
        callback_pause_after: Duration::from_secs(3600 * u64::from(config.callbacks.pause_after_hours)),
        callback_order_wait: Duration::from_secs(config.callbacks.order_wait_seconds.into()),
        clock_tolerance: Duration::from_secs(config.server.clock_tolerance_seconds),
        trusted_proxies: config.server.trusted_proxies.clone(),
        retention: retention(&config.retention),
        tax_service: tax_service(&config.extracts)?,
        forms: config.forms.settings(),
        caller_rate: Rate { per_second: config.server.caller_rate, burst: config.server.caller_burst },
        address_rate: Rate { per_second: config.server.address_rate, burst: config.server.address_burst },
        signers_read_by_subscription: config.signers.read_by_subscription,
        calls_at_once: config.server.calls_at_once,
        uploads_at_once: config.server.uploads_at_once,
    };
    Ok(Ctx::new(adapters, settings))
}

/// Certificates by which extracts of the tax service are believed.
fn tax_service(of: &config::Extracts) -> Result<Vec<Certificate>, Failure> {
    let Some(file) = &of.tax_service else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(file).doing(format!("reading {}", file.display()))?;
    let certificates = chain_from_pem(&text).doing(format!("certificates in {}", file.display()))?;
    if certificates.is_empty() {
        return Err(Failure::new(format!("{} has no certificate in it", file.display())));
    }
    Ok(certificates)
}

fn retention(of: &config::Retention) -> Retention {
    let days = |count: u32| Duration::from_secs(u64::from(count) * 24 * 3600);
    Retention {
        drafts: days(of.draft_days),
        photos: days(of.photo_days),
        scans: days(of.scan_days),
        deposits: days(of.content_days),
        parties: days(of.party_days),
    }
}

/// The client for time stamps from elsewhere.
fn evidence(config: &Config) -> Result<Evidence, Failure> {
    let networks = config.tsa.allow.iter().map(|text| Cidr::parse(text));
    let rules = Rules { allow: networks.collect::<Result<_, _>>().doing("tsa.allow")?, ..Rules::default() };
    Evidence::new(rules, Duration::from_secs(config.tsa.timeout_seconds)).doing("time stamps")
}

/// The client of the state registers, where they are set.
pub(crate) fn registers(config: &Config) -> Result<Option<Registers>, Failure> {
    let settings = remote("registers", &config.registers)?;
    settings.map(|settings| Registers::new(&settings).doing("registers")).transpose()
}

/// The client of the state portal, where it is set.
pub(crate) fn esia(config: &Config) -> Result<Option<Esia>, Failure> {
    let settings = remote("esia", &config.esia)?;
    settings.map(|settings| Esia::new(&settings).doing("esia")).transpose()
}

/// Where text messages go.
fn sms(config: &Config) -> Result<Route, Failure> {
    Ok(gateway(config)?.map_or(Route::Outbox, |gateway| Route::Gateway(Arc::new(gateway))))
}

/// The gateway of text messages, where they go there.
pub(crate) fn gateway(config: &Config) -> Result<Option<Gateway>, Failure> {
    match config.sms.route {
        // messages stay where the use cases write them
        SmsRoute::Outbox => Ok(None),
        SmsRoute::Gateway => {
            let settings = remote("sms.gateway", &config.sms.gateway)?;
            settings.map(|settings| Gateway::new(&settings).doing("sms.gateway")).transpose()
        }
    }
}

fn remote(section: &str, config: &Counterpart) -> Result<Option<RemoteSettings>, Failure> {
    let Some(url) = &config.url else { return Ok(None) };
    let read = |key: &str, file: &std::path::PathBuf| std::fs::read_to_string(file).doing(format!("{section}.{key} {}", file.display()));
    let token = match &config.token_file {
        Some(file) => read("token_file", file)?.trim().into(),
        None => config.token.0.clone(),
    };
    let token = Some(token.expose_secret()).filter(|token| !token.is_empty()).map(|token| {
        Token::parse(token)
            .ok_or_else(|| Failure::new(format!("configuration: {section}.token: visible characters of ASCII, without spaces")))
    });
    let networks = config.allow.iter().map(|text| Cidr::parse(text));
    let allow = networks.collect::<Result<_, _>>().doing(format!("{section}.allow"))?;
    Ok(Some(RemoteSettings {
        url: url.clone(),
        token: token.transpose()?,
        rules: Rules { allow, ..Rules::default() },
        extra_roots: config.ca_file.iter().map(|file| read("ca_file", file)).collect::<Result<_, _>>()?,
        timeout: Duration::from_secs(config.timeout_seconds),
        breaker: BreakerSettings {
            failures: config.failures_before_rest,
            rest: Duration::from_secs(config.rest_seconds),
            ..BreakerSettings::default()
        },
    }))
}

/// Where rows lie.
pub(crate) fn database(config: &Config, folder: &DataFolder) -> Database {
    match &config.database.url {
        DatabaseUrl::Sqlite => Database::Sqlite { file: folder.database(), readers: config.database.connections },
        DatabaseUrl::Postgres(url) => Database::Postgres { url: url.clone(), connections: config.database.connections },
    }
}

/// Where private keys lie: next to the rows, since a database that nodes share has to hold the keys that they share.
pub(crate) fn keys(config: &Config, folder: &DataFolder, store: &Store, master: &MasterKey) -> Result<Keys, Failure> {
    match config.database.url {
        DatabaseUrl::Sqlite => Keys::folder(&folder.keys(), master).doing("keys"),
        DatabaseUrl::Postgres(_) => {
            let shelf = KeyShelf::new(store.clone());
            let adopted = shelf.adopt(&folder.keys()).doing("taking the keys of the data folder into the database")?;
            if adopted > 0 {
                tracing::info!("{adopted} sealed keys of the data folder lie in the database now");
            }
            Ok(Keys::new(shelf, master))
        }
    }
}

/// Where bytes lie.
pub(crate) fn blobs(storage: &Storage, folder: &DataFolder) -> Result<Blobs, Failure> {
    let StorageUrl::Bucket { name, prefix } = &storage.url else { return Blobs::folder(folder.blobs()).doing("blobs") };
    let secret: SecretString = match &storage.secret_access_key_file {
        Some(file) => std::fs::read_to_string(file).doing(format!("storage.secret_access_key_file {}", file.display()))?.trim().into(),
        None => storage.secret_access_key.0.clone(),
    };
    if storage.access_key_id.is_empty() || secret.expose_secret().is_empty() {
        return Err(Failure::new("configuration: a bucket needs storage.access_key_id and storage.secret_access_key"));
    }
    let roots = storage.ca_file.as_ref().map(|file| std::fs::read(file).doing(format!("storage.ca_file {}", file.display())));
    let settings = BucketSettings {
        bucket: name.clone(),
        prefix: prefix.clone(),
        endpoint: storage.endpoint.clone(),
        region: storage.region.clone(),
        access_key_id: storage.access_key_id.clone(),
        secret_access_key: secret,
        path_style: storage.path_style,
        plain_http: storage.plain_http,
        roots: roots.transpose()?,
    };
    Blobs::bucket(&settings).doing("blobs")
}

fn rules(config: &Config) -> Result<Rules, Failure> {
    let networks = config.callbacks.allow.iter().map(|text| Cidr::parse(text));
    let allow = networks.collect::<Result<_, _>>().doing("callbacks.allow")?;
    Ok(Rules { allow, ..Rules::default() })
}
