//! A bell that rings after a commit which left jobs or events behind.

use tokio::sync::watch;

/// Wakes after any commit of this process that flushed jobs or events, and when events received their numbers.
///
/// A hint for latency beside a poll, never the only way to learn of work: other processes do not ring it.
#[derive(Debug, Clone)]
pub struct Committed {
    bell: watch::Receiver<u64>,
}

impl Committed {
    /// Waits for the next such commit; returns at once where one happened since the last call. Never returns after the store is gone.
    pub async fn changed(&mut self) {
        if self.bell.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The ringing end.
#[derive(Debug)]
pub(crate) struct Bell {
    sender: watch::Sender<u64>,
}

impl Bell {
    pub(crate) fn new() -> Self {
        Self { sender: watch::Sender::new(0) }
    }

    pub(crate) fn ring(&self) {
        self.sender.send_modify(|count| *count += 1);
    }

    pub(crate) fn listen(&self) -> Committed {
        Committed { bell: self.sender.subscribe() }
    }
}
