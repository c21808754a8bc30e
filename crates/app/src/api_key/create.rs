//! Makes a key; its text is shown once and kept as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::code;
use domain::id::{ApiKeyId, LicenseeId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::table;

use super::Key;
use crate::access::is_of_a_person;
use crate::act::{self, Act, Done, Keep};
use crate::{AppError, Call, Caller, Cidr, Ctx, Scopes, digest};

/// The most keys of a licensee that work at the same time.
const MOST: i64 = 100;

/// What is made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What people call it.
    pub name: String,
    /// What it opens.
    pub scopes: Scopes,
    /// From where it works; from everywhere where empty.
    pub networks: Vec<Cidr>,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
    /// What its text looks like.
    pub look: Look,
}

/// What the text of a key looks like: clients of some vendors' contracts take keys of one form alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// 43 characters of base64url: 256 random bits.
    #[default]
    Text,
    /// A GUID (version 4), as the contract of certificate forms prints its `apiKey`: 122 random bits, too many to be guessed.
    Guid,
    /// 64 upper-case hexadecimal digits, as the older pages of that contract print their `auth.sid`: 256 random bits.
    Sid,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Text, Self::Guid, Self::Sid];

    /// The published word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Guid => "guid",
            Self::Sid => "sid",
        }
    }
}

impl From<Scopes> for NewKey {
    fn from(scopes: Scopes) -> Self {
        Self { name: String::new(), scopes, networks: Vec::new(), expires_at: None, look: Look::Text }
    }
}

/// A new key with its text.
#[derive(Clone, Serialize, Deserialize)]
pub struct Made {
    /// The key as it is listed.
    pub key: Key,
    /// What to send as `Authorization: Bearer`: 43 characters of base64url. Not shown again.
    pub secret: String,
}

/// Makes a key. Nobody gives away what they do not have.
pub async fn create(ctx: &Ctx, call: &Call, new: NewKey) -> Result<Done<Made>, AppError> {
    let licensee = act::keys(ctx, call, "api_key.create").await?;
    let now = ctx.now();
    if let Caller::Key(own) = &call.caller
        && let Some(beyond) = new.scopes.iter().find(|scope| !own.scopes.has(*scope))
    {
        return Err(AppError::from(code::SCOPE_MISSING).with("scope", beyond.word()));
    }
    if new.expires_at.is_some_and(|end| end <= now) {
        return Err(AppError::invalid(vec![crate::Problem::new("/expires_at", code::VALUE_INVALID)]));
    }
    let (id, secret) = (ApiKeyId::new(ctx.uuid()), fresh(ctx, new.look));
    let row = row(id, licensee, &secret, new, now);
    act::once(ctx, call, Act::new("api_key.create", id), Keep::Sealed, move |tx| {
        if table::api_key::count_live(tx, licensee, now)? >= MOST {
            return Err(AppError::from(code::COUNT_LIMIT).with("most", MOST));
        }
        table::api_key::insert(tx, &row)?;
        Ok(Made { key: Key::from(row.clone()), secret: secret.clone() })
    })
    .await
}

pub(crate) fn row(id: ApiKeyId, licensee: LicenseeId, secret: &str, new: NewKey, now: Timestamp) -> table::api_key::ApiKey {
    table::api_key::ApiKey {
        id,
        licensee,
        hash: digest::sha256_hex(secret.as_bytes()),
        scopes: new.scopes.words(),
        created_at: now,
        revoked_at: None,
        name: new.name,
        addresses: new.networks.iter().map(Cidr::to_string).collect::<Vec<_>>().join(" "),
        expires_at: new.expires_at,
        last_used_at: None,
    }
}

/// The text of a key.
pub(crate) fn fresh(ctx: &Ctx, look: Look) -> String {
    match look {
        Look::Text => text(ctx),
        Look::Guid => uuid::Builder::from_random_bytes(ctx.random()).into_uuid().hyphenated().to_string(),
        Look::Sid => hex::encode_upper(ctx.random::<32>()),
    }
}

fn text(ctx: &Ctx) -> String {
    loop {
        let key = URL_SAFE_NO_PAD.encode(ctx.random::<32>());
        // neither a person's token nor something that a shell takes for an option
        if !is_of_a_person(&key) && !key.starts_with('-') {
            return key;
        }
    }
}
