//! The frame around every changing use case: one transaction, an audit record of it or of its refusal, and the idempotency key.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::code::{self, Kind};
use domain::id::{LicenseeId, UserId};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::table::idempotency::Kept;
use store::{AuditOutcome, NewAudit, NewResult, Tx, table};

use crate::{AppError, Call, Ctx, Once, OperatorCaller, Scope, SubjectCaller, UserCaller};

/// How long a result is kept under the idempotency key that made it.
pub(crate) const KEEP_RESULTS: Duration = Duration::from_secs(72 * 3600);

/// What is done, for the audit log.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// What: `package.refuse`.
    pub(crate) action: &'static str,
    /// To what: a shown id.
    pub(crate) subject: String,
}

impl Act {
    pub(crate) fn new(action: &'static str, subject: impl ToString) -> Self {
        Self { action, subject: subject.to_string() }
    }
}

/// A result, and whether an earlier call with the same key made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The result.
    pub value: T,
    /// Whether it was made by an earlier call.
    pub replayed: bool,
}

/// The tenant, for what the licensee's information system alone may do; a refusal is recorded.
pub(crate) async fn office_key(ctx: &Ctx, call: &Call, action: &'static str) -> Result<LicenseeId, AppError> {
    allowed(ctx, call, action, call.key_with(Scope::Office)).await
}

/// The tenant and, for a person, who it is; a refusal is recorded.
pub(crate) async fn office(ctx: &Ctx, call: &Call, action: &'static str) -> Result<(LicenseeId, Option<UserId>), AppError> {
    allowed(ctx, call, action, call.or_person(Scope::Office)).await
}

/// The tenant, for what the client of issue requests does; a refusal is recorded.
pub(crate) async fn issues(ctx: &Ctx, call: &Call, action: &'static str) -> Result<LicenseeId, AppError> {
    allowed(ctx, call, action, call.key_with(Scope::Issues)).await
}

/// The tenant, for what the client of certificate forms does; a refusal is recorded.
pub(crate) async fn forms(ctx: &Ctx, call: &Call, action: &'static str) -> Result<LicenseeId, AppError> {
    allowed(ctx, call, action, call.key_with(Scope::Forms)).await
}

/// The operator, for what is done at the authority; a refusal is recorded.
pub(crate) async fn operator<'a>(ctx: &Ctx, call: &'a Call, action: &'static str) -> Result<&'a OperatorCaller, AppError> {
    allowed(ctx, call, action, call.operator()).await
}

/// The subject, for what is done in the cabinet; a refusal is recorded.
pub(crate) async fn subject<'a>(ctx: &Ctx, call: &'a Call, action: &'static str) -> Result<&'a SubjectCaller, AppError> {
    allowed(ctx, call, action, call.subject()).await
}

/// The tenant, for what only keys that may manage keys may do; a refusal is recorded.
pub(crate) async fn keys(ctx: &Ctx, call: &Call, action: &'static str) -> Result<LicenseeId, AppError> {
    allowed(ctx, call, action, call.key_with(Scope::Keys)).await
}

/// The person, for what only people may do; a refusal is recorded.
pub(crate) async fn person<'a>(ctx: &Ctx, call: &'a Call, action: &'static str) -> Result<&'a UserCaller, AppError> {
    allowed(ctx, call, action, call.person()).await
}

async fn allowed<T>(ctx: &Ctx, call: &Call, action: &'static str, access: Result<T, AppError>) -> Result<T, AppError> {
    if let Err(error) = &access {
        refused(ctx, call, &Act::new(action, "-"), error).await;
    }
    access
}

/// Runs a use case in one transaction.
pub(crate) async fn run<T, F>(ctx: &Ctx, call: &Call, act: Act, mut f: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
{
    let done = run_if_wanted(ctx, call, act, move |tx| f(tx).map(Some)).await?;
    done.ok_or_else(|| AppError::internal("an act came to nothing"))
}

/// The same for what may turn out not to be wanted any more: then nothing is recorded.
pub(crate) async fn run_if_wanted<T, F>(ctx: &Ctx, call: &Call, act: Act, mut f: F) -> Result<Option<T>, AppError>
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<Option<T>, AppError> + Send + 'static,
{
    let record = record(ctx, call, &act, AuditOutcome::Done, None);
    let outcome = ctx
        .store
        .write(move |tx| {
            let value = f(tx)?;
            if value.is_some() {
                tx.audit(record.clone());
            }
            Ok(value)
        })
        .await;
    if let Err(error) = &outcome {
        refused(ctx, call, &act, error).await;
    }
    outcome
}

/// Runs a use case whose result is kept under the call's idempotency key, or returns what an earlier call made.
pub(crate) async fn once<T, F>(ctx: &Ctx, call: &Call, act: Act, keep: Keep, f: F) -> Result<Done<T>, AppError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
{
    let turn = turn(ctx, call)?;
    once_in_turn(ctx, call, turn, act, keep, f).await
}

/// The turn of a call with an idempotency key: no other call of this process works under the same key until it is dropped.
pub(crate) fn turn<'a>(ctx: &'a Ctx, call: &Call) -> Result<Option<Turn<'a>>, AppError> {
    call.once.as_ref().map(|key| ctx.running.enter(key)).transpose()
}

/// [`once`] for whoever took the turn before costly work outside of the transaction.
pub(crate) async fn once_in_turn<T, F>(
    ctx: &Ctx,
    call: &Call,
    _turn: Option<Turn<'_>>,
    act: Act,
    keep: Keep,
    mut f: F,
) -> Result<Done<T>, AppError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
{
    let Some(key) = call.once.clone() else {
        return Ok(Done { value: run(ctx, call, act, f).await?, replayed: false });
    };
    let record = record(ctx, call, &act, AuditOutcome::Done, None);
    let (now, inner, slot) = (ctx.now(), ctx.clone(), key.clone());
    let made = ctx
        .store
        .write(move |tx| {
            // in the same transaction: a look-up of its own would cost every first call a hop between threads
            match table::idempotency::find(tx, &slot.owner, &slot.key)? {
                Some(kept) if is_kept(&kept, now) => return Ok(Done { value: keep.read(&inner, &slot, kept)?, replayed: true }),
                // the key is free again, and the sweep has not been here yet
                Some(_) => table::idempotency::forget(tx, &slot.owner, &slot.key)?,
                None => {}
            }
            let value = f(tx)?;
            let result = keep.write(&inner, &slot, &value)?;
            let (owner, key, fingerprint) = (slot.owner.clone(), slot.key.clone(), slot.fingerprint.clone());
            tx.remember(NewResult { owner, key, fingerprint, result, at: now });
            tx.audit(record.clone());
            Ok(Done { value, replayed: false })
        })
        .await;
    let done = match made {
        Ok(done) => Ok(done),
        Err(error) => twin(ctx, &key, keep, error).await,
    };
    if let Err(error) = &done {
        refused(ctx, call, &act, error).await;
    }
    done
}

/// Another process may have been first with the same key: then its effect is what refused ours, and its result is the answer.
async fn twin<T: DeserializeOwned + Send + 'static>(ctx: &Ctx, key: &Once, keep: Keep, error: AppError) -> Result<Done<T>, AppError> {
    if !matches!(error.kind(), Kind::Conflict | Kind::RejectedByState) {
        return Err(error);
    }
    kept(ctx, key, keep).await?.map(|value| Done { value, replayed: true }).ok_or(error)
}

/// What an earlier call with the same key made: looked up before costly work outside the transaction.
pub(crate) async fn replay<T: DeserializeOwned + Send + 'static>(ctx: &Ctx, call: &Call, keep: Keep) -> Result<Option<Done<T>>, AppError> {
    let Some(key) = &call.once else { return Ok(None) };
    Ok(kept(ctx, key, keep).await?.map(|value| Done { value, replayed: true }))
}

/// The same within a transaction that reads more than that.
pub(crate) fn kept_in<T: DeserializeOwned>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    key: Option<&Once>,
    keep: Keep,
    now: Timestamp,
) -> Result<Option<T>, AppError> {
    let Some(key) = key else { return Ok(None) };
    let kept = table::idempotency::find(tx, &key.owner, &key.key)?.filter(|kept| is_kept(kept, now));
    kept.map(|kept| keep.read(ctx, key, kept)).transpose()
}

/// How a result is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// As it is.
    Plain,
    /// Sealed under the master key, because it holds a secret.
    Sealed,
}

/// A kept result; the version is raised when its shape changes.
#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    v: u32,
    result: T,
}

const VERSION: u32 = 1;

impl Keep {
    fn write<T: Serialize>(self, ctx: &Ctx, key: &Once, value: &T) -> Result<String, AppError> {
        let text = serde_json::to_string(&Versioned { v: VERSION, result: value })
            .map_err(|error| AppError::internal("a result").because(error))?;
        match self {
            Self::Plain => Ok(text),
            Self::Sealed => Ok(hex::encode(ctx.keys.seal(&context(key), text.as_bytes()))),
        }
    }

    fn read<T: DeserializeOwned>(self, ctx: &Ctx, key: &Once, kept: Kept) -> Result<T, AppError> {
        if kept.fingerprint != key.fingerprint {
            return Err(code::IDEMPOTENCY_MISMATCH.into());
        }
        let unreadable = || AppError::internal("a kept result cannot be read");
        let opened;
        let bytes = match self {
            Self::Plain => kept.result.as_bytes(),
            Self::Sealed => {
                opened = ctx.keys.open(&context(key), &hex::decode(&kept.result).map_err(|_| unreadable())?)?;
                &opened[..]
            }
        };
        let kept: Versioned<T> = serde_json::from_slice(bytes).map_err(|error| unreadable().because(error))?;
        Ok(kept.result)
    }
}

fn context(key: &Once) -> String {
    format!("idempotency:{}:{}", key.owner, key.key)
}

/// Whether the answer still stands under its key.
fn is_kept(kept: &Kept, now: Timestamp) -> bool {
    now.since(kept.at) <= KEEP_RESULTS
}

async fn kept<T: DeserializeOwned + Send + 'static>(ctx: &Ctx, key: &Once, keep: Keep) -> Result<Option<T>, AppError> {
    let (inner, slot, now) = (ctx.clone(), key.clone(), ctx.now());
    ctx.store.read(move |tx| kept_in(tx, &inner, Some(&slot), keep, now)).await
}

/// Records a refusal that was found before the transaction, unless a twin of this call has made the result meanwhile.
pub(crate) async fn refuse_once<T: DeserializeOwned + Send + 'static>(
    ctx: &Ctx,
    call: &Call,
    act: &Act,
    keep: Keep,
    error: AppError,
) -> Result<Done<T>, AppError> {
    let outcome = match &call.once {
        Some(key) => twin(ctx, key, keep, error).await,
        None => Err(error),
    };
    if let Err(error) = &outcome {
        refused(ctx, call, act, error).await;
    }
    outcome
}

/// Records a refusal that was found before the transaction, and gives it back.
pub(crate) async fn refused_before(ctx: &Ctx, call: &Call, act: &Act, error: AppError) -> AppError {
    refused(ctx, call, act, &error).await;
    error
}

/// Refusals are recorded in a transaction of their own. Reads of what does not exist, bad input and our own failures are no refusals.
async fn refused(ctx: &Ctx, call: &Call, act: &Act, error: &AppError) {
    if !matches!(error.kind(), Kind::Forbidden | Kind::RejectedByState | Kind::Conflict | Kind::Limited)
        || error.code == code::IDEMPOTENCY_IN_PROGRESS
    {
        return;
    }
    let record = record(ctx, call, act, AuditOutcome::Refused, Some(error.code.id));
    let written = ctx
        .store
        .write(move |tx| {
            tx.audit(record.clone());
            Ok::<_, AppError>(())
        })
        .await;
    if let Err(error) = written {
        tracing::error!(action = act.action, code = error.code.id, "a refusal could not be recorded");
    }
}

fn record(ctx: &Ctx, call: &Call, act: &Act, outcome: AuditOutcome, code: Option<&'static str>) -> NewAudit {
    NewAudit {
        at: ctx.now(),
        licensee: call.caller.licensee(),
        actor: call.caller.actor(),
        action: act.action,
        subject: act.subject.clone(),
        outcome,
        code,
        detail: origin(call),
        request_id: call.request_id.clone(),
    }
}

/// Where a call came from, as far as it is known.
fn origin(call: &Call) -> serde_json::Value {
    match &call.trace {
        None => serde_json::json!({ "address": call.address }),
        Some(trace) => serde_json::json!({ "address": call.address, "trace_id": trace }),
    }
}

/// The keys that are being worked on in this process: an optimisation, never the guarantee.
#[derive(Debug, Default)]
pub(crate) struct Running(Mutex<HashSet<(String, String)>>);

impl Running {
    fn enter(&self, key: &Once) -> Result<Turn<'_>, AppError> {
        let slot = (key.owner.clone(), key.key.clone());
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !slots.insert(slot.clone()) {
            return Err(AppError::from(code::IDEMPOTENCY_IN_PROGRESS).retry_after(Duration::from_secs(1)));
        }
        Ok(Turn { running: self, slot })
    }
}

/// Leaves the set when the call ends, however it ends.
pub(crate) struct Turn<'a> {
    running: &'a Running,
    slot: (String, String),
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.slot);
    }
}
