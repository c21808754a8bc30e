//! A closure on its way through a thread that owns a connection, and back to the caller.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::{StoreError, Tx};

/// A closure whose types are forgotten.
pub(crate) trait Unit: Send {
    /// Runs the closure and flushes what it leaves; true where it wants to be committed. May be called again.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// Tells the caller what the closure returned, or why none of it is so.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// Whether a closure may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
}

/// What waits for a thread.
pub(crate) struct Task {
    pub(crate) mode: Mode,
    pub(crate) unit: Box<dyn Unit>,
}

struct Closure<T, E, F> {
    closure: F,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

/// A task of `closure`, and where its answer arrives.
pub(crate) fn task<T, E, F>(mode: Mode, closure: F) -> (Task, oneshot::Receiver<Result<T, E>>)
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    (Task { mode, unit: Box::new(Closure { closure, result: None, caller }) }, answer)
}

impl<T, E, F> Unit for Closure<T, E, F>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let result = match catch_unwind(AssertUnwindSafe(|| (self.closure)(tx))) {
            Ok(Ok(value)) => tx.finish().map(|()| value).map_err(E::from),
            Ok(Err(error)) => Err(error),
            Err(panic) => {
                let error = StoreError::Other(format!("a transaction's closure panicked: {}", words(panic.as_ref())));
                tracing::error!("{error}");
                Err(E::from(error))
            }
        };
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    /// A caller who has gone away is no reason for anything.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let result = match (outcome, self.result) {
            (Err(error), _) => Err(E::from(error)),
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(E::from(StoreError::Other("the closure was not run".into()))),
        };
        let _ = self.caller.send(result);
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
