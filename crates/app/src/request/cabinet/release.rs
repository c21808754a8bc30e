//! The subject chooses a key and asks for the release; the certificate is then made by a job.

use domain::issue::{ByCode, Command, Consent, IssueRequest, KeyPlace};
use domain::time::Timestamp;

use super::super::seen::{held, seen};
use super::super::settle::{self, Settled};
use super::super::{Seen, statement, step};
use super::require_forwarded;
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx, SubjectCaller};

/// Which key the certificate is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyChoice {
    /// One that this server makes and keeps.
    Server,
    /// One on the subject's token, by its PKCS#10.
    Token {
        /// PEM, or the Base64 of its DER.
        csr: String,
    },
    /// The one that the client's system has brought.
    Kept,
}

/// Asks for the release.
pub async fn release(ctx: &Ctx, call: &Call, choice: KeyChoice) -> Result<Seen, AppError> {
    const ACTION: &str = "request.release";
    let subject = act::subject(ctx, call, ACTION).await?.clone();
    let id = subject.request;
    let (inner, who) = (ctx.clone(), subject.clone());
    let looked = ctx
        .store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, who.licensee)?;
            require_forwarded(&inner, &who, &request)?;
            Ok::<_, AppError>(request)
        })
        .await;
    let request = match looked {
        Ok(request) => request,
        Err(error) => return Err(act::refused_before(ctx, call, &Act::new(ACTION, id), error).await),
    };
    let chosen = match choice {
        KeyChoice::Server => settle::server(&request.key),
        KeyChoice::Token { csr } => KeyPlace::Token { csr },
        KeyChoice::Kept => request.key.clone(),
    };
    let Settled { key, spki_hash } = settle::key(ctx, &request, chosen).await?;
    let unknown = settle::unknown_password(ctx).await?;
    let (inner, now, address, actor) = (ctx.clone(), ctx.now(), call.address.clone(), call.caller.actor());
    act::run(ctx, call, Act::new(ACTION, id), move |tx| {
        let mut request = held(tx, &inner, id, Some(subject.licensee))?;
        require_forwarded(&inner, &subject, &request)?;
        request.user = settle::account(tx, &request, &unknown, now)?;
        request.company = settle::company(tx, &request)?;
        settle::require_own_key(tx, &request, &spki_hash)?;
        let consent = consent(&request, &subject, &spki_hash, address.clone(), now)?;
        let request = step::change(tx, &inner, &actor, request, Command::Accept { consent, key: Some(key.clone()) }, now)?;
        tx.job(settle::issue_job(&request, now));
        seen(tx, request)
    })
    .await
}

/// What is agreed to: the certificate for this subject over this key. The code is the one that opened the cabinet.
fn consent(
    request: &IssueRequest,
    subject: &SubjectCaller,
    spki_hash: &str,
    address: Option<String>,
    now: Timestamp,
) -> Result<Consent, AppError> {
    let phone = statement::addressee(request)?.phone.to_string();
    let binding = settle::binding(request, spki_hash);
    Ok(Consent::Code(ByCode { phone, binding, sms: subject.sms.clone(), address, at: now }))
}
