//! API keys.

use app::api_key::{Key, Look, NewKey};
use app::{AppError, Cidr, Scope, Scopes};
use domain::code;
use domain::subject::Title;
use domain::time::Timestamp;
use surguch_http::Given;
use wire::office::{ApiKey, NewApiKey};

use super::text;

/// The most networks of a key.
const MOST_NETWORKS: usize = 64;

pub(crate) fn new_api_key(body: Given<NewApiKey>) -> Result<NewKey, AppError> {
    body.judge(|p, body| {
        let name = p.parse("/name", &body.name, Title::parse);
        let words = body.scopes.iter().enumerate();
        let scopes: Vec<Scope> = words
            .filter_map(|(at, word)| p.parse(format!("/scopes/{at}"), word, |word| Scope::parse(word).ok_or(code::VALUE_INVALID)))
            .collect();
        if body.scopes.is_empty() {
            p.add("/scopes", code::FIELD_REQUIRED);
        }
        if body.addresses.len() > MOST_NETWORKS {
            p.add("/addresses", code::VALUE_TOO_LONG);
        }
        let network = |text: &str| Cidr::parse(text).map_err(|_| code::ADDRESS_RANGE_INVALID);
        let texts = body.addresses.iter().enumerate();
        let networks = texts.filter_map(|(at, text)| p.parse(format!("/addresses/{at}"), text, network)).collect();
        let expires_at = p.optional("/expires_at", body.expires_at.as_deref(), |text| Timestamp::parse(text).ok_or(code::DATE_INVALID));
        Some(NewKey { name: name?.to_string(), scopes: Scopes::new(scopes), networks, expires_at: expires_at?, look: Look::Text })
    })
}

pub(crate) fn api_key(key: &Key, now: Timestamp) -> ApiKey {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    ApiKey {
        id: key.id.to_string(),
        name: key.name.clone(),
        scopes: words(&key.scopes),
        addresses: words(&key.addresses),
        status: key.word(now).to_owned(),
        created_at: key.created_at.to_string(),
        expires_at: text(key.expires_at),
        last_used_at: text(key.last_used_at),
        secret: None,
    }
}
