//! Brings a database's schema up to date: numbered files, each applied once, with its digest kept.

mod list;
mod postgres;
mod sqlite;

use aws_lc_rs::digest;
pub(crate) use postgres::{migrate as postgres, within as postgres_within};
pub(crate) use sqlite::{applied, migrate as sqlite, within as sqlite_within};

use crate::OpenError;

/// One step of the schema in both dialects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// What the database says it has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Applied {
    pub(crate) version: i64,
    pub(crate) checksum: String,
}

/// The last one.
pub(crate) fn newest() -> i64 {
    list::ALL.last().map_or(0, |migration| migration.version)
}

/// Those up to a version.
fn up_to(version: i64) -> &'static [Migration] {
    let end = list::ALL.iter().position(|migration| migration.version > version).unwrap_or(list::ALL.len());
    &list::ALL[..end]
}

/// SHA-256 in hex.
fn checksum(text: &str) -> String {
    digest::digest(&digest::SHA256, text.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The newest migration that a database has had, the newest that is known, and how many are to be applied.
pub(crate) fn standing(applied: &[Applied], text: impl Fn(&Migration) -> &'static str) -> Result<(i64, i64, usize), OpenError> {
    let left = pending(list::ALL, applied, text)?.len();
    let newest = applied.iter().map(|row| row.version).max().unwrap_or(0);
    Ok((newest, list::ALL.last().map_or(0, |migration| migration.version), left))
}

/// What is still to be applied; refuses a database that a newer program has migrated, and one that was migrated by other files.
fn pending<'a>(
    known: &'a [Migration],
    applied: &[Applied],
    text: impl Fn(&Migration) -> &'static str,
) -> Result<Vec<&'a Migration>, OpenError> {
    let newest = known.last().map_or(0, |migration| migration.version);
    if let Some(database) = applied.iter().map(|row| row.version).max().filter(|version| *version > newest) {
        return Err(OpenError::Newer { database, program: newest });
    }
    let mut missing = Vec::new();
    for migration in known {
        match applied.iter().find(|row| row.version == migration.version) {
            None => missing.push(migration),
            Some(row) if row.checksum == checksum(text(migration)) => {}
            Some(_) => return Err(OpenError::Changed { version: migration.version, name: migration.name.to_owned() }),
        }
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Migration; 2] = [
        Migration { version: 1, name: "one", sqlite: "A", postgres: "a" },
        Migration { version: 2, name: "two", sqlite: "B", postgres: "b" },
    ];

    fn applied(version: i64, text: &str) -> Applied {
        Applied { version, checksum: checksum(text) }
    }

    #[test]
    fn what_was_not_applied_is_pending() {
        let left = pending(&KNOWN, &[applied(1, "A")], |m| m.sqlite).expect("nothing is wrong");
        assert_eq!(left.iter().map(|m| m.version).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_newer_database_and_a_changed_file_are_refused() {
        assert!(matches!(pending(&KNOWN, &[applied(3, "C")], |m| m.sqlite), Err(OpenError::Newer { database: 3, program: 2 })));
        assert!(matches!(pending(&KNOWN, &[applied(1, "A ")], |m| m.sqlite), Err(OpenError::Changed { version: 1, .. })));
    }

    #[test]
    fn every_file_is_listed_and_has_its_pair() {
        let expected: Vec<String> = list::ALL.iter().map(|m| format!("{:04}_{}.sql", m.version, m.name)).collect();
        for dialect in ["sqlite", "postgres"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(dialect);
            let mut found: Vec<String> = std::fs::read_dir(folder)
                .expect("the folder of migrations")
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, expected, "{dialect}");
        }
    }
}
