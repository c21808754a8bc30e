//! The configuration as `surguch config show` prints it: effective, with secrets masked, and where each value stands.

use std::fmt::Write;

use toml::Value;

use super::{Layers, Origin, Setting};

/// What stands for a secret.
const MASK: &str = "********";

/// Names of settings whose values are secrets.
const SECRET: &[&str] = &["secret", "password", "token", "secret_access_key"];

/// Valid TOML that could be put into a file, but for the secrets.
pub(crate) fn shown(layers: &Layers) -> String {
    let (mut text, mut section) = (String::new(), "");
    // keys without a section stand before the first section
    let (own, rest): (Vec<_>, Vec<_>) = layers.iter().partition(|(key, _)| !key.contains('.'));
    for (key, setting) in own.into_iter().chain(rest) {
        let (of, name) = key.rsplit_once('.').unwrap_or(("", key));
        if of != section {
            let _ = writeln!(text, "\n[{of}]");
            section = of;
        }
        let _ = writeln!(text, "{}", line(name, setting));
    }
    text
}

fn line(name: &str, setting: &Setting) -> String {
    let value = masked(name, &setting.value);
    match &setting.origin {
        Origin::Default => format!("{name} = {value}"),
        origin => format!("{name} = {value}  # {origin}"),
    }
}

/// A secret's own value, or the password inside an address, gives way to a mask.
fn masked(name: &str, value: &Value) -> Value {
    let Value::String(text) = value else { return value.clone() };
    let secret = SECRET.iter().any(|word| name == *word || name.ends_with(&format!("_{word}")));
    if secret && !text.is_empty() {
        return Value::String(MASK.to_owned());
    }
    Value::String(without_password(text))
}

/// `scheme://user:password@host?password=…` without what opens doors.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let authority = match authority.rsplit_once('@') {
        Some((user, host)) if user.contains(':') => format!("{}:{MASK}@{host}", user.split(':').next().unwrap_or_default()),
        _ => authority.to_owned(),
    };
    let (path, query) = tail.split_once('?').map_or((tail, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if SECRET.iter().any(|word| name.contains(word)) => format!("{name}={MASK}"),
            _ => pair.to_owned(),
        });
        format!("?{}", pairs.collect::<Vec<_>>().join("&"))
    });
    format!("{scheme}://{authority}{path}{}", query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULTS;

    #[test]
    fn the_defaults_read_back_as_they_are() {
        let text = shown(&Layers::defaults().unwrap());
        assert_eq!(text.parse::<toml::Table>().unwrap(), DEFAULTS.parse::<toml::Table>().unwrap());
    }

    #[test]
    fn passwords_are_masked_wherever_they_stand() {
        for (text, expected) in [
            ("postgres://office:secret@db:5432/office?sslmode=require", "postgres://office:********@db:5432/office?sslmode=require"),
            ("postgres://office:se:cr@et@db/office", "postgres://office:********@db/office"),
            ("postgres://db/office?user=a&password=b", "postgres://db/office?user=a&password=********"),
            ("https://office.example.ru/a", "https://office.example.ru/a"),
        ] {
            assert_eq!(without_password(text), expected);
        }
        assert_eq!(masked("secret_access_key", &"abc".into()), Value::from(MASK));
        assert_eq!(masked("gateway_password", &"abc".into()), Value::from(MASK));
        assert_eq!(masked("key", &"/etc/key.pem".into()), Value::from("/etc/key.pem"));
    }

    #[test]
    fn a_value_says_where_it_stands() {
        let mut layers = Layers::defaults().unwrap();
        layers.environment([("SURGUCH_LOG__FILTER".to_owned(), "debug".to_owned())]).unwrap();
        assert!(shown(&layers).contains("filter = \"debug\"  # SURGUCH_LOG__FILTER"));
    }

    /// Administrators read this file instead of a manual.
    #[test]
    fn every_default_is_annotated() {
        let lines: Vec<&str> = DEFAULTS.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let is_key = line.contains(" = ") && !line.starts_with('#');
            assert!(!is_key || (at > 0 && lines[at - 1].starts_with("# ")), "no word on `{line}`");
        }
    }
}
