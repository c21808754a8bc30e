//! Judges a login and a password, for every face alike. Wrong passwords are counted and slow the next try down.

use std::time::Duration;

use domain::code;
use domain::id::LicenseeId;
use domain::office::Account;
use domain::time::Timestamp;
use secrecy::SecretString;
use store::{AuditOutcome, NewAudit, table};

use crate::{AppError, Ctx, digest, password};

/// How many wrong passwords in a row are judged before the login has to wait.
const FREE_FAILURES: i64 = 5;
/// How long it waits then, and after how long failures are forgotten.
pub(crate) const WAIT: Duration = Duration::from_secs(15 * 60);

/// Where a try came from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The id that ties the request's records together.
    pub request_id: Option<String>,
    /// The network address.
    pub address: Option<String>,
}

/// A try that is about to be judged.
#[derive(Debug)]
pub(crate) struct Try {
    /// What it is recorded as.
    pub action: &'static str,
    /// The tenant, where it is known before anybody is.
    pub licensee: Option<LicenseeId>,
    /// What is counted: SHA-256 of the phone, or of a login that is nobody's.
    pub key: String,
    /// Whose password it may be, with the hashes.
    pub accounts: Vec<(Account, String)>,
    /// From where.
    pub origin: Origin,
}

/// What tries by another name than the phone are counted by: everything that leads to one account shares a count, so that a second name of
/// it is no second chance.
pub(crate) fn key_of(accounts: &[(Account, String)]) -> String {
    let phone = accounts.first().map_or("", |(account, _)| account.phone.as_str());
    digest::sha256_hex(phone.as_bytes())
}

/// The account whose password it is. Whether there is one of this name does not show, neither in the answer nor in its time. The caller
/// forgets the failures with [`table::session::forget_failures`] in the transaction of the success.
pub(crate) async fn judge(ctx: &Ctx, attempt: Try, password: &SecretString) -> Result<Account, AppError> {
    let (now, key) = (ctx.now(), attempt.key.clone());
    let (tries, last) =
        ctx.store.write(move |tx| table::session::count_try(tx, &key, now.minus(WAIT), now, FREE_FAILURES).map_err(AppError::from)).await?;
    if tries > FREE_FAILURES {
        return Err(AppError::from(code::LOGIN_LIMIT).retry_after(last.plus(WAIT).since(now)));
    }
    let record = refusal(now, &attempt);
    let Some(account) = holder(ctx, attempt.accounts, password).await? else {
        ctx.store
            .write(move |tx| {
                tx.audit(record.clone());
                Ok::<_, AppError>(())
            })
            .await?;
        return Err(code::LOGIN_WRONG.into());
    };
    account.require_active()?;
    Ok(account)
}

/// An unknown login costs as much time as a known one.
async fn holder(ctx: &Ctx, accounts: Vec<(Account, String)>, password: &SecretString) -> Result<Option<Account>, AppError> {
    if accounts.is_empty() {
        password::hash(ctx, password).await?;
    }
    for (account, hash) in accounts {
        if password::fits(password, hash).await? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

fn refusal(now: Timestamp, attempt: &Try) -> NewAudit {
    NewAudit {
        at: now,
        licensee: attempt.licensee,
        actor: "anonymous".to_owned(),
        action: attempt.action,
        // the login is personal data, its hash tells repeats apart
        subject: format!("login:{}", &attempt.key[..16]),
        outcome: AuditOutcome::Refused,
        code: Some(code::LOGIN_WRONG.id),
        detail: serde_json::json!({ "address": attempt.origin.address }),
        request_id: attempt.origin.request_id.clone(),
    }
}
