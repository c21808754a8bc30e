//! `Range` of one piece (RFC 9110 §14). Several pieces and other units are answered with the whole, as the RFC allows.

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};
use domain::code::{self, Code};

/// Which bytes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    Whole,
    /// From `from` up to but not with `to`; never empty.
    Piece { from: u64, to: u64 },
}

/// What `headers` ask for of `size` bytes that `etag` names. The error is that there are no such bytes.
pub fn wanted(headers: &HeaderMap, size: u64, etag: &str) -> Result<Wanted, Code> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(IF_RANGE).is_some_and(|known| known != etag) {
        return Ok(Wanted::Whole);
    }
    let Some((first, last)) =
        text(RANGE).and_then(|range| range.trim().strip_prefix("bytes=")).and_then(|range| range.trim().split_once('-'))
    else {
        return Ok(Wanted::Whole);
    };
    match (number(first), number(last)) {
        (Some(from), Some(last)) if last < from => Ok(Wanted::Whole),
        (Some(from), _) if from >= size => Err(code::RANGE_NOT_SATISFIABLE),
        (Some(from), Some(last)) => Ok(Wanted::Piece { from, to: last.saturating_add(1).min(size) }),
        (Some(from), None) if last.trim().is_empty() => Ok(Wanted::Piece { from, to: size }),
        (None, Some(tail)) if first.trim().is_empty() => match tail.min(size) {
            0 => Err(code::RANGE_NOT_SATISFIABLE),
            tail => Ok(Wanted::Piece { from: size - tail, to: size }),
        },
        (Some(_) | None, _) => Ok(Wanted::Whole),
    }
}

fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(range: &str, size: u64) -> Result<Wanted, Code> {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, range.parse().unwrap());
        wanted(&headers, size, "\"e\"")
    }

    #[test]
    fn one_piece_is_served() {
        for (range, from, to) in [
            ("bytes=0-0", 0, 1),
            ("bytes=2-4", 2, 5),
            ("bytes=5-", 5, 10),
            ("bytes=-3", 7, 10),
            ("bytes=-30", 0, 10),
            ("bytes=8-99999999999999999999", 8, 10),
        ] {
            assert_eq!(ask(range, 10), Ok(Wanted::Piece { from, to }), "{range}");
        }
    }

    #[test]
    fn what_lies_outside_is_refused() {
        for (range, size) in [("bytes=10-", 10), ("bytes=10-11", 10), ("bytes=-0", 10), ("bytes=0-", 0), ("bytes=-1", 0)] {
            assert_eq!(ask(range, size), Err(code::RANGE_NOT_SATISFIABLE), "{range}");
        }
    }

    #[test]
    fn what_is_not_understood_gets_the_whole() {
        for range in ["bytes=4-2", "bytes=1-2,4-5", "bytes=a-b", "bytes=", "bytes=-", "lines=1-2", "bytes=+1-2"] {
            assert_eq!(ask(range, 10), Ok(Wanted::Whole), "{range}");
        }
    }

    #[test]
    fn a_changed_file_is_sent_whole() {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, "bytes=1-2".parse().unwrap());
        headers.insert(IF_RANGE, "\"other\"".parse().unwrap());
        assert_eq!(wanted(&headers, 10, "\"e\""), Ok(Wanted::Whole));
        headers.insert(IF_RANGE, "\"e\"".parse().unwrap());
        assert!(matches!(wanted(&headers, 10, "\"e\""), Ok(Wanted::Piece { .. })));
    }
}
