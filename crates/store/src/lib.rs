//! One SQL text for SQLite and PostgreSQL; a transaction is a synchronous closure over [`Tx`].
//!
//! ```text
//! store.write(move |tx| { tx.execute(sql!("UPDATE … WHERE id = ?1"), &[id.into()])?; tx.event(…); Ok(()) }).await
//! ```
//! Nothing but SQL happens inside a closure: PostgreSQL may run it again, SQLite commits it together with its neighbours, and a caller
//! who goes away cancels nothing. No error may be caught inside a transaction: after a failed statement nothing of it is committed.
//! Nothing is answered, woken or cached before COMMIT has returned.

mod clock;
mod committed;
mod error;
mod figures;
mod insert_text;
mod look;
mod migration;
mod outbox;
mod page;
pub mod portable;
mod postgres;
mod queue;
mod row;
mod sequencer;
#[doc(hidden)]
pub mod sql;
mod sqlite;
mod store;
pub mod table;
mod tx;
mod unit;
mod value;

pub use clock::SystemClock;
pub use committed::Committed;
pub use error::{OpenError, StoreError};
pub use figures::{COMMIT_SPANS, Figures};
pub use look::{Look, look};
pub use outbox::{AuditOutcome, NewAudit, NewEvent, NewJob, NewResult};
pub use page::{Place, Slice};
pub use row::{Cell, FromCell, Row};
pub use sequencer::Sequencer;
pub use sql::Sql;
pub use store::{Database, Store};
pub use tx::Tx;
pub use value::Value;
