//! What the system allows: open files.

use rustix::process::{Resource, getrlimit};

use super::Findings;
use crate::config::Config;

/// Files that are open beside connections: databases, blobs on their way, children.
const BESIDE: u64 = 512;

pub(super) fn check(config: &Config, findings: &mut Findings) {
    // the server raises its own limit to the hard one
    let hard = getrlimit(Resource::Nofile).maximum;
    let wanted = config.connections.most as u64 + BESIDE;
    match hard {
        Some(hard) if hard < wanted => findings.warn(
            "open files",
            format!("the system allows {hard}, {wanted} are wanted for {} connections", config.connections.most),
            "raise LimitNOFILE of the service, or lower connections.most",
        ),
        Some(hard) => findings.ok("open files", format!("up to {hard}")),
        None => findings.ok("open files", "no limit"),
    }
}
