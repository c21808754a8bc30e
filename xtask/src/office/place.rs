//! Where a server under test keeps its rows: a file, or a schema of its own on a PostgreSQL server.

use std::path::{Path, PathBuf};

use store::{Database, Sql, Store, StoreError, Tx};

use super::Outcome;
use crate::bench::server::Server;

/// Names a running PostgreSQL; without it a command starts one for itself.
pub const POSTGRES: &str = "SURGUCH_TEST_POSTGRES";

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// A server.
    Postgres,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// As tables print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// From an option: `sqlite`, `postgres` or `both`.
    pub fn parse(word: &str) -> Outcome<Vec<Self>> {
        match word {
            "sqlite" => Ok(vec![Self::Sqlite]),
            "postgres" => Ok(vec![Self::Postgres]),
            "both" => Ok(Self::ALL.into()),
            other => Err(format!("--database is sqlite, postgres or both, not {other}").into()),
        }
    }
}

/// A place; gone when dropped.
pub struct Place {
    /// Which database.
    pub kind: Kind,
    schema: Option<Schema>,
}

struct Schema {
    /// The server's database, whoever started it.
    url: String,
    name: String,
    server: Option<Server>,
}

impl Place {
    /// Makes one; `folder` is where a PostgreSQL of our own would live.
    pub fn make(kind: Kind, folder: &Path) -> Outcome<Self> {
        if kind == Kind::Sqlite {
            return Ok(Self { kind, schema: None });
        }
        let (url, server) = match std::env::var(POSTGRES) {
            Ok(url) => (url, None),
            Err(_) => {
                let server = Server::start(&folder.join("postgres"))?;
                (server.url.clone(), Some(server))
            }
        };
        let name = format!("drill_{}", fresh());
        execute(&url, format!("CREATE SCHEMA {name}"))?;
        Ok(Self { kind, schema: Some(Schema { url, name, server }) })
    }

    /// A PostgreSQL of our own in `folder`, which may be killed.
    pub fn own_postgres(folder: &Path) -> Outcome<Self> {
        let server = Server::start(&folder.join("postgres"))?;
        let (url, name) = (server.url.clone(), format!("drill_{}", fresh()));
        execute(&url, format!("CREATE SCHEMA {name}"))?;
        Ok(Self { kind: Kind::Postgres, schema: Some(Schema { url, name, server: Some(server) }) })
    }

    /// `kill -9` of a server of our own. Blocks until nothing of it is left.
    pub fn crash(&self) -> Outcome<()> {
        Ok(self.server()?.crash()?)
    }

    /// Starts it again, where it was. Blocks until it takes connections.
    pub fn resume(&self) -> Outcome<()> {
        Ok(self.server()?.resume()?)
    }

    fn server(&self) -> Outcome<&Server> {
        Ok(self.schema.as_ref().and_then(|schema| schema.server.as_ref()).ok_or("the server is not ours")?)
    }

    /// Opens the rows. Blocks; not to be called on a thread of the async runtime that may not block.
    pub fn open(&self, connections: usize) -> Outcome<Store> {
        Ok(Store::open(Database::Postgres { url: self.url(), connections })?)
    }

    /// A schema of its own on the same server, which has to stay as long.
    pub fn beside(&self) -> Outcome<Self> {
        let schema = self.schema.as_ref().ok_or("no server")?;
        let name = format!("drill_{}", fresh());
        execute(&schema.url, format!("CREATE SCHEMA {name}"))?;
        Ok(Self { kind: self.kind, schema: Some(Schema { url: schema.url.clone(), name, server: None }) })
    }

    /// Runs a statement that is no part of ours.
    pub fn execute(&self, text: String) -> Outcome<()> {
        execute(&self.url(), text)
    }

    /// The setting `database.url`.
    pub fn url(&self) -> String {
        let Some(schema) = &self.schema else { return "sqlite".to_owned() };
        let joint = if schema.url.contains('?') { '&' } else { '?' };
        format!("{}{joint}options=-c%20search_path%3D{}", schema.url, schema.name)
    }

    /// How another process opens the same rows.
    pub fn database(&self, data: &Path) -> Database {
        match self.kind {
            Kind::Sqlite => Database::Sqlite { file: file(data), readers: 1 },
            Kind::Postgres => Database::Postgres { url: self.url(), connections: 2 },
        }
    }
}

/// Where the server keeps the embedded database.
fn file(data: &Path) -> PathBuf {
    data.join("surguch.db")
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(schema) = &self.schema
            && let Err(error) = execute(&schema.url, format!("DROP SCHEMA {} CASCADE", schema.name))
        {
            eprintln!("the schema {} was left behind: {error}", schema.name);
        }
    }
}

/// A schema's name cannot be a parameter, and a statement's text lives as long as the program: a tool may leak a line.
fn execute(url: &str, text: String) -> Outcome<()> {
    let (url, text): (String, &'static str) = (url.to_owned(), text.leak());
    let run = move || -> Outcome<()> {
        let store = Store::open(Database::Postgres { url, connections: 1 })?;
        store.write_blocking(move |tx: &mut Tx<'_>| tx.execute(Sql::of(text, text), &[])).map_err(|error: StoreError| error.to_string())?;
        Ok(())
    };
    // the store's blocking calls may not be made on a thread of the async runtime
    std::thread::spawn(run).join().map_err(|_| "the thread panicked")?
}

#[expect(clippy::disallowed_methods, reason = "a name that nobody else has")]
fn fresh() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
