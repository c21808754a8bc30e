//! The subject agrees to offer and act with a code from an SMS; the certificate is then made by a job.

use domain::code;
use domain::id::IssueId;
use domain::issue::{ByCode, Command, Consent, IssueRequest};
use store::table;

use super::{kept, settle, step, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::sms::{self, Addressee, CodeSent, Confirmed, Purpose};
use crate::{AppError, Call, Ctx};

/// Sends the subject a code that is bound to both documents.
pub async fn send_code(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Done<CodeSent>, AppError> {
    let (licensee, person) = act::office(ctx, call, "request.send_code").await?;
    let (inner, code) = (ctx.clone(), sms::make_code(ctx));
    act::once(ctx, call, Act::new("request.send_code", id), Keep::Plain, move |tx| {
        let request = visible(kept::load(tx, &inner, id)?.or_missing()?, licensee, person)?;
        let what = confirmed(&request)?;
        // held, so that parallel calls meet the limits one after another
        let account = table::account::load_for_update(tx, request.user)?.or_missing()?;
        account.require_active()?;
        let say = |code: &str| {
            format!("Код {code}: согласие с офертой и актом признания ключа, отпечаток {}. Никому не сообщайте код.", &what.binding[..8])
        };
        sms::send_code(tx, &inner, &Addressee::from(&account), Purpose::AcceptanceCode, &what, &code, say)
    })
    .await
}

/// Takes the code as consent (63-ФЗ articles 6 and 9) and has the certificate made.
pub async fn accept(ctx: &Ctx, call: &Call, id: IssueId, code: &str) -> Result<Done<IssueRequest>, AppError> {
    let (licensee, person) = act::office(ctx, call, "request.accept").await?;
    if let Some(done) = act::replay(ctx, call, Keep::Plain).await? {
        return Ok(done);
    }
    let act = Act::new("request.accept", id);
    let request = super::get(ctx, call, id).await?;
    let judged = match confirmed(&request) {
        Ok(what) => sms::check_code(ctx, request.user, &what, code).await.map(|challenge| (what, challenge)),
        Err(error) => Err(error),
    };
    let (what, challenge) = match judged {
        Ok(judged) => judged,
        Err(error) => return act::refuse_once(ctx, call, &act, Keep::Plain, error).await,
    };
    let (inner, now, address) = (ctx.clone(), ctx.now(), call.address.clone());
    act::once(ctx, call, act, Keep::Plain, move |tx| {
        let request = visible(kept::load_for_update(tx, &inner, id)?.or_missing()?, licensee, person)?;
        sms::consume(tx, &challenge)?;
        let account = table::account::load(tx, request.user)?.or_missing()?;
        account.require_active()?;
        let consent = Consent::Code(ByCode {
            phone: account.phone.to_string(),
            binding: what.binding.clone(),
            sms: challenge.sms.to_string(),
            address: address.clone(),
            at: now,
        });
        let request = step::apply(tx, &inner, request, Command::Accept { consent, key: None }, now)?;
        tx.job(settle::issue_job(&request, now));
        Ok(request)
    })
    .await
}

/// What the code confirms: exactly these documents of exactly this request.
fn confirmed(request: &IssueRequest) -> Result<Confirmed, AppError> {
    let id = request.id.to_string();
    match (request.office_word(), request.agreement()) {
        ("documents_ready", Some(agreement)) => {
            Ok(Confirmed { binding: sms::binding([id.as_str(), &agreement.offer.sha256, &agreement.act.sha256]), subject: id })
        }
        ("identity_pending", None) => Err(code::DOCUMENTS_NOT_READY.into()),
        (word, _) => Err(AppError::from(code::WRONG_ISSUE_STATUS).with("current_status", word)),
    }
}
