//! JPEG, walked and not decoded: every code of it is read and none is turned into pixels.
//!
//! A JPEG holds the mean of each block of 8×8 pixels by itself, which tells whether there is colour in it; to know that the file is whole it
//! has to be read to its end and no more. So nothing of the size of the image is ever in memory, which no decoder at hand offers.
//! Of progressive files the scans that refine coefficients are skipped from marker to marker: to read them means to keep all coefficients.

mod bits;
mod blocks;
mod frame;
mod huffman;
mod tables;

use domain::issue::document::Format;

use crate::Scan;
use crate::error::{Error, Limit};
use crate::limits::Budget;
use crate::tone::Colours;
use bits::next_marker;
use frame::{Frame, Header};
pub(crate) use tables::Tables;

/// The most scans of a progressive file. Encoders make about ten.
const MOST_SCANS: u32 = 100;

pub(crate) fn inspect(bytes: &[u8]) -> Result<Scan, Error> {
    let (mut budget, mut colours) = (Budget::new(bytes), Colours::default());
    let size = walk(None, bytes, |width, height| budget.image(width, height), &mut colours)?;
    Ok(Scan { format: Format::Jpeg, tone: colours.tone(), size: Some(size), sheets: Some(1) })
}

/// Walks a JPEG to its end, after the `shared` tables that stand elsewhere. Its width and height are shown to `admit` before anything is
/// walked, and given at the end. Bytes behind the end are let be: cameras put their own things there.
pub(crate) fn walk(
    shared: Option<&Tables>,
    bytes: &[u8],
    admit: impl FnMut(u32, u32) -> Result<(), Error>,
    colours: &mut Colours,
) -> Result<(u32, u32), Error> {
    let tables = shared.cloned().unwrap_or_default();
    Walk { bytes, at: 0, tables, frame: None, scans: 0 }.go(admit, colours)
}

/// The tables of a TIFF: a JPEG without an image.
pub(crate) fn shared_tables(bytes: &[u8]) -> Result<Tables, Error> {
    let mut tables = Tables::default();
    let mut at = start(bytes)?;
    loop {
        let (marker, next) = next_marker(bytes, at)?;
        if marker == marker::END {
            return Ok(tables);
        }
        let (segment, next) = segment(bytes, next)?;
        tables.read(marker, segment)?;
        at = next;
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    tables: Tables,
    frame: Option<Frame>,
    scans: u32,
}

impl Walk<'_> {
    fn go(&mut self, mut admit: impl FnMut(u32, u32) -> Result<(), Error>, colours: &mut Colours) -> Result<(u32, u32), Error> {
        self.at = start(self.bytes)?;
        loop {
            let (marker, next) = next_marker(self.bytes, self.at)?;
            if marker == marker::END {
                return self
                    .frame
                    .take()
                    .filter(Frame::is_complete)
                    .map(|frame| frame.size())
                    .ok_or(Error::Damaged("a JPEG without an image"));
            }
            let (segment, next) = segment(self.bytes, next)?;
            self.at = next;
            match marker {
                marker::START_OF_SCAN => self.scan(segment, colours)?,
                marker::BASELINE | marker::EXTENDED | marker::PROGRESSIVE => self.frame(marker, segment, &mut admit)?,
                0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                    return Err(Error::Unsupported("a JPEG that is lossless, hierarchical or coded by arithmetic"));
                }
                marker::LINES => return Err(Error::Unsupported("a JPEG that tells its height late")),
                _ => self.tables.read(marker, segment)?,
            }
        }
    }

    fn frame(&mut self, marker: u8, segment: &[u8], admit: impl FnOnce(u32, u32) -> Result<(), Error>) -> Result<(), Error> {
        if self.frame.is_some() {
            return Err(Error::Damaged("a JPEG of two images"));
        }
        let frame = Frame::parse(segment, marker == marker::PROGRESSIVE)?;
        let (width, height) = frame.size();
        admit(width, height)?;
        self.frame = Some(frame);
        Ok(())
    }

    fn scan(&mut self, segment: &[u8], colours: &mut Colours) -> Result<(), Error> {
        self.scans += 1;
        if self.scans > MOST_SCANS {
            return Err(Error::OverLimits(Limit::Parts));
        }
        let frame = self.frame.as_mut().ok_or(Error::Damaged("a scan of a JPEG before its frame"))?;
        let header = Header::parse(segment, frame)?;
        self.at = blocks::walk(self.bytes, self.at, frame, &header, &self.tables, colours)?;
        frame.seen(&header);
        Ok(())
    }
}

/// Past the marker that every JPEG begins with.
fn start(bytes: &[u8]) -> Result<usize, Error> {
    if bytes.starts_with(&[0xff, 0xd8]) { Ok(2) } else { Err(Error::Damaged("a JPEG without its beginning")) }
}

/// The contents of the segment at `at`, and where the next one begins.
fn segment(bytes: &[u8], at: usize) -> Result<(&[u8], usize), Error> {
    let cut = Error::Damaged("the JPEG is cut off");
    let length = bytes.get(at..at + 2).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]]))).ok_or(cut)?;
    let contents = bytes.get(at + 2..at + length.max(2)).ok_or(cut)?;
    if length < 2 { Err(Error::Damaged("a segment of a JPEG without a length")) } else { Ok((contents, at + length)) }
}

mod marker {
    pub(super) const BASELINE: u8 = 0xc0;
    pub(super) const EXTENDED: u8 = 0xc1;
    pub(super) const PROGRESSIVE: u8 = 0xc2;
    pub(super) const HUFFMAN: u8 = 0xc4;
    pub(super) const END: u8 = 0xd9;
    pub(super) const START_OF_SCAN: u8 = 0xda;
    pub(super) const QUANTIZATION: u8 = 0xdb;
    pub(super) const LINES: u8 = 0xdc;
    pub(super) const RESTART: u8 = 0xdd;
    pub(super) const ADOBE: u8 = 0xee;
}
