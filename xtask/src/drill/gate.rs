//! Whether the server is up: clients wait here while it is not.

use tokio::sync::watch;

/// Open while a server runs. Clones are the same gate.
#[derive(Debug, Clone)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A closed one.
    pub fn closed() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Opens or closes it.
    pub fn set(&self, open: bool) {
        self.0.send_replace(open);
    }

    /// Waits until it is open.
    pub async fn pass(&self) {
        // the sender lives in self, so that waiting cannot fail
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}
