//! What a licensee lets pass without a person looking.

use serde::{Deserialize, Serialize};

/// The licensee's policy for certificate requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Requests are approved as soon as they are submitted.
    pub approve_automatically: bool,
    /// The licensee vouches for the identity of the people it registers.
    pub licensee_identifies: bool,
}

impl Default for Policy {
    /// Both: the licensee answers for its clients' data by contract.
    fn default() -> Self {
        Self { approve_automatically: true, licensee_identifies: true }
    }
}
