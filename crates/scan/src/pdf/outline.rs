//! Whether a PDF is whole: its header, its end, and the table of objects that the end points to.

use memchr::memmem;

use super::text::{has_name, leading_number};
use crate::error::Error;

/// The end stands in so many bytes at the end of the file (ISO 32000-1 annex H.3, note 18).
const TAIL: usize = 1024;

/// The longest dictionary of a trailer that is looked at.
const LONGEST_TRAILER: usize = 64 << 10;

const BROKEN: Error = Error::Damaged("the PDF has no table of objects");

pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    if !matches!(bytes.get(5..8), Some([b'1' | b'2', b'.', digit]) if digit.is_ascii_digit()) {
        return Err(Error::Damaged("the PDF has no version"));
    }
    let tail = bytes.len().saturating_sub(TAIL);
    let end = memmem::rfind(&bytes[tail..], b"%%EOF").ok_or(Error::Damaged("the PDF is cut off"))?;
    let head = memmem::rfind(&bytes[..tail + end], b"startxref").ok_or(BROKEN)?;
    let (table, _) = leading_number(bytes[head + 9..tail + end].trim_ascii_start()).ok_or(BROKEN)?;
    let table = bytes.get(table..head).ok_or(BROKEN)?.trim_ascii_start();
    let trailer = if table.starts_with(b"xref") {
        let at = memmem::find(table, b"trailer").ok_or(BROKEN)?;
        &table[at..]
    } else {
        object(table).ok_or(BROKEN)?
    };
    if has_name(&trailer[..trailer.len().min(LONGEST_TRAILER)], b"Root") { Ok(()) } else { Err(BROKEN) }
}

/// What follows `12 0 obj`.
fn object(text: &[u8]) -> Option<&[u8]> {
    let (_, rest) = leading_number(text)?;
    let (_, rest) = leading_number(rest.trim_ascii_start())?;
    rest.trim_ascii_start().strip_prefix(b"obj")
}
