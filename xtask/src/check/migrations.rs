//! Each migration exists for both databases, and the numbers run without holes.

use std::collections::BTreeSet;
use std::path::Path;

use super::Findings;

/// Compares the two folders below `folder`.
pub(crate) fn check(folder: &Path) -> Findings {
    judge(&names(&folder.join("sqlite")), &names(&folder.join("postgres")))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name.ends_with(".sql")).collect()
}

fn judge(sqlite: &BTreeSet<String>, postgres: &BTreeSet<String>) -> Findings {
    let mut findings = Findings::default();
    if sqlite.is_empty() {
        findings.fail("no migrations found");
    }
    for name in sqlite.symmetric_difference(postgres) {
        findings.fail(format!("{name} exists for one database only"));
    }
    for (index, name) in sqlite.iter().enumerate() {
        let number: Option<usize> = name.get(..4).and_then(|digits| digits.parse().ok());
        if number != Some(index + 1) {
            findings.fail(format!("{name} should have the number {:04}", index + 1));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn equal_folders_in_order_pass() {
        let names = set(&["0001_base.sql", "0002_office.sql"]);
        assert_eq!(judge(&names, &names), Findings::default());
    }

    #[test]
    fn a_missing_twin_a_hole_and_an_empty_folder_fail() {
        assert_eq!(judge(&set(&["0001_a.sql", "0002_b.sql"]), &set(&["0001_a.sql"])).failures.len(), 1);
        let hole = set(&["0001_a.sql", "0003_b.sql"]);
        assert_eq!(judge(&hole, &hole).failures.len(), 1);
        assert_eq!(judge(&set(&[]), &set(&[])).failures.len(), 1);
    }

    #[test]
    fn a_number_used_twice_fails() {
        let twice = set(&["0001_a.sql", "0001_b.sql"]);
        assert_eq!(judge(&twice, &twice).failures.len(), 1);
    }
}
