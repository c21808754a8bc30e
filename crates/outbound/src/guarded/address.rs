//! Which addresses belong to everybody. Everything not globally reachable in the IANA special-purpose registries (RFC 6890) is inside.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a connection to `address` leaves for the public network: not loopback, private, shared by a carrier, link-local, multicast,
/// reserved or unspecified, and no IPv4 address in the dress of an IPv6 one.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0, ..]                       // «this network», RFC 791
            | [10, ..]                // private, RFC 1918
            | [100, 64..=127, ..]     // shared by a carrier, RFC 6598
            | [127, ..]               // loopback
            | [169, 254, ..]          // link-local, the clouds' metadata service among it
            | [172, 16..=31, ..]      // private
            | [192, 0, 0, _]          // protocol assignments
            | [192, 0, 2, _]          // documentation
            | [192, 31, 196, _]       // AS112
            | [192, 52, 193, _]       // AMT
            | [192, 88, 99, _]        // 6to4 relays
            | [192, 168, ..]          // private
            | [192, 175, 48, _]       // AS112
            | [198, 18..=19, ..]      // benchmarks
            | [198, 51, 100, _]       // documentation
            | [203, 0, 113, _]        // documentation
            | [224..=255, ..] // multicast, reserved, broadcast
    )
}

/// Only 2000::/3 is global unicast; loopback, link-local, unique local, multicast, IPv4-mapped, IPv4-compatible and NAT64 lie outside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let words = address.segments();
    let global = words[0] & 0xe000 == 0x2000;
    let special = matches!(
        words,
        [0x2001, 0..=0x01ff, ..]          // protocol assignments: Teredo, benchmarks, ORCHID
            | [0x2001, 0x0db8, ..]        // documentation
            | [0x2002, ..]                // 6to4: an IPv4 address inside
            | [0x2620, 0x004f, 0x8000, ..] // AS112
            | [0x3fff, 0..=0x0fff, ..] // documentation
    );
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().expect(text))
    }

    #[test]
    fn addresses_of_the_inside_are_not_public() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!public(text), "{text}");
        }
        for text in [
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(text), "{text}");
        }
    }

    #[test]
    fn addresses_of_everybody_are_public() {
        for text in ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.255"] {
            assert!(public(text), "{text}");
        }
        for text in ["2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "2001:200::1"] {
            assert!(public(text), "{text}");
        }
    }
}
