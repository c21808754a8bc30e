//! Asking responders and authorities, within the guard: addresses inside only where the caller allows them.

use std::time::Duration;

use app::{Entropy, SystemEntropy};
use outbound::evidence::Evidence;
use outbound::guarded::{Cidr, Rules};

use crate::failure::{Doing, Failure};

/// How long one address may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whom certificates name is asked, unless it is inside of a network that is not among the allowed ones.
pub(super) fn client(allow: &[Cidr]) -> Result<Evidence, Failure> {
    Evidence::new(Rules { allow: allow.to_vec(), ..Rules::default() }, PATIENCE).doing("the client for evidence")
}

/// For nonces.
pub(super) fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    SystemEntropy::new().fill(&mut bytes);
    bytes
}
