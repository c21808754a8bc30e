//! Databases of every released schema, as the program of their time left them, under this program.
//!
//! `tests/upgrade/{sqlite,postgres}-NNNN.sql` are dumps of a house that has played the demo, and since schema 18 of one that
//! has done more (`tests/upgrade/play.py`). More rows: `SURGUCH_TEST_UPGRADE_ROWS=1000000`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::id::{CompanyId, LicenseeId};
use store::portable::{self, Blob, Importer, Sink};
use store::{Database, OpenError, Store, StoreError, Tx, Value, sql, table};
use testkit::Place;

/// Set for the process that a test kills: `sqlite FILE` or `postgres URL`.
const CHILD: &str = "SURGUCH_TEST_UPGRADE";

/// Rows that are added to a dump.
fn rows() -> u64 {
    std::env::var("SURGUCH_TEST_UPGRADE_ROWS").map_or(20_000, |text| text.parse().expect("a number"))
}

/// Version and file of every dump for a database.
fn dumps(kind: &str) -> Vec<(i64, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of dumps")
        .filter_map(|entry| {
            let path = entry.expect("an entry").path();
            let version = path.file_stem()?.to_str()?.strip_prefix(kind)?.strip_prefix('-')?.parse().expect("a version");
            Some((version, path))
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no dump for {kind}");
    found
}

/// The dump in a database that nobody has opened yet; returns how many rows each table has.
fn load(place: &Place, dump: &Path, more: u64) -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(dump).expect("a dump");
    let extra = |series: &str| {
        format!(
            "INSERT INTO audit (at, actor, action, subject, outcome, detail) SELECT n, 'job:upgrade', 'upgrade.row', 'row', 'done', '{{}}' FROM {series}"
        )
    };
    match &place.database {
        Database::Sqlite { file, .. } => {
            let connection = rusqlite::Connection::open(file).expect("a file");
            connection.execute_batch(&text).expect("the dump is loaded");
            let series = format!("(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {more}) SELECT n FROM s)");
            connection.execute_batch(&extra(&series)).expect("more rows");
        }
        Database::Postgres { url, .. } => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
            client.batch_execute(&text).expect("the dump is loaded");
            client.batch_execute(&extra(&format!("generate_series(1, {more}) AS s(n)"))).expect("more rows");
        }
    }
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let table = line.strip_prefix("INSERT INTO ").and_then(|rest| rest.split([' ', '(']).next());
        if let Some(table) = table.filter(|table| *table != "migration" && !table.starts_with("sqlite_")) {
            *counts.entry(table.trim_matches('"').to_owned()).or_default() += 1;
        }
    }
    *counts.entry("audit".to_owned()).or_default() += more;
    counts
}

fn place(kind: &str) -> Place {
    if kind == "sqlite" { testkit::sqlite_place() } else { testkit::postgres_place() }
}

/// Counts what a copy holds.
#[derive(Default)]
struct Counting {
    counts: BTreeMap<String, u64>,
    table: String,
    blobs: Vec<Blob>,
}

impl Sink for Counting {
    type Error = OpenError;

    fn table(&mut self, name: &str, _: &[String]) -> Result<(), OpenError> {
        self.table = name.to_owned();
        Ok(())
    }

    fn row(&mut self, _: &[Value]) -> Result<(), OpenError> {
        *self.counts.entry(self.table.clone()).or_default() += 1;
        Ok(())
    }

    fn blob(&mut self, blob: &Blob) -> Result<(), OpenError> {
        self.blobs.push(blob.clone());
        Ok(())
    }
}

/// A table with its columns and rows.
type Copied = Vec<(String, Vec<String>, Vec<Vec<Value>>)>;

/// Keeps a copy in memory.
#[derive(Default)]
struct Keeping(Copied);

impl Sink for Keeping {
    type Error = OpenError;

    fn table(&mut self, name: &str, columns: &[String]) -> Result<(), OpenError> {
        self.0.push((name.to_owned(), columns.to_vec(), Vec::new()));
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> Result<(), OpenError> {
        self.0.last_mut().expect("a table").2.push(values.to_vec());
        Ok(())
    }

    fn blob(&mut self, _: &Blob) -> Result<(), OpenError> {
        Ok(())
    }
}

fn pour(copied: Copied, importer: &mut Importer) -> Result<(), OpenError> {
    for (table, columns, rows) in copied {
        importer.table(&table, &columns)?;
        rows.into_iter().try_for_each(|row| importer.row(row))?;
    }
    Ok(())
}

/// Reads what the house works with, through its own tables.
fn read_through_the_tables(store: &Store, name: &str) {
    // a server that was killed leaves events without numbers over PostgreSQL
    testkit::run(async { store.sequencer().pass().await.map(drop).expect("numbers") });
    let read = |tx: &mut Tx<'_>| -> Result<(usize, usize, i64), StoreError> {
        let licensees = table::licensee::all(tx)?;
        let (mut packages, mut events) = (0, 0);
        for licensee in &licensees {
            let feed = table::event::numbered_after(tx, licensee.id, 0, 100_000)?;
            assert!(feed.iter().map(|event| event.number).eq(1..=feed.len() as i64), "numbers without gaps");
            assert_eq!(table::event::last_number(tx, licensee.id)?, feed.len() as i64);
            events += feed.len();
            let all = table::package::Filter::default();
            for package in table::package::list(tx, licensee.id, &all, store::Slice::first(1000))? {
                packages += 1;
                assert!(!table::content::files_of(tx, &package.id.to_string())?.is_empty());
                let signatures = table::signature::page(tx, package.id, store::Slice::first(1))?;
                assert_eq!(signatures.is_empty(), package.status.word() != "completed");
            }
            for issue in tx.many(sql!("SELECT id FROM issue WHERE licensee = ?1"), &[licensee.id.into()], |row| row.get(0))? {
                assert!(table::issue::load(tx, issue)?.is_some());
            }
        }
        let unnumbered = tx.one(sql!("SELECT count(*) FROM event WHERE number IS NULL"), &[], |row| row.get(0))?;
        Ok((packages, events, unnumbered))
    };
    let (packages, events, unnumbered) = store.read_blocking(read).expect("the rows are read");
    assert!(packages > 0 && events > 0 && unnumbered == 0, "{name}: {packages} packages, {events} events, {unnumbered} without a number");
}

/// What `tests/upgrade/play.py` leaves of certificate requests, operators and cloud signing, through their tables.
fn read_the_requests(store: &Store) {
    let read = |tx: &mut Tx<'_>| -> Result<_, StoreError> {
        let states = tx.many(sql!("SELECT DISTINCT state FROM issue ORDER BY state"), &[], |row| row.get::<String>(0))?;
        let (mut pages, mut vouched, mut sealed) = (0, 0, 0);
        for id in tx.many(sql!("SELECT id FROM issue"), &[], |row| row.get(0))? {
            let kept = table::issue::load(tx, id)?.expect("a request");
            sealed += usize::from(matches!(kept.body, table::issue::Body::Sealed(_)));
            pages += table::issue_page::of_issue(tx, id)?.len();
            vouched += table::issue_identification::of_issue(tx, id, 100)?.len();
        }
        let mut operations = 0;
        for id in tx.many(sql!("SELECT id FROM cloud_operation"), &[], |row| row.get(0))? {
            operations += usize::from(table::cloud_operation::load(tx, id)?.is_some());
        }
        assert!(table::operator::by_login(tx, "operator")?.is_some());
        Ok((states, [pages, vouched, sealed, operations]))
    };
    let (states, found) = store.read_blocking(read).expect("the rows are read");
    assert_eq!(states, ["approved", "correction", "preparing", "released", "releasing", "validating"]);
    assert!(found.iter().all(|rows| *rows > 0), "{found:?}");
}

/// What it leaves since schema 22 of forms and of signers' details, through their tables.
fn read_the_forms(store: &Store) {
    let read = |tx: &mut Tx<'_>| -> Result<_, StoreError> {
        let mut found = [0; 5];
        for id in tx.many(sql!("SELECT id FROM form"), &[], |row| row.get(0))? {
            let form = table::form::load(tx, id)?.expect("a form");
            found[0] += usize::from(table::issue::load(tx, id)?.is_some());
            found[1] += table::form_event::after(tx, form.company, 0, 100)?.len();
        }
        for id in tx.many(sql!("SELECT id FROM party"), &[], |row| row.get(0))? {
            let party = table::party::load(tx, id)?.expect("a party");
            found[2] += table::representative::of_party(tx, party.id)?.len();
        }
        for content in tx.many(sql!("SELECT content FROM deposit"), &[], |row| row.get(0))? {
            found[3] += usize::from(table::deposit::load(tx, content)?.is_some() && table::deposit::is_named(tx, content)?);
        }
        for id in tx.many(sql!("SELECT id FROM outside_certificate"), &[], |row| row.get(0))? {
            let outside = table::outside_certificate::load(tx, id)?.expect("a certificate");
            found[4] += table::outside_certificate::of_licensee(tx, outside.licensee, &outside.thumbprint)?.len();
        }
        let unpaid: Vec<CompanyId> = tx.many(sql!("SELECT company FROM unsubscribed_box"), &[], |row| row.get(0))?;
        assert!(!unpaid.is_empty() && !table::signer_details::is_subscribed(tx, unpaid[0])?);
        Ok(found)
    };
    let found = store.read_blocking(read).expect("the rows are read");
    assert!(found.iter().all(|rows| *rows > 0), "{found:?}");
}

/// Version, rows of each table, and the blobs that contents name.
fn counts(database: &Database) -> (i64, BTreeMap<String, u64>, Vec<Blob>) {
    let mut sink = Counting::default();
    let copied = portable::export(database, &mut sink).expect("a copy");
    assert_eq!(copied.rows, sink.counts.values().sum::<u64>());
    assert!(!sink.blobs.is_empty());
    (copied.version, sink.counts, sink.blobs)
}

fn every_release_is_brought_up_to_date(kind: &str) {
    for (version, dump) in dumps(kind) {
        let place = place(kind);
        let before = load(&place, &dump, rows());
        assert_eq!(portable::version(&place.database).expect("a version"), Some(version));
        let (.., described) = counts(&place.database);
        let began = Instant::now();
        let db = place.open();
        println!("{kind} {version} to {} with {} rows: {:?}", portable::newest_version(), before.values().sum::<u64>(), began.elapsed());
        let (now, after, blobs) = counts(&db.database);
        assert_eq!(now, portable::newest_version());
        assert_eq!(blobs, described, "{kind} {version}");
        // since schema 12 the SHA-256 of a content, which was all that there were, stands in its row; keys are no part of a copy
        for (table, rows) in before.into_iter().filter(|(table, _)| table != "sealed_key" && (version >= 12 || table != "digest")) {
            assert_eq!(after.get(&table), Some(&rows), "{kind} {version}: rows of {table}");
        }
        read_through_the_tables(&db, kind);
        if version >= 18 {
            read_the_requests(&db);
        }
        if version >= 22 {
            read_the_forms(&db);
        }
        // and it works on: an event gets the next number
        let licensee = db.read_blocking(table::licensee::all).map_err(|error: StoreError| error).expect("licensees")[0].id;
        event(&db, licensee);
    }
}

fn event(db: &Store, licensee: LicenseeId) {
    let id = domain::id::EventId::new(testkit::uuid());
    let new = store::NewEvent {
        id,
        licensee,
        kind: "package.sent",
        at: domain::time::Timestamp::from_seconds(1),
        subject: "pkg".to_owned(),
        lane: None,
        data: serde_json::json!({}),
    };
    db.write_blocking(move |tx| {
        tx.event(new.clone());
        Ok::<_, StoreError>(())
    })
    .expect("an event");
    testkit::run(async { db.sequencer().pass().await.map(drop).expect("numbers") });
    let found = db.read_blocking(move |tx| table::event::by_id(tx, id)).map_err(|error: StoreError| error).expect("read");
    assert!(found.is_some_and(|event| event.number > 1));
}

#[test]
fn every_released_sqlite_database_is_brought_up_to_date() {
    every_release_is_brought_up_to_date("sqlite");
}

#[test]
fn every_released_postgres_database_is_brought_up_to_date() {
    every_release_is_brought_up_to_date("postgres");
}

/// A backup of an old program, restored by this one on the other database.
#[test]
fn a_copy_of_an_old_schema_goes_into_either_database() {
    for (from, to) in [("sqlite", "postgres"), ("postgres", "sqlite")] {
        for (version, dump) in dumps(from) {
            let (source, target) = (place(from), place(to));
            load(&source, &dump, 100);
            let mut copy = Keeping::default();
            assert_eq!(portable::export(&source.database, &mut copy).expect("a copy").version, version);
            portable::import(&target.database, version, |importer| pour(copy.0, importer)).expect("it goes in");
            let (now, mut there, _) = counts(&target.database);
            assert_eq!(now, portable::newest_version());
            let (_, mut here, _) = counts(&source.database);
            for side in [&mut there, &mut here] {
                side.remove("node");
                // a column of the content since schema 12
                side.remove("digest");
                // made from the certificates by a migration
                side.remove("key_holder");
                side.retain(|_, rows| *rows > 0);
            }
            assert_eq!(there, here, "{from} to {to}");
            read_through_the_tables(&target.open(), to);
        }
    }
}

fn argument(place: &Place) -> String {
    match &place.database {
        Database::Sqlite { file, .. } => format!("sqlite {}", file.display()),
        Database::Postgres { url, .. } => format!("postgres {url}"),
    }
}

fn migrating(place: &Place) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "upgrade::the_one_that_is_killed"])
        .env(CHILD, argument(place))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process starts")
}

/// Does nothing unless started by the tests below.
#[test]
fn the_one_that_is_killed() {
    let Ok(argument) = std::env::var(CHILD) else { return };
    let database = match argument.split_once(' ') {
        Some(("sqlite", file)) => Database::Sqlite { file: file.into(), readers: 1 },
        Some(("postgres", url)) => Database::Postgres { url: url.into(), connections: 1 },
        _ => panic!("{argument}"),
    };
    Store::open(database).expect("it opens").close_blocking();
}

#[test]
fn a_migration_of_sqlite_that_is_killed_has_happened_or_has_not() {
    let (version, dump) = dumps("sqlite").remove(0);
    for millis in [0, 20, 40, 60, 80, 120, 160, 240] {
        let place = place("sqlite");
        let before = load(&place, &dump, 100_000);
        let mut child = migrating(&place);
        std::thread::sleep(Duration::from_millis(millis));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let left = portable::version(&place.database).expect("a version");
        assert!(left == Some(version) || left == Some(portable::newest_version()), "killed after {millis} ms: {left:?}");
        let db = place.open();
        assert_eq!(counts(&db.database).1["audit"], before["audit"]);
    }
}

/// Held up in its middle by a lock on a table, so that the kill surely comes there.
#[test]
fn a_migration_of_postgres_that_is_killed_has_not_happened() {
    let (version, dump) = dumps("postgres").remove(0);
    let place = place("postgres");
    let before = load(&place, &dump, 1000);
    let Database::Postgres { url, .. } = &place.database else { unreachable!("a PostgreSQL database") };
    let mut holder = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let mut lock = holder.transaction().expect("a transaction");
    lock.batch_execute("LOCK TABLE audit IN ACCESS EXCLUSIVE MODE").expect("locked");
    let mut child = migrating(&place);
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'audit'::regclass";
    let began = Instant::now();
    while lock.query_one(waits, &[]).expect("locks").get::<_, i64>(0) == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "the migration never came to the table");
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    lock.rollback().expect("unlocked");
    assert_eq!(portable::version(&place.database).expect("a version"), Some(version));
    let db = place.open();
    assert_eq!(counts(&db.database).1["audit"], before["audit"]);
}
