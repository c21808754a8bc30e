//! Time stamps of a signer, and what they prove (EN 319 102-1 §5.4 to §5.6).
//!
//! The newest are judged at the asked moment; what they cover is judged at theirs, since it existed then. A stamp that a signature carries
//! has to hold: one that does not takes away the certainty that the signature claims, unless another one gives it.

use const_oid::ObjectIdentifier;
use pki::path::Rule;
use pki::tsp::GenTime;
use pki::{Malformed, Time, oid};

use super::SKEW;
use super::basic::{Basic, Fault, Signed, unknown_algorithm};
use super::chain::{self, Purpose};
use super::signer::Judge;
use crate::cades::{Token, Unsigned, imprint};
use crate::cms::read::SignerInfo;
use crate::report::{Cause, Finding, Part, Proof, Reason, Signer, Stamp, StampKind, Verdict};

const KINDS: [(ObjectIdentifier, StampKind); 3] = [
    (oid::SIGNATURE_TIME_STAMP, StampKind::Signature),
    (oid::ESC_TIME_STAMP, StampKind::Esc),
    (oid::ARCHIVE_TIME_STAMP_V3, StampKind::Archive),
];

/// Attributes whose meaning is known here, or which only help.
const KNOWN: [ObjectIdentifier; 5] =
    [oid::COUNTER_SIGNATURE, oid::CERTIFICATE_REFERENCES, oid::REVOCATION_REFERENCES, oid::CERTIFICATE_VALUES, oid::REVOCATION_VALUES];

/// Time stamps that are known and not looked at: over references alone, archive stamps of the first and second version, that of Microsoft.
const UNSUPPORTED: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.26"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.27"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.48"),
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.3.3.1"),
];

/// One stamp as it stands.
struct Candidate<'a> {
    kind: StampKind,
    oid: ObjectIdentifier,
    value: &'a [u8],
    token: Result<Token<'a>, Malformed>,
}

/// Judges every time stamp of `info`; fills [`Signer::stamps`] and [`Signer::proof`]. `content`: archive time stamps are over the content
/// of the message, so that only its own signers have them.
pub(super) fn judge(judge: &Judge<'_>, info: &SignerInfo<'_>, unsigned: &Unsigned<'_>, content: bool, report: &mut Signer) {
    let candidates = candidates(unsigned, report);
    let mut stamps: Vec<Option<Stamp>> = vec![None; candidates.len()];
    for place in newest_first(&candidates) {
        let candidate = &candidates[place];
        let covering = candidates.iter().zip(&stamps).filter(|(other, _)| covers(other, candidate));
        let believed = covering.filter_map(|(_, stamp)| stamp.as_ref().filter(|stamp| stamp.verdict == Verdict::TotalPassed));
        let at = believed.filter_map(|stamp| stamp.time).min().map_or(judge.question.at, |time| time.min(judge.question.at));
        stamps[place] = Some(stamp(judge, info, unsigned, candidate, content, at));
    }
    report.stamps = stamps.into_iter().flatten().collect();
    let believed = report.stamps.iter().enumerate().filter(|(_, stamp)| stamp.verdict == Verdict::TotalPassed);
    let proven = believed.filter_map(|(place, stamp)| stamp.time.map(|time| Proof { time, stamp: place + 1 }));
    report.proof = proven.min_by_key(|proof| proof.time);
    order(&candidates, report);
    conclude(report);
}

fn candidates<'a>(unsigned: &Unsigned<'a>, report: &mut Signer) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for attribute in &unsigned.attributes {
        match KINDS.iter().find(|(oid, _)| *oid == attribute.kind) {
            Some((oid, kind)) => {
                found.extend(attribute.values.iter().map(|value| Candidate { kind: *kind, oid: *oid, value, token: Token::parse(value) }))
            }
            None if KNOWN.contains(&attribute.kind) => {}
            None => {
                let cause = Cause::AttributeUnknown(attribute.kind.to_string());
                // A token under a name that nobody gives to one: a stamp that was renamed no longer proves what it did.
                let token = attribute.values.iter().any(|value| Token::parse(value).is_ok());
                if token && !UNSUPPORTED.contains(&attribute.kind) {
                    report.decide(Verdict::Indeterminate(Reason::SigConstraintsFailure), Part::UnsignedAttributes, cause);
                } else {
                    report.remark(Part::UnsignedAttributes, cause);
                }
            }
        }
    }
    found
}

/// Archive stamps before those over references before those over signatures, each from the newest to the oldest.
fn newest_first(candidates: &[Candidate<'_>]) -> Vec<usize> {
    let rank = |kind| match kind {
        StampKind::Archive => 0,
        StampKind::Esc => 1,
        StampKind::Signature => 2,
    };
    let mut places: Vec<usize> = (0..candidates.len()).collect();
    places.sort_by_key(|place| (rank(candidates[*place].kind), std::cmp::Reverse(candidates[*place].time())));
    places
}

impl Candidate<'_> {
    fn time(&self) -> Option<GenTime> {
        self.token.as_ref().ok().map(|token| token.info.time)
    }
}

/// Is `inner` part of what `outer` is over?
fn covers(outer: &Candidate<'_>, inner: &Candidate<'_>) -> bool {
    match outer.kind {
        StampKind::Signature => false,
        StampKind::Esc => inner.kind == StampKind::Signature,
        StampKind::Archive => {
            let index = outer.token.as_ref().ok().and_then(|token| token.hash_index().ok().flatten());
            outer.value != inner.value && index.is_some_and(|index| index.covers_value(inner.oid, inner.value))
        }
    }
}

fn stamp(judge: &Judge<'_>, info: &SignerInfo<'_>, unsigned: &Unsigned<'_>, candidate: &Candidate<'_>, content: bool, at: Time) -> Stamp {
    let mut stamp = Stamp {
        kind: candidate.kind,
        verdict: Verdict::TotalPassed,
        findings: Vec::new(),
        time: None,
        policy: None,
        serial: None,
        digest_algorithm: "",
        algorithm: "",
        judged_at: at,
        path: Vec::new(),
    };
    let checked = match &candidate.token {
        Ok(token) => {
            stamp.time = Some(token.info.time.seconds);
            stamp.policy = Some(token.info.policy.to_string());
            stamp.serial = Some(hex::encode(&token.info.serial));
            stamp.digest_algorithm = token.digest().map_or("", pki::Digest::name);
            is_over(judge, info, unsigned, candidate.kind, token, content).and_then(|()| believe(judge, token, at, &mut stamp))
        }
        Err(error) => Err((Verdict::TotalFailed(Reason::FormatFailure), Part::Format, Cause::Malformed(error.0))),
    };
    if let Err((verdict, part, cause)) = checked {
        stamp.verdict = verdict;
        stamp.findings.extend(verdict.reason().map(|reason| Finding::new(reason, part, cause)));
    }
    stamp
}

/// The imprint is that of what stands here.
fn is_over(
    judge: &Judge<'_>,
    info: &SignerInfo<'_>,
    unsigned: &Unsigned<'_>,
    kind: StampKind,
    token: &Token<'_>,
    content: bool,
) -> Result<(), Fault> {
    const DIFFERS: Fault = (Verdict::TotalFailed(Reason::HashFailure), Part::Content, Cause::StampImprint);
    let format = |error: Malformed| (Verdict::TotalFailed(Reason::FormatFailure), Part::UnsignedAttributes, Cause::Malformed(error.0));
    let unknown = || {
        let raw = pki::asn1::Reader::whole_sequence(token.info.imprint.der()).and_then(|mut inner| inner.element());
        let cause = unknown_algorithm(raw.map_or(&[][..], |algorithm| algorithm.raw));
        (Verdict::Indeterminate(Reason::CryptoConstraintsFailure), Part::Content, cause)
    };
    let octets = match kind {
        StampKind::Signature => imprint::of_signature(info),
        StampKind::Esc => imprint::of_references(info).map_err(format)?,
        StampKind::Archive => {
            let index = token.hash_index().map_err(format)?;
            let index = index.ok_or((
                Verdict::TotalFailed(Reason::FormatFailure),
                Part::UnsignedAttributes,
                Cause::AttributeMissing("ats-hash-index-v3"),
            ))?;
            if !index.is_of(judge.data, unsigned).ok_or_else(unknown)? {
                return Err(DIFFERS);
            }
            let digest = token.digest().ok_or_else(unknown)?;
            let beside = judge.question.contents.iter().find(|content| content.algorithm == digest).map(|content| content.value.clone());
            let signed = beside.or_else(|| imprint::content(judge.data, digest)).filter(|_| content);
            let missing = (Verdict::Indeterminate(Reason::SignedDataNotFound), Part::Content, Cause::ContentMissing);
            imprint::of_archive(judge.data, &signed.ok_or(missing)?, info, index.der)
        }
    };
    if token.covers(&octets).ok_or_else(unknown)? { Ok(()) } else { Err(DIFFERS) }
}

/// The token's own signature, purpose and path at this moment.
fn believe(judge: &Judge<'_>, token: &Token<'_>, at: Time, stamp: &mut Stamp) -> Result<(), Fault> {
    let signed = Signed::Content { kind: token.data.content_type, announced: &token.data.digests, inside: token.data.content, beside: &[] };
    let mut report = Signer::unknown(at);
    let basic = Basic { signer: token.signer(), signed, certificates: &judge.pool.certificates, by_sha1: true };
    let certificate = basic.check(&mut report)?;
    stamp.algorithm = report.facts.map_or("", |facts| facts.algorithm);
    if !chain::is_for(&certificate, Purpose::Stamps) {
        return Err((Verdict::Indeterminate(Reason::ChainConstraintsFailure), Part::Certificate(1), Cause::WrongPurpose));
    }
    let time = token.info.time.seconds;
    if time > at.plus_seconds(SKEW) {
        return Err((Verdict::Indeterminate(Reason::NotYetValid), Part::Content, Cause::StampInFuture));
    }
    // Whatever it says, it was made while its certificate was valid.
    if !certificate.is_valid_at(time) {
        let rule = if time < certificate.not_before() { Rule::NotYetValid } else { Rule::Expired };
        return Err((Verdict::Indeterminate(Reason::TimestampOrderFailure), Part::Certificate(1), Cause::Path(rule)));
    }
    match judge.find(&certificate, at) {
        Ok(path) => {
            stamp.path = chain::links(&path, judge.pool);
            Ok(())
        }
        Err(refusal) => {
            stamp.path = chain::broken(&refusal, judge.question.trust.anchors);
            // A key that was compromised before the moment said may have said any moment: its claim counts as that of a signer.
            Err(chain::fault(&refusal, Some(time), None))
        }
    }
}

/// Whatever covers a stamp is not older than it.
fn order(candidates: &[Candidate<'_>], report: &mut Signer) {
    for (place, outer) in candidates.iter().enumerate() {
        for inner in candidates.iter().filter(|inner| covers(outer, inner)) {
            if let (Some(later), Some(earlier)) = (outer.time(), inner.time())
                && later < earlier
            {
                let verdict = Verdict::Indeterminate(Reason::TimestampOrderFailure);
                report.decide(verdict, Part::TimeStamp(place + 1), Cause::StampOrder);
            }
        }
    }
}

/// What stamps that do not hold mean for the signature.
fn conclude(report: &mut Signer) {
    let proven = report.proof.is_some();
    for (place, stamp) in report.stamps.clone().into_iter().enumerate() {
        let part = Part::TimeStamp(place + 1);
        let cause = stamp.findings.first().map_or(Cause::StampNotValid, |finding| finding.cause.clone());
        match stamp.verdict {
            Verdict::TotalPassed => {
                let unknown = |link: &crate::Link| link.standing == Some(pki::path::Standing::Unknown);
                if stamp.path.iter().any(unknown) {
                    report.remark(part, Cause::RevocationUnknown);
                }
            }
            // Changed, or never a stamp of this.
            Verdict::TotalFailed(_) => report.decide(Verdict::Indeterminate(Reason::SigConstraintsFailure), part, cause),
            // Time alone has gone over it, or evidence is awaited: the signature is judged without it.
            Verdict::Indeterminate(Reason::OutOfBoundsNoPoe | Reason::TryLater | Reason::NotYetValid) => report.remark(part, cause),
            Verdict::Indeterminate(_) if proven => report.remark(part, cause),
            verdict @ Verdict::Indeterminate(_) => report.decide(verdict, part, cause),
        }
    }
}
