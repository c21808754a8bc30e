//! GIF, row by row, all of its frames.

use domain::issue::document::Format;
use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use crate::error::{Error, Limit};
use crate::limits::Budget;
use crate::tone::{Colours, Sampler};
use crate::{Scan, WORKING_MEMORY};

pub(crate) fn inspect(bytes: &[u8]) -> Result<Scan, Error> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.check_frame_consistency(true);
    options.set_memory_limit(MemoryLimit::Bytes(const { std::num::NonZeroU64::new(WORKING_MEMORY as u64 / 2).expect("not zero") }));
    let mut decoder = options.read_info(bytes).map_err(|error| refuse(&error))?;
    let size = (u32::from(decoder.width()), u32::from(decoder.height()));
    let (mut budget, mut colours, mut row) = (Budget::new(bytes), Colours::default(), Vec::new());
    budget.frame(size.0, size.1)?;
    while let Some(frame) = decoder.next_frame_info().map_err(|error| refuse(&error))? {
        let (width, height) = (u32::from(frame.width), u32::from(frame.height));
        budget.image(width, height)?;
        let palette = decoder.palette().map_err(|error| refuse(&error))?.to_vec();
        let mut sampler = Sampler::new(width, height);
        row.resize(width as usize, 0);
        for _ in 0..height {
            if !decoder.fill_buffer(&mut row).map_err(|error| refuse(&error))? {
                return Err(Error::Damaged("a frame of the GIF is cut off"));
            }
            sampler.row(&row, 1, |index| {
                // an index without a colour is shown as black
                let at = usize::from(index[0]) * 3;
                colours.rgb(palette.get(at..at + 3).map_or([0; 3], |colour| [colour[0], colour[1], colour[2]]));
            });
        }
    }
    if budget.sheets() == 0 {
        return Err(Error::Damaged("the GIF has no image"));
    }
    Ok(Scan { format: Format::Gif, tone: colours.tone(), size: Some(size), sheets: Some(budget.sheets()) })
}

fn refuse(error: &DecodingError) -> Error {
    match error {
        DecodingError::MemoryLimit | DecodingError::OutOfMemory => Error::OverLimits(Limit::Memory),
        DecodingError::UnexpectedEof => Error::Damaged("the GIF is cut off"),
        _ => Error::Damaged("the GIF is broken"),
    }
}
