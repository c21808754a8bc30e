//! Starting on databases that others have started on.

use std::process::{Command, Stdio};

use store::{Database, OpenError, Store, StoreError, sql, table};

/// Set for the processes that [`several_processes_migrate_at_once`] starts: `sqlite FILE` or `postgres URL`.
const CHILD: &str = "SURGUCH_TEST_MIGRATE";

fn places() -> [testkit::Place; 2] {
    [testkit::sqlite_place(), testkit::postgres_place()]
}

fn change(store: &Store, sql: store::Sql) {
    store.write_blocking(move |tx| tx.execute(sql, &[])).map(|_| ()).map_err(|error: StoreError| error).expect("it is changed");
}

#[test]
fn a_database_that_a_newer_program_has_migrated_is_refused() {
    for place in places() {
        let db = place.open();
        change(&db, sql!("INSERT INTO migration (version, name, checksum, at) VALUES (9999, 'future', '', 0)"));
        let refused = Store::open(db.database.clone()).err();
        assert!(matches!(refused, Some(OpenError::Newer { database: 9999, .. })), "{}: {refused:?}", db.name);
    }
}

#[test]
fn a_database_that_was_migrated_by_other_files_is_refused() {
    for place in places() {
        let db = place.open();
        change(&db, sql!("UPDATE migration SET checksum = 'x' WHERE version = 1"));
        let refused = Store::open(db.database.clone()).err();
        assert!(matches!(refused, Some(OpenError::Changed { version: 1, .. })), "{}: {refused:?}", db.name);
    }
}

#[test]
fn several_processes_migrate_at_once() {
    for place in places() {
        let argument = match &place.database {
            Database::Sqlite { file, .. } => format!("sqlite {}", file.display()),
            Database::Postgres { url, .. } => format!("postgres {url}"),
        };
        let processes: Vec<_> = (0..4)
            .map(|_| {
                Command::new(std::env::current_exe().expect("this test"))
                    .args(["--exact", "migrate::one_of_several_processes"])
                    .env(CHILD, &argument)
                    .stdout(Stdio::piped())
                    .spawn()
                    .expect("a process starts")
            })
            .collect();
        for process in processes {
            let output = process.wait_with_output().expect("a process ends");
            assert!(output.status.success(), "{}: {}", place.name, String::from_utf8_lossy(&output.stdout));
        }
        let db = place.open();
        let opened = db.read_blocking(table::schedule::all).expect("the schema is there");
        assert_eq!(opened.len(), 4, "{}: every process has written its row", db.name);
    }
}

/// Does nothing unless started by the test above.
#[test]
fn one_of_several_processes() {
    let Ok(argument) = std::env::var(CHILD) else { return };
    let database = match argument.split_once(' ') {
        Some(("sqlite", file)) => Database::Sqlite { file: file.into(), readers: 1 },
        Some(("postgres", url)) => Database::Postgres { url: url.into(), connections: 1 },
        _ => panic!("{argument}"),
    };
    let store = Store::open(database).expect("it opens beside the others");
    let name = format!("process {}", std::process::id());
    store.write_blocking(move |tx| table::schedule::due(tx, &name, domain::time::Timestamp::from_seconds(0))).expect("it writes");
    store.close_blocking();
}
