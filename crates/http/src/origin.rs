//! Where a call comes from: the peer, or what trusted proxies in front of us say (RFC 7239, X-Forwarded-For).

use std::net::{IpAddr, SocketAddr};

use app::Cidr;
use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

/// The address of the caller. Hops are read from the right, from the nearest to the farthest, as long as each was told by a trusted one:
/// whatever stands left of the first stranger was written by the stranger.
///
/// Proxies tell it by one of two headers, and pass the other one on as the caller wrote it. Where the two disagree, one of them is made up,
/// nobody knows which, and the call has the address of the proxy.
pub(crate) fn origin(headers: &HeaderMap, peer: IpAddr, trusted: &[Cidr]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let nearest = peer.to_canonical();
    if !is_trusted(nearest) {
        return nearest;
    }
    let lines = |name: &str| -> Vec<&str> { headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect() };
    let (standard, older) = (lines(FORWARDED.as_str()), lines("x-forwarded-for"));
    let standard: Vec<_> = standard.into_iter().flat_map(|line| split(line, ',')).map(told).collect();
    let older: Vec<_> = older.into_iter().flat_map(|line| line.split(',')).map(address).collect();
    match (standard.is_empty(), older.is_empty()) {
        (true, _) => farthest(nearest, older, is_trusted),
        (_, true) => farthest(nearest, standard, is_trusted),
        _ => {
            let (by_one, by_other) = (farthest(nearest, standard, is_trusted), farthest(nearest, older, is_trusted));
            if by_one == by_other { by_one } else { nearest }
        }
    }
}

/// Follows the told hops from the last to the first, as long as they are trusted ones.
fn farthest(mut nearest: IpAddr, mut hops: Vec<Option<IpAddr>>, is_trusted: impl Fn(IpAddr) -> bool) -> IpAddr {
    while is_trusted(nearest)
        && let Some(hop) = hops.pop()
    {
        // a hop that hides itself leaves us with the one that told of it
        let Some(address) = hop else { break };
        nearest = address.to_canonical();
    }
    nearest
}

/// The parameter `for` of one element of `Forwarded`.
fn told(element: &str) -> Option<IpAddr> {
    let pairs = split(element, ';');
    let value = pairs.into_iter().find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value.trim())
    })?;
    address(value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value))
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// Pieces between separators that stand outside of quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|network| Cidr::parse(network).unwrap());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        origin(&map, peer.parse().unwrap(), &trusted).to_string()
    }

    #[test]
    fn a_stranger_speaks_for_nobody() {
        assert_eq!(seen("192.0.2.1", &[("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")]), "192.0.2.1");
        assert_eq!(seen("::ffff:192.0.2.1", &[]), "192.0.2.1");
    }

    #[test]
    fn trusted_hops_are_followed_from_the_right() {
        for (headers, expected) in [
            (&[][..], "10.0.0.1"),
            (&[("x-forwarded-for", "203.0.113.9")], "203.0.113.9"),
            // what the caller wrote itself stands left of its own address
            (&[("x-forwarded-for", "1.2.3.4, 203.0.113.9, 10.0.0.2")], "203.0.113.9"),
            (&[("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "203.0.113.9")], "203.0.113.9"),
            (&[("x-forwarded-for", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            (&[("x-forwarded-for", "203.0.113.9, nonsense")], "10.0.0.1"),
            (&[("x-forwarded-for", "203.0.113.9:4711")], "203.0.113.9"),
            (&[("forwarded", "for=1.2.3.4, for=\"[2001:db8::1]:47\";proto=https;by=10.0.0.1, for=10.0.0.2")], "2001:db8::1"),
            (&[("forwarded", "For=203.0.113.9;host=\"a,b\"")], "203.0.113.9"),
            (&[("forwarded", "for=unknown")], "10.0.0.1"),
            (&[("forwarded", "for=_hidden, for=10.0.0.2")], "10.0.0.2"),
            // one of them is the caller's own
            (&[("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "1.2.3.4")], "10.0.0.1"),
            (&[("forwarded", "nonsense"), ("x-forwarded-for", "1.2.3.4")], "10.0.0.1"),
            (&[("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "1.2.3.4, 203.0.113.9")], "203.0.113.9"),
        ] {
            assert_eq!(seen("10.0.0.1", headers), expected, "{headers:?}");
        }
    }
}
