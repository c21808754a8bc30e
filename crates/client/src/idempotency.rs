//! Keys that make a repeated call harmless.

/// A new key: ordered by time, so that a log of them reads in order.
#[expect(clippy::disallowed_methods, reason = "the SDK runs outside of the server, where nobody hands in a clock")]
pub(crate) fn new_key() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The header's value: a string of RFC 9651, in quotes.
pub(crate) fn header(key: &str) -> String {
    format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_and_are_quoted() {
        assert_ne!(new_key(), new_key());
        assert_eq!(header("a\"b\\c"), r#""a\"b\\c""#);
    }
}
