//! A new certificate is taken into use at SIGHUP, and when its files change.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use surguch_http::Tls;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

use super::House;
use crate::failure::{Doing, Failure};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(5);

/// Watches until the set is dropped. Without TLS a SIGHUP changes nothing, and does not end the server either.
pub(super) fn watch(house: &House) -> Result<JoinSet<()>, Failure> {
    let mut hangup = signal(SignalKind::hangup()).doing("signals")?;
    let all = house.tls.clone();
    let mut watching = JoinSet::new();
    watching.spawn(async move {
        let mut seen = stamps(&all);
        loop {
            tokio::select! {
                _ = hangup.recv() => {}
                () = tokio::time::sleep(LOOK) => {
                    // certificate and key are written one after the other: wait until nothing changes any more
                    let now = stamps(&all);
                    if now == seen {
                        continue;
                    }
                    tokio::time::sleep(LOOK / 5).await;
                    if stamps(&all) != now {
                        continue;
                    }
                }
            }
            seen = stamps(&all);
            all.iter().for_each(reload);
        }
    });
    Ok(watching)
}

fn reload(tls: &Tls) {
    let path = tls.identity().certificate.display();
    match tls.reload() {
        Ok(()) => tracing::info!("new connections are served with the certificate now in {path}"),
        Err(error) => tracing::error!("the certificate in {path} cannot be used; the one before stays: {error}"),
    }
}

/// When each file was last changed.
fn stamps(all: &[Tls]) -> Vec<Option<SystemTime>> {
    let changed = |path: &PathBuf| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    all.iter()
        .map(Tls::identity)
        .flat_map(|identity| [Some(&identity.certificate), Some(&identity.key), identity.client_ca.as_ref()])
        .map(|path| path.and_then(changed))
        .collect()
}
