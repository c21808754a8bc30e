//! The time stamp authority (RFC 3161, RFC 5816).

use std::sync::Arc;

use ca::Server;
use const_oid::ObjectIdentifier;
use domain::code;
use domain::time::Timestamp;
use pki::tsp::{Accuracy, FailInfo, GenTime, Imprint, Request, TstInfo, granted, refused};
use pki::{Certificate, Time};

use crate::{AppError, Ctx};

/// What became of a request, for figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampOutcome {
    /// Stamped.
    Granted,
    /// Not stamped, and why.
    Refused(FailInfo),
}

/// Answers a TimeStampReq in DER by a TimeStampResp in DER.
pub async fn stamp(ctx: &Ctx, request: &[u8]) -> (Vec<u8>, StampOutcome) {
    let (answer, outcome) = match try_stamp(ctx, request).await {
        Ok(token) => (granted(&token), StampOutcome::Granted),
        Err((why, words)) => (refused(why, words), StampOutcome::Refused(why)),
    };
    ctx.counts.add("tsa", word(outcome));
    (answer, outcome)
}

const fn word(outcome: StampOutcome) -> &'static str {
    match outcome {
        StampOutcome::Granted => "granted",
        StampOutcome::Refused(FailInfo::BadAlgorithm) => "algorithm",
        StampOutcome::Refused(FailInfo::UnacceptedPolicy) => "policy",
        StampOutcome::Refused(FailInfo::TimeNotAvailable) => "clock",
        StampOutcome::Refused(FailInfo::SystemFailure) => "failed",
        StampOutcome::Refused(_) => "malformed",
    }
}

async fn try_stamp(ctx: &Ctx, request: &[u8]) -> Result<Vec<u8>, (FailInfo, &'static str)> {
    let request = Request::parse(request).map_err(|_| (FailInfo::BadDataFormat, "not a request that is understood"))?;
    let policy = ctx.settings.stamp_policy;
    if request.policy.is_some_and(|asked| asked != policy) {
        return Err((FailInfo::UnacceptedPolicy, "only the authority's own policy is stamped under"));
    }
    if request.imprint.digest().is_none() {
        return Err((FailInfo::BadAlgorithm, "SHA-256, SHA-384, SHA-512, Streebog-256 and Streebog-512 are stamped"));
    }
    let failed = |error: AppError| {
        let clock = error.code == code::CLOCK_WRONG;
        error.log();
        if clock { (FailInfo::TimeNotAvailable, "the clock is in doubt") } else { (FailInfo::SystemFailure, "try again later") }
    };
    make(ctx, &request).await.map_err(failed)
}

/// A token of the house's own authority over an imprint, with its certificates inside.
pub(crate) async fn token(ctx: &Ctx, imprint: &Imprint) -> Result<Vec<u8>, AppError> {
    make(ctx, &Request { imprint: imprint.clone(), policy: None, nonce: None, certificate: true }).await
}

async fn make(ctx: &Ctx, request: &Request) -> Result<Vec<u8>, AppError> {
    let known = ctx.knowledge.get(ctx).await?;
    let (stamper, chain) = known.stamper.as_ref().ok_or_else(|| AppError::from(code::UNAVAILABLE).private("no time stamper works now"))?;
    let at = sound_now(ctx, known.sound)?;
    let info = info(ctx, request, at, ctx.settings.stamp_policy);
    signed(ctx, stamper, &info, chain, request.certificate).await
}

async fn signed(ctx: &Ctx, stamper: &Arc<Server>, info: &TstInfo, chain: &[Certificate], wants: bool) -> Result<Vec<u8>, AppError> {
    Ok(ca::stamp(&ctx.keys, stamper, info, chain, wants).await?)
}

/// No moment is given out that may be wrong: where the clock is behind what has happened already, or has jumped lately.
fn sound_now(ctx: &Ctx, sound: bool) -> Result<Timestamp, AppError> {
    let now = ctx.watch.sound_now(&*ctx.clock, ctx.settings.stamp_accuracy);
    match now.filter(|_| sound) {
        Some(now) => Ok(now),
        None => Err(AppError::from(code::CLOCK_WRONG).private("no time is stamped while the clock is in doubt")),
    }
}

fn info(ctx: &Ctx, request: &Request, at: Timestamp, policy: ObjectIdentifier) -> TstInfo {
    let micros = at.micros().rem_euclid(1_000_000);
    let accuracy = ctx.settings.stamp_accuracy;
    TstInfo {
        policy,
        imprint: request.imprint.clone(),
        // no two are alike, on any node and after any restart: milliseconds, a counter, and 62 bits of chance. Its first bit is 0.
        serial: ctx.uuid().as_bytes().to_vec(),
        time: GenTime { seconds: Time::from_unix(at.seconds()), micros: u32::try_from(micros).unwrap_or(0) },
        accuracy: Some(Accuracy {
            seconds: u32::try_from(accuracy.as_secs()).unwrap_or(u32::MAX),
            millis: u16::try_from(accuracy.subsec_millis()).unwrap_or(0),
            micros: 0,
        }),
        ordering: false,
        nonce: request.nonce.clone(),
        authority: None,
    }
}
