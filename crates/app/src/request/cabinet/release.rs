//! The subject chooses a key and asks for the release; the certificate is then made by a job.

use domain::issue::{ByCode, Consent, IssueRequest, KeyAlgorithm, KeyPlace};
use domain::time::Timestamp;

use super::super::release::Prepared;
use super::super::seen::{held, seen};
use super::super::{Seen, statement, step};
use super::require_forwarded;
use crate::act::{self, Act};
use crate::job::issue_certificate;
use crate::{AppError, Call, Ctx, SubjectCaller, sms};

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
    let place = match choice {
        KeyChoice::Server => server(&request.key),
        KeyChoice::Token { csr } => KeyPlace::Token { csr },
        KeyChoice::Kept => request.key.clone(),
    };
    let prepared = Prepared::new(ctx, &request, place).await?;
    let (inner, now, address, actor) = (ctx.clone(), ctx.now(), call.address.clone(), call.caller.actor());
    act::run(ctx, call, Act::new(ACTION, id), move |tx| {
        let request = held(tx, &inner, id, Some(subject.licensee))?;
        require_forwarded(&inner, &subject, &request)?;
        let consent = consent(&request, &subject, prepared.spki_hash(), address.clone(), now)?;
        let (request, command) = prepared.settle(tx, request, consent, now)?;
        let request = step::change(tx, &inner, &actor, request, command, now)?;
        tx.job(issue_certificate::job(&request, now));
        seen(tx, request)
    })
    .await
}

/// The algorithm that was settled when the request was made, where a key of the server was meant then.
fn server(known: &KeyPlace) -> KeyPlace {
    let algorithm: Option<KeyAlgorithm> = match known {
        KeyPlace::Server { algorithm, .. } => *algorithm,
        KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => None,
    };
    KeyPlace::Server { key: None, algorithm }
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
    let binding = sms::binding(["release", &request.statement_data(), spki_hash]);
    Ok(Consent::Code(ByCode { phone, binding, sms: subject.sms.clone(), address, at: now }))
}
