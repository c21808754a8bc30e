//! Where randomness comes from: an argument, so that tests can repeat themselves.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};

/// Fills buffers with random bytes.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `buffer`; aborts rather than return predictable bytes.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's.
#[derive(Debug, Default)]
pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
    /// The operating system's generator.
    #[expect(clippy::disallowed_methods, reason = "this is where chance comes in")]
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.fill(buffer).expect("the system's random generator answers");
    }
}
