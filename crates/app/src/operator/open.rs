//! Opens a session for an operator who knows the password. Wrong passwords are counted per login and slow the next try down.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::code;
use domain::id::{SessionId, UserId};
use domain::time::Timestamp;
use secrecy::SecretString;
use store::{AuditOutcome, NewAudit, Tx, table};

use crate::access::OPERATOR_PREFIX;
use crate::{AppError, Ctx, digest, login, password};

/// How many wrong passwords in a row are judged before the login has to wait.
const FREE_FAILURES: i64 = 5;
/// How long an operator stays logged in: a working day.
const LIFE: Duration = Duration::from_secs(10 * 3600);
/// The longest login, in characters.
const LONGEST_LOGIN: usize = 100;

/// A session that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The bearer token; shown once.
    pub token: SecretString,
    /// Who.
    pub operator: UserId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Opens a session. Whether the login is known does not show, neither in the answer nor in its time.
pub async fn open_session(
    ctx: &Ctx,
    request_id: Option<String>,
    address: Option<String>,
    login: &str,
    password: SecretString,
) -> Result<Opened, AppError> {
    if login.is_empty() || login.chars().count() > LONGEST_LOGIN {
        return Err(code::LOGIN_WRONG.into());
    }
    let (now, key) = (ctx.now(), digest::sha256_hex(format!("operator:{login}").as_bytes()));
    let (wanted, counted) = (login.to_owned(), key.clone());
    let since = now.minus(login::WAIT);
    let (tries, last) =
        ctx.store.write(move |tx| table::session::count_try(tx, &counted, since, now, FREE_FAILURES).map_err(AppError::from)).await?;
    if tries > FREE_FAILURES {
        return Err(AppError::from(code::LOGIN_LIMIT).retry_after(last.plus(login::WAIT).since(now)));
    }
    let found = ctx.store.read(move |tx| table::operator::by_login(tx, &wanted).map_err(AppError::from)).await?;
    let fits = match &found {
        Some((_, hash)) => password::fits(&password, hash.clone()).await?,
        // an unknown login costs as much time as a known one
        None => password::hash(ctx, &password).await.map(|_| false)?,
    };
    let record = |actor: String, subject: String, outcome, code| NewAudit {
        at: now,
        licensee: None,
        actor,
        action: "operator.open_session",
        subject,
        outcome,
        code,
        detail: serde_json::json!({ "address": address }),
        request_id: request_id.clone(),
    };
    let Some((operator, _)) = found.filter(|_| fits) else {
        let refused = record("anonymous".to_owned(), format!("login:{}", &key[..16]), AuditOutcome::Refused, Some(code::LOGIN_WRONG.id));
        let note = move |tx: &mut Tx<'_>| {
            tx.audit(refused.clone());
            Ok::<_, AppError>(())
        };
        ctx.store.write(note).await?;
        return Err(code::LOGIN_WRONG.into());
    };
    let token = format!("{OPERATOR_PREFIX}{}", URL_SAFE_NO_PAD.encode(ctx.random::<32>()));
    let session = table::operator_session::OperatorSession {
        id: SessionId::new(ctx.uuid()),
        operator: operator.id,
        hash: digest::sha256_hex(token.as_bytes()),
        created_at: now,
        expires_at: now.plus(LIFE),
    };
    let expires_at = session.expires_at;
    let done = record(operator.id.to_string(), session.id.to_string(), AuditOutcome::Done, None);
    ctx.store
        .write(move |tx| {
            table::session::forget_failures(tx, &key)?;
            table::operator_session::insert(tx, &session)?;
            tx.audit(done.clone());
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(Opened { token: token.into(), operator: operator.id, expires_at })
}
