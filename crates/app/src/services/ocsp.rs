//! The OCSP responder (RFC 6960, RFC 5019, RFC 9654).
//!
//! A question about one certificate without a nonce is answered from memory, by an answer signed at the first such question. One with a nonce
//! is answered by a fresh signature over that nonce; so is one about several certificates.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ca::Server;
use domain::time::Timestamp;
use pki::ocsp::{CertId, Failure, Request, Status, failure};

use super::answers::Kept;
use super::known::Known;
use crate::{AppError, Ctx};

/// How long an answer holds, and from what age on another one is signed.
const LIFE: Duration = Duration::from_secs(12 * 3600);
const OLD: Duration = Duration::from_secs(6 * 3600);
/// Certificates that one question may be about.
const MOST: usize = 16;

/// What goes back: an OCSPResponse, which may say that there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// DER.
    pub der: Bytes,
    /// When it was signed, where whoever passes it on may keep it.
    pub made: Option<Timestamp>,
}

/// Answers a request in DER.
pub async fn respond(ctx: &Ctx, request: &[u8]) -> Reply {
    let (reply, outcome) = match Request::parse(request) {
        Err(_) => (refused(Failure::MalformedRequest), "malformed"),
        Ok(request) => match answered(ctx, &request).await {
            Ok(answered) => answered,
            Err(error) => {
                error.log();
                // never «good» for want of knowledge
                (refused(Failure::TryLater), "failed")
            }
        },
    };
    ctx.counts.add("ocsp", outcome);
    reply
}

async fn answered(ctx: &Ctx, request: &Request) -> Result<(Reply, &'static str), AppError> {
    let known = ctx.knowledge.get(ctx).await?;
    let now = ctx.now();
    if !known.sound {
        return Ok((refused(Failure::TryLater), "clock"));
    }
    if let ([id], None) = (request.ids.as_slice(), &request.nonce)
        && let Some(kept) = remembered(ctx, &known, id, now).await?
    {
        return Ok((Reply { der: kept.der, made: Some(kept.made) }, "remembered"));
    }
    let of_all = |server: &&Arc<Server>| request.ids.iter().all(|id| id.is_of(&server.authority.certificate));
    let responder = known.responders.iter().find(of_all).filter(|_| request.ids.len() <= MOST);
    let Some(responder) = responder else { return Ok((refused(Failure::Unauthorized), "unauthorized")) };
    let sign = async |statuses: Vec<Status>, nonce| {
        let singles: Vec<(CertId, Status)> = request.ids.iter().cloned().zip(statuses).collect();
        Ok::<_, AppError>(Bytes::from(ca::answer(&ctx.keys, responder, &singles, nonce, LIFE, now).await?))
    };

    let nonce = request.nonce.as_deref();
    let [id] = request.ids.as_slice() else {
        let statuses = statuses(ctx, responder, &request.ids).await?;
        return Ok((Reply { der: sign(statuses, nonce).await?, made: None }, "signed"));
    };
    // What is known of one certificate is kept as an answer without a nonce, so that the next question with one needs no row either.
    let remembered = if nonce.is_some() { remembered(ctx, &known, id, now).await? } else { None };
    let status = match remembered {
        Some(kept) => kept.status,
        None => {
            let generation = known.generation(responder.authority.id);
            let status = statuses(ctx, responder, &request.ids).await?[0];
            // what does not exist is not kept: there is no end to it, and it may come to exist
            if status != Status::Unknown {
                let der = sign(vec![status], None).await?;
                let kept = Kept { der: der.clone(), status, authority: responder.authority.id, generation, made: now };
                ctx.answers.put(id.der(), kept);
                if nonce.is_none() {
                    return Ok((Reply { der, made: Some(now) }, "signed"));
                }
            }
            status
        }
    };
    Ok((Reply { der: sign(vec![status], nonce).await?, made: None }, "signed"))
}

/// The kept answer, where it is young enough and still says what is so.
async fn remembered(ctx: &Ctx, known: &Known, id: &CertId, now: Timestamp) -> Result<Option<Kept>, AppError> {
    let Some(kept) = ctx.answers.get(id.der()) else { return Ok(None) };
    if now >= kept.made.plus(OLD) || now < kept.made {
        return Ok(None);
    }
    let generation = known.generation(kept.authority);
    if kept.generation < generation {
        let (authority, serial) = (kept.authority, id.serial().clone());
        let status = ctx.store.read(move |tx| ca::status(tx, authority, &serial).map_err(AppError::from)).await?;
        if status != kept.status {
            return Ok(None);
        }
        ctx.answers.confirm(id.der(), generation);
    }
    Ok(Some(kept))
}

async fn statuses(ctx: &Ctx, responder: &Server, ids: &[CertId]) -> Result<Vec<Status>, AppError> {
    let authority = responder.authority.id;
    let serials: Vec<_> = ids.iter().map(|id| id.serial().clone()).collect();
    let all = ctx
        .store
        .read(move |tx| serials.iter().map(|serial| ca::status(tx, authority, serial)).collect::<Result<_, _>>().map_err(AppError::from));
    all.await
}

fn refused(why: Failure) -> Reply {
    Reply { der: failure(why).into(), made: None }
}
