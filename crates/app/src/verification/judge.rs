//! Judging, and judging again with what could be fetched.

use std::collections::HashSet;

use outbound::evidence::Evidence;
use pki::Time;
use signature::{ContentDigest, Question, Report};

use super::{Basis, Taken, house, online};
use crate::{AppError, Call, Ctx};

/// Rounds of fetching: an issuer, its issuer, the revocation of both.
const ROUNDS: usize = 4;

/// One signature to be judged.
#[derive(Debug, Clone)]
pub struct Given {
    /// Name of its file, where it has one.
    pub name: Option<String>,
    /// What it was.
    pub taken: Taken,
}

/// A signature as it was judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Name of its file, where it has one.
    pub name: Option<String>,
    /// What was found.
    pub report: Report,
}

/// Judges signatures over one content, of which these digests are at hand. With a client, what is missing of evidence is asked for where
/// the certificates say it is; with what does not come, signatures are judged as they are.
///
/// # Errors
///
/// A judgement that did not come to its end.
pub async fn judge(
    basis: &mut Basis,
    given: &[Given],
    contents: &[ContentDigest],
    at: Time,
    fetch: Option<(&Evidence, &(dyn Fn() -> [u8; 32] + Sync))>,
) -> Result<Vec<Judged>, AppError> {
    let mut judged = round(basis, given, contents, at).await?;
    let Some((client, random)) = fetch else { return Ok(judged) };
    let mut asked = HashSet::new();
    for _ in 0..ROUNDS {
        let wanted: Vec<_> = judged.iter().flat_map(|one| signature::wanted(&one.report)).collect();
        if !online::fetch(client, &wanted, random, at, &mut asked, basis).await {
            break;
        }
        judged = round(basis, given, contents, at).await?;
    }
    Ok(judged)
}

/// Judges for a caller of the house, by the house's own trust.
pub async fn verify(
    ctx: &Ctx,
    call: &Call,
    given: &[Given],
    contents: &[ContentDigest],
    at: Option<Time>,
) -> Result<(Vec<Judged>, Basis), AppError> {
    call.office()?;
    let basis = house(ctx).await?;
    let at = at.unwrap_or_else(|| Time::from_unix(ctx.now().seconds()));
    let judged = round(&basis, given, contents, at).await?;
    Ok((judged, basis))
}

/// Signatures cost arithmetic: beside the asynchronous threads.
async fn round(basis: &Basis, given: &[Given], contents: &[ContentDigest], at: Time) -> Result<Vec<Judged>, AppError> {
    let (basis, given, contents) = (basis.clone(), given.to_vec(), contents.to_vec());
    let work = move || {
        given
            .iter()
            .map(|one| {
                let report = match &one.taken.split {
                    Ok(split) => {
                        let all = [&split.contents[..], &contents].concat();
                        let question = Question { contents: &all, trust: basis.trust(), answers: &basis.answers, at };
                        Report { attached: split.attached, ..signature::judge(&split.cms, &question) }
                    }
                    Err(error) => signature::unreadable(*error, at),
                };
                Judged { name: one.name.clone(), report }
            })
            .collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::internal("judging signatures").because(error))
}
