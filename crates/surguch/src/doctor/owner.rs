//! As whom it looks. Root reads what the server cannot, and what root writes the server may not be able to write again: so where root
//! asks, the question is handed on to the owner of the data folder, who may be a user that exists only while the service runs.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::Findings;

const CHECK: &str = "user";

/// Starts the same command as the owner of `folder` where this is root's and the folder is not; returns where there is nothing to hand on.
pub(super) fn hand_over(folder: &Path, findings: &mut Findings) {
    let Ok(owner) = std::fs::metadata(folder) else { return };
    if !rustix::process::geteuid().is_root() || owner.uid() == 0 {
        return;
    }
    let error = become_user(owner.uid(), owner.gid());
    let text = format!("looking as root, since becoming user {} did not work: {error}", owner.uid());
    findings.warn(CHECK, text, "run it as the service's user");
}

/// Replaces this process; returns only where that fails. Groups beside `group` are given up.
fn become_user(user: u32, group: u32) -> io::Error {
    Command::new("/proc/self/exe").args(std::env::args_os().skip(1)).uid(user).gid(group).exec()
}

/// Says who looks.
pub(super) fn check(findings: &mut Findings) {
    let (user, group) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    findings.ok(CHECK, format!("looking as user {user} of group {group}"));
}
