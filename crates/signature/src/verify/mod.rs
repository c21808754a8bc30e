//! Verification of a CMS over its original bytes, at a given moment, by given trust (ETSI EN 319 102-1 §5).
//!
//! [`judge`] is the whole of it: signatures, time stamps and what they prove, paths at the proven moment with the evidence that came inside
//! or was given. [`verify`] is the same question with fewer words.

mod basic;
mod chain;
mod damage;
mod level;
mod missing;
mod pool;
mod signer;
mod stamps;

pub use missing::{Wanted, wanted};
use pki::ocsp::Answer;
use pki::path::Trust;
use pki::{Digest, Malformed, Time};

use crate::ContentDigest;
use crate::cades::{Token, Unsigned};
use crate::cms::ber;
use crate::cms::read::SignedData;
use crate::report::{Cause, Embedded, Report};
use basic::Signed;
use pool::Pool;
use signer::Judge;

/// The signer's clock and ours, or that of a time stamp, may differ by so many seconds.
pub const SKEW: i64 = pki::ocsp::SKEW;

/// All that can be asked of a CMS.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Digests of one content that are at hand. A CMS with its content inside needs none, and with some must hold the same content.
    pub contents: &'a [ContentDigest],
    /// What the verifier goes by. Certificates, lists and answers inside the CMS help beside it and are trusted in nothing.
    pub trust: Trust<'a>,
    /// OCSP answers at hand.
    pub answers: &'a [Answer],
    /// The moment for which the verdict is asked: a moment at which the signature is known to exist, now as a rule.
    pub at: Time,
}

/// Says what is known of every signer of `cms`, in DER or BER.
pub fn verify(cms: &[u8], contents: &[ContentDigest], trust: &Trust<'_>, at: Time) -> Report {
    judge(cms, &Question { contents, trust: *trust, answers: &[], at })
}

/// Says what is known of every signer of `cms`, in DER or BER, by everything at hand.
pub fn judge(cms: &[u8], question: &Question<'_>) -> Report {
    let der = match ber::to_der(cms) {
        Ok(der) => der,
        Err(error) => return unreadable(error, question.at),
    };
    let data = match SignedData::parse(&der) {
        Ok(data) => data,
        Err(error) => return unreadable(error, question.at),
    };
    if data.signers.is_empty() {
        return Report::unreadable(question.at, Cause::NoSigner);
    }
    let pool = Pool::of(&data, question);
    let judge = Judge::new(&data, &pool, question);
    let signers: Vec<_> = data
        .signers
        .iter()
        .map(|signer| {
            let signed =
                Signed::Content { kind: data.content_type, announced: &data.digests, inside: data.content, beside: question.contents };
            judge.signer(signer, signed, 0)
        })
        .collect();
    let findings = damage::find(&data, &pool, &signers);
    let embedded = Embedded { certificates: pool.embedded_certificates, lists: pool.embedded_lists, answers: pool.embedded_answers };
    Report { signers, findings, at: question.at, attached: data.content.is_some(), embedded }
}

/// The report over bytes that are no CMS, such as those on which a streaming reader gave up.
pub fn unreadable(error: Malformed, at: Time) -> Report {
    Report::unreadable(at, Cause::Malformed(error.0))
}

/// By which algorithms digests of the content are wanted: those of the signers and those of archive time stamps. Nothing of what cannot be
/// read.
pub fn digests(cms: &[u8]) -> Vec<Digest> {
    let Ok(der) = ber::to_der(cms) else { return Vec::new() };
    let Ok(data) = SignedData::parse(&der) else { return Vec::new() };
    let archives = data.signers.iter().filter_map(|signer| Unsigned::of(signer).ok()).flat_map(|unsigned| {
        let values: Vec<&[u8]> = unsigned.values(pki::oid::ARCHIVE_TIME_STAMP_V3).collect();
        values.into_iter().filter_map(|value| Token::parse(value).ok()?.digest()).collect::<Vec<_>>()
    });
    let mut all: Vec<Digest> = data.signers.iter().filter_map(|signer| signer.digest).chain(archives).collect();
    all.sort_unstable();
    all.dedup();
    all
}
