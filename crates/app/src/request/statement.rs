//! The statement by which the certificate is asked for, signed by a code from a text message.

use domain::code;
use domain::id::{IssueId, LicenseeId};
use domain::issue::{ByCode, Command, IssueRequest, SignedStatement};
use store::Tx;

use super::seen::{held, require_actualized, seen};
use super::{Seen, kept, step};
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::sms::{self, Addressee, CodeSent, Confirmed, Purpose};
use crate::{AppError, Call, Ctx};

/// Sends the subject a code that is bound to the statement's data as they are.
pub(super) async fn send_code(
    ctx: &Ctx,
    call: &Call,
    action: &'static str,
    licensee: LicenseeId,
    id: IssueId,
    guard: impl Fn(&Ctx, &IssueRequest) -> Result<(), AppError> + Send + 'static,
) -> Result<Done<CodeSent>, AppError> {
    let (inner, code) = (ctx.clone(), sms::make_code(ctx));
    act::once(ctx, call, Act::new(action, id), Keep::Plain, move |tx| {
        // held, so that parallel calls meet the limits one after another
        let request = held(tx, &inner, id, Some(licensee))?;
        guard(&inner, &request)?;
        request.require_signable()?;
        require_actualized(tx, id)?;
        let what = confirmed(&request);
        let to = addressee(&request)?;
        let say = |code: &str| {
            format!("Код {code}: подписание заявления на выпуск сертификата, отпечаток {}. Никому не сообщайте код.", &what.binding[..8])
        };
        sms::send_code(tx, &inner, &to, Purpose::StatementCode, &what, &code, say)
    })
    .await
}

/// Signs the statement with a code, which is used up.
pub(super) async fn sign(
    ctx: &Ctx,
    call: &Call,
    action: &'static str,
    licensee: LicenseeId,
    id: IssueId,
    code: &str,
    guard: impl Fn(&Ctx, &IssueRequest) -> Result<(), AppError> + Send + 'static,
) -> Result<Seen, AppError> {
    let act = Act::new(action, id);
    let inner = ctx.clone();
    let request = ctx.store.read(move |tx| kept::load(tx, &inner, id)).await?.filter(|one| one.licensee == licensee).or_missing()?;
    let early = guard(ctx, &request).and_then(|()| Ok(request.require_signable()?));
    let judged = match early {
        Ok(()) => sms::check_code(ctx, request.user, &confirmed(&request), code).await,
        Err(error) => Err(error),
    };
    let challenge = match judged {
        Ok(challenge) => challenge,
        Err(error) => return Err(act::refused_before(ctx, call, &act, error).await),
    };
    let (inner, now, address, actor) = (ctx.clone(), ctx.now(), call.address.clone(), call.caller.actor());
    act::run(ctx, call, act, move |tx| {
        let request = held(tx, &inner, id, Some(licensee))?;
        guard(&inner, &request)?;
        sms::consume(tx, &challenge)?;
        let what = confirmed(&request);
        if what.binding != challenge.binding {
            // changed between judging and signing
            return Err(code::CODE_WRONG.into());
        }
        let phone = addressee(&request)?.phone.to_string();
        let consent = ByCode { phone, binding: what.binding, sms: challenge.sms.to_string(), address: address.clone(), at: now };
        let command = Command::SignStatement { statement: SignedStatement::Code { consent } };
        let request = step::change(tx, &inner, &actor, request, command, now)?;
        seen(tx, request)
    })
    .await
}

/// What a code confirms: this statement with these data.
pub(super) fn confirmed(request: &IssueRequest) -> Confirmed {
    Confirmed { subject: format!("{}/statement", request.id), binding: binding(request) }
}

/// The hash over what stands in the statement.
pub(super) fn binding(request: &IssueRequest) -> String {
    sms::binding(["release statement", &request.statement_data()])
}

/// Where the subject's codes go. Whoever has no account is known by the id that theirs will have.
pub(super) fn addressee(request: &IssueRequest) -> Result<Addressee, AppError> {
    let phone = request.applicant.parsed_phone();
    let phone = phone.ok_or_else(|| AppError::from(code::APPLICANT_INCOMPLETE).with("fields", vec!["phone"]))?;
    Ok(Addressee { licensee: request.licensee, user: request.user, phone })
}

/// Anybody may, who may see the request.
pub(super) fn unguarded(_: &Ctx, _: &IssueRequest) -> Result<(), AppError> {
    Ok(())
}

/// Keeps the shape of the two ways to a request in one place.
pub(super) fn look(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId, licensee: LicenseeId) -> Result<IssueRequest, AppError> {
    kept::load(tx, ctx, id)?.filter(|request| request.licensee == licensee).or_missing()
}
