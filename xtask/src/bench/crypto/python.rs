//! pyHanko, in an environment of its own that is made once.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::engine::run;
use crate::office::Outcome;

/// One loop of signing or verifying in pyHanko's own process.
const LOOP: &str = include_str!("pyhanko_loop.py");

/// A Python that has pyHanko, at the version that the judges use.
pub struct Python {
    program: PathBuf,
}

impl Python {
    /// Makes it below `target`, or finds it there.
    pub fn prepare() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let home = root.join("target/bench-python");
        let program = home.join("bin/python");
        if run(Command::new(&program).args(["-c", "import pyhanko"])).is_err() {
            eprintln!("installing pyHanko");
            run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
            let words = ["install", "--quiet", "--disable-pip-version-check", "-r"];
            run(Command::new(home.join("bin/pip")).args(words).arg(root.join("tests/judges/requirements.txt")))?;
        }
        Ok(Self { program })
    }

    /// Signs or verifies `content` in `folder` for so many seconds: acts a second of its processor time, and its peak in MiB.
    pub fn measure(&self, folder: &Path, act: &str, content: &str, seconds: u64) -> Outcome<(f64, f64)> {
        let said = run(Command::new(&self.program).arg("-c").arg(LOOP).arg(folder).args([act, content]).arg(seconds.to_string()))?;
        let (rate, peak) = said.trim().split_once(' ').ok_or_else(|| format!("pyHanko said {said}"))?;
        Ok((rate.parse()?, peak.parse()?))
    }
}
