//! Looks at the bytes of a page that somebody sent: what format they are, whether they are whole, whether the scan has colour.
//!
//! Everything is foreign and perhaps hostile: the format is known by content, limits come before decoding, and images are walked row by row
//! or block by block, so that [`inspect`] needs [`WORKING_MEMORY`] at most, whatever it is shown. It is synchronous and does nothing but
//! compute, for a second or two at the worst: call it on the pool of threads that hashes, never on an asynchronous one. The pool has a thread a
//! core, which bounds the memory of all inspections together; the bytes themselves are the caller's to bound.
//! Reasons stand in docs/adr/0018-scans.md.

mod error;
mod gif;
mod jpeg;
mod limits;
mod pdf;
mod png;
mod sniff;
#[cfg(test)]
mod tests;
mod tiff;
mod tone;

use domain::issue::document::{Format, LARGEST_PAGE, Tone};

pub use error::{Error, Limit};
pub use limits::{MOST_PIXELS, MOST_PIXELS_IN_ALL, MOST_PIXELS_PER_BYTE, MOST_SHEETS, MOST_SIDE, WORKING_MEMORY};
pub use sniff::sniff;

/// What a page turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    /// Its format, by content.
    pub format: Format,
    /// Whether it has colour in it.
    pub tone: Tone,
    /// Width and height in pixels of its first sheet; nothing for a PDF.
    pub size: Option<(u32, u32)>,
    /// Sheets of a TIFF or a PDF, frames of a moving image; nothing for a PDF that hides them.
    pub sheets: Option<u32>,
}

/// Looks at a whole page. `declared` is what its sender says it is, where they say anything: a contradiction is an error. What a file's
/// name says is nobody's business.
pub fn inspect(bytes: &[u8], declared: Option<Format>) -> Result<Scan, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if bytes.len() as u64 > LARGEST_PAGE {
        return Err(Error::TooLarge);
    }
    let found = sniff(bytes).ok_or(Error::Unknown)?;
    if let Some(declared) = declared.filter(|declared| *declared != found) {
        return Err(Error::Mismatch { declared, found });
    }
    match found {
        Format::Pdf => pdf::inspect(bytes),
        Format::Png => png::inspect(bytes),
        Format::Jpeg => jpeg::inspect(bytes),
        Format::Tiff => tiff::inspect(bytes),
        Format::Gif => gif::inspect(bytes),
    }
}
