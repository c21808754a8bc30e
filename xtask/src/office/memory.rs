//! How much memory a process takes while something happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::Outcome;

/// Resident memory of a process now, in bytes (proc(5)).
pub fn resident(process: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes << 10)
}

/// Looks at a process again and again; ends when dropped.
pub struct Watch {
    most: Arc<AtomicU64>,
    before: u64,
    looking: JoinHandle<()>,
}

impl Watch {
    /// Begins.
    pub fn begin(process: u32) -> Outcome<Self> {
        let before = resident(process)?;
        let most = Arc::new(AtomicU64::new(before));
        let seen = most.clone();
        let looking = tokio::spawn(async move {
            while let Ok(now) = resident(process) {
                seen.fetch_max(now, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        Ok(Self { most, before, looking })
    }

    /// The most so far, in bytes.
    pub fn most(&self) -> u64 {
        self.most.load(Ordering::Relaxed)
    }

    /// By how much the most exceeds what it was at the beginning, in bytes.
    pub fn growth(&self) -> u64 {
        self.most() - self.before
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.looking.abort();
    }
}

/// For people.
pub fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
