//! TIFF, sheet by sheet, each of them strip by strip and row by row.
//!
//! Directories are read by us, since the decoder at hand wants a strip, which may be the whole sheet, in memory; what is compressed inside
//! of a strip is left to the crates that know LZW, Deflate and CCITT group 4, and to our own walk over JPEG.

mod directory;
mod fields;
mod pieces;
mod rows;
mod sheet;

use domain::issue::document::Format;

use crate::Scan;
use crate::error::Error;
use crate::limits::Budget;
use crate::tone::Colours;
use directory::{Directory, File};

pub(crate) fn inspect(bytes: &[u8]) -> Result<Scan, Error> {
    let (file, mut next) = File::open(bytes)?;
    let (mut budget, mut colours, mut size) = (Budget::new(bytes), Colours::default(), None);
    // the budget ends a chain that bites its own tail
    while next != 0 {
        let directory = Directory::read(&file, next)?;
        let one = sheet::inspect(&file, &directory, &mut budget, &mut colours)?;
        size = size.or(Some(one));
        next = directory.next;
    }
    if size.is_none() {
        return Err(Error::Damaged("the TIFF has no sheet"));
    }
    Ok(Scan { format: Format::Tiff, tone: colours.tone(), size, sheets: Some(budget.sheets()) })
}
