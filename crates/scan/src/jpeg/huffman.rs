//! Codes of Huffman, canonical, as ITU T.81 annex C makes them.

use super::bits::Bits;
use crate::error::Error;

/// A table of codes.
#[derive(Clone)]
pub(crate) struct Huffman {
    /// One past the last code of each length, shifted to 16 bits; zero where there is none.
    ends: [u32; 16],
    /// What to add to a code of each length to get the place of its symbol.
    places: [i32; 16],
    symbols: Vec<u8>,
}

impl Huffman {
    /// Reads a table from the front of a segment; gives it and what is left.
    pub(super) fn parse(segment: &[u8]) -> Result<(Self, &[u8]), Error> {
        let broken = Error::Damaged("a table of codes of a JPEG");
        let (counts, rest) = segment.split_at_checked(16).ok_or(broken)?;
        let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
        let (symbols, rest) = rest.split_at_checked(total).filter(|_| total <= 256).ok_or(broken)?;
        let (mut ends, mut places) = ([0; 16], [0; 16]);
        let (mut code, mut place) = (0_u32, 0_i32);
        for (length, count) in counts.iter().enumerate() {
            let count = u32::from(*count);
            places[length] = place - code as i32;
            code += count;
            place += count as i32;
            if code > 1 << (length + 1) {
                return Err(broken);
            }
            ends[length] = if count == 0 { 0 } else { code << (15 - length) };
            code <<= 1;
        }
        Ok((Self { ends, places, symbols: symbols.to_vec() }, rest))
    }

    /// The next symbol.
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Error> {
        let (ahead, there) = bits.peek();
        let length = self.ends.iter().position(|end| u32::from(ahead) < *end);
        let length = length.ok_or(Error::Damaged("a code of a JPEG that stands for nothing"))?;
        let size = length as u32 + 1;
        if size > there {
            return Err(Error::Damaged("the JPEG is cut off"));
        }
        bits.skip(size);
        let place = i32::from(ahead >> (16 - size)) + self.places[length];
        let symbol = usize::try_from(place).ok().and_then(|place| self.symbols.get(place));
        symbol.copied().ok_or(Error::Damaged("a code of a JPEG that stands for nothing"))
    }
}
