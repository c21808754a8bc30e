//! Fresh databases for tests: an SQLite file in a folder that goes with the test, and the PostgreSQL server of the run.

use std::ops::Deref;

use store::{Database, Sql, Store, StoreError, Tx};
use tempfile::TempDir;

/// Names the PostgreSQL server that tests use; `./test` starts one and sets it.
pub const POSTGRES: &str = "SURGUCH_TEST_POSTGRES";

const CONNECTIONS: usize = 8;

/// A database for one test. Used as a [`Store`]; goes away with the test.
pub struct TestDatabase {
    /// `sqlite` or `postgres`.
    pub name: &'static str,
    /// The store; may be cloned.
    pub store: Store,
    /// How to open the same database once more, as another process would.
    pub database: Database,
    _keep: Keep,
}

enum Keep {
    Folder { _folder: TempDir },
    Schema { url: String, schema: String },
    Nothing,
}

impl Deref for TestDatabase {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestDatabase {
    /// The same database through connections of its own.
    pub fn another(&self) -> Store {
        Store::open(self.database.clone()).expect("a database opens twice")
    }
}

impl Drop for Keep {
    fn drop(&mut self) {
        if let Keep::Schema { url, schema } = self {
            let (url, schema) = (std::mem::take(url), std::mem::take(schema));
            let dropped = execute_once(url, format!("DROP SCHEMA {schema} CASCADE"));
            if let Err(error) = dropped {
                eprintln!("a schema of a test was left behind: {error}");
            }
        }
    }
}

/// A place for a database that nobody has opened or migrated yet.
pub struct Place {
    /// `sqlite` or `postgres`.
    pub name: &'static str,
    /// How to open it.
    pub database: Database,
    keep: Keep,
}

impl Place {
    /// Opens and migrates it.
    pub fn open(self) -> TestDatabase {
        let store = Store::open(self.database.clone()).expect("a test's database opens");
        TestDatabase { name: self.name, store, database: self.database, _keep: self.keep }
    }
}

/// A folder for a fresh SQLite file.
pub fn sqlite_place() -> Place {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = Database::Sqlite { file: folder.path().join("surguch.db"), readers: 2 };
    Place { name: "sqlite", database, keep: Keep::Folder { _folder: folder } }
}

/// A fresh, empty PostgreSQL schema.
pub fn postgres_place() -> Place {
    let (url, schema) = (url(), format!("test_{}", crate::uuid().simple()));
    execute_once(url.clone(), format!("CREATE SCHEMA {schema}")).expect("a schema can be made");
    let joint = if url.contains('?') { '&' } else { '?' };
    let database = Database::Postgres { url: format!("{url}{joint}options=-c%20search_path%3D{schema}"), connections: CONNECTIONS };
    Place { name: "postgres", database, keep: Keep::Schema { url, schema } }
}

/// A fresh SQLite file.
pub fn sqlite() -> TestDatabase {
    sqlite_place().open()
}

/// The run's PostgreSQL database, shared with other tests: make a licensee of your own.
pub fn postgres() -> TestDatabase {
    Place { name: "postgres", database: Database::Postgres { url: url(), connections: CONNECTIONS }, keep: Keep::Nothing }.open()
}

/// A PostgreSQL schema of its own, for tests that look at a whole table.
pub fn own_postgres() -> TestDatabase {
    postgres_place().open()
}

/// Both databases; PostgreSQL as [`postgres`].
pub fn databases() -> Vec<TestDatabase> {
    vec![sqlite(), postgres()]
}

/// Both databases; PostgreSQL as [`own_postgres`].
pub fn own_databases() -> Vec<TestDatabase> {
    vec![sqlite(), own_postgres()]
}

/// Runs one async test body on a runtime of its own, with real threads.
#[doc(hidden)]
pub fn run(body: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime").block_on(body);
}

fn url() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} is not set: run ./test, or `export {POSTGRES}=$(.ci/postgres.sh start DIR)` and stop it with `.ci/postgres.sh stop DIR`")
    })
}

fn server(url: &str) -> Result<Store, StoreError> {
    Store::open(Database::Postgres { url: url.to_owned(), connections: 1 }).map_err(|error| StoreError::Unavailable(error.to_string()))
}

/// A schema's name cannot be a parameter, and a statement's text lives as long as the program: a test may leak a line.
fn execute_once(url: String, text: String) -> Result<u64, StoreError> {
    let text: &'static str = text.leak();
    let thread = std::thread::spawn(move || server(&url)?.write_blocking(move |tx: &mut Tx<'_>| tx.execute(Sql::of(text, text), &[])));
    thread.join().expect("the thread does not panic")
}
