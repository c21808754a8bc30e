//! What the kernel says of this process (proc(5)) and its disk. What it does not say is left out.

use std::path::Path;
use std::time::Duration;

use super::sample::{Number, Samples};
use super::table::{CPU, DISK, DISK_FREE, FILES, FILES_MOST, RESIDENT};

pub(super) fn sample(samples: &mut Samples) {
    if let Some(bytes) = resident() {
        samples.one(RESIDENT, Number::Whole(bytes));
    }
    if let Some(time) = processor_time() {
        samples.one(CPU, Number::Real(time.as_secs_f64()));
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        // one of them is the folder itself
        samples.one(FILES, Number::Whole((files.count() as u64).saturating_sub(1)));
    }
    if let Some(most) = limit_on_files() {
        samples.one(FILES_MOST, Number::Whole(most));
    }
}

/// The room where `folder` lies.
pub(super) fn room(folder: &Path, samples: &mut Samples) {
    if let Ok(room) = rustix::fs::statvfs(folder) {
        samples.one(DISK_FREE, Number::Whole(room.f_bavail * room.f_frsize));
        samples.one(DISK, Number::Whole(room.f_blocks * room.f_frsize));
    }
}

/// Resident memory in bytes.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// User and system time, which the kernel counts in hundredths of a second whatever its own tick is.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // the name in brackets may hold spaces; what follows it begins with field 3
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11).map(str::parse::<u64>);
    Some(Duration::from_millis((fields.next()?.ok()? + fields.next()?.ok()?) * 10))
}

fn limit_on_files() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}
