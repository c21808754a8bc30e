//! `If-Match` and `If-None-Match` (RFC 9110 §13.1) on the way in: tags of ours become versions.

use app::{Conditions, Versions};
use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName};

/// The conditions that a call comes with.
pub(crate) fn conditions(headers: &HeaderMap) -> Conditions {
    Conditions {
        // strong comparison: a weak tag matches nothing
        matching: versions(headers, &IF_MATCH, |tag| tag),
        differing: versions(headers, &IF_NONE_MATCH, |tag| tag.trim_start_matches("W/")),
    }
}

fn versions(headers: &HeaderMap, name: &HeaderName, strengthen: impl Fn(&str) -> &str) -> Option<Versions> {
    if !headers.contains_key(name) {
        return None;
    }
    let lines = || headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    if lines().any(|line| line.trim() == "*") {
        return Some(Versions::Any);
    }
    Some(Versions::These(lines().flat_map(|line| line.split(',')).filter_map(|tag| version(strengthen(tag.trim()))).collect()))
}

/// The version in `"v17"`; a tag that we never gave out is none.
fn version(tag: &str) -> Option<i64> {
    let digits = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_versions() {
        for (text, matching, differing) in [
            ("\"v17\"", Versions::These(vec![17]), Versions::These(vec![17])),
            ("\"v1\", \"x\" , W/\"v3\"", Versions::These(vec![1]), Versions::These(vec![1, 3])),
            ("*", Versions::Any, Versions::Any),
            ("v17", Versions::These(vec![]), Versions::These(vec![])),
            ("\"v+7\", \"v07\", \"v\"", Versions::These(vec![]), Versions::These(vec![])),
        ] {
            let mut headers = HeaderMap::new();
            assert_eq!(conditions(&headers), Conditions::default());
            headers.insert(IF_MATCH, text.parse().unwrap());
            headers.insert(IF_NONE_MATCH, text.parse().unwrap());
            assert_eq!(conditions(&headers), Conditions { matching: Some(matching), differing: Some(differing) }, "{text}");
        }
    }
}
