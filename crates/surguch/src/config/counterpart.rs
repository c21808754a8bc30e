//! A service of somebody else that is asked over a documented contract: the sections `[registers]`, `[esia]` and `[sms.gateway]`.

use std::path::PathBuf;

use outbound::guarded::Cidr;
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::check::Wrong;
use super::storage::Secret;

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counterpart {
    #[serde(deserialize_with = "super::origin")]
    pub(crate) url: Option<String>,
    pub(crate) token: Secret,
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) token_file: Option<PathBuf>,
    pub(crate) allow: Vec<String>,
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) ca_file: Option<PathBuf>,
    #[serde(deserialize_with = "super::a_minute_at_most")]
    pub(crate) timeout_seconds: u64,
    pub(crate) failures_before_rest: u32,
    pub(crate) rest_seconds: u64,
}

/// The keys of a section, for what is said of them.
pub(super) struct Keys {
    url: &'static str,
    token: &'static str,
    allow: &'static str,
    failures_before_rest: &'static str,
    rest_seconds: &'static str,
}

macro_rules! keys {
    ($section:literal) => {
        Keys {
            url: concat!($section, ".url"),
            token: concat!($section, ".token"),
            allow: concat!($section, ".allow"),
            failures_before_rest: concat!($section, ".failures_before_rest"),
            rest_seconds: concat!($section, ".rest_seconds"),
        }
    };
}

pub(super) const REGISTERS: Keys = keys!("registers");
pub(super) const ESIA: Keys = keys!("esia");
pub(super) const SMS: Keys = keys!("sms.gateway");

pub(super) fn check(section: &Counterpart, keys: &Keys) -> Result<(), Wrong> {
    let wrong = |key: &'static str, why: &str| Err((key, why.to_owned()));
    if section.url.as_ref().is_some_and(|url| url.contains(['?', '#', '@'])) {
        return wrong(keys.url, "an address with a path at most: no user, no query, no fragment");
    }
    if section.token_file.is_some() && !section.token.0.expose_secret().is_empty() {
        return wrong(keys.token, "either the token or the file that holds it, not both");
    }
    for network in &section.allow {
        Cidr::parse(network).map_err(|error| (keys.allow, format!("{network}: {error}")))?;
    }
    if !(1..=1000).contains(&section.failures_before_rest) {
        return wrong(keys.failures_before_rest, "1 to 1000");
    }
    if !(1..=600).contains(&section.rest_seconds) {
        return wrong(keys.rest_seconds, "1 to 600 seconds");
    }
    Ok(())
}
