//! `docs/guide/parsers.md` names the test of each rule: all of them are there.

use std::collections::BTreeSet;
use std::path::Path;

use super::Findings;

/// Reads the page and the tests below `root`.
pub(crate) fn check(root: &Path) -> Findings {
    let mut tests = BTreeSet::new();
    for folder in ["gost/src", "pki/src", "scan/src", "scan/tests", "signature/src"] {
        collect(&root.join("crates").join(folder), &mut tests);
    }
    compare(&std::fs::read_to_string(root.join("docs/guide/parsers.md")).unwrap_or_default(), &tests)
}

/// Names of functions in the Rust files below a folder.
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            names.extend(text.lines().filter_map(|line| Some(line.trim().strip_prefix("fn ")?.split_once('(')?.0.to_owned())));
        }
    }
}

/// The last column of each row holds names in backquotes.
fn compare(page: &str, tests: &BTreeSet<String>) -> Findings {
    let mut findings = Findings::default();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |"));
    let cells = rows.filter_map(|row| row.rsplit(" | ").next());
    let named: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    if named.is_empty() {
        findings.fail("docs/guide/parsers.md names no test");
    }
    for name in named.into_iter().filter(|name| !tests.contains(*name)) {
        findings.fail(format!("docs/guide/parsers.md names the test {name}, which is not there"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_gone_fails() {
        let tests: BTreeSet<String> = ["one", "two"].map(str::to_owned).into();
        assert_eq!(compare("| `a` | b | `one`, `two` |", &tests), Findings::default());
        assert_eq!(compare("| a | b | `one`, `three` |", &tests).failures.len(), 1);
        assert_eq!(compare("nothing", &tests).failures.len(), 1);
    }
}
