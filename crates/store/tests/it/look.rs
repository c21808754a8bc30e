//! A look at a database from outside says how it stands and changes nothing.

use store::{Database, OpenError, Store, StoreError, look, sql};

fn change(store: &Store, sql: store::Sql) {
    store.write_blocking(move |tx| tx.execute(sql, &[])).map(|_| ()).map_err(|error: StoreError| error).expect("it is changed");
}

#[test]
fn a_database_in_use_is_whole_and_of_the_known_version() {
    for place in [testkit::sqlite_place(), testkit::postgres_place()] {
        let db = place.open();
        let seen = look(&db.database).expect("it is seen");
        assert_eq!((seen.version, seen.pending), (seen.known, 0), "{}", db.name);
        assert!(seen.known >= 3 && seen.not_durable.is_empty() && seen.broken.unwrap_or_default().is_empty(), "{}", db.name);
        assert_eq!(seen.now.is_some(), db.is_postgres());
        assert!(seen.product.starts_with(if db.is_postgres() { "PostgreSQL " } else { "SQLite " }));
    }
}

#[test]
fn looking_migrates_nothing_and_makes_nothing() {
    let place = testkit::postgres_place();
    for _ in 0..2 {
        let seen = look(&place.database).expect("it is seen");
        assert!(seen.version == 0 && seen.pending > 2, "{seen:?}");
    }
    let missing = Database::Sqlite { file: "/nowhere/surguch.db".into(), readers: 1 };
    assert!(matches!(look(&missing), Err(OpenError::File { .. })));
    let place = testkit::sqlite_place();
    assert!(matches!(look(&place.database), Err(OpenError::File { .. })));
}

#[test]
fn a_newer_database_and_an_altered_migration_are_named() {
    for place in [testkit::sqlite_place(), testkit::postgres_place()] {
        let db = place.open();
        change(&db, sql!("UPDATE migration SET checksum = 'x' WHERE version = 1"));
        assert!(matches!(look(&db.database), Err(OpenError::Changed { version: 1, .. })), "{}", db.name);
        change(&db, sql!("INSERT INTO migration (version, name, checksum, at) VALUES (9999, 'future', '', 0)"));
        assert!(matches!(look(&db.database), Err(OpenError::Newer { database: 9999, .. })), "{}", db.name);
    }
}
