//! Compiled checks over one certificate: each finding has a code that never changes.
//!
//! Run over the exact bytes before they are signed with the real key (wrapped with an empty signature, which is not looked at), and
//! again by the self-check over everything issued.

mod extensions;
mod fields;
mod names;

use std::fmt;

use crate::Certificate;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// The certificate must not be issued.
    Error,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable `snake_case` name of the rule.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Which attribute or extension; empty where the code says it all.
    pub subject: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.code, if self.subject.is_empty() { "" } else { ": " }, self.subject)
    }
}

/// What a certificate is for; decides which rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A self-signed root.
    Root,
    /// An authority below a root.
    Issuing,
    /// A person, sole proprietor or employee.
    Signer,
    /// An organization without a person.
    Seal,
    /// An OCSP responder of the issuer.
    Responder,
    /// A time stamp authority.
    TimeStamper,
}

impl Sort {
    /// Does it issue certificates?
    const fn is_authority(self) -> bool {
        matches!(self, Self::Root | Self::Issuing)
    }

    /// Does it sign documents?
    const fn is_signer(self) -> bool {
        matches!(self, Self::Signer | Self::Seal)
    }
}

/// All findings of `certificate` as one of `sort`, issued by `issuer` (itself for a root). The signature is not looked at.
pub fn check(certificate: &Certificate, sort: Sort, issuer: &Certificate) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    fields::check(certificate, issuer, &mut findings);
    names::check(certificate, sort, issuer, &mut findings);
    extensions::check(certificate, sort, issuer, &mut findings);
    findings.0
}

/// Does any finding forbid issuing?
pub fn forbids(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

struct Findings(Vec<Finding>);

impl Findings {
    fn error_if(&mut self, bad: bool, code: &'static str) {
        self.push_if(bad, code, Severity::Error, "");
    }

    fn error_in(&mut self, bad: bool, code: &'static str, subject: impl fmt::Display) {
        self.push_if(bad, code, Severity::Error, subject);
    }

    fn notice_in(&mut self, bad: bool, code: &'static str, subject: impl fmt::Display) {
        self.push_if(bad, code, Severity::Notice, subject);
    }

    fn push_if(&mut self, bad: bool, code: &'static str, severity: Severity, subject: impl fmt::Display) {
        if bad {
            self.0.push(Finding { code, severity, subject: subject.to_string() });
        }
    }
}

#[cfg(test)]
mod tests;
