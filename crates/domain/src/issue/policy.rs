//! What a licensee lets pass without a person looking.

use serde::{Deserialize, Serialize};

/// The licensee's policy for certificate requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Requests are approved as soon as they are submitted.
    pub approve_automatically: bool,
    /// The licensee vouches for the identity of the people it registers.
    pub licensee_identifies: bool,
    /// The licensee collects the subjects' consents to the processing of personal data, and answers for them by contract.
    #[serde(default = "yes")]
    pub licensee_collects_consents: bool,
    /// What is submitted complete is approved, identified, consented to and released on the licensee's word, without a person acting.
    #[serde(default)]
    pub straight_issue: bool,
    /// Certificates that were issued elsewhere are registered for members by the licensee's word, where no path leads to a trusted root.
    #[serde(default)]
    pub licensee_vouches_for_certificates: bool,
}

/// Licensees of times before this was asked have collected consents all along.
const fn yes() -> bool {
    true
}

impl Default for Policy {
    /// All that concerns its clients' data, for which the licensee answers by contract. What spares somebody's look has to be agreed on.
    fn default() -> Self {
        Self {
            approve_automatically: true,
            licensee_identifies: true,
            licensee_collects_consents: true,
            straight_issue: false,
            licensee_vouches_for_certificates: false,
        }
    }
}
