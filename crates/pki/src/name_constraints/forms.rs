//! When a name is within a base, form by form.

use super::Breach;
use crate::Malformed;
use crate::general_name::GeneralName;

/// Are both of one form?
pub(super) fn same(name: &GeneralName, base: &GeneralName) -> bool {
    match (name, base) {
        (GeneralName::Other(one, _), GeneralName::Other(other, _)) => one == other,
        _ => std::mem::discriminant(name) == std::mem::discriminant(base),
    }
}

/// Is `name` within `base` of the same form? `exclude`: as seen by an exclusion, where a wildcard counts if any name it covers would.
pub(super) fn is_within(name: &GeneralName, base: &GeneralName, exclude: bool) -> Result<bool, Breach> {
    match (name, base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => Ok(name.is_within(base)),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => dns(name, base, exclude),
        (GeneralName::Email(name), GeneralName::Email(base)) => email(name, base),
        (GeneralName::Uri(name), GeneralName::Uri(base)) => Ok(domain(host_of_uri(name)?, base)),
        (GeneralName::Ip(name), GeneralName::Ip(base)) => ip(name, base),
        // Forms that nobody here can judge: a name of such a form under a constraint of that form is refused.
        _ => Err(Malformed("name of a constrained form that is not understood").into()),
    }
}

/// `example.ru` holds itself and everything below; a leading dot holds only what is below.
fn dns(name: &str, base: &str, exclude: bool) -> Result<bool, Breach> {
    let wildcard = name.strip_prefix("*.");
    let plain = wildcard.unwrap_or(name);
    if !is_host(plain) || !(base.is_empty() || is_host(base.strip_prefix('.').unwrap_or(base))) {
        return Err(Malformed("host name").into());
    }
    let (name, base) = (name.to_ascii_lowercase(), base.to_ascii_lowercase());
    let below = name.strip_suffix(base.strip_prefix('.').unwrap_or(&base)).is_some_and(|rest| rest.ends_with('.'));
    let covers = exclude && wildcard.is_some() && base.strip_suffix(&name[2..]).is_some_and(|rest| rest.ends_with('.'));
    Ok(base.is_empty() || name == base || below || covers)
}

/// A mailbox `a@host`, all mailboxes of a `host`, or of every host of a `.domain`.
fn email(name: &str, base: &str) -> Result<bool, Breach> {
    let (local, host) = name.rsplit_once('@').filter(|(local, host)| is_local(local) && is_host(host)).ok_or(Malformed("mail"))?;
    match base.rsplit_once('@') {
        Some((wanted, at)) => Ok(local == wanted && host.eq_ignore_ascii_case(at)),
        None => Ok(domain(host, base)),
    }
}

/// A `host` itself, or every host of a `.domain`.
fn domain(host: &str, base: &str) -> bool {
    let (host, base) = (host.to_ascii_lowercase(), base.to_ascii_lowercase());
    if base.starts_with('.') { host.len() > base.len() && host.ends_with(&base) } else { base.is_empty() || host == base }
}

/// The host of a URI; one without, or with a bare address, cannot be held to a constraint.
fn host_of_uri(uri: &str) -> Result<&str, Breach> {
    let (_, rest) = uri.split_once("://").ok_or(Malformed("URI without a host"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let address = host.starts_with('[') || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if address || !is_host(host) { Err(Malformed("URI without a host").into()) } else { Ok(host) }
}

/// Address and mask, of the same family as the name.
fn ip(name: &[u8], base: &[u8]) -> Result<bool, Breach> {
    let lengths = (name.len(), base.len());
    if !matches!(lengths.0, 4 | 16) || !matches!(lengths.1, 8 | 32) {
        return Err(Malformed("IP address").into());
    }
    let (network, mask) = base.split_at(base.len() / 2);
    let ones = mask.iter().map(|octet| octet.count_ones()).sum::<u32>();
    let leading = mask.iter().position(|octet| *octet != 0xff).map_or(mask.len() * 8, |at| at * 8 + mask[at].leading_ones() as usize);
    if leading != ones as usize {
        return Err(Malformed("mask of an IP address").into());
    }
    Ok(network.len() == name.len() && name.iter().zip(network).zip(mask).all(|((name, network), mask)| name & mask == network & mask))
}

/// One part before the `@`: without another `@`, for what would stand behind that one could be taken for the host.
fn is_local(text: &str) -> bool {
    !text.is_empty() && !text.contains('@')
}

/// Labels of letters, digits, hyphens and underscores between single dots.
fn is_host(text: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    text.len() <= 253 && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_mailboxes_addresses_and_uris_are_held_to_their_bases() {
        let dns = |name: &str, base: &str, exclude| is_within(&GeneralName::Dns(name.into()), &GeneralName::Dns(base.into()), exclude);
        assert_eq!(dns("a.Example.ru", "example.RU", false), Ok(true));
        assert_eq!(dns("example.ru", "example.ru", false), Ok(true));
        assert_eq!(dns("example.ru", ".example.ru", false), Ok(false));
        assert_eq!(dns("badexample.ru", "example.ru", false), Ok(false));
        assert_eq!(dns("*.example.ru", "secret.example.ru", false), Ok(false));
        assert_eq!(dns("*.example.ru", "secret.example.ru", true), Ok(true));
        assert_eq!(dns("anything", "", false), Ok(true));
        assert!(dns("a..b", "b", false).is_err());

        let email = |name: &str, base: &str| is_within(&GeneralName::Email(name.into()), &GeneralName::Email(base.into()), false);
        assert_eq!(email("me@Host.example.ru", "host.example.ru"), Ok(true));
        assert_eq!(email("me@host.example.ru", "example.ru"), Ok(false));
        assert_eq!(email("me@host.example.ru", ".example.ru"), Ok(true));
        assert_eq!(email("me@example.ru", ".example.ru"), Ok(false));
        assert_eq!(email("me@example.ru", "me@EXAMPLE.ru"), Ok(true));
        assert_eq!(email("Me@example.ru", "me@example.ru"), Ok(false));
        assert!(email("no mailbox", "example.ru").is_err() && email("me@evil.ru@example.ru", "example.ru").is_err());

        let uri = |name: &str, base: &str| is_within(&GeneralName::Uri(name.into()), &GeneralName::Uri(base.into()), false);
        assert_eq!(uri("http://user@a.example.ru:80/path", ".example.ru"), Ok(true));
        assert_eq!(uri("http://example.ru?x=.evil.ru", "evil.ru"), Ok(false));
        assert!(uri("urn:isbn:1", "example.ru").is_err() && uri("http://10.0.0.1/", "example.ru").is_err());
        assert!(uri("http://[::1]/", "example.ru").is_err());

        let ip = |name: &[u8], base: &[u8]| is_within(&GeneralName::Ip(name.into()), &GeneralName::Ip(base.into()), false);
        assert_eq!(ip(&[10, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Ok(true));
        assert_eq!(ip(&[11, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Ok(false));
        assert_eq!(ip(&[0; 16], &[10, 0, 0, 0, 255, 0, 0, 0]), Ok(false));
        assert!(ip(&[10, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 255, 0]).is_err() && ip(&[10, 1], &[0; 8]).is_err());
    }

    #[test]
    fn a_form_that_is_not_understood_is_refused_under_a_constraint() {
        let other = |value: u8| GeneralName::Other(0xa0, vec![value]);
        assert!(same(&other(1), &other(2)) && !same(&other(1), &GeneralName::Other(0x88, vec![1])));
        assert!(is_within(&other(1), &other(1), false).is_err());
    }
}
