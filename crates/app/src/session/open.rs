//! Opens a session for somebody who knows the password. Wrong passwords are counted per phone and slow the next try down.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::code;
use domain::id::{SessionId, UserId};
use domain::office::Account;
use domain::subject::Phone;
use domain::time::Timestamp;
use secrecy::SecretString;
use store::{AuditOutcome, NewAudit, table};

use crate::access::SESSION_PREFIX;
use crate::{AppError, Ctx, digest, password};

/// How many wrong passwords in a row are judged before the phone has to wait.
const FREE_FAILURES: i64 = 5;
/// How long it waits then, and after how long failures are forgotten.
pub(crate) const WAIT: Duration = Duration::from_secs(15 * 60);

/// A session that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The bearer token; shown once.
    pub token: SecretString,
    /// Who.
    pub user: UserId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Opens a session. Whether the phone is known does not show, neither in the answer nor in its time.
pub async fn open(
    ctx: &Ctx,
    request_id: Option<String>,
    address: Option<String>,
    phone: Phone,
    password: SecretString,
) -> Result<Opened, AppError> {
    let (now, login) = (ctx.now(), digest::sha256_hex(phone.as_str().as_bytes()));
    let (wanted, key) = (phone.clone(), login.clone());
    let (tries, last) =
        ctx.store.write(move |tx| table::session::count_try(tx, &key, now.minus(WAIT), now, FREE_FAILURES).map_err(AppError::from)).await?;
    if tries > FREE_FAILURES {
        return Err(AppError::from(code::LOGIN_LIMIT).retry_after(last.plus(WAIT).since(now)));
    }
    let accounts = ctx.store.read(move |tx| table::account::logins(tx, &wanted).map_err(AppError::from)).await?;
    let Some(account) = holder(ctx, accounts, &password).await? else {
        let record = refusal(now, &login, request_id, address);
        ctx.store
            .write(move |tx| {
                tx.audit(record.clone());
                Ok::<_, AppError>(())
            })
            .await?;
        return Err(code::LOGIN_WRONG.into());
    };
    account.require_active()?;
    let token = format!("{SESSION_PREFIX}{}", URL_SAFE_NO_PAD.encode(ctx.random::<32>()));
    let session = table::session::Session {
        id: SessionId::new(ctx.uuid()),
        licensee: account.licensee,
        account: account.id,
        hash: digest::sha256_hex(token.as_bytes()),
        created_at: now,
        expires_at: now.plus(ctx.settings.session_life),
    };
    let expires_at = session.expires_at;
    let record = NewAudit {
        at: now,
        licensee: Some(account.licensee),
        actor: account.id.to_string(),
        action: "session.open",
        subject: session.id.to_string(),
        outcome: AuditOutcome::Done,
        code: None,
        detail: serde_json::json!({ "address": address }),
        request_id,
    };
    ctx.store
        .write(move |tx| {
            table::session::forget_failures(tx, &login)?;
            table::session::insert(tx, &session)?;
            tx.audit(record.clone());
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(Opened { token: token.into(), user: account.id, expires_at })
}

/// The account whose password it is. An unknown phone costs as much time as a known one.
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

fn refusal(now: Timestamp, login: &str, request_id: Option<String>, address: Option<String>) -> NewAudit {
    NewAudit {
        at: now,
        licensee: None,
        actor: "anonymous".to_owned(),
        action: "session.open",
        // the phone is personal data, its hash tells repeats apart
        subject: format!("login:{}", &login[..16]),
        outcome: AuditOutcome::Refused,
        code: Some(code::LOGIN_WRONG.id),
        detail: serde_json::json!({ "address": address }),
        request_id,
    }
}
