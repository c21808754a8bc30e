//! `traceparent` (W3C Trace Context): the trace that a caller counts its call to.

use axum::http::HeaderMap;

/// The id of the trace: 32 hexadecimal digits. A header that is not well-formed is ignored, as the recommendation says.
pub(crate) fn trace_id(headers: &HeaderMap) -> Option<String> {
    let mut given = headers.get_all("traceparent").iter();
    let (value, None) = (given.next()?, given.next()) else { return None };
    let text = value.to_str().ok()?;
    let mut parts = text.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let later = version != "00" && version != "ff";
    let fits = is_hex(version, 2) && is_hex(trace, 32) && is_hex(parent, 16) && is_hex(flags, 2) && version != "ff";
    let is_nothing = |id: &str| id.bytes().all(|b| b == b'0');
    // a later version may say more behind what is known
    (fits && !is_nothing(trace) && !is_nothing(parent) && (later || parts.next().is_none())).then(|| trace.to_owned())
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_parent_counts() {
        let (trace, parent) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        let zero = "0".repeat(32);
        for (text, expected) in [
            (format!("00-{trace}-{parent}-01"), true),
            (format!("cc-{trace}-{parent}-01-more"), true),
            (format!("00-{trace}-{parent}-01-more"), false),
            (format!("ff-{trace}-{parent}-01"), false),
            (format!("00-{zero}-{parent}-01"), false),
            (format!("00-{trace}-0000000000000000-01"), false),
            (format!("00-{}-{parent}-01", trace.to_uppercase()), false),
            (format!("00-{trace}-{parent}"), false),
            (String::new(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", text.parse().unwrap());
            assert_eq!(trace_id(&headers).as_deref(), expected.then_some(trace), "{text}");
        }
    }
}
