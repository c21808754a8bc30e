//! What a sheet is: the fields of its directory that matter, judged.

use super::directory::{Directory, File};
use crate::error::Error;
use crate::limits::Budget;

/// How the pieces of a sheet are compressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Group4,
    Lzw,
    Jpeg,
    Deflate,
    PackBits,
}

/// What the samples of a pixel mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Grey,
    Rgb,
    Palette,
    Cmyk,
    YCbCr,
    Lab,
}

/// A sheet.
pub(super) struct Fields {
    pub width: u32,
    pub height: u32,
    /// Bits of each sample.
    pub bits: u32,
    /// Samples of each pixel.
    pub samples: u32,
    pub compression: Compression,
    pub meaning: Meaning,
    /// Whether samples stand in planes of their own.
    pub is_planar: bool,
    /// Whether samples are differences from their neighbours at the left.
    pub is_predicted: bool,
    /// Whether bits of a byte begin with the lowest.
    pub is_reversed: bool,
    /// Width and height of tiles, or of strips.
    pub piece: (u32, u32),
    pub is_tiled: bool,
}

mod tag {
    pub(super) const WIDTH: u16 = 256;
    pub(super) const HEIGHT: u16 = 257;
    pub(super) const BITS: u16 = 258;
    pub(super) const COMPRESSION: u16 = 259;
    pub(super) const MEANING: u16 = 262;
    pub(super) const FILL_ORDER: u16 = 266;
    pub(super) const SAMPLES: u16 = 277;
    pub(super) const ROWS_PER_STRIP: u16 = 278;
    pub(super) const PLANAR: u16 = 284;
    pub(super) const PREDICTOR: u16 = 317;
    pub(super) const TILE_WIDTH: u16 = 322;
    pub(super) const TILE_HEIGHT: u16 = 323;
    pub(super) const SAMPLE_FORMAT: u16 = 339;
}

impl Fields {
    pub(super) fn read(file: &File<'_>, directory: &Directory<'_>, budget: &mut Budget) -> Result<Self, Error> {
        let number = |tag, otherwise| directory.number(file, tag, otherwise);
        let (width, height) = (number(tag::WIDTH, 0)?, number(tag::HEIGHT, 0)?);
        budget.image(width, height)?;
        let bits = directory.numbers(file, tag::BITS)?.unwrap_or_else(|| vec![1]);
        let samples = number(tag::SAMPLES, 1)?;
        let is_uniform = bits.windows(2).all(|two| two[0] == two[1]);
        let bits = bits.first().copied().filter(|bits| is_uniform && matches!(bits, 1 | 2 | 4 | 8 | 16));
        let bits = bits.ok_or(Error::Unsupported("a TIFF of such samples"))?;
        if !(1..=8).contains(&samples) || number(tag::SAMPLE_FORMAT, 1)? != 1 {
            return Err(Error::Unsupported("a TIFF of such samples"));
        }
        let is_predicted = match number(tag::PREDICTOR, 1)? {
            1 => false,
            2 if bits >= 8 => true,
            _ => return Err(Error::Unsupported("a TIFF of such a predictor")),
        };
        let tile = number(tag::TILE_WIDTH, 0)?;
        let is_tiled = tile != 0;
        let piece = if is_tiled { (tile, number(tag::TILE_HEIGHT, 0)?) } else { (width, number(tag::ROWS_PER_STRIP, height)?.min(height)) };
        if piece.0 == 0 || piece.1 == 0 {
            return Err(Error::Damaged("a TIFF of empty pieces"));
        }
        let compression = compression(number(tag::COMPRESSION, 1)?)?;
        let fields = Self {
            width,
            height,
            bits,
            samples,
            compression,
            meaning: meaning(number(tag::MEANING, 0)?)?,
            is_planar: number(tag::PLANAR, 1)? == 2,
            is_predicted: is_predicted && matches!(compression, Compression::Lzw | Compression::Deflate),
            is_reversed: number(tag::FILL_ORDER, 1)? == 2,
            piece,
            is_tiled,
        };
        fields.check()?;
        Ok(fields)
    }

    fn check(&self) -> Result<(), Error> {
        let least = match self.meaning {
            Meaning::Grey | Meaning::Palette => 1,
            Meaning::Rgb | Meaning::YCbCr | Meaning::Lab => 3,
            Meaning::Cmyk => 4,
        };
        let is_odd = self.meaning == Meaning::Palette && self.bits > 8
            || self.meaning == Meaning::YCbCr && self.compression != Compression::Jpeg
            || self.compression == Compression::Group4 && (self.bits, self.samples) != (1, 1)
            || self.compression == Compression::Jpeg && self.bits != 8;
        if is_odd {
            return Err(Error::Unsupported("a TIFF of this sort"));
        }
        if self.samples < least { Err(Error::Damaged("a TIFF of too few samples")) } else { Ok(()) }
    }
}

fn compression(number: u32) -> Result<Compression, Error> {
    Ok(match number {
        1 => Compression::None,
        4 => Compression::Group4,
        5 => Compression::Lzw,
        7 => Compression::Jpeg,
        8 | 32946 => Compression::Deflate,
        32773 => Compression::PackBits,
        _ => return Err(Error::Unsupported("a TIFF of such a compression")),
    })
}

fn meaning(number: u32) -> Result<Meaning, Error> {
    Ok(match number {
        0 | 1 => Meaning::Grey,
        2 => Meaning::Rgb,
        3 => Meaning::Palette,
        5 => Meaning::Cmyk,
        6 => Meaning::YCbCr,
        8 => Meaning::Lab,
        _ => return Err(Error::Unsupported("a TIFF of such colours")),
    })
}
