//! A certificate in one call: straight issue for somebody whom the licensee has registered, where its policy says so.
//!
//! The request goes through the machine as any other, every step on the licensee's word, and stands in the table with its certificate. What a
//! crash leaves behind is what it leaves everywhere: an intent, whose serial number is revoked.

use domain::certificate::Certificate;
use domain::code;
use domain::id::{CertificateId, IssueId, LicenseeId};
use domain::issue::{self, Command, Event, IssueRequest, KeyPlace};
use domain::time::Timestamp;
use pki::PublicKey;
use store::{Tx, table};

use super::make::{self, Made};
use crate::act::{self, Act, Done, Keep};
use crate::error::{OrMissing, Problem};
use crate::request::{NewRequest, Subject, settle};
use crate::{AppError, Call, Ctx, Once, authority, clock, digest, request};

const ACTION: &str = "certificate.issue";

/// A certificate with its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// The certificate.
    pub certificate: Certificate,
    /// Its bytes.
    pub der: Vec<u8>,
}

/// What is found before anything is made.
enum Found<T> {
    /// What an earlier call with the same key made.
    Kept(Box<Certificate>),
    /// Nothing stands against it.
    Fresh(Box<T>),
}

/// Who asks for what.
#[derive(Clone)]
struct Asked {
    ctx: Ctx,
    once: Option<Once>,
    licensee: LicenseeId,
    new: NewRequest,
    actor: String,
    id: IssueId,
    now: Timestamp,
}

/// A certificate, the request that it was made for, and what is agreed to by contract.
type Signed = (IssueRequest, String, Made);

/// Issues it, by a key whose PKCS#10 comes along or by one that the server makes.
pub async fn issue(ctx: &Ctx, call: &Call, new: NewRequest) -> Result<Done<Issued>, AppError> {
    let licensee = act::office_key(ctx, call, ACTION).await?;
    let id = CertificateId::new(ctx.uuid());
    let act = Act::new(ACTION, id);
    let turn = act::turn(ctx, call)?;
    let (brought, actor) = (brought(&new.key)?, call.caller.actor());
    let asked = Asked { ctx: ctx.clone(), once: call.once.clone(), licensee, new, actor, id: IssueId::new(ctx.uuid()), now: ctx.now() };
    let made = match brought {
        Some(key) => for_brought(asked, key).await,
        None => for_made(asked).await,
    };
    let (request, binding, made) = match made {
        Ok(Found::Kept(certificate)) => return again(ctx, Done { value: *certificate, replayed: true }).await,
        Ok(Found::Fresh(made)) => *made,
        Err(error) => return Err(act::refused_before(ctx, call, &act, error).await),
    };
    let now = ctx.now();
    let request = through(request, binding, id, now)?;
    let (inner, bytes) = (ctx.clone(), made.der().to_vec());
    let done = act::once_in_turn(ctx, call, turn, act, Keep::Plain, move |tx| {
        let certificate = made.certificate(id, &request);
        if !request::insert(tx, &inner, &request)? {
            return Err(code::EXTERNAL_ID_TAKEN.into());
        }
        made.record(tx, &certificate, now)?;
        request::tell(tx, &inner, &request, &[Event::Released { certificate: id }], now)?;
        Ok(certificate)
    })
    .await?;
    if done.replayed {
        return again(ctx, done).await;
    }
    Ok(Done { value: Issued { certificate: done.value, der: bytes }, replayed: false })
}

/// What was issued for an earlier call with the same key.
async fn again(ctx: &Ctx, done: Done<Certificate>) -> Result<Done<Issued>, AppError> {
    let id = done.value.id;
    let der = ctx.store.read(move |tx| table::certificate::der(tx, id).map_err(AppError::from)).await?.or_missing()?;
    Ok(Done { value: Issued { certificate: done.value, der }, replayed: done.replayed })
}

/// The public key of a PKCS#10, which proves that its private key is held.
fn brought(key: &KeyPlace) -> Result<Option<PublicKey>, AppError> {
    let (KeyPlace::Browser { csr } | KeyPlace::Token { csr }) = key else { return Ok(None) };
    let request = authority::csr(csr).map_err(|error| {
        AppError::invalid(vec![Problem { detail: Some(error.to_string()), ..Problem::new("/csr", code::VALUE_INVALID) }])
    })?;
    Ok(Some(request.public_key().clone()))
}

/// By a key whose PKCS#10 came along: everything is read, drafted and reserved in one transaction.
async fn for_brought(asked: Asked, key: PublicKey) -> Result<Found<Signed>, AppError> {
    let (ctx, hash) = (asked.ctx.clone(), digest::sha256_hex(key.spki()));
    let spki_hash = hash.clone();
    let found = ctx.store.write(move |tx| {
        let (subject, authority) = match look(tx, &asked, Some(&hash))? {
            Found::Kept(kept) => return Ok(Found::Kept(kept)),
            Found::Fresh(found) => *found,
        };
        let drafted = make::draft(&asked.ctx, &authority, &subject, &key)?;
        make::reserve(tx, &drafted, asked.now)?;
        Ok::<_, AppError>(Found::Fresh(Box::new((subject.request, authority, drafted))))
    });
    Ok(match found.await? {
        Found::Kept(kept) => Found::Kept(kept),
        Found::Fresh(found) => {
            let (request, authority, drafted) = *found;
            let made = make::sign(&ctx, &authority, drafted).await?;
            let binding = settle::binding(&request, &spki_hash);
            Found::Fresh(Box::new((request, binding, made)))
        }
    })
}

/// By a key that the server makes once nothing stands against it.
async fn for_made(asked: Asked) -> Result<Found<Signed>, AppError> {
    let ctx = asked.ctx.clone();
    let (mut subject, authority) = match ctx.store.read(move |tx| look(tx, &asked, None)).await? {
        Found::Kept(kept) => return Ok(Found::Kept(kept)),
        Found::Fresh(found) => *found,
    };
    let settled = settle::key(&ctx, &subject.request, subject.request.key.clone()).await?;
    subject.request.key = settled.key;
    let key = settle::public_key_of(&ctx, &subject.request).await?;
    let made = make::make(&ctx, &authority, &subject, &key).await?;
    let binding = settle::binding(&subject.request, &settled.spki_hash);
    Ok(Found::Fresh(Box::new((subject.request, binding, made))))
}

/// Reads everything that the certificate depends on.
fn look(tx: &mut Tx<'_>, asked: &Asked, key: Option<&str>) -> Result<Found<(Subject, ca::Authority)>, AppError> {
    let Asked { ctx, licensee, new, now, .. } = asked;
    if let Some(kept) = act::kept_in(tx, ctx, asked.once.as_ref(), Keep::Plain, *now)? {
        return Ok(Found::Kept(Box::new(kept)));
    }
    let (account, place) = request::check(tx, *licensee, new, key)?;
    let tenant = table::licensee::load(tx, *licensee)?.or_missing()?;
    if !tenant.policy.straight_issue {
        return Err(code::STRAIGHT_ISSUE_NOT_AGREED.into());
    }
    clock::require_sound(tx, ctx.settings.clock_tolerance, *now)?;
    if let Some(external) = &new.external_id
        && request::by_external_id(tx, ctx, *licensee, external)?.is_some()
    {
        return Err(code::EXTERNAL_ID_TAKEN.into());
    }
    let authority = ca::issuing(tx, *licensee)?;
    let request = request::draft(tx, ctx, *licensee, new, asked.id, asked.actor.clone(), *now)?;
    Ok(Found::Fresh(Box::new((Subject { request, account, place }, authority))))
}

/// Through the whole machine, on the licensee's word.
fn through(mut request: IssueRequest, binding: String, certificate: CertificateId, now: Timestamp) -> Result<IssueRequest, AppError> {
    let settled = issue::Settled { key: request.key.clone(), binding };
    for command in request.straight_by_account(settled, now) {
        request = request.apply(command, now)?.0;
    }
    Ok(request.apply(Command::Release { certificate }, now)?.0)
}
