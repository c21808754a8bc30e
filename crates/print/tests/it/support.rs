//! A printer whose child is this crate's own, and a foreign reader of PDF.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use print::{Limits, Printer, Template};

pub const CHILD: &str = env!("CARGO_BIN_EXE_print-child");

/// Debug builds on busy machines are slow: far more time than a form needs.
pub fn patient() -> Limits {
    Limits { wall: Duration::from_secs(120), cpu: Duration::from_secs(100), ..Limits::default() }
}

pub fn printer(limits: Limits) -> Printer {
    Printer::new(CHILD, [""; 0], limits, 2)
}

pub fn template(source: &str) -> Template {
    Template { name: "trial".into(), source: source.into(), house: "#let x = 1".into() }
}

/// The text as poppler reads it, with runs of white space made one space.
pub fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let text = run("pdftotext", &["-layout"], pdf, folder.path());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn pages(pdf: &[u8]) -> u32 {
    let folder = tempfile::tempdir().expect("a folder");
    let told = Command::new("pdfinfo").arg(write(pdf, folder.path())).output().expect("pdfinfo (poppler-utils) is installed");
    let told = String::from_utf8(told.stdout).expect("text");
    let line = told.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a number of pages");
    line.trim().parse().expect("a number")
}

fn run(program: &str, arguments: &[&str], pdf: &[u8], folder: &Path) -> String {
    let path = write(pdf, folder);
    let output = Command::new(program).args(arguments).arg(path).arg("-").output().expect("poppler-utils are installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn write(pdf: &[u8], folder: &Path) -> std::path::PathBuf {
    let path = folder.join("form.pdf");
    std::fs::write(&path, pdf).expect("written");
    path
}
