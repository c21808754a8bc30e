//! Sources stay small: one subject a file.

use std::path::Path;

use super::Findings;

const WARN: usize = 400;
const FAIL: usize = 500;

/// Counts the lines of every Rust source.
pub(crate) fn check(root: &Path) -> Findings {
    let mut findings = Findings::default();
    for path in super::tracked(root) {
        // what a generator writes is read in its sources
        if path.extension().is_some_and(|extension| extension == "rs") && !path.starts_with(super::messages::KEPT) {
            let lines = std::fs::read_to_string(root.join(&path)).map_or(0, |text| text.lines().count());
            judge(&path, lines, &mut findings);
        }
    }
    findings
}

fn judge(path: &Path, lines: usize, findings: &mut Findings) {
    if lines > FAIL {
        findings.fail(format!("{} has {lines} lines, more than {FAIL}: split it by meaning", path.display()));
    } else if lines > WARN {
        findings.warn(format!("{} has {lines} lines, more than {WARN}", path.display()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_warn_and_very_long_ones_fail() {
        let mut findings = Findings::default();
        for lines in [400, 401, 500, 501] {
            judge(Path::new("a.rs"), lines, &mut findings);
        }
        assert_eq!((findings.warnings.len(), findings.failures.len()), (2, 1));
    }
}
