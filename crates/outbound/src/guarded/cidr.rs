//! A network as administrators write it: an address and the length of its prefix (RFC 4632, RFC 4291 §2.3).

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// A network, IPv4 or IPv6.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cidr {
    base: IpAddr,
    prefix: u8,
}

/// The text is not a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a network like 10.0.0.0/8, fd00::/8 or 127.0.0.1, with nothing set behind the prefix")]
pub struct BadCidr(pub String);

impl Cidr {
    /// Reads `10.0.0.0/8`; a bare address is a network of one. Bits set behind the prefix are refused, since they are most often
    /// a slip of the pen.
    pub fn parse(text: &str) -> Result<Self, BadCidr> {
        let bad = || BadCidr(text.to_owned());
        let (base, prefix) = match text.split_once('/') {
            Some((base, prefix)) => (base, Some(prefix)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| bad())?;
        let longest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse().map_err(|_| bad())?,
            Some(_) => return Err(bad()),
            None => longest,
        };
        let network = Self { base, prefix };
        if prefix > longest || network.cut(base) != bits(base) { Err(bad()) } else { Ok(network) }
    }

    /// Whether `address` lies in this network. An IPv4 address within IPv6 is an IPv6 address here.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.base.is_ipv4() == address.is_ipv4() && self.cut(address) == bits(self.base)
    }

    fn cut(&self, address: IpAddr) -> u128 {
        let width = if self.base.is_ipv4() { 32 } else { 128 };
        let behind = u32::from(width) - u32::from(self.prefix.min(width));
        bits(address).checked_shr(behind).and_then(|front| front.checked_shl(behind)).unwrap_or(0)
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.prefix)
    }
}

impl fmt::Debug for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Cidr {
    type Err = BadCidr;

    fn from_str(text: &str) -> Result<Self, BadCidr> {
        Self::parse(text)
    }
}

impl From<Cidr> for String {
    fn from(network: Cidr) -> Self {
        network.to_string()
    }
}

impl TryFrom<String> for Cidr {
    type Error = BadCidr;

    fn try_from(text: String) -> Result<Self, BadCidr> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        Cidr::parse(network).expect(network).contains(address.parse().expect(address))
    }

    #[test]
    fn a_network_contains_its_own_addresses_only() {
        assert!(contains("10.0.0.0/8", "10.255.255.255"));
        assert!(!contains("10.0.0.0/8", "11.0.0.0"));
        assert!(contains("127.0.0.1", "127.0.0.1"));
        assert!(!contains("127.0.0.1/32", "127.0.0.2"));
        assert!(contains("0.0.0.0/0", "8.8.8.8"));
        assert!(!contains("0.0.0.0/0", "::1"));
        assert!(contains("::/0", "fe80::1"));
        assert!(contains("fd00::/8", "fdff:1::2"));
        assert!(!contains("fd00::/8", "fc00::"));
        assert!(!contains("127.0.0.0/8", "::ffff:127.0.0.1"));
    }

    #[test]
    fn slips_of_the_pen_are_refused() {
        for text in
            ["", "10.0.0.0/", "10.0.0.0/33", "10.1.0.0/8", "::/129", "10.0.0.0/+8", "10.0.0/8", "fd00::1/8", "localhost", "1.2.3.4/8/8"]
        {
            assert_eq!(Cidr::parse(text), Err(BadCidr(text.into())), "{text}");
        }
    }

    #[test]
    fn a_network_is_shown_as_it_is_read() {
        for text in ["10.0.0.0/8", "127.0.0.1/32", "fd00::/8", "::/0"] {
            assert_eq!(Cidr::parse(text).expect(text).to_string(), text);
        }
    }
}
