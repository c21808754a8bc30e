//! Where a call comes from: the peer, or what trusted proxies in front of us say (RFC 7239, X-Forwarded-For).

use std::net::{IpAddr, SocketAddr};

use app::Cidr;
use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

/// The address of the caller. Hops are read from the right, from the nearest to the farthest, as long as each was told by a trusted one:
/// whatever stands left of the first stranger was written by the stranger.
pub(crate) fn origin(headers: &HeaderMap, peer: IpAddr, trusted: &[Cidr]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = peer.to_canonical();
    if !is_trusted(nearest) {
        return nearest;
    }
    let mut hops = hops(headers);
    while is_trusted(nearest)
        && let Some(hop) = hops.pop()
    {
        // a hop that hides itself leaves us with the one that told of it
        let Some(address) = hop else { break };
        nearest = address.to_canonical();
    }
    nearest
}

/// The told hops, the farthest first; nothing where one is no address. The standard header goes before the older one.
fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = |name| headers.get_all(name).iter().map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or_default());
    if headers.contains_key(FORWARDED) {
        return lines(FORWARDED.as_str()).flat_map(|line| split(line, ',')).map(told).collect();
    }
    lines("x-forwarded-for").flat_map(|line| line.split(',')).map(address).collect()
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
            (&[("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "1.2.3.4")], "203.0.113.9"),
        ] {
            assert_eq!(seen("10.0.0.1", headers), expected, "{headers:?}");
        }
    }
}
