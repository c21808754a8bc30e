//! What a scan may cost. Rows and blocks are thrown away as they are read, so pixels cost time and sides cost memory.

use crate::error::{Error, Limit};

/// The most that one inspection allocates, in bytes, beside the bytes that it looks at.
pub const WORKING_MEMORY: usize = 8 << 20;

/// The longest side of an image, in pixels: a sheet of A0 at 600 dots an inch.
pub const MOST_SIDE: u32 = 30_000;

/// The most pixels of one image: a sheet of A3 at 600 dots an inch.
pub const MOST_PIXELS: u64 = 80_000_000;

/// The most pixels of all images of a file: forty-five sheets of A4 at 300 dots an inch.
pub const MOST_PIXELS_IN_ALL: u64 = 400_000_000;

/// The most bytes of samples that a file unfolds to: what time is bounded by.
pub(crate) const MOST_UNFOLDED: u64 = 1 << 30;

/// The most pixels for a byte of the file. An empty sheet has 20 000 in the densest of the formats, a written one some hundreds.
pub const MOST_PIXELS_PER_BYTE: u64 = 10_000;

/// Images of fewer pixels may be as empty as they like.
pub(crate) const SMALL: u64 = 1_000_000;

/// The most sheets of a TIFF or a PDF, and frames of a moving image.
pub const MOST_SHEETS: u32 = 200;

/// What of the limits is left while a file is read.
pub(crate) struct Budget {
    bytes: u64,
    pixels: u64,
    sheets: u32,
    read: u64,
    unfolded: u64,
}

impl Budget {
    /// For a file of so many bytes.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, pixels: 0, sheets: 0, read: 0, unfolded: 0 }
    }

    /// One more image, known by its header: refused before it is decoded.
    pub(crate) fn image(&mut self, width: u32, height: u32) -> Result<(), Error> {
        self.sheet()?;
        self.frame(width, height)
    }

    /// An image inside of a sheet that is counted already.
    pub(crate) fn frame(&mut self, width: u32, height: u32) -> Result<(), Error> {
        if width == 0 || height == 0 {
            return Err(Error::Damaged("an image without pixels"));
        }
        if width.max(height) > MOST_SIDE {
            return Err(Error::OverLimits(Limit::Side));
        }
        let pixels = u64::from(width) * u64::from(height);
        self.pixels += pixels;
        if pixels > MOST_PIXELS || self.pixels > MOST_PIXELS_IN_ALL {
            return Err(Error::OverLimits(Limit::Pixels));
        }
        if self.pixels > SMALL && self.pixels / self.bytes.max(1) > MOST_PIXELS_PER_BYTE {
            return Err(Error::OverLimits(Limit::Ratio));
        }
        Ok(())
    }

    /// One more sheet or frame.
    pub(crate) fn sheet(&mut self) -> Result<(), Error> {
        self.sheets += 1;
        if self.sheets > MOST_SHEETS { Err(Error::OverLimits(Limit::Sheets)) } else { Ok(()) }
    }

    /// Bytes of the file that are read by themselves: they may be shared, but not by everybody.
    pub(crate) fn read(&mut self, part: &[u8]) -> Result<(), Error> {
        self.read += part.len() as u64;
        if self.read > 4 * self.bytes { Err(Error::OverLimits(Limit::Parts)) } else { Ok(()) }
    }

    /// So many rows of so many bytes are about to be unfolded.
    pub(crate) fn unfold(&mut self, rows: u32, length: usize) -> Result<(), Error> {
        self.unfolded += u64::from(rows) * length as u64;
        if self.unfolded > MOST_UNFOLDED { Err(Error::OverLimits(Limit::Pixels)) } else { Ok(()) }
    }

    /// How many there were.
    pub(crate) const fn sheets(&self) -> u32 {
        self.sheets
    }
}
