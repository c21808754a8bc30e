//! Who a token belongs to.
//!
//! What is known is remembered for at most a second, so that a revoked key dies within one on every node.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::code;
use domain::id::{ApiKeyId, SessionId};
use domain::time::Timestamp;
use store::table;
use store::table::session::Face;

use crate::{AppError, Caller, Cidr, Ctx, KeyCaller, OperatorCaller, Scope, Scopes, SubjectCaller, UserCaller, digest};

/// What tokens of sessions begin with; API keys never do: one that happens to is thrown away when it is made.
pub const SESSION_PREFIX: &str = "ses_";
/// What tokens of operators' sessions begin with.
pub const OPERATOR_PREFIX: &str = "opr_";
/// What tokens of the face of signer details begin with.
pub const SIGNERS_PREFIX: &str = "dia_";
/// What tokens of cabinets begin with.
pub const CABINET_PREFIX: &str = "cab_";

/// What tokens of people begin with, whatever they open.
const OF_PEOPLE: [&str; 4] = [SESSION_PREFIX, OPERATOR_PREFIX, CABINET_PREFIX, SIGNERS_PREFIX];

const LIFE: Duration = Duration::from_secs(1);
const MOST: usize = 4096;

/// How finely the last use of a key is kept: no more than a write a minute, whatever is called.
const GRAIN: Duration = Duration::from_secs(60);

/// Callers by the hash of their token.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<String, Remembered>>);

/// Whether it is a person's token and no key.
pub(crate) fn is_of_a_person(token: &str) -> bool {
    OF_PEOPLE.iter().any(|prefix| token.starts_with(prefix))
}

/// Who a token belongs to, and where and until when it works.
#[derive(Debug, Clone)]
struct Remembered {
    since: Instant,
    caller: Caller,
    /// From everywhere where empty.
    networks: Vec<Cidr>,
    expires_at: Option<Timestamp>,
}

impl Remembered {
    fn admit(self, from: Option<&str>, now: Timestamp) -> Result<Caller, AppError> {
        if self.expires_at.is_some_and(|end| end <= now) {
            return Err(code::API_KEY_EXPIRED.into());
        }
        let address = from.and_then(|text| text.parse().ok());
        if !self.networks.is_empty() && !address.is_some_and(|address| self.networks.iter().any(|network| network.contains(address))) {
            return Err(code::ADDRESS_NOT_ALLOWED.into());
        }
        Ok(self.caller)
    }
}

impl Known {
    fn get(&self, hash: &str) -> Option<Remembered> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(hash).filter(|one| one.since.elapsed() < LIFE).cloned()
    }

    fn put(&self, hash: String, remembered: Remembered) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, one| one.since.elapsed() < LIFE);
        }
        if known.len() < MOST {
            known.insert(hash, remembered);
        }
    }

    fn forget(&self, is_gone: impl Fn(&Caller) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, one| !is_gone(&one.caller));
    }

    /// A closed session is closed at once where it was closed.
    pub(crate) fn forget_session(&self, id: SessionId) {
        self.forget(|caller| match caller {
            Caller::User(user) | Caller::Diadoc(user) => user.session == id,
            Caller::Operator(operator) => operator.session == id,
            Caller::Subject(subject) => subject.session == id,
            Caller::Key(_) | Caller::Link { .. } | Caller::Job { .. } => false,
        });
    }

    /// So is a revoked key.
    pub(crate) fn forget_key(&self, id: ApiKeyId) {
        self.forget(|caller| matches!(caller, Caller::Key(key) if key.id == id));
    }
}

/// Whether this token was seen and found good within the last second: what tells guesses from calls before anything is looked up.
pub fn is_known(ctx: &Ctx, token: &str) -> bool {
    ctx.known.get(&digest::sha256_hex(token.as_bytes())).is_some()
}

/// Caches live by real time, whatever the licensee's clock says.
fn real_now() -> Instant {
    Instant::now()
}

/// The caller behind an API key, calling from the address `from`.
pub async fn by_key(ctx: &Ctx, token: &str, from: Option<&str>) -> Result<Caller, AppError> {
    if is_of_a_person(token) {
        return Err(code::UNAUTHENTICATED.into());
    }
    let (hash, now) = (digest::sha256_hex(token.as_bytes()), ctx.now());
    if let Some(known) = ctx.known.get(&hash) {
        return known.admit(from, now);
    }
    let wanted = hash.clone();
    let key = ctx.store.read(move |tx| table::api_key::by_hash(tx, &wanted).map_err(AppError::from)).await?;
    let key = key.filter(|key| key.revoked_at.is_none()).ok_or(code::UNAUTHENTICATED)?;
    // a network that cannot be read admits nobody
    let networks: Result<Vec<Cidr>, _> = key.addresses.split_whitespace().map(Cidr::parse).collect();
    let networks = networks.map_err(|error| AppError::internal("the networks of a key").because(error))?;
    let caller = Caller::Key(KeyCaller { id: key.id, licensee: key.licensee, scopes: Scopes::from_words(&key.scopes) });
    let remembered = Remembered { since: real_now(), caller, networks, expires_at: key.expires_at };
    let caller = remembered.clone().admit(from, now)?;
    ctx.known.put(hash, remembered);
    note_use(ctx, &key, now).await;
    Ok(caller)
}

/// Keeps the minute of the last use. A call is not refused because that could not be written.
async fn note_use(ctx: &Ctx, key: &table::api_key::ApiKey, now: Timestamp) {
    if key.last_used_at.is_some_and(|last| now.since(last) < GRAIN) {
        return;
    }
    let (id, grain) = (key.id, i64::try_from(GRAIN.as_micros()).unwrap_or(1));
    let minute = Timestamp::from_micros(now.micros() / grain * grain);
    if let Err(error) = ctx.store.write(move |tx| table::api_key::used(tx, id, minute).map_err(AppError::from)).await {
        tracing::debug!(code = error.code.id, "the last use of a key could not be kept");
    }
}

/// The caller behind a session's token; a blocked account has none.
pub async fn by_session(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    by_session_of(ctx, token, Face::Office, Caller::User).await
}

/// The licensee's system behind the client id that every call of the face of signer details shows: any live key of the face. Whatever is
/// wrong with it, it is no client id.
pub async fn by_client_id(ctx: &Ctx, key: &str, from: Option<&str>) -> Result<KeyCaller, AppError> {
    match by_key(ctx, key, from).await {
        Ok(Caller::Key(key)) if key.scopes.has(Scope::Signers) => Ok(key),
        Err(error) if matches!(error.kind(), code::Kind::Internal | code::Kind::Unavailable) => Err(error),
        Ok(_) | Err(_) => Err(code::CLIENT_ID_INVALID.into()),
    }
}

/// The person behind a token of the face of signer details that came beside the client id of their licensee.
pub async fn by_diadoc(ctx: &Ctx, client: &KeyCaller, token: &str) -> Result<Caller, AppError> {
    if !token.starts_with(SIGNERS_PREFIX) {
        return Err(code::UNAUTHENTICATED.into());
    }
    let caller = by_session_of(ctx, token, Face::Signers, Caller::Diadoc).await?;
    if caller.licensee() == Some(client.licensee) { Ok(caller) } else { Err(code::UNAUTHENTICATED.into()) }
}

/// Whoever shows a bearer token on the face of signer details: a licensee's key, or a person by a token of this face or of the office.
pub async fn by_diadoc_bearer(ctx: &Ctx, token: &str, from: Option<&str>) -> Result<Caller, AppError> {
    if token.starts_with(SIGNERS_PREFIX) {
        return by_session_of(ctx, token, Face::Signers, Caller::Diadoc).await;
    }
    if token.starts_with(SESSION_PREFIX) {
        return match by_session(ctx, token).await? {
            Caller::User(user) => Ok(Caller::Diadoc(user)),
            other => Ok(other),
        };
    }
    by_key(ctx, token, from).await
}

async fn by_session_of(ctx: &Ctx, token: &str, face: Face, of: fn(UserCaller) -> Caller) -> Result<Caller, AppError> {
    let hash = digest::sha256_hex(token.as_bytes());
    let now = ctx.now();
    if let Some(known) = ctx.known.get(&hash) {
        return known.admit(None, now);
    }
    let wanted = hash.clone();
    let session = ctx
        .store
        .read(move |tx| {
            let Some(session) = table::session::by_hash(tx, &wanted, face, now)? else { return Ok(None) };
            let account = table::account::load(tx, session.account)?;
            Ok::<_, AppError>(account.filter(|account| account.require_active().is_ok()).map(|_| session))
        })
        .await?
        .ok_or(code::UNAUTHENTICATED)?;
    let caller = of(UserCaller { user: session.account, licensee: session.licensee, session: session.id });
    ctx.known.put(hash, of_session(caller.clone()));
    Ok(caller)
}

/// The operator behind a session's token.
pub async fn by_operator(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    let (hash, now) = (digest::sha256_hex(token.as_bytes()), ctx.now());
    if let Some(known) = ctx.known.get(&hash) {
        return known.admit(None, now);
    }
    let wanted = hash.clone();
    let session = ctx.store.read(move |tx| table::operator_session::by_hash(tx, &wanted, now).map_err(AppError::from)).await?;
    let session = session.ok_or(code::UNAUTHENTICATED)?;
    let caller = Caller::Operator(OperatorCaller { user: session.operator, session: session.id });
    ctx.known.put(hash, of_session(caller.clone()));
    Ok(caller)
}

/// The subject behind a cabinet's token.
pub async fn by_cabinet(ctx: &Ctx, token: &str) -> Result<Caller, AppError> {
    let (hash, now) = (digest::sha256_hex(token.as_bytes()), ctx.now());
    if let Some(known) = ctx.known.get(&hash) {
        return known.admit(None, now);
    }
    let wanted = hash.clone();
    let session = ctx.store.read(move |tx| table::cabinet_session::by_hash(tx, &wanted, now).map_err(AppError::from)).await?;
    let session = session.ok_or(code::UNAUTHENTICATED)?;
    let caller = Caller::Subject(SubjectCaller {
        request: session.issue,
        licensee: session.licensee,
        session: session.id,
        sms: session.sms,
        phone: session.phone,
    });
    ctx.known.put(hash, of_session(caller.clone()));
    Ok(caller)
}

fn of_session(caller: Caller) -> Remembered {
    Remembered { since: real_now(), caller, networks: Vec::new(), expires_at: None }
}
