//! A listener and what it answers, until it is told to stop.
//!
//! axum's own loop knows no time-outs and no limits: whoever sends a head byte by byte would hold a connection for ever.

mod arriving;
mod connection;
mod leaving;
mod limits;
mod peers;
mod tls;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use app::Cidr;
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

pub use limits::Limits;
pub use tls::{Identity, Tls, TlsError};

use crate::Metrics;

pub(crate) use arriving::Stalled;

/// How long the loop rests when no connection can be taken, as with too many open files.
const REST: Duration = Duration::from_millis(100);

/// A bound socket and everything that it answers.
pub struct Listening {
    /// What it is called in logs and metrics.
    pub name: &'static str,
    /// The socket.
    pub socket: TcpListener,
    /// What it answers.
    pub router: Router,
    /// With whose certificate it speaks TLS; plain HTTP without.
    pub tls: Option<Tls>,
    /// What it bears.
    pub limits: Limits,
    /// Proxies in front of it: [`Limits::per_address`] is not for them.
    pub trusted: Arc<[Cidr]>,
    /// Where it is counted.
    pub metrics: Metrics,
}

/// Answers until `stop` is done; then takes no new connections and returns when the requests at hand are answered.
///
/// At [`Limits::connections`] open ones no more are accepted: they wait in the system's queue until others end, and those that do nothing
/// end by their time-outs. One over [`Limits::per_address`] is closed at once.
pub async fn serve(listening: Listening, stop: impl Future<Output = ()> + Send + 'static) {
    let Listening { name, socket, router, tls, limits, trusted, metrics } = listening;
    let peers = peers::Peers::new(limits.per_address, trusted);
    let places = Arc::new(Semaphore::new(limits.connections));
    let server = Arc::new(connection::Server { name, router, tls, limits, metrics: metrics.clone() });
    // every connection holds a receiver: the last one gone is the end
    let (closing, closed) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let Ok(place) = place else { break };
        let accepted = tokio::select! {
            accepted = socket.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((connection, peer)) => {
                let Some(seat) = peers.seat(peer.ip()) else {
                    metrics.cut("address");
                    continue;
                };
                let (server, closed, open) = (server.clone(), closed.clone(), metrics.connection(name));
                tokio::spawn(async move {
                    server.talk(connection, peer, closed).await;
                    drop((open, place, seat));
                });
            }
            Err(error) => {
                tracing::warn!(listener = name, "a connection could not be taken: {error}");
                tokio::time::sleep(REST).await;
            }
        }
        if places.available_permits() == 0 {
            tracing::warn!(listener = name, connections = server.limits.connections, "all connections are taken; more of them wait");
        }
    }
    drop((socket, closed));
    closing.send_replace(true);
    closing.closed().await;
}

#[cfg(test)]
mod tests;
