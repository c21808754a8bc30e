//! From what was found to the DTO.

use pki::extension::Identification;
use pki::path::Standing;
use pki::{Certificate, Time};
use signature::quality::{self, Accreditation};
use signature::{Cause, Finding, Link, Report, Signer, Stamp, Verdict};
use surguch_http::Language;
use wire::office::{
    PathCertificate, Verification, VerificationFinding, VerifiedCertificate, VerifiedEvidence, VerifiedMessage, VerifiedSigner,
    VerifiedStamp,
};

use super::words::{self, Words};

/// One message as it was judged.
#[derive(Debug)]
pub struct Judged {
    /// Name of its file, where it has one.
    pub name: Option<String>,
    /// What was found.
    pub report: Report,
}

/// The whole report; at least one message is expected, and nothing at all is INDETERMINATE.
pub fn report(judged: &[Judged], accreditations: &[Accreditation], at: Time, language: Language) -> Verification {
    let words = words::of(language);
    let none = Verdict::Indeterminate(signature::Reason::SignedDataNotFound);
    let verdict = judged.iter().map(|one| one.report.verdict()).min_by_key(|verdict| verdict.rank()).unwrap_or(none);
    let reason = reason(verdict);
    Verification {
        message: words.verdict(verdict.code(), reason.as_deref()),
        verdict: verdict.code().to_owned(),
        reason,
        at: at.to_string(),
        messages: judged.iter().map(|one| message(one, accreditations, words)).collect(),
    }
}

fn message(judged: &Judged, accreditations: &[Accreditation], words: &Words) -> VerifiedMessage {
    let report = &judged.report;
    VerifiedMessage {
        name: judged.name.clone(),
        verdict: report.verdict().code().to_owned(),
        reason: reason(report.verdict()),
        attached: report.attached,
        embedded_certificates: report.embedded.certificates,
        embedded_crls: report.embedded.lists,
        embedded_ocsp: report.embedded.answers,
        findings: findings(&report.findings, words),
        signers: report.signers.iter().map(|one| signer(one, accreditations, words)).collect(),
    }
}

fn signer(signer: &Signer, accreditations: &[Accreditation], words: &Words) -> VerifiedSigner {
    let facts = signer.facts.as_ref();
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    VerifiedSigner {
        verdict: signer.verdict.code().to_owned(),
        reason: reason(signer.verdict),
        findings: findings(&signer.findings, words),
        remarks: findings(&signer.remarks, words),
        kind: quality::kind(signer, accreditations).code().to_owned(),
        level: signer.level.map(|level| level.name().to_owned()),
        algorithm: facts.and_then(|facts| known(facts.algorithm)),
        digest_algorithm: facts.and_then(|facts| known(facts.digest_algorithm)),
        digest: facts.and_then(|facts| known(&facts.digest)),
        signing_time: moment(signer.signing_time),
        proven_time: moment(signer.proof.map(|proof| proof.time)),
        proven_by: signer.proof.map(|proof| proof.stamp),
        judged_at: signer.judged_at.to_string(),
        attribute_order: signer.order.map(|order| order.code().to_owned()),
        certificate: signer.certificate.as_ref().map(certificate),
        path: path(&signer.links),
        time_stamps: signer.stamps.iter().map(|one| stamp(one, words)).collect(),
        countersignatures: signer.countersignatures.iter().map(|one| self::signer(one, accreditations, words)).collect(),
    }
}

fn certificate(certificate: &Certificate) -> VerifiedCertificate {
    let tool = certificate.issuer_tool().ok().flatten();
    let identification = certificate.identification().ok().flatten().map(|kind| match kind {
        Identification::InPerson => "in_person",
        Identification::BySignature => "by_signature",
        Identification::ByPassport => "by_passport",
        Identification::ByBiometrics => "by_biometrics",
    });
    VerifiedCertificate {
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        serial: certificate.serial().to_string(),
        thumbprint: hex::encode_upper(certificate.thumbprint()),
        not_before: certificate.not_before().to_string(),
        not_after: certificate.not_after().to_string(),
        classes: quality::classes(certificate).into_iter().map(str::to_owned).collect(),
        sign_tool: certificate.sign_tool().ok().flatten(),
        issuer_sign_tool: tool.as_ref().map(|tool| tool.sign_tool.clone()),
        issuer_ca_tool: tool.as_ref().map(|tool| tool.authority_tool.clone()),
        purposes: certificate.purposes().ok().flatten().unwrap_or_default().iter().map(ToString::to_string).collect(),
        key_until: moment(certificate.private_key_period().ok().flatten().and_then(|period| period.until)),
        identification: identification.map(str::to_owned),
    }
}

fn path(links: &[Link]) -> Vec<PathCertificate> {
    let one = |link: &Link| PathCertificate {
        subject: link.certificate.subject().to_string(),
        serial: link.certificate.serial().to_string(),
        thumbprint: hex::encode_upper(link.certificate.thumbprint()),
        algorithm: link.certificate.algorithm().map(|algorithm| algorithm.name().to_owned()),
        not_before: link.certificate.not_before().to_string(),
        not_after: link.certificate.not_after().to_string(),
        standing: match link.standing {
            _ if link.anchor => "anchor",
            Some(Standing::Good { .. }) => "good",
            Some(Standing::Unknown) => "unknown",
            None => "unjudged",
        }
        .to_owned(),
        evidence: link.evidence.iter().map(evidence).collect(),
    };
    links.iter().map(one).collect()
}

fn evidence(evidence: &signature::Evidence) -> VerifiedEvidence {
    VerifiedEvidence {
        kind: evidence.kind.code().to_owned(),
        embedded: evidence.embedded,
        this_update: evidence.this_update.to_string(),
        next_update: moment(evidence.next_update),
        sha256: hex::encode(evidence.sha256),
    }
}

fn stamp(stamp: &Stamp, words: &Words) -> VerifiedStamp {
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    VerifiedStamp {
        kind: stamp.kind.name().to_owned(),
        verdict: stamp.verdict.code().to_owned(),
        reason: reason(stamp.verdict),
        findings: findings(&stamp.findings, words),
        time: moment(stamp.time),
        policy: stamp.policy.clone(),
        serial: stamp.serial.clone(),
        digest_algorithm: known(stamp.digest_algorithm),
        algorithm: known(stamp.algorithm),
        judged_at: stamp.judged_at.to_string(),
        path: path(&stamp.path),
    }
}

fn findings(findings: &[Finding], words: &Words) -> Vec<VerificationFinding> {
    let one = |finding: &Finding| {
        let (part, cause): (_, &Cause) = (finding.part, &finding.cause);
        let detail = cause.detail();
        VerificationFinding {
            reason: finding.reason.map(|reason| reason.code().to_owned()),
            part: part.code().to_owned(),
            number: part.number(),
            cause: cause.code().to_owned(),
            message: words.finding(part.code(), part.number(), cause.code(), detail.as_deref()),
            detail,
        }
    };
    findings.iter().map(one).collect()
}

fn reason(verdict: Verdict) -> Option<String> {
    verdict.reason().map(|reason| reason.code().to_owned())
}

fn moment(time: Option<Time>) -> Option<String> {
    time.map(|time| time.to_string())
}
