//! How many connections one address has open: one client that opens more and more must not take everybody's places.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use app::Cidr;

/// The open connections of a listener, by address.
#[derive(Debug, Clone)]
pub(super) struct Peers {
    /// At most so many of one; without a limit where it is 0.
    most: usize,
    /// Proxies, who speak for many.
    trusted: Arc<[Cidr]>,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection that is counted until this is dropped.
#[derive(Debug)]
pub(super) struct Seat(Option<(Peers, IpAddr)>);

impl Peers {
    pub(super) fn new(most: usize, trusted: Arc<[Cidr]>) -> Self {
        Self { most, trusted, open: Arc::default() }
    }

    /// A place for one more connection of `peer`; nothing where it has as many as it may.
    pub(super) fn seat(&self, peer: IpAddr) -> Option<Seat> {
        let peer = peer.to_canonical();
        if self.most == 0 || self.trusted.iter().any(|network| network.contains(peer)) {
            return Some(Seat(None));
        }
        let peer = customer(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(peer).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Seat(Some((self.clone(), peer))))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some((peers, peer)) = self.0.take() else { return };
        let mut open = peers.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&peer) {
            *count -= 1;
            if *count == 0 {
                open.remove(&peer);
            }
        }
    }
}

/// Whose address it is: of IPv6 a customer has 64 bits to choose from.
fn customer(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peers(most: usize) -> Peers {
        Peers::new(most, [Cidr::parse("10.0.0.0/8").unwrap()].into())
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_has_so_many_and_gets_them_back() {
        let peers = peers(2);
        let (first, second) = (peers.seat(address("192.0.2.1")), peers.seat(address("::ffff:192.0.2.1")).unwrap());
        assert!(first.is_some() && peers.seat(address("192.0.2.1")).is_none());
        assert!(peers.seat(address("192.0.2.2")).is_some(), "another has its own");
        drop(first);
        assert!(peers.seat(address("192.0.2.1")).is_some());
        drop(second);
        assert!(peers.open.lock().unwrap().is_empty(), "nobody is remembered who is gone");
    }

    #[test]
    fn a_network_of_ipv6_is_one_customer_and_proxies_have_no_limit() {
        let peers = peers(1);
        let _first = peers.seat(address("2001:db8::1")).unwrap();
        assert!(peers.seat(address("2001:db8::2")).is_none());
        assert!(peers.seat(address("2001:db8:0:1::1")).is_some());
        let proxied: Vec<_> = (0..50).map(|_| peers.seat(address("10.1.2.3"))).collect();
        assert!(proxied.iter().all(Option::is_some));
    }
}
