//! Makes the certificate of an accepted request: draft and lint, reserve, sign, record (docs/adr/0008-issuance-order.md).

use domain::certificate::{Certificate, Life};
use domain::code;
use domain::id::{CertificateId, IssueId};
use domain::issue::{Command, IssueRequest, KeyPlace, State};
use domain::time::Timestamp;
use jobs::{Job, Outcome};
use pki::PublicKey;
use store::{NewJob, Tx, table};

use super::id_of;
use crate::act::{self, Act};
use crate::request::{Subject, profile};
use crate::{AppError, Call, Ctx, authority, clock, digest, request};

pub(crate) const KIND: &str = "issue_certificate";

/// For a request that was just accepted.
pub(crate) fn job(request: &IssueRequest, now: Timestamp) -> NewJob {
    request::job(request, KIND, format!("issue:{}", request.id), now)
}

/// Makes the certificate; a request that is released already needs nothing. A failure is kept in the request and tried again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let inner = ctx.clone();
    let (subject, authority) = ctx.store.read(move |tx| load(tx, &inner, id)).await?;
    if !matches!(subject.request.state, State::Releasing { .. }) {
        return Ok(Outcome::Done);
    }
    let (tolerance, now) = (ctx.settings.clock_tolerance, ctx.now());
    ctx.store.read(move |tx| clock::require_sound(tx, tolerance, now)).await?;
    match issue(&ctx, subject, authority).await {
        Ok(()) => Ok(Outcome::Done),
        Err(error) => {
            report(&ctx, KIND, id, &error).await?;
            // trying again cannot change these: the licensee sees why in the request
            let for_good = [code::KEY_TAKEN, code::IDENTITY_INCOMPLETE].contains(&error.code);
            if for_good { Ok(Outcome::failed(&error)) } else { Err(error) }
        }
    }
}

fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<(Subject, ca::Authority), AppError> {
    let subject = Subject::load(tx, ctx, id)?;
    let authority = ca::issuing(tx, subject.request.licensee)?;
    Ok((subject, authority))
}

/// The name comes from the subject, never from a PKCS#10.
async fn issue(ctx: &Ctx, subject: Subject, authority: ca::Authority) -> Result<(), AppError> {
    subject.account.require_active()?;
    let name = profile::name(&subject).map_err(|error| AppError::from(code::IDENTITY_INCOMPLETE).because(error))?;
    let Subject { request, .. } = subject;
    let key = public_key(ctx, &request).await?;
    let order = ca::Order { subject: &name, public_key: &key };
    let draft = ca::draft(&authority, order, ca::Terms::default(), &ctx.settings.pki_url, ctx.random(), ctx.now())?;

    let (intent, now, owner, hash) = (draft.clone(), ctx.now(), request.user, digest::sha256_hex(key.spki()));
    ctx.store
        .write(move |tx| {
            if !table::key_holder::take(tx, &hash, owner)? {
                return Err(AppError::from(code::KEY_TAKEN));
            }
            Ok(ca::reserve(tx, &intent, now)?)
        })
        .await?;
    let issued = ca::sign(&ctx.keys, &authority, draft).await?;

    let (inner, now, id) = (ctx.clone(), ctx.now(), request.id);
    let certificate = Certificate {
        id: CertificateId::new(ctx.uuid()),
        licensee: request.licensee,
        version: 1,
        authority: authority.id,
        issue: id,
        user: request.user,
        company: request.company,
        key: match &request.key {
            KeyPlace::Server { key, .. } => key.as_ref().map(|key| key.id),
            KeyPlace::Browser { .. } | KeyPlace::Token { .. } | KeyPlace::AwaitedToken => None,
        },
        algorithm: key.algorithm().map_or_else(String::new, |algorithm| algorithm.name().to_owned()),
        serial: issued.serial(),
        thumbprint: issued.thumbprint(),
        subject: name.to_string(),
        not_before: issued.not_before(),
        not_after: issued.not_after(),
        state: Life::Issued,
    };
    act::run(ctx, &Call::job(KIND), Act::new("certificate.issue", certificate.id), move |tx| {
        let request = request::held(tx, &inner, id, None)?;
        ca::record(tx, &issued, certificate.id)?;
        table::certificate::insert(tx, &certificate, &issued.public_key(), issued.certificate().der(), now)?;
        request::apply(tx, &inner, request, Command::Release { certificate: certificate.id }, now).map(drop)
    })
    .await
}

async fn public_key(ctx: &Ctx, request: &IssueRequest) -> Result<PublicKey, AppError> {
    let unreadable = |error| AppError::internal("a public key").because(error);
    match &request.key {
        KeyPlace::Server { key, .. } => {
            let key = key.as_ref().ok_or_else(|| AppError::internal("an accepted request without a key"))?;
            PublicKey::parse(&ctx.keys.public(key.id).await?).map_err(unreadable)
        }
        KeyPlace::Browser { csr } | KeyPlace::Token { csr } => Ok(authority::kept_csr(csr)?.public_key().clone()),
        KeyPlace::AwaitedToken => Err(AppError::internal("an accepted request without a key")),
    }
}

/// Keeps the failure of `kind` in the request, where the licensee sees it, unless the request has gone on. Its own failure is the job's
/// failure.
pub(super) async fn report(ctx: &Ctx, kind: &'static str, id: IssueId, error: &AppError) -> Result<(), AppError> {
    let (inner, now, text) = (ctx.clone(), ctx.now(), error.code.id.to_owned());
    act::run(ctx, &Call::job(kind), Act::new("certificate.fail", id), move |tx| {
        let request = request::held(tx, &inner, id, None)?;
        if !matches!(request.state, State::Releasing { .. }) && !request.goes_on_by_itself() {
            return Ok(());
        }
        request::apply(tx, &inner, request, Command::ReportFailure { error: text.clone() }, now).map(drop)
    })
    .await
}
