//! A thread with one connection: a closure a transaction, run again where the database could not serialize it or the connection broke.

use std::time::{Duration, Instant};

use crate::outbox::Left;
use crate::postgres::Session;
use crate::postgres::address::Address;
use crate::queue::Queue;
use crate::store::Bells;
use crate::tx::{Failure, Trouble};
use crate::unit::{Mode, Task};
use crate::{StoreError, Tx};

/// How often a closure is run again at most.
const RERUNS: u32 = 3;
/// How long a thread that could not connect refuses at once instead of trying again.
const REST: Duration = Duration::from_millis(250);

/// How one run of a closure ended.
enum End {
    /// Committed.
    Committed(Left),
    /// The closure itself refused; rolled back.
    Refused,
    /// Rolled back; the closure may be run again.
    Again(StoreError),
    /// Not committed, or nobody knows.
    Failed(StoreError),
}

/// Serves closures until the queue is closed.
pub(crate) fn run(address: &Address, queue: &Queue<Task>, bells: &Bells) {
    let mut line = Line { address, session: None, unended: false, down_since: None };
    while let Some(mut task) = line.next(queue) {
        let began = Instant::now();
        let outcome = match line.serve(&mut task) {
            Ok(left) => {
                if task.mode == Mode::Write {
                    bells.counting.committed(1, began.elapsed(), &left);
                }
                ring(bells, &left);
                Ok(())
            }
            Err(error) => {
                bells.counting.failed(1);
                Err(error)
            }
        };
        task.unit.answer(outcome);
    }
}

fn ring(bells: &Bells, left: &Left) {
    if left.events {
        bells.unnumbered.ring();
    }
    if left.events || left.jobs {
        bells.committed.ring();
    }
}

/// The connection, if there is one.
struct Line<'a> {
    address: &'a Address,
    session: Option<Session>,
    /// A transaction that only read has been answered, and wants its end.
    unended: bool,
    down_since: Option<Instant>,
}

impl Line<'_> {
    /// The next task. What only read ends together with the beginning of whatever waits already, which spares a way to the server and back;
    /// where nothing waits it ends now.
    fn next(&mut self, queue: &Queue<Task>) -> Option<Task> {
        if self.unended {
            if let Some(task) = queue.pop_unless(|| true) {
                return Some(task);
            }
            self.end("COMMIT");
        }
        queue.pop()
    }

    /// Ends a transaction by this word; a connection that cannot even do this is given up.
    fn end(&mut self, word: &str) {
        self.unended = false;
        if let Some(session) = &mut self.session
            && session.batch(word).is_err()
        {
            self.session = None;
        }
    }

    /// Commits the closure or says why not; what a closure refused itself is no error here.
    fn serve(&mut self, task: &mut Task) -> Result<Left, StoreError> {
        let mut run = 0;
        loop {
            match self.once(task) {
                End::Committed(left) => return Ok(left),
                End::Refused => return Ok(Left::default()),
                End::Failed(error) => return Err(error),
                End::Again(error) if run >= RERUNS => return Err(error),
                End::Again(_) => {
                    run += 1;
                    // those who met differ in their address only: enough to part them
                    let spread = std::ptr::from_ref(self).addr() as u64 / 64 % 7;
                    std::thread::sleep(Duration::from_millis((1 << run) + spread));
                }
            }
        }
    }

    fn once(&mut self, task: &mut Task) -> End {
        let begin = match (std::mem::take(&mut self.unended), task.mode) {
            (false, Mode::Write) => "BEGIN ISOLATION LEVEL READ COMMITTED",
            (false, Mode::Read) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (true, Mode::Write) => "COMMIT; BEGIN ISOLATION LEVEL READ COMMITTED",
            (true, Mode::Read) => "COMMIT; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let session = match self.connected() {
            Ok(session) => session,
            Err(error) => return End::Failed(error),
        };
        if let Err(failure) = session.batch(begin) {
            return self.recover(failure);
        }
        let mut tx = Tx::postgres(session, task.mode == Mode::Write);
        let keep = task.unit.run(&mut tx);
        let (left, trouble) = (tx.left(), tx.trouble());
        match trouble {
            Some(trouble @ (Trouble::Rerun | Trouble::Replan | Trouble::Broken)) => self.recover(Failure {
                error: StoreError::Unavailable(format!("the transaction was broken off: {trouble:?}")),
                trouble: Some(trouble),
            }),
            _ if keep && task.mode == Mode::Read => {
                self.unended = true;
                End::Committed(left)
            }
            _ if keep => match session.batch("COMMIT") {
                Ok(()) => End::Committed(left),
                // the connection is gone and with it the answer: committed or not, nobody knows
                Err(failure) if failure.trouble == Some(Trouble::Broken) => {
                    self.session = None;
                    End::Failed(failure.error)
                }
                Err(failure) => self.recover(failure),
            },
            _ => {
                self.roll_back();
                End::Refused
            }
        }
    }

    /// After a failure before the commit.
    fn recover(&mut self, failure: Failure) -> End {
        match failure.trouble {
            Some(Trouble::Broken) => {
                self.session = None;
                End::Again(failure.error)
            }
            Some(Trouble::Replan) => {
                self.roll_back();
                if let Some(session) = &mut self.session {
                    session.forget();
                }
                End::Again(failure.error)
            }
            Some(Trouble::Rerun) => {
                self.roll_back();
                End::Again(failure.error)
            }
            _ => {
                self.roll_back();
                End::Failed(failure.error)
            }
        }
    }

    fn roll_back(&mut self) {
        self.end("ROLLBACK");
    }

    fn connected(&mut self) -> Result<&mut Session, StoreError> {
        if self.session.is_none() {
            if self.down_since.is_some_and(|since| since.elapsed() < REST) {
                return Err(StoreError::Unavailable("the server does not answer".into()));
            }
            match self.address.connect() {
                Ok(session) => {
                    self.session = Some(session);
                    self.down_since = None;
                }
                Err(error) => {
                    tracing::warn!("no connection to the database: {error}");
                    self.down_since = Some(Instant::now());
                    return Err(error);
                }
            }
        }
        self.session.as_mut().ok_or_else(|| StoreError::Unavailable("no connection".into()))
    }
}
