//! Things that may not be written into the tree: silenced lints without a reason, ignored tests, paths of a developer's machine.

use std::path::Path;

use super::Findings;

/// Looks through every text file that git knows.
pub(crate) fn check(root: &Path) -> Findings {
    let mut findings = Findings::default();
    let places = machine_paths(root);
    for path in super::tracked(root) {
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
        let rust = path.extension().is_some_and(|extension| extension == "rs");
        look(&path, &text, rust, &places, &mut findings);
    }
    findings
}

/// The checkout's own folder and the home folder, unless they are too short to mean anything.
fn machine_paths(root: &Path) -> Vec<String> {
    let home = std::env::var("HOME").unwrap_or_default();
    let root = root.canonicalize().map(|path| path.display().to_string()).unwrap_or_default();
    [root, home].into_iter().filter(|place| place.len() > 4).map(|place| format!("{place}/")).collect()
}

fn look(path: &Path, text: &str, rust: bool, places: &[String], findings: &mut Findings) {
    for (number, line) in text.lines().enumerate() {
        let here = || format!("{}:{}", path.display(), number + 1);
        if rust && (line.contains(concat!("#[", "allow(")) || line.contains(concat!("#![", "allow("))) {
            findings.fail(format!("{}: use expect with a reason instead of allow", here()));
        }
        if rust && line.trim_start().starts_with(concat!("#[", "ignore")) {
            findings.fail(format!("{}: a test that does not run proves nothing", here()));
        }
        if places.iter().any(|place| line.contains(place.as_str())) {
            findings.fail(format!("{}: a path of this machine", here()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, rust: bool) -> usize {
        let mut findings = Findings::default();
        look(Path::new("a"), text, rust, &["/home/somebody/".into()], &mut findings);
        findings.failures.len()
    }

    #[test]
    fn silenced_lints_ignored_tests_and_machine_paths_fail() {
        assert_eq!(count(concat!("#[", "allow(dead_code)]\n#[", "ignore]\nfn a() {}"), true), 2);
        assert_eq!(count("see /home/somebody/notes", false), 1);
    }

    #[test]
    fn an_expectation_with_a_reason_passes() {
        assert_eq!(count("#[expect(dead_code, reason = \"read by serde\")]", true), 0);
        assert_eq!(count(concat!("write #[", "allow(…)] never"), false), 0);
    }
}
