//! One signer from its attributes to its path: signature, time stamps, the proven moment, the path at that moment.

use std::cell::Cell;

use pki::path::{Path, Refusal, Rule};
use pki::{Certificate, Time, oid};

use super::basic::{Basic, Signed};
use super::chain::{self, Purpose};
use super::pool::Pool;
use super::{Question, SKEW, level, stamps};
use crate::cades::Unsigned;
use crate::cms::read::{SignedData, SignerInfo};
use crate::report::{AttributeOrder, Cause, Part, Reason, Signer, Verdict};

/// Most paths looked for in one message: each costs up to 160 signatures.
const MOST_PATHS: u32 = 128;
/// Countersignatures of countersignatures are looked at so deep.
const DEEPEST: usize = 2;

/// What all signers of one message have in common.
pub(super) struct Judge<'a> {
    pub(super) data: &'a SignedData<'a>,
    pub(super) pool: &'a Pool<'a>,
    pub(super) question: &'a Question<'a>,
    paths: Cell<u32>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(data: &'a SignedData<'a>, pool: &'a Pool<'a>, question: &'a Question<'a>) -> Self {
        Self { data, pool, question, paths: Cell::new(0) }
    }

    /// Everything about one signer, or one countersignature at this depth.
    pub(super) fn signer(&self, info: &SignerInfo<'_>, signed: Signed<'_>, depth: usize) -> Signer {
        let mut report = Signer::unknown(self.question.at);
        let basic = Basic { signer: info, signed, certificates: &self.pool.certificates, by_sha1: false };
        let certificate = basic.check(&mut report);
        match Unsigned::of(info) {
            Ok(unsigned) => {
                report.level = level::of(self.data, info, &unsigned);
                stamps::judge(self, info, &unsigned, depth == 0, &mut report);
                self.countersignatures(info, &unsigned, depth, &mut report);
            }
            Err(error) => report.decide(Verdict::TotalFailed(Reason::FormatFailure), Part::UnsignedAttributes, Cause::Malformed(error.0)),
        }
        match certificate {
            Ok(certificate) => self.path(&certificate, &mut report),
            Err((verdict, part, cause)) => report.decide(verdict, part, cause),
        }
        if report.order == Some(AttributeOrder::Sorted) {
            report.remark(Part::SignedAttributes, Cause::AttributesReordered);
        }
        report
    }

    /// A path holds at the proven moment, or else at the asked one, and the key is for signatures.
    fn path(&self, certificate: &Certificate, report: &mut Signer) {
        let proven = report.proof.map(|proof| proof.time);
        report.judged_at = proven.map_or(self.question.at, |proven| proven.min(self.question.at));
        if !chain::is_for(certificate, Purpose::Documents) {
            let verdict = Verdict::Indeterminate(Reason::ChainConstraintsFailure);
            report.decide(verdict, Part::Certificate(1), Cause::WrongPurpose);
        }
        match self.find(certificate, report.judged_at) {
            Ok(path) => {
                report.links = chain::links(&path, self.pool);
                for place in chain::unknown(&path) {
                    report.remark(Part::Certificate(place), Cause::RevocationUnknown);
                }
                (report.path, report.standings) = (path.certificates, path.standings);
            }
            Err(refusal) => {
                report.links = chain::broken(&refusal, self.question.trust.anchors);
                let (verdict, part, cause) = chain::fault(&refusal, report.signing_time, proven);
                report.decide(verdict, part, cause);
            }
        }
        self.clocks(report);
    }

    /// The claimed moment against the proven one, or against the asked one.
    fn clocks(&self, report: &mut Signer) {
        let Some(claimed) = report.signing_time else { return };
        let late = |than: Time| claimed > than.plus_seconds(SKEW);
        if report.proof.is_some_and(|proof| late(proof.time)) {
            let verdict = Verdict::Indeterminate(Reason::TimestampOrderFailure);
            report.decide(verdict, Part::SignedAttributes, Cause::SigningTimeAfterStamp);
        } else if late(self.question.at) {
            let verdict = Verdict::Indeterminate(Reason::SigConstraintsFailure);
            report.decide(verdict, Part::SignedAttributes, Cause::SigningTimeInFuture);
        }
    }

    fn countersignatures(&self, info: &SignerInfo<'_>, unsigned: &Unsigned<'_>, depth: usize, report: &mut Signer) {
        for (place, value) in unsigned.values(oid::COUNTER_SIGNATURE).enumerate() {
            let part = Part::Countersignature(place + 1);
            match SignerInfo::parse(value) {
                Ok(_) if depth == DEEPEST => report.remark(part, Cause::AttributeUnknown(oid::COUNTER_SIGNATURE.to_string())),
                Ok(counter) => {
                    let counter = self.signer(&counter, Signed::Value(info.signature), depth + 1);
                    let cause = counter.findings.first().map(|finding| finding.cause.clone());
                    match (counter.verdict, cause) {
                        // changed, or never over this signature
                        (Verdict::TotalFailed(_), Some(cause)) => {
                            report.decide(Verdict::Indeterminate(Reason::SigConstraintsFailure), part, cause);
                        }
                        // that its signer is not known takes nothing from the signature under it
                        (Verdict::Indeterminate(_), Some(cause)) => report.remark(part, cause),
                        _ => {}
                    }
                    report.countersignatures.push(counter);
                }
                Err(error) => report.decide(Verdict::Indeterminate(Reason::SigConstraintsFailure), part, Cause::Malformed(error.0)),
            }
        }
    }

    /// A path at this moment; gives up after too many of them.
    pub(super) fn find(&self, certificate: &Certificate, at: Time) -> Result<Path, Refusal> {
        self.paths.set(self.paths.get() + 1);
        if self.paths.get() > MOST_PATHS {
            return Err(Refusal { path: vec![certificate.clone()], at: 0, rule: Rule::TooComplex });
        }
        chain::judge(certificate, self.pool, self.question, at)
    }
}
