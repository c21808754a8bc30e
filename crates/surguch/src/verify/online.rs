//! Asking responders and authorities, within the guard: never addresses inside.

use std::time::Duration;

use app::{Entropy, SystemEntropy};
use outbound::evidence::Evidence;
use outbound::guarded::Rules;

use crate::failure::{Doing, Failure};

/// How long one address may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whom certificates name is asked, unless it is inside of somebody's network.
pub(super) fn client() -> Result<Evidence, Failure> {
    Evidence::new(Rules::default(), PATIENCE).doing("the client for evidence")
}

/// For nonces.
pub(super) fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    SystemEntropy::new().fill(&mut bytes);
    bytes
}
