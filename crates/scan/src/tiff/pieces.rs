//! The strips or tiles of a sheet: where each lies, and how many rows it has.

use super::directory::{Directory, File};
use super::fields::Fields;
use crate::error::{Error, Limit};
use crate::limits::{Budget, SMALL};

const STRIP_OFFSETS: u16 = 273;
const STRIP_LENGTHS: u16 = 279;
const TILE_OFFSETS: u16 = 324;
const TILE_LENGTHS: u16 = 325;

/// The most pixels that tiles may hold for a pixel of their sheet: they reach over its edge.
const MOST_OVERHANG: u64 = 16;

/// A strip or a tile, compressed.
pub(super) struct Piece<'a> {
    pub bytes: &'a [u8],
    pub width: u32,
    pub rows: u32,
}

/// All pieces of a sheet, plane after plane.
pub(super) fn all<'a>(file: &File<'a>, directory: &Directory<'a>, fields: &Fields, budget: &mut Budget) -> Result<Vec<Piece<'a>>, Error> {
    let (offsets, lengths) = if fields.is_tiled { (TILE_OFFSETS, TILE_LENGTHS) } else { (STRIP_OFFSETS, STRIP_LENGTHS) };
    let missing = Error::Damaged("a sheet of a TIFF without its pieces");
    let offsets = directory.numbers(file, offsets)?.ok_or(missing)?;
    let lengths = directory.numbers(file, lengths)?.ok_or(missing)?;
    let (width, height) = fields.piece;
    let (across, down) = (fields.width.div_ceil(width), fields.height.div_ceil(height));
    let planes = if fields.is_planar { fields.samples } else { 1 };
    let wanted = u64::from(across) * u64::from(down) * u64::from(planes);
    let pixels = u64::from(width) * u64::from(height) * u64::from(across) * u64::from(down);
    if fields.is_tiled && pixels > SMALL && pixels / (u64::from(fields.width) * u64::from(fields.height)) > MOST_OVERHANG {
        return Err(Error::OverLimits(Limit::Pixels));
    }
    if offsets.len() as u64 != wanted || lengths.len() as u64 != wanted {
        return Err(missing);
    }
    let places = offsets.iter().zip(&lengths).enumerate();
    let pieces = places.map(|(place, (offset, length))| {
        let strip = place as u32 % down;
        let rows = if fields.is_tiled { height } else { height.min(fields.height - strip * height) };
        let bytes = file.slice(*offset as usize, *length as usize)?;
        budget.read(bytes)?;
        Ok(Piece { bytes, width, rows })
    });
    pieces.collect()
}
