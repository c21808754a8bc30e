//! A sheet: all of its pieces, and the colour in them.

use super::directory::{Directory, File};
use super::fields::{Compression, Fields, Meaning};
use super::pieces::{self, Piece};
use super::rows;
use crate::error::{Error, Limit};
use crate::limits::Budget;
use crate::tone::{Colours, Sampler};
use crate::{WORKING_MEMORY, jpeg};

const COLOUR_MAP: u16 = 320;
const JPEG_TABLES: u16 = 347;

/// Looks at a sheet; gives its width and height.
pub(super) fn inspect(file: &File<'_>, directory: &Directory<'_>, budget: &mut Budget, colours: &mut Colours) -> Result<(u32, u32), Error> {
    let fields = Fields::read(file, directory, budget)?;
    let pieces = pieces::all(file, directory, &fields, budget)?;
    match fields.compression {
        Compression::Group4 => {
            for piece in &pieces {
                rows::group4(piece.bytes, piece.width, piece.rows, fields.is_reversed)?;
            }
        }
        Compression::Jpeg => {
            let shared = directory.bytes(JPEG_TABLES).map(jpeg::shared_tables).transpose()?;
            let tables = shared.unwrap_or_default().with_meaning(fields.meaning == Meaning::YCbCr);
            for piece in &pieces {
                walk(&tables, piece, &fields, colours)?;
            }
        }
        _ => {
            let palette = palette(file, directory, &fields)?;
            let mut look = Look { sampler: Sampler::new(fields.width, fields.height), fields: &fields, palette, file, colours };
            look.pieces(&pieces, budget)?;
        }
    }
    Ok((fields.width, fields.height))
}

fn walk(tables: &jpeg::Tables, piece: &Piece<'_>, fields: &Fields, colours: &mut Colours) -> Result<(), Error> {
    // the last strip may be as high as the others
    let fits = |width, height| width == piece.width && (piece.rows..=fields.piece.1).contains(&height);
    let admit = |width, height| if fits(width, height) { Ok(()) } else { Err(Error::Damaged("a piece of a TIFF of another size")) };
    if matches!(fields.meaning, Meaning::Palette | Meaning::Lab) {
        colours.unsure();
    }
    jpeg::walk(Some(tables), piece.bytes, admit, colours).map(drop)
}

/// Colours of a palette, 8 bits each.
fn palette(file: &File<'_>, directory: &Directory<'_>, fields: &Fields) -> Result<Vec<[u8; 3]>, Error> {
    if fields.meaning != Meaning::Palette {
        return Ok(Vec::new());
    }
    let broken = Error::Damaged("a TIFF without its palette");
    let values = directory.numbers(file, COLOUR_MAP)?.ok_or(broken)?;
    let count = 1 << fields.bits;
    if values.len() != 3 * count {
        return Err(broken);
    }
    let channel = |place: usize, index: usize| (values[place * count + index] >> 8) as u8;
    Ok((0..count).map(|index| [channel(0, index), channel(1, index), channel(2, index)]).collect())
}

/// What looks at rows of samples.
struct Look<'a> {
    sampler: Sampler,
    fields: &'a Fields,
    palette: Vec<[u8; 3]>,
    file: &'a File<'a>,
    colours: &'a mut Colours,
}

impl Look<'_> {
    fn pieces(&mut self, pieces: &[Piece<'_>], budget: &mut Budget) -> Result<(), Error> {
        let fields = self.fields;
        let samples = if fields.is_planar { 1 } else { fields.samples };
        if fields.is_planar && fields.meaning != Meaning::Grey {
            self.colours.unsure();
        }
        for piece in pieces {
            let length = (u64::from(piece.width) * u64::from(samples * fields.bits)).div_ceil(8);
            let length = usize::try_from(length).ok().filter(|length| *length <= WORKING_MEMORY / 4);
            let length = length.ok_or(Error::OverLimits(Limit::Memory))?;
            budget.unfold(piece.rows, length)?;
            rows::each(fields.compression, piece.bytes, length, piece.rows, |row| self.row(row, samples as usize))?;
        }
        Ok(())
    }

    fn row(&mut self, row: &mut [u8], samples: usize) {
        if self.fields.meaning == Meaning::Grey || self.fields.is_planar {
            return;
        }
        if self.fields.is_predicted {
            undo(row, samples, self.fields.bits, self.file.is_big_endian());
        }
        let (fields, palette, colours) = (self.fields, &self.palette, &mut *self.colours);
        if fields.meaning == Meaning::Palette {
            if samples == 1 {
                indices(row, fields.bits, &mut self.sampler, |index| colours.rgb(palette.get(index).copied().unwrap_or_default()));
            } else {
                colours.unsure();
            }
            return;
        }
        let (size, high) = match fields.bits {
            8 => (1, 0),
            16 => (2, usize::from(!self.file.is_big_endian())),
            _ => return colours.unsure(),
        };
        self.sampler.row(row, samples * size, |pixel| {
            let three = [pixel[high], pixel[size + high], pixel[2 * size + high]];
            if fields.meaning == Meaning::Lab {
                let [_, a, b] = three;
                colours.chroma(i32::from(a.cast_signed()));
                colours.chroma(i32::from(b.cast_signed()));
            } else {
                colours.rgb(three);
            }
        });
    }
}

/// Adds up samples that are differences from those of the pixel at the left.
fn undo(row: &mut [u8], samples: usize, bits: u32, is_big_endian: bool) {
    if bits == 8 {
        for at in samples..row.len() {
            row[at] = row[at].wrapping_add(row[at - samples]);
        }
        return;
    }
    let read = |two: &[u8]| if is_big_endian { u16::from_be_bytes([two[0], two[1]]) } else { u16::from_le_bytes([two[0], two[1]]) };
    let mut at = 2 * samples;
    while at + 1 < row.len() {
        let sum = read(&row[at..]).wrapping_add(read(&row[at - 2 * samples..]));
        row[at..at + 2].copy_from_slice(&if is_big_endian { sum.to_be_bytes() } else { sum.to_le_bytes() });
        at += 2;
    }
}

/// The indices into a palette, of which several may share a byte; the byte is the pixel that is chosen.
fn indices(row: &[u8], bits: u32, sampler: &mut Sampler, mut look: impl FnMut(usize)) {
    sampler.row(row, 1, |byte| {
        let mut left = 8;
        while left >= bits {
            left -= bits;
            look(usize::from(byte[0]) >> left & ((1 << bits) - 1));
        }
    });
}
