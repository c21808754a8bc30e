//! What segments between the frames tell: tables, the interval of restarts, how colours are meant.

use super::huffman::Huffman;
use super::marker;
use crate::error::Error;

/// Tables as they stand when a scan begins.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    /// Codes of means (DC) and of the other coefficients (AC).
    pub means: [Option<Huffman>; 4],
    pub others: [Option<Huffman>; 4],
    /// The step of each table's means.
    pub steps: [i32; 4],
    /// Units between two restarts; zero for none.
    pub restart: u32,
    /// What Adobe's segment says of colours: 0 is RGB or CMYK, 1 is YCbCr, 2 is YCCK.
    pub transform: Option<u8>,
}

impl Tables {
    /// With what a TIFF says of colours: whether they are YCbCr.
    pub(crate) fn with_meaning(mut self, is_ycbcr: bool) -> Self {
        self.transform = Some(u8::from(is_ycbcr));
        self
    }

    /// Takes in a segment; those that tell nothing of the image are let be.
    pub(super) fn read(&mut self, marker: u8, segment: &[u8]) -> Result<(), Error> {
        match marker {
            marker::HUFFMAN => self.codes(segment),
            marker::QUANTIZATION => self.quantization(segment),
            marker::RESTART => {
                let Ok(two) = <[u8; 2]>::try_from(segment) else { return Err(Error::Damaged("an interval of a JPEG")) };
                self.restart = u32::from(u16::from_be_bytes(two));
                Ok(())
            }
            marker::ADOBE => {
                if segment.starts_with(b"Adobe") {
                    self.transform = segment.get(11).copied();
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn codes(&mut self, segment: &[u8]) -> Result<(), Error> {
        let mut rest = segment;
        while let Some((which, body)) = rest.split_first() {
            let class = if which >> 4 == 0 { &mut self.means } else { &mut self.others };
            let place = class.get_mut(usize::from(which & 15)).filter(|_| which >> 4 < 2);
            let (table, left) = Huffman::parse(body)?;
            *place.ok_or(Error::Damaged("a table of codes of a JPEG"))? = Some(table);
            rest = left;
        }
        Ok(())
    }

    fn quantization(&mut self, segment: &[u8]) -> Result<(), Error> {
        let broken = Error::Damaged("a table of quantization of a JPEG");
        let mut rest = segment;
        while let Some((which, body)) = rest.split_first() {
            let (length, step) = match (which >> 4, body) {
                (0, [step, ..]) => (64, i32::from(*step)),
                (1, [high, low, ..]) => (128, i32::from(u16::from_be_bytes([*high, *low]))),
                _ => return Err(broken),
            };
            *self.steps.get_mut(usize::from(which & 15)).ok_or(broken)? = step;
            rest = body.get(length..).ok_or(broken)?;
        }
        Ok(())
    }
}
