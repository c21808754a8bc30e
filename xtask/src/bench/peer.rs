//! Peers: one durable row a commit, done by foreign programs on the same disk.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Python's own sqlite3 on a WAL with `synchronous = FULL`, a row of 300 bytes with a unique key: what a commit costs when nobody shares it.
const SQLITE: &str = "
import random, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA journal_mode = WAL')
db.execute('PRAGMA synchronous = FULL')
db.execute('CREATE TABLE IF NOT EXISTS one_row (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL)')
body, count, start = 'x' * 300, 0, time.perf_counter()
while time.perf_counter() - start < float(sys.argv[2]):
    db.execute('BEGIN IMMEDIATE')
    db.execute('INSERT INTO one_row (key, body) VALUES (?, ?)', ('%032x' % random.getrandbits(128), body))
    db.execute('COMMIT')
    count += 1
print(count / (time.perf_counter() - start))
";

/// Rows a second of SQLite, one a commit.
pub fn sqlite(file: &Path, seconds: u64) -> io::Result<f64> {
    let output = Command::new("python3").args(["-c", SQLITE]).arg(file).arg(seconds.to_string()).output()?;
    text(output)?.trim().parse().map_err(io::Error::other)
}

/// Rows a second of PostgreSQL by its own pgbench, one a commit, with so many clients.
pub fn postgres(url: &str, script: &Path, clients: usize, seconds: u64) -> io::Result<f64> {
    pgbench(url, script, "INSERT INTO one_row (body) VALUES (repeat('x', 300));\n", clients, seconds)
}

/// Transactions a second of a script by pgbench; it is written to the file `script`.
pub fn pgbench(url: &str, script: &Path, text_of_script: &str, clients: usize, seconds: u64) -> io::Result<f64> {
    std::fs::write(script, text_of_script)?;
    let clients = clients.to_string();
    let output = Command::new(program())
        .args(["--no-vacuum", "--protocol", "prepared", "--client", &clients, "--jobs", "2", "--time", &seconds.to_string()])
        .arg("--file")
        .arg(script)
        .arg(url)
        .output()?;
    let said = text(output)?;
    said.lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| io::Error::other(format!("pgbench said: {said}")))
}

fn text(output: Output) -> io::Result<String> {
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// Debian keeps it beside the server.
fn program() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin/pgbench")).filter(|path| path.exists()).max().unwrap_or_else(|| "pgbench".into())
}
