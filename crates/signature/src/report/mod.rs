//! What a verification says, in three layers: verdict, reasons, diagnostic data.

mod diagnosis;
mod finding;
mod verdict;

use pki::path::Standing;
use pki::{Certificate, Time};

pub use diagnosis::{AttributeOrder, Evidence, EvidenceKind, Level, Link, Proof, Stamp, StampKind};
pub use finding::{Cause, Finding, Part};
pub use verdict::{Reason, Verdict};

use crate::facts::Facts;

/// What is known of one signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not TOTAL-PASSED: the one that decided first.
    pub findings: Vec<Finding>,
    /// What is to be known and changes no verdict.
    pub remarks: Vec<Finding>,
    /// The signer's certificate, once it is found and named by the signed attributes.
    pub certificate: Option<Certificate>,
    /// The facts people ask for, where a certificate is found.
    pub facts: Option<Facts>,
    /// When the signer claims to have signed.
    pub signing_time: Option<Time>,
    /// That the signature existed at a moment, where a time stamp proves it.
    pub proof: Option<Proof>,
    /// The moment for which the path was judged: the proven one, or the asked one.
    pub judged_at: Time,
    /// From the signer's certificate to the anchor, where the path holds.
    pub path: Vec<Certificate>,
    /// Standing of each certificate of the path but the anchor.
    pub standings: Vec<Standing>,
    /// The path with what it rests on; as far as it came, where it does not hold.
    pub links: Vec<Link>,
    /// The level by what the signature carries.
    pub level: Option<Level>,
    /// In which order the signed attributes were when the signature stood.
    pub order: Option<AttributeOrder>,
    /// Time stamps, in the order they stand.
    pub stamps: Vec<Stamp>,
    /// Countersignatures, in the order they stand: signatures over this signature.
    pub countersignatures: Vec<Signer>,
}

impl Signer {
    /// Nothing known yet.
    pub(crate) fn unknown(at: Time) -> Self {
        Self {
            verdict: Verdict::TotalPassed,
            findings: Vec::new(),
            remarks: Vec::new(),
            certificate: None,
            facts: None,
            signing_time: None,
            proof: None,
            judged_at: at,
            path: Vec::new(),
            standings: Vec::new(),
            links: Vec::new(),
            level: None,
            order: None,
            stamps: Vec::new(),
            countersignatures: Vec::new(),
        }
    }

    /// Takes a verdict with its reason; a worse one comes before those that are there.
    pub(crate) fn decide(&mut self, verdict: Verdict, part: Part, cause: Cause) {
        let Some(reason) = verdict.reason() else { return };
        let finding = Finding::new(reason, part, cause);
        if verdict.rank() < self.verdict.rank() {
            self.verdict = verdict;
            self.findings.insert(0, finding);
        } else if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Takes note of what changes no verdict.
    pub(crate) fn remark(&mut self, part: Part, cause: Cause) {
        let finding = Finding::remark(part, cause);
        if !self.remarks.contains(&finding) {
            self.remarks.push(finding);
        }
    }
}

/// How much evidence came inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Embedded {
    /// Certificates.
    pub certificates: usize,
    /// Revocation lists.
    pub lists: usize,
    /// OCSP answers.
    pub answers: usize,
}

/// The report over one CMS and one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every signer, in the order they stand; none where the bytes are no CMS.
    pub signers: Vec<Signer>,
    /// What concerns the message as a whole: why it is no CMS, what in it is damaged.
    pub findings: Vec<Finding>,
    /// The moment for which the verdict was asked.
    pub at: Time,
    /// Is the content inside the message?
    pub attached: bool,
    /// Evidence inside the message.
    pub embedded: Embedded,
}

impl Report {
    /// Over bytes that are no CMS.
    pub(crate) fn unreadable(at: Time, cause: Cause) -> Self {
        let findings = vec![Finding::new(Reason::FormatFailure, Part::Format, cause)];
        Self { signers: Vec::new(), findings, at, attached: false, embedded: Embedded::default() }
    }

    /// Does at least one signer stand, and is every verdict TOTAL-PASSED?
    pub fn passed(&self) -> bool {
        self.verdict() == Verdict::TotalPassed
    }

    /// The worst verdict of all signers: failed before indeterminate before passed. No signer at all is a failure of format. A countersignature
    /// counts where it is broken, as a part of the signature under it.
    pub fn verdict(&self) -> Verdict {
        let whole = self.findings.iter().filter_map(|finding| finding.reason).map(|reason| match reason {
            Reason::FormatFailure => Verdict::TotalFailed(reason),
            other => Verdict::Indeterminate(other),
        });
        let all = self.signers.iter().map(|signer| signer.verdict).chain(whole);
        let worst = all.min_by_key(|verdict| verdict.rank());
        worst.filter(|_| !self.signers.is_empty()).unwrap_or(Verdict::TotalFailed(Reason::FormatFailure))
    }

    /// Every reason of the whole, the deciding ones first in each signer.
    pub fn reasons(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(self.signers.iter().flat_map(|signer| &signer.findings))
    }
}
