//! When the process is asked to end.

use tokio::signal::unix::{SignalKind, signal};

use crate::failure::{Doing, Failure};

/// Done at SIGTERM or SIGINT; listens from now on. A second signal ends the process at once.
pub(crate) fn asked_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let mut term = signal(SignalKind::terminate()).doing("signals")?;
    let mut int = signal(SignalKind::interrupt()).doing("signals")?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        tokio::spawn(async move {
            tokio::select! {
                _ = term.recv() => {}
                _ = int.recv() => {}
            }
            std::process::exit(130);
        });
    })
}
