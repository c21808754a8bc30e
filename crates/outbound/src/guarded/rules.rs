//! What may be called: the administrator's rules, and the checks that need no network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use super::{Cidr, is_public};

/// Longer addresses are refused: nobody's callback needs one.
const LONGEST: usize = 2048;

/// What the administrator allows beyond HTTPS to public addresses.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Networks that may be called though they are not public, over plain HTTP too: the integrator's system is often next door.
    pub allow: Vec<Cidr>,
    /// Whether plain HTTP to public addresses is allowed.
    pub plain_http: bool,
    /// Ports under 1024 that may be called beside 80 and 443.
    pub low_ports: Vec<u16>,
}

/// Why an address is not called. Nothing was sent and no connection was opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Blocked {
    /// Not an absolute URL with a host, or a very long one.
    #[error("not a URL that can be called")]
    Malformed,
    /// Neither `https` nor `http`.
    #[error("only https and http can be called")]
    Scheme,
    /// User name or password in the URL: they would end up in logs.
    #[error("the URL carries a user name or a password")]
    UserInfo,
    /// A port of another service.
    #[error("port {0} is not allowed")]
    Port(u16),
    /// Plain HTTP to an address that is not allow-listed.
    #[error("plain http is allowed to listed networks only")]
    Plain,
    /// The host is, or its name leads to, an address of the inside. The address is for the administrator's log, not for the customer,
    /// who would learn the inside's layout from it.
    #[error("the host leads to an address that is not public")]
    Address(IpAddr),
}

impl Rules {
    /// Checks everything that can be checked without resolving a name; to be asked when an endpoint is registered and before each call.
    pub fn check(&self, url: &str) -> Result<Url, Blocked> {
        if url.len() > LONGEST {
            return Err(Blocked::Malformed);
        }
        let url = Url::parse(url).map_err(|_| Blocked::Malformed)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(Blocked::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Blocked::UserInfo);
        }
        let port = url.port_or_known_default().ok_or(Blocked::Malformed)?;
        if port < 1024 && !matches!(port, 80 | 443) && !self.low_ports.contains(&port) {
            return Err(Blocked::Port(port));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Blocked::Malformed)?;
        if let Some(address) = literal(host) {
            self.admit(address, url.scheme() == "http")?;
        }
        Ok(url)
    }

    /// Checks an address that is about to be connected to.
    pub fn admit(&self, address: IpAddr, plain: bool) -> Result<(), Blocked> {
        if self.allow.iter().any(|network| network.contains(address)) {
            return Ok(());
        }
        if !is_public(address) {
            return Err(Blocked::Address(address));
        }
        if plain && !self.plain_http { Err(Blocked::Plain) } else { Ok(()) }
    }
}

/// The address that stands in the URL itself. URL parsing has already turned decimal, octal, hexadecimal, short and full-width forms
/// into the dotted one (WHATWG URL, «host parsing»).
fn literal(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => host.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules { allow: vec![Cidr::parse("10.1.0.0/16").expect("a network")], ..Rules::default() }
    }

    #[test]
    fn public_https_and_listed_networks_pass() {
        for url in ["https://example.ru/hook?a=1", "https://8.8.8.8:8443/", "http://10.1.2.3:8080/in", "https://xn--e1afmkfd.xn--p1ai/"] {
            assert!(rules().check(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn a_name_over_plain_http_waits_for_its_address() {
        assert!(rules().check("http://example.ru/").is_ok());
        assert_eq!(rules().admit("8.8.8.8".parse().expect("ip"), true), Err(Blocked::Plain));
        assert_eq!(rules().admit("10.1.0.9".parse().expect("ip"), true), Ok(()));
        assert_eq!(Rules { plain_http: true, ..Rules::default() }.admit("8.8.8.8".parse().expect("ip"), true), Ok(()));
    }

    #[test]
    fn every_way_to_write_an_inner_address_is_seen_through() {
        let loopback = Blocked::Address("127.0.0.1".parse().expect("ip"));
        for url in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.1/",
            "https://017700000001/",
            "https://0177.0.0.1/",
            "https://127.0.0.1./",
            "https://①②⑦.⓪.⓪.①/",
            "https://127%2e0%2e0%2e1/",
            "https:127.0.0.1",
            "https:\\\\127.0.0.1\\",
            "https://127。0。0。1/",
            "HTTPS://127.0.0.1:443/",
            "https://\t127.0.0.1/",
            "https://0x7F.0x0.0x0.0x1/",
        ] {
            assert_eq!(rules().check(url), Err(loopback.clone()), "{url}");
        }
    }

    #[test]
    fn each_reason_has_its_own_name() {
        for (url, reason) in [
            ("", Blocked::Malformed),
            ("/hook", Blocked::Malformed),
            ("https://", Blocked::Malformed),
            ("https://exa mple.ru/", Blocked::Malformed),
            ("https://[::1%25eth0]/", Blocked::Malformed),
            ("https://256.0.0.1/", Blocked::Malformed),
            (&format!("https://a.ru/{}", "a".repeat(2100)), Blocked::Malformed),
            ("ftp://example.ru/", Blocked::Scheme),
            ("file:///etc/passwd", Blocked::Scheme),
            ("gopher://example.ru/", Blocked::Scheme),
            ("https://user@example.ru/", Blocked::UserInfo),
            ("https://example.ru:pass@10.1.0.1/", Blocked::UserInfo),
            ("https://example.ru:25/", Blocked::Port(25)),
            ("https://example.ru:0/", Blocked::Port(0)),
            ("http://8.8.8.8/", Blocked::Plain),
            ("https://[::ffff:a01:203]/", Blocked::Address("::ffff:10.1.2.3".parse().expect("ip"))),
        ] {
            assert_eq!(rules().check(url), Err(reason), "{url}");
        }
    }
}
