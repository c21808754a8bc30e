//! What foreign DER may not exceed, checked by one pass without recursion before any parser sees it.

use crate::Malformed;

/// Deepest nesting of constructed elements.
pub const DEPTH: usize = 32;
/// Longest certificate or request, in bytes.
pub const CERTIFICATE: usize = 64 * 1024;
/// Longest request to an OCSP responder or a time stamp authority, in bytes.
pub const REQUEST: usize = 64 * 1024;
/// Longest OCSP answer, in bytes.
pub const ANSWER: usize = 256 * 1024;
/// Longest private key or PKCS#12, in bytes.
pub const KEYS: usize = 1024 * 1024;
/// Longest CRL, in bytes: half a million entries.
pub const CRL: usize = 32 * 1024 * 1024;
/// Longest detached CMS, in bytes, revocation evidence included.
pub const CMS: usize = 8 * 1024 * 1024;

/// A decoded header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub(super) tag: u8,
    /// Bytes of the header itself.
    pub(super) length: usize,
    /// Bytes of contents.
    pub(super) contents: usize,
}

/// Decodes a header: low-tag-number form, definite length in its shortest form.
pub(super) fn header(input: &[u8]) -> Result<Header, Malformed> {
    let [tag, first, rest @ ..] = input else { return Err(Malformed("truncated")) };
    if tag & 0x1f == 0x1f {
        return Err(Malformed("high tag number"));
    }
    if *first < 0x80 {
        return Ok(Header { tag: *tag, length: 2, contents: usize::from(*first) });
    }
    let octets = usize::from(first & 0x7f);
    if octets == 0 {
        return Err(Malformed("indefinite length"));
    }
    let octets = rest.get(..octets).filter(|octets| octets.len() <= 4).ok_or(Malformed("length"))?;
    let contents = octets.iter().fold(0_usize, |sum, octet| sum << 8 | usize::from(*octet));
    if octets[0] == 0 || contents < 0x80 {
        return Err(Malformed("length is not the shortest"));
    }
    Ok(Header { tag: *tag, length: 2 + octets.len(), contents })
}

/// Checks that `input` is one DER element of at most `longest` bytes, whose constructed elements nest at most [`DEPTH`] deep and end
/// exactly where their parents say.
pub fn check(input: &[u8], longest: usize) -> Result<(), Malformed> {
    if input.len() > longest {
        return Err(Malformed("too long"));
    }
    let mut ends = [0_usize; DEPTH];
    let mut depth = 0;
    let mut at = 0;
    loop {
        let header = header(&input[at..])?;
        let start = at + header.length;
        let end = start.checked_add(header.contents).ok_or(Malformed("length"))?;
        let limit = if depth == 0 { input.len() } else { ends[depth - 1] };
        if end > limit {
            return Err(Malformed("length"));
        }
        if header.tag & 0x20 == 0 {
            at = end;
        } else if depth == DEPTH {
            return Err(Malformed("nested too deep"));
        } else {
            ends[depth] = end;
            depth += 1;
            at = start;
        }
        while depth > 0 && at == ends[depth - 1] {
            depth -= 1;
        }
        if depth == 0 {
            return if at == input.len() { Ok(()) } else { Err(Malformed("trailing bytes")) };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixture::nest;

    #[test]
    fn nesting_stops_at_the_limit() {
        assert_eq!(nest(3), [0x30, 4, 0x30, 2, 0x30, 0]);
        assert_eq!(check(&nest(DEPTH), CMS), Ok(()));
        assert_eq!(check(&nest(DEPTH + 1), CMS), Err(Malformed("nested too deep")));
        assert_eq!(check(&nest(50_000), CMS), Err(Malformed("nested too deep")));
    }

    #[test]
    fn children_may_not_outgrow_their_parents() {
        assert!(check(&[0x30, 0x03, 0x02, 0x02, 0x01], CMS).is_err());
        assert!(check(&[0x30, 0x02, 0x02, 0x01, 0x01], CMS).is_err());
        assert!(check(&[0x30, 0x80, 0x00, 0x00], CMS).is_err());
        assert!(check(&[0x30, 0x00, 0x00], CMS).is_err());
        assert!(check(&[], CMS).is_err());
    }

    proptest! {
        #[test]
        fn junk_never_panics(junk in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = check(&junk, CMS);
        }
    }
}
