//! The machine's own figures: how fast its disk really flushes, and how much processor this process has used.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// Overwrites 4 KiB and flushes it, again and again for `span`; returns flushes a second.
pub fn flushes(folder: &Path, span: Duration) -> io::Result<f64> {
    let path = folder.join("flush.probe");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
    file.write_all_at(&[0; 4096], 0)?;
    file.sync_all()?;
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < span {
        file.write_all_at(&[u8::try_from(count % 251).unwrap_or(0); 4096], 0)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / start.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// The share of processor time that nobody used during `span`, of all processors (proc(5)).
pub fn idle(span: Duration) -> io::Result<f64> {
    let before = processors()?;
    std::thread::sleep(span);
    let after = processors()?;
    let (idle, all) = (after.0.saturating_sub(before.0), after.1.saturating_sub(before.1));
    Ok(idle as f64 / all.max(1) as f64)
}

/// Ticks in which nothing ran, and all ticks.
fn processors() -> io::Result<(u64, u64)> {
    let stat = std::fs::read_to_string("/proc/stat")?;
    let ticks: Vec<u64> = stat.lines().next().unwrap_or_default().split_whitespace().skip(1).filter_map(|word| word.parse().ok()).collect();
    // idle, and waiting for a disk; the last two columns are counted in the first two already
    Ok((ticks.iter().skip(3).take(2).sum(), ticks.iter().take(8).sum()))
}

/// User and system time of this process so far. The kernel counts it in hundredths of a second whatever its own tick is (proc(5)).
pub fn processor_time() -> io::Result<Duration> {
    processor_time_in("/proc/self/stat")
}

/// The same of another process and the children that it waited for.
#[cfg(feature = "package-bench")]
pub fn processor_time_of(process: u32) -> io::Result<Duration> {
    processor_time_in(&format!("/proc/{process}/stat"))
}

fn processor_time_in(path: &str) -> io::Result<Duration> {
    let stat = std::fs::read_to_string(path)?;
    // the name in brackets may hold spaces; what follows it begins with field 3
    let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    Ok(Duration::from_millis((ticks(14) + ticks(15) + ticks(16) + ticks(17)) * 10))
}
