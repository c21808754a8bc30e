//! `cargo xtask check`: the rules of the house that neither the compiler nor clippy knows. Builds nothing.

mod documents;
mod errors;
mod files;
mod interop;
mod layers;
mod licences;
pub(crate) mod messages;
mod metadata;
mod migrations;
mod parsers;
mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What a check found: failures fail the run, warnings are only printed.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Findings {
    pub(crate) failures: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl Findings {
    pub(crate) fn fail(&mut self, text: impl Into<String>) {
        self.failures.push(text.into());
    }

    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}

/// A name and what finds.
type Check<'a> = (&'a str, Box<dyn Fn() -> Findings + 'a>);

/// Runs every check, prints what they found, and says whether the tree may land. `--quick` leaves formatting out.
pub(crate) fn run(arguments: &[&str]) -> ExitCode {
    let root = root();
    let packages = match metadata::read(&root) {
        Ok(packages) => packages,
        Err(error) => {
            eprintln!("cargo metadata: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut checks: Vec<Check<'_>> = vec![
        ("layers", Box::new(|| layers::check(&packages))),
        ("foreign crates", Box::new(|| layers::check_owners(&packages))),
        ("licences and bans", Box::new(|| licences::check(&packages))),
        ("file sizes", Box::new(|| files::check(&root))),
        ("forbidden words", Box::new(|| words::check(&root))),
        ("migration pairs", Box::new(|| migrations::check(&root.join("crates/store/migrations")))),
        ("codes of refusals", Box::new(|| errors::check(&root))),
        ("rules of parsers", Box::new(|| parsers::check(&root))),
        ("generated messages", Box::new(|| messages::check(&root))),
        ("page of the judges", Box::new(|| interop::check(&root))),
        ("documents", Box::new(|| documents::check(&root, &packages))),
    ];
    if !arguments.contains(&"--quick") {
        checks.insert(0, ("formatting", Box::new(|| formatting(&root))));
    }
    let mut failed = 0;
    for (name, check) in checks {
        let began = Instant::now();
        let findings = check();
        let verdict = if findings.failures.is_empty() { "ok" } else { "FAILED" };
        println!("{name:<20} {verdict:<6} {:>6.2} s", began.elapsed().as_secs_f64());
        for warning in &findings.warnings {
            println!("  warning: {warning}");
        }
        for failure in &findings.failures {
            println!("  {failure}");
        }
        failed += usize::from(!findings.failures.is_empty());
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        println!("{failed} checks failed");
        ExitCode::FAILURE
    }
}

fn formatting(root: &Path) -> Findings {
    let mut findings = Findings::default();
    let output = Command::new(crate::cargo()).args(["fmt", "--all", "--", "--check", "-l"]).current_dir(root).output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                findings.fail(format!("not formatted: {}", line.strip_prefix(&format!("{}/", root.display())).unwrap_or(line)));
            }
        }
        Err(error) => findings.fail(format!("cargo fmt does not start: {error}")),
    }
    findings
}

/// The workspace's root: the folder above this crate's.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR").map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Every tracked or new file below `root` that git does not ignore, as paths relative to it.
fn tracked(root: &Path) -> Vec<PathBuf> {
    let output = Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root).output();
    let Ok(output) = output else { return Vec::new() };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).filter(|path| root.join(path).is_file()).collect()
}
