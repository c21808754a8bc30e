//! Counterparts that a house asks over real sockets: the programs that ship as `surguch simulate`, in the test's own process.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use outbound::esia::Esia;
use outbound::guarded::{Cidr, Rules};
use outbound::remote::{BreakerSettings, RemoteSettings};
use simulate::esia as portal;
use testkit::MockClock;

use crate::Neighbours;

/// The СНИЛС and the birth date of the one person whom [`state_portal`] knows.
pub const PORTAL_PERSON: (&str, &str) = ("112-233-445 95", "1985-05-05");

/// A client's settings for a counterpart at this address, whose breaker never opens.
pub fn remote(address: SocketAddr) -> RemoteSettings {
    RemoteSettings {
        url: format!("http://{address}"),
        token: None,
        rules: Rules { allow: vec![Cidr::parse("127.0.0.1/32").expect("a network")], ..Rules::default() },
        extra_roots: Vec::new(),
        timeout: Duration::from_secs(20),
        breaker: BreakerSettings { failures: 1000, ..BreakerSettings::default() },
    }
}

/// Serves a stand-in until the test ends.
pub async fn served(router: simulate::Router) -> SocketAddr {
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = socket.local_addr().expect("an address");
    tokio::spawn(simulate::serve(socket, router, std::future::pending()));
    address
}

/// A state portal that knows [`PORTAL_PERSON`], who waits to be told what to do, and the neighbours of a house beside it.
pub async fn state_portal() -> (portal::Esia, Neighbours) {
    let account = portal::Account {
        snils: PORTAL_PERSON.0.chars().filter(char::is_ascii_digit).collect(),
        birth_date: PORTAL_PERSON.1.to_owned(),
        oid: "1".to_owned(),
        confirmed: true,
        answer: portal::Will::Wait,
    };
    let data = portal::Data { account: vec![account], ..portal::Data::default() };
    let portal = portal::Esia::new(data, Arc::new(MockClock::default()));
    let client = Esia::new(&remote(served(portal.router()).await)).expect("a client");
    (portal, Neighbours { esia: Some(client), ..Neighbours::default() })
}
