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
use store::table;

use super::make::{Made, make};
use crate::act::{self, Act, Done, Keep};
use crate::error::{OrMissing, Problem};
use crate::request::{NewRequest, Subject, settle};
use crate::{AppError, Call, Ctx, authority, clock, digest, request};

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
enum Found {
    /// What an earlier call with the same key made.
    Kept(Box<Certificate>),
    /// Nothing stands against it.
    Fresh(Box<(Subject, ca::Authority)>),
}

/// Issues it, by a key whose PKCS#10 comes along or by one that the server makes.
pub async fn issue(ctx: &Ctx, call: &Call, new: NewRequest) -> Result<Done<Issued>, AppError> {
    let licensee = act::office_key(ctx, call, ACTION).await?;
    let id = CertificateId::new(ctx.uuid());
    let act = Act::new(ACTION, id);
    let turn = act::turn(ctx, call)?;
    let brought = brought(&new.key)?;
    let made = match look(ctx, call, licensee, new, brought.as_ref()).await {
        Ok(Found::Kept(certificate)) => return again(ctx, Done { value: *certificate, replayed: true }).await,
        Ok(Found::Fresh(found)) => go(ctx, *found, brought).await,
        Err(error) => Err(error),
    };
    let (request, binding, made) = match made {
        Ok(made) => made,
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

/// Reads everything that the certificate depends on, in one transaction.
async fn look(ctx: &Ctx, call: &Call, licensee: LicenseeId, new: NewRequest, key: Option<&PublicKey>) -> Result<Found, AppError> {
    let (inner, once, now, actor) = (ctx.clone(), call.once.clone(), ctx.now(), call.caller.actor());
    let (hash, id) = (key.map(|key| digest::sha256_hex(key.spki())), IssueId::new(ctx.uuid()));
    ctx.store
        .read(move |tx| {
            if let Some(kept) = act::kept_in(tx, &inner, once.as_ref(), Keep::Plain, now)? {
                return Ok(Found::Kept(Box::new(kept)));
            }
            let (account, place) = request::check(tx, licensee, &new, hash.as_deref())?;
            let tenant = table::licensee::load(tx, licensee)?.or_missing()?;
            if !tenant.policy.straight_issue {
                return Err(code::STRAIGHT_ISSUE_NOT_AGREED.into());
            }
            clock::require_sound(tx, inner.settings.clock_tolerance, now)?;
            if let Some(external) = &new.external_id
                && request::by_external_id(tx, &inner, licensee, external)?.is_some()
            {
                return Err(code::EXTERNAL_ID_TAKEN.into());
            }
            let authority = ca::issuing(tx, licensee)?;
            let request = request::draft(tx, &inner, licensee, &new, id, actor.clone(), now)?;
            Ok(Found::Fresh(Box::new((Subject { request, account, place }, authority))))
        })
        .await
}

/// Makes the certificate; returns the request with its key, and what is agreed to by contract.
async fn go(ctx: &Ctx, found: (Subject, ca::Authority), brought: Option<PublicKey>) -> Result<(IssueRequest, String, Made), AppError> {
    let (mut subject, authority) = found;
    let key = match brought {
        Some(key) => key,
        None => {
            let settled = settle::key(ctx, &subject.request, subject.request.key.clone()).await?;
            subject.request.key = settled.key;
            settle::public_key_of(ctx, &subject.request).await?
        }
    };
    let made = make(ctx, &authority, &subject, &key).await?;
    let binding = settle::binding(&subject.request, &digest::sha256_hex(key.spki()));
    Ok((subject.request, binding, made))
}

/// Through the whole machine, on the licensee's word.
fn through(mut request: IssueRequest, binding: String, certificate: CertificateId, now: Timestamp) -> Result<IssueRequest, AppError> {
    let settled = issue::Settled { key: request.key.clone(), binding };
    for command in request.straight_by_account(settled, now) {
        request = request.apply(command, now)?.0;
    }
    Ok(request.apply(Command::Release { certificate }, now)?.0)
}
