//! Opens a session for somebody who knows the password.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{SessionId, UserId};
use domain::office::Account;
use domain::subject::Phone;
use domain::time::Timestamp;
use secrecy::SecretString;
use store::table::session::{Face, Session};
use store::{AuditOutcome, NewAudit, table};

use crate::access::{SESSION_PREFIX, SIGNERS_PREFIX};
use crate::login::{self, Origin, Try};
use crate::{AppError, Ctx, digest};

/// How long a token of the face of signer details lives: what the vendor's contract says.
const SIGNERS_LIFE: Duration = Duration::from_secs(24 * 3600);

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
pub async fn open(ctx: &Ctx, origin: Origin, phone: Phone, password: SecretString) -> Result<Opened, AppError> {
    let wanted = phone.clone();
    let accounts = ctx.store.read(move |tx| table::account::logins(tx, &wanted).map_err(AppError::from)).await?;
    // several licensees may know a person by one phone, which is what is counted
    let key = digest::sha256_hex(phone.as_str().as_bytes());
    let attempt = Try { action: "session.open", licensee: None, key: key.clone(), accounts, origin: origin.clone() };
    let account = login::judge(ctx, attempt, &password).await?;
    write(ctx, &account, Face::Office, "session.open", &origin, Some(key)).await
}

/// Writes the session of somebody who was recognized by `way`, and forgets the failures that were counted by `key`.
pub(crate) async fn write(
    ctx: &Ctx,
    account: &Account,
    face: Face,
    way: &'static str,
    origin: &Origin,
    key: Option<String>,
) -> Result<Opened, AppError> {
    let now = ctx.now();
    let (prefix, life) = match face {
        Face::Office => (SESSION_PREFIX, ctx.settings.session_life),
        Face::Signers => (SIGNERS_PREFIX, SIGNERS_LIFE),
    };
    let token = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(ctx.random::<32>()));
    let session = Session {
        id: SessionId::new(ctx.uuid()),
        licensee: account.licensee,
        account: account.id,
        face,
        hash: digest::sha256_hex(token.as_bytes()),
        created_at: now,
        expires_at: now.plus(life),
    };
    let expires_at = session.expires_at;
    let record = NewAudit {
        at: now,
        licensee: Some(account.licensee),
        actor: account.id.to_string(),
        action: way,
        subject: session.id.to_string(),
        outcome: AuditOutcome::Done,
        code: None,
        detail: serde_json::json!({ "address": origin.address }),
        request_id: origin.request_id.clone(),
    };
    ctx.store
        .write(move |tx| {
            if let Some(key) = &key {
                table::session::forget_failures(tx, key)?;
            }
            table::session::insert(tx, &session)?;
            tx.audit(record.clone());
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(Opened { token: token.into(), user: account.id, expires_at })
}
