//! Every `sql!("…")` of the workspace is found in the sources and prepared on both schemas.

use std::path::{Path, PathBuf};

use store::Database;

/// A statement and where it stands.
pub struct Found {
    pub place: String,
    pub text: String,
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The literal that begins at the start of `text`, unescaped.
fn literal(text: &str) -> Option<String> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let raw = raw[hashes..].strip_prefix('"')?;
        let end = raw.find(&format!("\"{}", "#".repeat(hashes)))?;
        return Some(raw[..end].to_owned());
    }
    let mut characters = text.strip_prefix('"')?.chars().peekable();
    let mut out = String::new();
    loop {
        match characters.next()? {
            '"' => return Some(out),
            '\\' => match characters.next()? {
                '\n' => while characters.next_if(|c| c.is_whitespace()).is_some() {},
                'n' => out.push('\n'),
                't' => out.push('\t'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
}

pub fn statements() -> Vec<Found> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of crates");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(crates).expect("the folder of crates") {
        let folder = entry.expect("an entry").path().join("src");
        if folder.is_dir() {
            sources(&folder, &mut files);
        }
    }
    let mut found = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a source");
        for (at, _) in source.match_indices("sql!(") {
            let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = source[..at].matches('\n').count() + 1;
            let comment = source[line_start..at].trim_start().starts_with("//");
            let defined = source[line_start..at].trim_end().ends_with('`') || file.ends_with("store/src/sql.rs");
            if comment || defined {
                continue;
            }
            let place = format!("{}:{line}", file.display());
            let text = literal(source[at + 5..].trim_start()).unwrap_or_else(|| panic!("{place}: no literal after sql!("));
            found.push(Found { place, text });
        }
    }
    found
}

fn report(name: &str, found: &[Found], wrong: &[String]) {
    assert!(found.len() > 20, "only {} statements were found", found.len());
    assert!(wrong.is_empty(), "{name}: {} of {} statements do not prepare\n{}", wrong.len(), found.len(), wrong.join("\n"));
    println!("{name}: {} statements prepare", found.len());
}

#[test]
fn every_statement_prepares_on_sqlite() {
    let db = testkit::sqlite();
    let Database::Sqlite { file, .. } = &db.database else { unreachable!("an SQLite database") };
    let connection = rusqlite::Connection::open(file).expect("the file opens");
    let found = statements();
    let wrong: Vec<String> = found
        .iter()
        .filter_map(|found| {
            let text = found.text.replace("{for_update}", "").replace("{skip_locked}", "");
            connection.prepare(&text).err().map(|error| format!("{}: {error}", found.place))
        })
        .collect();
    report("sqlite", &found, &wrong);
}

#[test]
fn every_statement_prepares_on_postgres() {
    let db = testkit::own_postgres();
    let Database::Postgres { url, .. } = &db.database else { unreachable!("a PostgreSQL database") };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let found = statements();
    let wrong: Vec<String> = found
        .iter()
        .filter_map(|found| {
            let text =
                found.text.replace("{for_update}", "FOR UPDATE").replace("{skip_locked}", "FOR UPDATE SKIP LOCKED").replace('?', "$");
            let error = client.prepare(&text).err()?;
            let words = error.as_db_error().map_or_else(|| error.to_string(), |error| error.message().to_owned());
            Some(format!("{}: {words}", found.place))
        })
        .collect();
    report("postgres", &found, &wrong);
}
