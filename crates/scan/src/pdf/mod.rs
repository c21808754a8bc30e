//! PDF, held to its outline: beginning, end, table of objects; no object is parsed.
//!
//! Parsers of PDF recurse over what files say, and a stack that overflows ends the whole process. What has to be known here lies on the
//! surface: whether the file is whole, how many pages it names, and whether its images have colour, which are whole JPEGs where a scanner
//! or a telephone made it.

mod images;
mod outline;
mod streams;
mod text;

use domain::issue::document::Format;

use crate::Scan;
use crate::error::{Error, Limit};
use crate::limits::MOST_SHEETS;
use crate::tone::Colours;
use streams::Streams;

pub(crate) fn inspect(bytes: &[u8]) -> Result<Scan, Error> {
    outline::check(bytes)?;
    let (mut colours, mut images, mut sheets, mut inflated) = (Colours::default(), 0_u32, 0_u32, 0_usize);
    let mut streams = Streams::new(bytes);
    while let Some(stream) = streams.next()? {
        sheets += text::pages(stream.before);
        if text::has_name(stream.dictionary, b"ObjStm") {
            sheets += text::pages(&streams::inflate(&stream, &mut inflated)?);
        } else if text::has_name(stream.dictionary, b"Image") {
            images += 1;
            images::look(&stream, &mut colours);
        }
        if sheets > MOST_SHEETS {
            return Err(Error::OverLimits(Limit::Sheets));
        }
    }
    sheets += text::pages(streams.rest());
    if sheets > MOST_SHEETS {
        return Err(Error::OverLimits(Limit::Sheets));
    }
    if images == 0 {
        colours.unsure();
    }
    Ok(Scan { format: Format::Pdf, tone: colours.tone(), size: None, sheets: Some(sheets).filter(|sheets| *sheets > 0) })
}
