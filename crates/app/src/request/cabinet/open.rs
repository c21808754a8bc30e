//! The subject comes into the cabinet: with the number of the request, the phone, and a code that is sent to it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::code;
use domain::id::{IssueId, SessionId};
use domain::issue::{IssueRequest, applicant};
use domain::time::Timestamp;
use secrecy::SecretString;
use store::{AuditOutcome, NewAudit, table};

use super::super::kept::{self, Mark};
use super::super::statement::addressee;
use crate::access::CABINET_PREFIX;
use crate::sms::{self, Confirmed, Purpose};
use crate::{AppError, Ctx, digest};

/// How long a cabinet stays open.
const LIFE: Duration = Duration::from_secs(3600);
/// How often somebody may ask for a code, or try one, for one request within [`WAIT`], whether or not the phone is right.
const FREE_TRIES: i64 = 10;
const WAIT: Duration = Duration::from_secs(15 * 60);

/// A cabinet that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The bearer token; shown once.
    pub token: SecretString,
    /// The request that it opens.
    pub request: IssueId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Sends a code to the phone of the request, where it is this one and the request lies in the cabinet. Whether it was does not show.
pub async fn send_code(ctx: &Ctx, id: IssueId, phone: &str) -> Result<(), AppError> {
    count(ctx, id).await?;
    let Some(request) = meant(ctx, id, phone).await? else { return Ok(()) };
    let (inner, code) = (ctx.clone(), sms::make_code(ctx));
    let sent = ctx
        .store
        .write(move |tx| {
            let say = |code: &str| format!("Код {code}: вход в личный кабинет для получения сертификата. Никому не сообщайте код.");
            sms::send_code(tx, &inner, &addressee(&request)?, Purpose::CabinetCode, &confirmed(&request), &code, say).map(drop)
        })
        .await;
    match sent {
        // that a code is on its way already would show whose phone it is
        Err(error) if error.code == code::SMS_LIMIT => Ok(()),
        sent => sent,
    }
}

/// Opens the cabinet with the code. Every refusal looks the same.
pub async fn open(
    ctx: &Ctx,
    request_id: Option<String>,
    address: Option<String>,
    id: IssueId,
    phone: &str,
    code: &str,
) -> Result<Opened, AppError> {
    count(ctx, id).await?;
    let now = ctx.now();
    let opened = match meant(ctx, id, phone).await? {
        Some(request) => sms::check_code(ctx, request.user, &confirmed(&request), code).await.map(|challenge| (request, challenge)),
        None => Err(code::CODE_WRONG.into()),
    };
    let record = |outcome, code, actor: String, licensee| NewAudit {
        at: now,
        licensee,
        actor,
        action: "cabinet.open",
        subject: id.to_string(),
        outcome,
        code,
        detail: serde_json::json!({ "address": address }),
        request_id: request_id.clone(),
    };
    let (request, challenge) = match opened {
        Ok(opened) => opened,
        Err(error) if error.kind() == code::Kind::RejectedByState => {
            let refused = record(AuditOutcome::Refused, Some(code::CODE_WRONG.id), "anonymous".to_owned(), None);
            let note = move |tx: &mut store::Tx<'_>| {
                tx.audit(refused.clone());
                Ok::<_, AppError>(())
            };
            ctx.store.write(note).await?;
            return Err(code::CODE_WRONG.into());
        }
        Err(error) => return Err(error),
    };
    let token = format!("{CABINET_PREFIX}{}", URL_SAFE_NO_PAD.encode(ctx.random::<32>()));
    let session = table::cabinet_session::CabinetSession {
        id: SessionId::new(ctx.uuid()),
        licensee: request.licensee,
        issue: id,
        hash: digest::sha256_hex(token.as_bytes()),
        sms: challenge.sms.to_string(),
        phone: Mark::Phone.of(ctx, request.licensee, phone),
        created_at: now,
        expires_at: now.plus(LIFE),
    };
    let (expires_at, tries) = (session.expires_at, login(id));
    let done = record(AuditOutcome::Done, None, format!("subject:{id}"), Some(request.licensee));
    ctx.store
        .write(move |tx| {
            sms::consume(tx, &challenge)?;
            table::session::forget_failures(tx, &tries)?;
            table::cabinet_session::insert(tx, &session)?;
            tx.audit(done.clone());
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(Opened { token: token.into(), request: id, expires_at })
}

/// The request, where it lies in the cabinet and this is its phone.
async fn meant(ctx: &Ctx, id: IssueId, phone: &str) -> Result<Option<IssueRequest>, AppError> {
    let Ok(phone) = applicant::phone(phone) else { return Ok(None) };
    let inner = ctx.clone();
    let request = ctx.store.read(move |tx| kept::load(tx, &inner, id)).await?;
    Ok(request.filter(|request| request.is_forwarded() && request.applicant.parsed_phone().as_ref() == Some(&phone)))
}

async fn count(ctx: &Ctx, id: IssueId) -> Result<(), AppError> {
    let (now, login) = (ctx.now(), login(id));
    let (tries, last) =
        ctx.store.write(move |tx| table::session::count_try(tx, &login, now.minus(WAIT), now, FREE_TRIES).map_err(AppError::from)).await?;
    if tries > FREE_TRIES {
        return Err(AppError::from(code::LOGIN_LIMIT).retry_after(last.plus(WAIT).since(now)));
    }
    Ok(())
}

/// Under which name tries are counted.
fn login(id: IssueId) -> String {
    digest::sha256_hex(format!("cabinet:{id}").as_bytes())
}

fn confirmed(request: &IssueRequest) -> Confirmed {
    let id = request.id.to_string();
    Confirmed { binding: sms::binding(["cabinet", &id]), subject: format!("{id}/cabinet") }
}
