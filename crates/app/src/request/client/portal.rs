//! The statement is confirmed by the subject through the state portal, which is polled.

use std::time::Duration;

use domain::code::{self, Code};
use domain::id::IssueId;
use domain::issue::{Command, Confirmation, IssueRequest, KeyPlace, PortalAnswer};
use domain::subject::{Date, Snils};
use outbound::esia::{NewConfirmation, Outcome};
use outbound::remote;
use serde_json::Value;

use super::super::seen::{require_actualized, seen};
use super::super::{Seen, statement};
use crate::act::{self, Act};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// How long the portal may take for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long we go on asking about one confirmation, whatever the portal says.
const LIFE: Duration = Duration::from_secs(24 * 3600);

/// Asks the portal to have the statement confirmed by whoever has this СНИЛС and birth date.
pub async fn request_portal(ctx: &Ctx, call: &Call, id: IssueId, snils: &str, birth_date: &str) -> Result<Seen, AppError> {
    const ACTION: &str = "request.ask_portal";
    let request = look(ctx, call, ACTION, id).await?;
    let (snils, birth_date) = parsed(snils, birth_date)?;
    let esia = ctx.esia.as_ref().ok_or_else(|| AppError::from(code::UNAVAILABLE).private("no state portal is configured"))?;
    let binding = statement::binding(&request);
    let text = format!(
        "Подтвердите заявление на выпуск сертификата электронной подписи на имя: {}. Ключ электронной подписи будет {}. Сертификат будет \
         выпущен без дополнительного подтверждения. Отпечаток заявления {}.",
        request.applicant.full_name(),
        where_the_key_is(&request.key),
        &binding[..8]
    );
    let asked = NewConfirmation { snils: &snils, birth_date: &birth_date, digest: &binding, digest_algorithm: "sha256", text: &text };
    let call_id = format!("{id}:{}", request.version);
    let created = esia.create(&asked, &remote_call(ctx, &call_id)).await.map_err(unavailable)?;
    let (now, answer) = (ctx.now(), answer(&created.outcome));
    let confirmation = Confirmation { id: created.id, binding: binding.clone(), asked_at: now, answer };
    super::change(ctx, call, ACTION, id, move |_, request| {
        if statement::binding(request) != binding {
            return Err(code::STALE.into());
        }
        Ok(Command::AskPortal { confirmation: confirmation.clone() })
    })
    .await
}

/// Signs the statement where the portal says that it is confirmed; to be asked again and again until then.
pub async fn sign_statement_by_portal(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    const ACTION: &str = "request.sign_by_portal";
    let request = look(ctx, call, ACTION, id).await?;
    let Some(confirmation) = &request.confirmation else { return Err(code::CONFIRMATION_MISSING.into()) };
    let told = match confirmation.answer {
        PortalAnswer::InProgress => poll(ctx, id, confirmation).await?,
        known => known,
    };
    if confirmation.answer == PortalAnswer::InProgress && told == PortalAnswer::InProgress {
        return Err(code::CONFIRMATION_IN_PROGRESS.into());
    }
    let asked = confirmation.id.clone();
    let seen = super::change(ctx, call, ACTION, id, move |_, request| {
        // what was asked anew meanwhile is another confirmation
        match &request.confirmation {
            Some(known) if known.id == asked => Ok(Command::AnswerPortal { answer: told }),
            Some(_) => Err(code::CONFIRMATION_IN_PROGRESS.into()),
            None => Err(code::CONFIRMATION_MISSING.into()),
        }
    })
    .await?;
    refusal(told).map_or(Ok(seen), |code| Err(code.into()))
}

/// Of the two places a person hears in words: a key elsewhere than they were told needs another confirmation.
fn where_the_key_is(key: &KeyPlace) -> &'static str {
    match key {
        KeyPlace::Server { .. } => "храниться в удостоверяющем центре",
        KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => "у владельца, на его носителе",
    }
}

/// The request, where its statement may be signed.
async fn look(ctx: &Ctx, call: &Call, action: &'static str, id: IssueId) -> Result<IssueRequest, AppError> {
    let licensee = act::issues(ctx, call, action).await?;
    let inner = ctx.clone();
    let found = ctx
        .store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            request.require_signable()?;
            require_actualized(tx, id)?;
            seen(tx, request)
        })
        .await;
    match found {
        Ok(seen) => Ok(seen.request),
        Err(error) => Err(act::refused_before(ctx, call, &Act::new(action, id), error).await),
    }
}

async fn poll(ctx: &Ctx, id: IssueId, confirmation: &Confirmation) -> Result<PortalAnswer, AppError> {
    if ctx.now() >= confirmation.asked_at.plus(LIFE) {
        return Ok(PortalAnswer::Expired);
    }
    let esia = ctx.esia.as_ref().ok_or_else(|| AppError::from(code::UNAVAILABLE).private("no state portal is configured"))?;
    let call_id = format!("{id}:poll");
    let outcome = esia.poll(&confirmation.id, &remote_call(ctx, &call_id)).await.map_err(unavailable)?;
    Ok(answer(&outcome))
}

fn answer(outcome: &Outcome) -> PortalAnswer {
    match outcome {
        Outcome::InProgress => PortalAnswer::InProgress,
        Outcome::Confirmed { .. } => PortalAnswer::Confirmed,
        Outcome::Rejected => PortalAnswer::Rejected,
        Outcome::Expired => PortalAnswer::Expired,
        Outcome::UserNotFound => PortalAnswer::NoAccount,
    }
}

fn refusal(answer: PortalAnswer) -> Option<Code> {
    match answer {
        PortalAnswer::Confirmed => None,
        PortalAnswer::InProgress => Some(code::CONFIRMATION_IN_PROGRESS),
        PortalAnswer::Rejected => Some(code::CONFIRMATION_REJECTED),
        PortalAnswer::Expired => Some(code::CONFIRMATION_EXPIRED),
        PortalAnswer::NoAccount => Some(code::CONFIRMATION_NO_ACCOUNT),
    }
}

fn parsed(snils: &str, birth_date: &str) -> Result<(Snils, Date), AppError> {
    let problem = |pointer: &str, code| AppError::invalid(vec![Problem::new(pointer, code)]);
    let snils = Snils::parse(snils).map_err(|code| problem("/snils", code))?;
    // a moment of the day, which some systems send, means the day
    let day = birth_date.split('T').next().unwrap_or_default();
    Ok((snils, Date::parse(day).map_err(|code| problem("/birth_date", code))?))
}

fn remote_call<'a>(ctx: &Ctx, id: &'a str) -> remote::Call<'a> {
    remote::Call { id, now: ctx.now(), chance: u32::from_be_bytes(ctx.random()), within: PATIENCE }
}

fn unavailable(error: remote::NotAnswered) -> AppError {
    let wait = error.wait().unwrap_or(Duration::from_secs(5));
    let told = Value::from(error.code());
    AppError::from(code::UNAVAILABLE).retry_after(wait).private(format!("the state portal: {told}"))
}
