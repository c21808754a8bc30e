//! The simulators on loopback, and clients of them.

use std::sync::Arc;
use std::time::Duration;

use domain::clock::Clock;
use domain::time::Timestamp;
use outbound::remote::{BreakerSettings, Call, RemoteSettings, Token};
use tokio::net::TcpListener;

use crate::server::{ALLOWED, settings};

pub const NOW: Timestamp = Timestamp::from_seconds(1_796_000_000);

/// A clock that stands still.
pub struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }

    fn steady(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

/// Plays on a free port; the address begins the contract.
pub async fn play(router: simulate::Router) -> String {
    let socket = TcpListener::bind((ALLOWED, 0)).await.expect("a port");
    let url = format!("http://{}", socket.local_addr().expect("an address"));
    tokio::spawn(simulate::serve(socket, router, std::future::pending()));
    url
}

pub fn clock() -> Arc<dyn Clock> {
    Arc::new(Still)
}

/// How the service at `url` is reached; it rests for so long that no test sees the end of it.
pub fn remote(url: &str) -> RemoteSettings {
    RemoteSettings {
        url: url.to_owned(),
        token: Token::parse("let-me-in"),
        rules: settings().rules,
        extra_roots: Vec::new(),
        timeout: Duration::from_secs(20),
        breaker: BreakerSettings { failures: 1000, rest: Duration::from_secs(500), longest: Duration::from_secs(500) },
    }
}

pub fn call(id: &str) -> Call<'_> {
    Call { id, now: NOW, chance: 0, within: Duration::from_secs(30) }
}
