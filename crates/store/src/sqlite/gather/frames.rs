//! Which writes are gathered: those that come one behind another, until a transaction is closed.

use std::ffi::c_int;

use rusqlite::ffi::SQLITE_OK;

/// Octets of a frame's header (<https://sqlite.org/fileformat2.html#walformat>, 4.1).
const HEADER: usize = 24;
/// Where in it the number of pages stands after a commit; zero in all frames but the last of a transaction.
const PAGES_AFTER: std::ops::Range<usize> = 4..8;
/// More than that is not kept.
const MOST: usize = 1 << 20;

/// Frames that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Frames {
    bytes: Vec<u8>,
    /// Where they belong.
    at: i64,
    /// Where the last write ended.
    end: Option<i64>,
    /// Whether the header before was that of a transaction's last frame.
    last: bool,
}

impl Frames {
    /// Takes a write, and gives `put` what is due. Whatever does not continue the write before goes its own way at once: the log's own
    /// header, checksums that are made anew.
    pub(super) fn write(&mut self, bytes: &[u8], at: i64, mut put: impl FnMut(&[u8], i64) -> c_int) -> c_int {
        let follows = self.end == Some(at);
        let closes = std::mem::take(&mut self.last) && follows;
        if !follows {
            let flushed = self.flush(&mut put);
            if flushed != SQLITE_OK {
                return flushed;
            }
        }
        self.last = bytes.len() == HEADER && bytes[PAGES_AFTER] != [0; 4];
        self.end = i64::try_from(bytes.len()).ok().and_then(|length| at.checked_add(length));
        if !follows {
            return put(bytes, at);
        }
        if self.bytes.is_empty() {
            self.at = at;
        }
        self.bytes.extend_from_slice(bytes);
        if closes || self.bytes.len() >= MOST { self.flush(put) } else { SQLITE_OK }
    }

    /// Writes all of it. What could not be written is of a transaction that SQLite gives up then.
    pub(super) fn flush(&mut self, mut put: impl FnMut(&[u8], i64) -> c_int) -> c_int {
        if self.bytes.is_empty() {
            return SQLITE_OK;
        }
        let put = put(&self.bytes, self.at);
        self.bytes.clear();
        if put != SQLITE_OK {
            (self.end, self.last) = (None, false);
        }
        put
    }
}
