//! The documents say what the tree is: ARCHITECTURE lists every crate and no other, the README keeps its commands.

use std::collections::BTreeSet;
use std::path::Path;

use super::Findings;
use super::metadata::Package;

/// The two commands that a newcomer types; both READMEs show them.
const COMMANDS: &[&str] = &["cargo run --release -- demo", "./test"];

/// Files that every checkout has.
const PRESENT: &[&str] = &[
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs/api.md",
    "docs/errors.md",
    "docs/glossary.md",
    "docs/interop.md",
    "openapi/openapi.json",
    "test",
    ".ci/run",
];

/// Reads the documents below `root`.
pub(crate) fn check(root: &Path, packages: &[Package]) -> Findings {
    let mut findings = Findings::default();
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_default();
    let crates: BTreeSet<String> = packages.iter().filter(|package| package.ours).map(|package| package.name.clone()).collect();
    architecture(&read("ARCHITECTURE.md"), &crates, &mut findings);
    for name in ["README.md", "README.ru.md"] {
        readme(name, &read(name), &mut findings);
    }
    for name in PRESENT.iter().filter(|name| !root.join(name).is_file()) {
        findings.fail(format!("{name} is missing"));
    }
    findings
}

/// The list of crates is the table of the section «The crates», whose rows begin with the crate's name in backquotes.
fn architecture(text: &str, crates: &BTreeSet<String>, findings: &mut Findings) {
    let section = text.lines().skip_while(|line| *line != "## The crates").skip(1).take_while(|line| !line.starts_with("## "));
    let listed: BTreeSet<String> =
        section.filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name.to_owned()).collect();
    for name in crates.difference(&listed) {
        findings.fail(format!("ARCHITECTURE.md does not list the crate {name}"));
    }
    for name in listed.difference(crates) {
        findings.fail(format!("ARCHITECTURE.md lists {name}, which is no crate"));
    }
}

fn readme(name: &str, text: &str, findings: &mut Findings) {
    for command in COMMANDS {
        if !text.lines().any(|line| line.trim() == *command) {
            findings.fail(format!("{name} does not show `{command}` on a line of its own"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crates() -> BTreeSet<String> {
        ["domain", "store"].iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_crate_list_must_equal_the_workspace() {
        let judge = |text: &str| {
            let mut findings = Findings::default();
            architecture(text, &crates(), &mut findings);
            findings.failures.len()
        };
        assert_eq!(judge("## The crates\n| `domain` | L1 |\n| `store` | L2 |\n## Files\n| `other` |"), 0);
        assert_eq!(judge("## The crates\n| `domain` | L1 |"), 1);
        assert_eq!(judge("## The crates\n| `domain` | L1 |\n| `store` | L2 |\n| `gone` | L2 |"), 1);
    }

    #[test]
    fn a_readme_without_the_commands_fails() {
        let judge = |text: &str| {
            let mut findings = Findings::default();
            readme("README.md", text, &mut findings);
            findings.failures.len()
        };
        assert_eq!(judge("```\ncargo run --release -- demo\n./test\n```"), 0);
        assert_eq!(judge("run cargo run --release -- demo"), 2);
    }
}
