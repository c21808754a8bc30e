//! OpenSSL and its GOST engine: a loop in C over EVP, compiled in the run, and `openssl speed` beside it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench::figures::Figures;
use crate::office::Outcome;

const SOURCE: &str = include_str!("engine.c");
/// Loads the engine.
pub const CONFIGURATION: &str =
    "openssl_conf=all\n[all]\nengines=engines\n[engines]\ngost=gost\n[gost]\nengine_id=gost\ndefault_algorithms=ALL\n";

/// The compiled loop.
pub struct Engine {
    program: PathBuf,
    configuration: PathBuf,
}

impl Engine {
    /// Compiles it; needs the Debian packages gcc, libssl-dev and libengine-gost-openssl.
    pub fn build(folder: &Path) -> Outcome<Self> {
        let (source, program, configuration) = (folder.join("engine.c"), folder.join("engine"), folder.join("engine.cnf"));
        std::fs::write(&source, SOURCE)?;
        std::fs::write(&configuration, CONFIGURATION)?;
        let words = ["-O2", "-Wno-deprecated-declarations", "-o"];
        run(Command::new("cc").args(words).arg(&program).arg(&source).arg("-lcrypto"))?;
        Ok(Self { program, configuration })
    }

    /// A value for every row, `seconds` each.
    pub fn note(&self, seconds: u64, figures: &mut Figures) -> Outcome<()> {
        let said = run(Command::new(&self.program).arg(seconds.to_string()).env("OPENSSL_CONF", &self.configuration))?;
        for line in said.lines() {
            let (name, value) = line.split_once('\t').ok_or_else(|| format!("not understood: {line}"))?;
            figures.note(&format!("OpenSSL: {name}"), value.parse()?);
        }
        speed(seconds, figures)
    }
}

/// `openssl speed` of what it knows itself: it knows no GOST.
fn speed(seconds: u64, figures: &mut Figures) -> Outcome<()> {
    let seconds = seconds.to_string();
    let words = ["speed", "-mr", "-seconds", &seconds, "-bytes", "1048576"];
    let said = run(Command::new("openssl").args(words).args(["ecdsap256", "sha256"]).env_remove("OPENSSL_CONF"))?;
    for line in said.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        match fields[..] {
            ["+F4", _, _, sign, verify, ..] => {
                figures.note("openssl speed: ECDSA P-256 sign, /s", rate(sign)?);
                figures.note("openssl speed: ECDSA P-256 verify, /s", rate(verify)?);
            }
            ["+F", _, "sha256", bytes, ..] => figures.note("openssl speed: SHA-256, MB/s", bytes.parse::<f64>()? / 1e6),
            _ => {}
        }
    }
    Ok(())
}

/// It tells seconds an act in some versions, and acts a second in others.
fn rate(text: &str) -> Outcome<f64> {
    let value: f64 = text.parse()?;
    Ok(if value < 1.0 { 1.0 / value } else { value })
}

/// What a program says that must end well.
pub fn run(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| io::Error::other(format!("{:?}: {error}", command.get_program())))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{:?}: {}", command.get_program(), String::from_utf8_lossy(&output.stderr)).into())
    }
}
