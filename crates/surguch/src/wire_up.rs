//! The composition root: the configuration becomes adapters, the adapters a context.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::{Adapters, Ctx, Settings, SystemEntropy};
use blobs::Blobs;
use keys::{Keys, MasterKey};
use outbound::callback::Callbacks;
use outbound::guarded::{Cidr, Guarded, Rules};
use print::{Limits, Printer, Templates};
use store::{Database, Store, SystemClock};

use crate::config::{Config, DatabaseUrl, SmsRoute};
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
    let program = std::env::current_exe().doing("the path of this program")?;
    let guard = outbound::guarded::Settings { rules: rules(config)?, ..outbound::guarded::Settings::default() };
    let adapters = Adapters {
        store: Store::open(database(config, folder)).doing("database")?,
        blobs: blobs(config, folder)?,
        keys: keys(config, folder, &master)?,
        callbacks: Callbacks::new(Guarded::new(&guard).doing("callbacks")?),
        printer: Printer::new(program, ["print-child"], Limits::default(), config.print.concurrency),
        templates: Templates::new(config.print.templates.clone()),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::new()),
    };
    match config.sms.route {
        // messages stay where the use cases write them
        SmsRoute::Outbox => {}
    }
    let settings = Settings {
        public_url: urls.main,
        pki_url: urls.pki,
        upload_limit: config.server.upload_limit,
        session_life: Duration::from_secs(config.server.session_seconds),
    };
    Ok(Ctx::new(adapters, settings))
}

/// Where bytes lie.
pub(crate) fn blobs(_config: &Config, folder: &DataFolder) -> Result<Blobs, Failure> {
    Blobs::folder(folder.blobs()).doing("blobs")
}

/// Where private keys lie.
pub(crate) fn keys(_config: &Config, folder: &DataFolder, master: &MasterKey) -> Result<Keys, Failure> {
    Keys::folder(&folder.keys(), master).doing("keys")
}

/// Where rows lie.
pub(crate) fn database(config: &Config, folder: &DataFolder) -> Database {
    match &config.database.url {
        DatabaseUrl::Sqlite => Database::Sqlite { file: folder.database(), readers: config.database.connections },
        DatabaseUrl::Postgres(url) => Database::Postgres { url: url.clone(), connections: config.database.connections },
    }
}

fn rules(config: &Config) -> Result<Rules, Failure> {
    let networks = config.callbacks.allow.iter().map(|text| Cidr::parse(text));
    let allow = networks.collect::<Result<_, _>>().doing("callbacks.allow")?;
    Ok(Rules { allow, ..Rules::default() })
}
