//! PNG, row by row, frames of a moving one after each other.

use std::io::{self, Cursor};

use domain::issue::document::Format;
use png::{ColorType, DecodeOptions, Decoder, DecodingError, Limits, Reader, Transformations};

use crate::error::{Error, Limit};
use crate::limits::Budget;
use crate::tone::{Colours, Sampler};
use crate::{Scan, WORKING_MEMORY};

pub(crate) fn inspect(bytes: &[u8]) -> Result<Scan, Error> {
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    options.set_ignore_adler32(false);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(Limits { bytes: WORKING_MEMORY / 2 });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(refuse)?;
    let (width, height, row) = (header.width, header.height, header.raw_row_length());
    let mut budget = Budget::new(bytes);
    budget.image(width, height)?;
    budget.unfold(height, row)?;
    let mut reader = decoder.read_info().map_err(refuse)?;
    let mut colours = Colours::default();
    rows(&mut reader, (width, height), &mut colours)?;
    more_frames(&mut reader, &mut budget, &mut colours)?;
    reader.finish().map_err(refuse)?;
    Ok(Scan { format: Format::Png, tone: colours.tone(), size: Some((width, height)), sheets: Some(budget.sheets()) })
}

/// The other frames of a moving image.
fn more_frames(reader: &mut Reader<Cursor<&[u8]>>, budget: &mut Budget, colours: &mut Colours) -> Result<(), Error> {
    let Some(animation) = reader.info().animation_control else { return Ok(()) };
    // the still image is a frame or stands apart, which the first frame's control tells
    let left = animation.num_frames.saturating_sub(u32::from(reader.info().frame_control.is_some()));
    for _ in 0..left {
        let frame = reader.next_frame_info().map_err(refuse)?;
        let size = (frame.width, frame.height);
        budget.image(size.0, size.1)?;
        budget.unfold(size.1, reader.info().raw_row_length())?;
        rows(reader, size, colours)?;
    }
    Ok(())
}

fn rows(reader: &mut Reader<Cursor<&[u8]>>, (width, height): (u32, u32), colours: &mut Colours) -> Result<(), Error> {
    let (colour, _) = reader.output_color_type();
    let mut sampler = Sampler::new(width, height);
    while let Some(row) = reader.next_interlaced_row().map_err(refuse)? {
        match colour {
            ColorType::Rgb => sampler.row(row.data(), 3, |pixel| colours.rgb([pixel[0], pixel[1], pixel[2]])),
            ColorType::Rgba => sampler.row(row.data(), 4, |pixel| colours.rgb([pixel[0], pixel[1], pixel[2]])),
            ColorType::Grayscale | ColorType::GrayscaleAlpha => {}
            // not after the transformation
            ColorType::Indexed => colours.unsure(),
        }
    }
    Ok(())
}

fn refuse(error: DecodingError) -> Error {
    match error {
        DecodingError::LimitsExceeded => Error::OverLimits(Limit::Memory),
        DecodingError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => Error::Damaged("the PNG is cut off"),
        DecodingError::IoError(_) | DecodingError::Format(_) | DecodingError::Parameter(_) => Error::Damaged("the PNG is broken"),
    }
}
