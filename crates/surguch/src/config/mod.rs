//! The configuration: embedded defaults, a file, the environment, the command line, each over the one before.

mod check;
mod counterpart;
mod forms;
mod layers;
mod load;
mod nearest;
mod shown;
mod storage;

use std::net::SocketAddr;
use std::path::PathBuf;

use const_oid::ObjectIdentifier;
use domain::issue::KeyAlgorithm;
use outbound::guarded::Cidr;
use serde::{Deserialize, Deserializer, de};

pub(crate) use counterpart::Counterpart;
pub(crate) use forms::Forms;
pub(crate) use layers::{DEFAULTS, Layers, Origin, Setting};
pub(crate) use load::{Overrides, config, layers, load};
pub(crate) use shown::shown;
pub(crate) use storage::{Storage, StorageUrl};

/// Everything an administrator decides. Meanings stand in `defaults.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) data: PathBuf,
    pub(crate) server: Server,
    pub(crate) api: Api,
    pub(crate) public: Public,
    pub(crate) admin: Admin,
    pub(crate) ca: Ca,
    pub(crate) pki: Pki,
    pub(crate) tsa: Tsa,
    pub(crate) tls: Tls,
    pub(crate) connections: Connections,
    pub(crate) database: Database,
    pub(crate) storage: Storage,
    pub(crate) node: Node,
    pub(crate) callbacks: Callbacks,
    pub(crate) registers: Counterpart,
    pub(crate) extracts: Extracts,
    pub(crate) esia: Counterpart,
    pub(crate) sms: Sms,
    pub(crate) retention: Retention,
    pub(crate) forms: Forms,
    pub(crate) signers: Signers,
    pub(crate) print: Print,
    pub(crate) log: Log,
    pub(crate) licensee: Licensee,
}

impl Config {
    /// What addresses begin with where nobody says.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls.certificate.is_some() { "https" } else { "http" }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    pub(crate) listen: SocketAddr,
    #[serde(deserialize_with = "origin")]
    pub(crate) public_url: Option<String>,
    pub(crate) upload_limit: u64,
    pub(crate) session_seconds: u64,
    pub(crate) longest_queue_milliseconds: u64,
    pub(crate) clock_tolerance_seconds: u64,
    pub(crate) trusted_proxies: Vec<Cidr>,
    pub(crate) caller_rate: u32,
    pub(crate) caller_burst: u32,
    pub(crate) address_rate: u32,
    pub(crate) address_burst: u32,
    pub(crate) calls_at_once: usize,
    pub(crate) uploads_at_once: usize,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ca {
    pub(crate) algorithm: KeyAlgorithm,
    #[serde(deserialize_with = "algorithm")]
    pub(crate) signer_algorithm: Option<KeyAlgorithm>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pki {
    #[serde(deserialize_with = "parsed")]
    pub(crate) listen: Option<SocketAddr>,
    #[serde(deserialize_with = "origin")]
    pub(crate) public_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tsa {
    #[serde(deserialize_with = "policy")]
    pub(crate) policy: ObjectIdentifier,
    pub(crate) stamp_signatures: bool,
    pub(crate) urls: Vec<String>,
    pub(crate) allow: Vec<String>,
    #[serde(deserialize_with = "a_minute_at_most")]
    pub(crate) timeout_seconds: u64,
    #[serde(deserialize_with = "a_minute_of_milliseconds")]
    pub(crate) accuracy_milliseconds: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Api {
    #[serde(deserialize_with = "parsed")]
    pub(crate) listen: Option<SocketAddr>,
    #[serde(deserialize_with = "parsed")]
    pub(crate) client_ca: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Public {
    #[serde(deserialize_with = "parsed")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Admin {
    #[serde(deserialize_with = "parsed")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signers {
    pub(crate) read_by_subscription: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retention {
    #[serde(deserialize_with = "a_century_of_days")]
    pub(crate) draft_days: u32,
    #[serde(deserialize_with = "a_century_of_days")]
    pub(crate) photo_days: u32,
    #[serde(deserialize_with = "a_century_of_days")]
    pub(crate) scan_days: u32,
    #[serde(deserialize_with = "a_century_of_days")]
    pub(crate) content_days: u32,
    #[serde(deserialize_with = "a_century_of_days")]
    pub(crate) party_days: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extracts {
    #[serde(deserialize_with = "parsed")]
    pub(crate) tax_service: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tls {
    #[serde(deserialize_with = "parsed")]
    pub(crate) certificate: Option<PathBuf>,
    #[serde(deserialize_with = "parsed")]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Connections {
    pub(crate) most: usize,
    pub(crate) per_address: usize,
    pub(crate) idle_seconds: u64,
    pub(crate) body_seconds: u64,
    pub(crate) write_seconds: u64,
    pub(crate) head_bytes: usize,
}

#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    #[serde(deserialize_with = "database")]
    pub(crate) url: DatabaseUrl,
    pub(crate) connections: usize,
}

/// The address of PostgreSQL carries a password, so it is not printed.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("connections", &self.connections).finish_non_exhaustive()
    }
}

#[derive(Clone, PartialEq)]
pub(crate) enum DatabaseUrl {
    Sqlite,
    Postgres(String),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    #[serde(deserialize_with = "node_name")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callbacks {
    pub(crate) allow: Vec<String>,
    #[serde(deserialize_with = "a_minute_at_most")]
    pub(crate) timeout_seconds: u64,
    pub(crate) pause_after_hours: u32,
    pub(crate) order_wait_seconds: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sms {
    pub(crate) route: SmsRoute,
    pub(crate) gateway: Counterpart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SmsRoute {
    Outbox,
    Gateway,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Print {
    #[serde(deserialize_with = "parsed")]
    pub(crate) templates: Option<PathBuf>,
    pub(crate) concurrency: usize,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Licensee {
    pub(crate) name: String,
    pub(crate) inn: String,
    pub(crate) kpp: String,
    pub(crate) ogrn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) filter: String,
    pub(crate) format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// "" is nothing.
fn parsed<'de, D: Deserializer<'de>, T: std::str::FromStr<Err: std::fmt::Display>>(source: D) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(source)?;
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(de::Error::custom) }
}

/// The word of an algorithm; "" is nothing.
fn algorithm<'de, D: Deserializer<'de>>(source: D) -> Result<Option<KeyAlgorithm>, D::Error> {
    let text = String::deserialize(source)?;
    match KeyAlgorithm::parse(&text) {
        None if !text.is_empty() => Err(de::Error::custom("GOST2012-256, GOST2012-512, ECDSA-P256, RSA or nothing")),
        found => Ok(found),
    }
}

/// A name that looks the same in every log and row; "" is nothing.
fn node_name<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(source)?;
    let sound = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    match text.as_str() {
        "" => Ok(None),
        _ if sound => Ok(Some(text)),
        _ => Err(de::Error::custom("at most 64 letters, digits, dots, hyphens")),
    }
}

/// An object identifier in dots.
fn policy<'de, D: Deserializer<'de>>(source: D) -> Result<ObjectIdentifier, D::Error> {
    let text = String::deserialize(source)?;
    text.parse().map_err(|_| de::Error::custom("an object identifier such as 1.2.643.2.1"))
}

/// A span that is worth saying.
fn a_minute_of_milliseconds<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    let milliseconds = u32::deserialize(source)?;
    if (1..=60_000).contains(&milliseconds) { Ok(milliseconds) } else { Err(de::Error::custom("1 to 60000 milliseconds")) }
}

/// Seconds of a call.
fn a_minute_at_most<'de, D: Deserializer<'de>>(source: D) -> Result<u64, D::Error> {
    let seconds = u64::deserialize(source)?;
    if (1..=60).contains(&seconds) { Ok(seconds) } else { Err(de::Error::custom("1 to 60 seconds")) }
}

/// Days that personal data are kept: never none, so that nothing goes away under somebody's hands.
fn a_century_of_days<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    let days = u32::deserialize(source)?;
    if (1..=36_500).contains(&days) { Ok(days) } else { Err(de::Error::custom("1 to 36500 days")) }
}

/// An http(s) address without a slash at the end; "" is nothing.
fn origin<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(source)?;
    let text = text.trim_end_matches('/');
    match text {
        "" => Ok(None),
        _ if text.starts_with("http://") || text.starts_with("https://") => Ok(Some(text.to_owned())),
        _ => Err(de::Error::custom("an address that begins with http:// or https://")),
    }
}

fn database<'de, D: Deserializer<'de>>(source: D) -> Result<DatabaseUrl, D::Error> {
    match String::deserialize(source)?.as_str() {
        "sqlite" => Ok(DatabaseUrl::Sqlite),
        url if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(DatabaseUrl::Postgres(url.to_owned())),
        // the value is not repeated: it may hold a password
        _ => Err(de::Error::custom("\"sqlite\" or an address that begins with postgres://")),
    }
}
