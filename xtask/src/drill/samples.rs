//! Files to sign: few, of many sizes, made of the seed.

use std::path::{Path, PathBuf};

use client::Upload;
use pki::Digest;
use signature::ContentDigest;

use crate::office::{Chance, Outcome};

/// A file on the client's disk.
#[derive(Debug, Clone)]
pub struct Sample {
    path: PathBuf,
    /// In bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex, by the client's own reckoning.
    pub sha256: String,
    /// The digests that signatures may be over.
    pub digests: Vec<ContentDigest>,
}

impl Sample {
    /// To be sent under this name.
    pub fn upload(&self, name: String) -> Upload {
        Upload::new(&self.path).named(name)
    }
}

/// Makes them: most of a few kilobytes, two of some megabytes, so that a kill meets an upload halfway.
pub fn make(folder: &Path, seed: u64) -> Outcome<Vec<Sample>> {
    let mut chance = Chance::new(seed, u64::MAX);
    std::fs::create_dir_all(folder)?;
    let mut samples = Vec::new();
    for number in 0..26 {
        let size = if number < 2 { 3 << 20 } else { 2_f64.powf(chance.between(8.0, 18.0)) as usize };
        let mut bytes = Vec::with_capacity(size + 8);
        while bytes.len() < size {
            bytes.extend_from_slice(&chance.next().to_le_bytes());
        }
        bytes.truncate(size);
        let path = folder.join(format!("{number}.bin"));
        std::fs::write(&path, &bytes)?;
        let digests = [Digest::Sha256, Digest::Streebog256, Digest::Streebog512];
        let digests = digests.map(|algorithm| ContentDigest { algorithm, value: algorithm.of(&bytes) }).into();
        samples.push(Sample { path, size: size as u64, sha256: app::sha256_hex(&bytes), digests });
    }
    Ok(samples)
}

/// One of them; the large ones seldom.
pub fn pick(samples: &[Sample], chance: &mut Chance) -> usize {
    if chance.percent(3) { chance.below(2) } else { 2 + chance.below(samples.len() - 2) }
}
