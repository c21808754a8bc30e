//! The rows of a piece, one after the other, out of whatever compression.

use std::cell::Cell;
use std::convert::Infallible;

use fax::decoder::{DecodeStatus, Group4Decoder};
use flate2::{Decompress, FlushDecompress, Status};
use weezl::{BitOrder, LzwStatus, decode};

use super::fields::Compression;
use crate::error::Error;

const SHORT: Error = Error::Damaged("a piece of a TIFF is cut off");
const BROKEN: Error = Error::Damaged("a piece of a TIFF is broken");

/// Shows `count` rows of `length` bytes each to `look`.
pub(super) fn each(
    compression: Compression,
    bytes: &[u8],
    length: usize,
    count: u32,
    mut look: impl FnMut(&mut [u8]),
) -> Result<(), Error> {
    let mut row = vec![0; length];
    match compression {
        Compression::None => {
            let mut rows = bytes.chunks_exact(length);
            for _ in 0..count {
                row.copy_from_slice(rows.next().ok_or(SHORT)?);
                look(&mut row);
            }
            Ok(())
        }
        Compression::Lzw => {
            let mut lzw = Lzw { decoder: decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8), left: bytes };
            filled(&mut row, count, |row| lzw.fill(row), look)
        }
        Compression::Deflate => {
            let mut deflate = Deflate { decoder: Decompress::new(true), left: bytes };
            filled(&mut row, count, |row| deflate.fill(row), look)
        }
        Compression::PackBits => {
            let mut packed = PackBits { left: bytes, run: Run::Literal(0) };
            filled(&mut row, count, |row| packed.fill(row), look)
        }
        // these have no rows of bytes
        Compression::Group4 | Compression::Jpeg => Err(BROKEN),
    }
}

fn filled(
    row: &mut [u8],
    count: u32,
    mut fill: impl FnMut(&mut [u8]) -> Result<(), Error>,
    mut look: impl FnMut(&mut [u8]),
) -> Result<(), Error> {
    for _ in 0..count {
        fill(row)?;
        look(row);
    }
    Ok(())
}

struct Lzw<'a> {
    decoder: decode::Decoder,
    left: &'a [u8],
}

impl Lzw<'_> {
    fn fill(&mut self, row: &mut [u8]) -> Result<(), Error> {
        let mut done = 0;
        while done < row.len() {
            let result = self.decoder.decode_bytes(self.left, &mut row[done..]);
            self.left = &self.left[result.consumed_in..];
            done += result.consumed_out;
            match result.status.map_err(|_| BROKEN)? {
                LzwStatus::Ok if result.consumed_in + result.consumed_out > 0 => {}
                LzwStatus::Done if done == row.len() => {}
                LzwStatus::Ok | LzwStatus::Done | LzwStatus::NoProgress => return Err(SHORT),
            }
        }
        Ok(())
    }
}

struct Deflate<'a> {
    decoder: Decompress,
    left: &'a [u8],
}

impl Deflate<'_> {
    fn fill(&mut self, row: &mut [u8]) -> Result<(), Error> {
        let mut done = 0;
        while done < row.len() {
            let (before_in, before_out) = (self.decoder.total_in(), self.decoder.total_out());
            let status = self.decoder.decompress(self.left, &mut row[done..], FlushDecompress::None).map_err(|_| BROKEN)?;
            let (read, written) = (self.decoder.total_in() - before_in, self.decoder.total_out() - before_out);
            self.left = &self.left[read as usize..];
            done += written as usize;
            if done < row.len() && (status == Status::StreamEnd || read + written == 0) {
                return Err(SHORT);
            }
        }
        Ok(())
    }
}

struct PackBits<'a> {
    left: &'a [u8],
    run: Run,
}

/// What is left of the run that was begun. Runs end with rows, but not everybody knows.
enum Run {
    Literal(usize),
    Repeat(u8, usize),
}

impl PackBits<'_> {
    fn fill(&mut self, row: &mut [u8]) -> Result<(), Error> {
        let mut done = 0;
        while done < row.len() {
            let room = row.len() - done;
            match &mut self.run {
                Run::Literal(0) | Run::Repeat(_, 0) => self.begin()?,
                Run::Literal(count) => {
                    let now = room.min(*count);
                    let (bytes, left) = self.left.split_at_checked(now).ok_or(SHORT)?;
                    row[done..done + now].copy_from_slice(bytes);
                    (self.left, *count, done) = (left, *count - now, done + now);
                }
                Run::Repeat(byte, count) => {
                    let now = room.min(*count);
                    row[done..done + now].fill(*byte);
                    (*count, done) = (*count - now, done + now);
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        let (head, left) = self.left.split_first().ok_or(SHORT)?;
        (self.run, self.left) = match *head {
            count @ 0..=127 => (Run::Literal(usize::from(count) + 1), left),
            128 => (Run::Literal(0), left),
            count => {
                let (byte, left) = left.split_first().ok_or(SHORT)?;
                (Run::Repeat(*byte, 257 - usize::from(count)), left)
            }
        };
        Ok(())
    }
}

/// Reads `count` rows of CCITT group 4, which has two tones and none of them is looked at. Some encoders leave out white rows at the end.
pub(super) fn group4(bytes: &[u8], width: u32, count: u32, is_reversed: bool) -> Result<(), Error> {
    let width = u16::try_from(width).map_err(|_| BROKEN)?;
    // The decoder keeps a row's changes of colour, which hostile rows have without end: no row is let have more bytes than it can need.
    let most = usize::from(width) * 2 + 64;
    let left = Cell::new(most);
    let fed = bytes.iter().map_while(|byte| {
        left.set(left.get().checked_sub(1)?);
        Some(Ok::<u8, Infallible>(if is_reversed { byte.reverse_bits() } else { *byte }))
    });
    let Ok(mut decoder) = Group4Decoder::new(fed, width);
    for _ in 0..count {
        left.set(most);
        match decoder.advance() {
            Ok(DecodeStatus::Incomplete) => {}
            Ok(DecodeStatus::End) => return Ok(()),
            Err(_) => return Err(BROKEN),
        }
    }
    Ok(())
}
