//! The store: threads that own connections, and the closures sent to them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::committed::{Bell, Committed};
use crate::figures::{Counting, Figures};
use crate::queue::Queue;
use crate::unit::{Mode, Task, task};
use crate::{OpenError, Sequencer, Sql, StoreError, Tx, postgres, sql, sqlite};

/// Which database.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file beside the program. Other processes of the same machine may use it at the same time.
    Sqlite {
        /// The file; made where it is missing.
        file: PathBuf,
        /// How many threads read.
        readers: usize,
    },
    /// A server, or whatever speaks like one.
    Postgres {
        /// `postgres://user@host/database`; `sslmode=require` or `verify-full` asks for TLS with a checked certificate, `verify-ca` for one
        /// whose name is not looked at, against `sslrootcert=FILE` or the platform's roots; `sslcert=FILE` and `sslkey=FILE` are ours.
        url: String,
        /// How many connections, a thread each.
        connections: usize,
    },
}

/// An open database. Clones are the same store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writes: Arc<Queue<Task>>,
    reads: Arc<Queue<Task>>,
    bells: Arc<Bells>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    postgres: bool,
}

/// What is rung after a commit.
pub(crate) struct Bells {
    /// Jobs, or events: whoever waits for work.
    pub(crate) committed: Bell,
    /// Events without a number: the sequencer.
    pub(crate) unnumbered: Bell,
    /// What is counted of it.
    pub(crate) counting: Counting,
}

/// Waiting closures; more callers wait outside.
const PLACES: usize = 1024;

impl Store {
    /// Opens the database and brings its schema up to date.
    pub fn open(database: Database) -> Result<Self, OpenError> {
        match database {
            Database::Sqlite { file, readers } => Self::sqlite(&file, readers, sqlite::Wal::of(&file)),
            Database::Postgres { url, connections } => {
                let (writes, bells) = begin();
                let threads = postgres::start(&url, connections, &writes, &bells)?;
                Ok(Self::new(writes.clone(), writes, bells, threads, true))
            }
        }
    }

    /// On a file whose commits are synced by `log`.
    pub(crate) fn sqlite(file: &Path, readers: usize, log: impl sqlite::Log + 'static) -> Result<Self, OpenError> {
        let ((writes, bells), reads) = (begin(), Arc::new(Queue::new(PLACES)));
        let threads = sqlite::start(file, log, readers, &writes, &reads, &bells)?;
        Ok(Self::new(writes, reads, bells, threads, false))
    }

    fn new(writes: Arc<Queue<Task>>, reads: Arc<Queue<Task>>, bells: Arc<Bells>, threads: Vec<JoinHandle<()>>, postgres: bool) -> Self {
        Self { inner: Arc::new(Inner { writes, reads, bells, threads: Mutex::new(threads), postgres }) }
    }

    /// Runs `closure` in a transaction and commits it if it returns `Ok`. It may be run more than once. Once the closure has been accepted,
    /// dropping the future cancels nothing.
    pub async fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (task, answer) = task(Mode::Write, closure);
        self.inner.writes.push(task).await?;
        answer.await.unwrap_or_else(gone)
    }

    /// Runs `closure` in a transaction that sees one state of the database and changes nothing.
    pub async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (task, answer) = task(Mode::Read, closure);
        self.inner.reads.push(task).await?;
        answer.await.unwrap_or_else(gone)
    }

    /// [`Store::write`] for a thread without an async runtime.
    pub fn write_blocking<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (task, answer) = task(Mode::Write, closure);
        self.inner.writes.push_blocking(task)?;
        answer.blocking_recv().unwrap_or_else(gone)
    }

    /// [`Store::read`] for a thread without an async runtime.
    pub fn read_blocking<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (task, answer) = task(Mode::Read, closure);
        self.inner.reads.push_blocking(task)?;
        answer.blocking_recv().unwrap_or_else(gone)
    }

    /// Whether this is PostgreSQL, where other nodes may work on the same data.
    pub fn is_postgres(&self) -> bool {
        self.inner.postgres
    }

    /// How long a closure that comes now will wait for a thread: whoever lets work in looks here first. For reading alone what only writes
    /// is left out, where that has threads of its own.
    pub fn delay(&self, reading: bool) -> Duration {
        let reads = self.inner.reads.delay();
        if reading { reads } else { reads.max(self.inner.writes.delay()) }
    }

    /// Asks the database for a sign of life; for readiness.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let asked = self.read(|tx| tx.one(sql!("SELECT 1"), &[], |row| row.get::<i64>(0)));
        match tokio::time::timeout(Duration::from_secs(2), asked).await {
            Ok(answer) => answer.map(|_| ()),
            Err(_) => Err(StoreError::Unavailable("no answer within 2 s".into())),
        }
    }

    /// What the store has done since it was opened.
    pub fn figures(&self) -> Figures {
        self.inner.bells.counting.figures(self.inner.writes.waiting())
    }

    /// The size of the database, in bytes.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let sql = Sql::of(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "SELECT pg_database_size(current_database())",
        );
        let size = self.read(move |tx| tx.one(sql, &[], |row| row.get::<i64>(0))).await?;
        Ok(u64::try_from(size).unwrap_or(0))
    }

    /// Wakes after commits that left jobs or events.
    pub fn committed(&self) -> Committed {
        self.inner.bells.committed.listen()
    }

    /// Gives events their numbers on PostgreSQL; on SQLite there is nothing left to do.
    pub fn sequencer(&self) -> Sequencer {
        Sequencer::new(self.clone())
    }

    pub(crate) fn bells(&self) -> &Bells {
        &self.inner.bells
    }

    /// Takes no more closures, finishes those accepted and closes the connections. Other clones get [`StoreError::Unavailable`] from now on.
    pub async fn close(self) {
        self.inner.stop();
        let threads = std::mem::take(&mut *self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner));
        let joined = tokio::task::spawn_blocking(move || threads.into_iter().filter_map(|thread| thread.join().err()).count()).await;
        if !matches!(joined, Ok(0)) {
            tracing::error!("a thread of the store ended by a panic");
        }
    }

    /// [`Store::close`] for a thread without an async runtime.
    pub fn close_blocking(self) {
        self.inner.stop();
        let threads = std::mem::take(&mut *self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the store ended by a panic");
            }
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.inner.postgres { "Store(PostgreSQL)" } else { "Store(SQLite)" })
    }
}

impl Inner {
    fn stop(&self) {
        self.writes.close();
        self.reads.close();
    }
}

/// The last clone is gone: the threads finish what they have and end by themselves.
impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

fn begin() -> (Arc<Queue<Task>>, Arc<Bells>) {
    let bells = Bells { committed: Bell::new(), unnumbered: Bell::new(), counting: Counting::default() };
    (Arc::new(Queue::new(PLACES)), Arc::new(bells))
}

fn gone<T, E: From<StoreError>>(_: oneshot::error::RecvError) -> Result<T, E> {
    Err(StoreError::Unavailable("the store's thread has ended".into()).into())
}
