//! The file and its directories: fields with their values, in either order of bytes.

use crate::error::{Error, Limit};

const CUT: Error = Error::Damaged("the TIFF is cut off");

/// The most values of a field: strips of one row of the longest side, three planes of them.
const MOST_VALUES: usize = 100_000;

/// The bytes of a TIFF, and their order.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    is_big_endian: bool,
}

/// One directory: a sheet.
pub(super) struct Directory<'a> {
    entries: Vec<(u16, Entry<'a>)>,
    /// Where the next one is; zero for nowhere.
    pub next: usize,
}

/// A field's values, not yet read.
struct Entry<'a> {
    kind: u16,
    values: &'a [u8],
}

impl<'a> File<'a> {
    /// Gives the file and where its first directory is.
    pub(super) fn open(bytes: &'a [u8]) -> Result<(Self, usize), Error> {
        let file = Self { bytes, is_big_endian: bytes.starts_with(b"MM") };
        let first = file.long(bytes.get(4..8).ok_or(CUT)?);
        Ok((file, first as usize))
    }

    /// So many bytes from `at` on.
    pub(super) fn slice(&self, at: usize, length: usize) -> Result<&'a [u8], Error> {
        at.checked_add(length).and_then(|end| self.bytes.get(at..end)).ok_or(CUT)
    }

    /// Two bytes as a number.
    pub(super) fn short(&self, two: &[u8]) -> u16 {
        match *two {
            [a, b, ..] if self.is_big_endian => u16::from_be_bytes([a, b]),
            [a, b, ..] => u16::from_le_bytes([a, b]),
            _ => 0,
        }
    }

    /// Whether numbers begin with their highest byte.
    pub(super) const fn is_big_endian(&self) -> bool {
        self.is_big_endian
    }

    fn long(&self, four: &[u8]) -> u32 {
        match *four {
            [a, b, c, d, ..] if self.is_big_endian => u32::from_be_bytes([a, b, c, d]),
            [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        }
    }
}

impl<'a> Directory<'a> {
    pub(super) fn read(file: &File<'a>, at: usize) -> Result<Self, Error> {
        let count = usize::from(file.short(file.slice(at, 2)?));
        let listed = file.slice(at.saturating_add(2), count * 12)?;
        let next = file.long(file.slice(at.saturating_add(2 + count * 12), 4)?) as usize;
        let entries = listed.chunks_exact(12).map(|entry| Ok((file.short(entry), Entry::read(file, entry)?)));
        Ok(Self { entries: entries.collect::<Result<_, Error>>()?, next })
    }

    /// The numbers of a field; nothing where there is no such field.
    pub(super) fn numbers(&self, file: &File<'_>, tag: u16) -> Result<Option<Vec<u32>>, Error> {
        let Some((_, entry)) = self.entries.iter().find(|(known, _)| *known == tag) else { return Ok(None) };
        if entry.values.len() > 4 * MOST_VALUES {
            return Err(Error::OverLimits(Limit::Parts));
        }
        let numbers = match entry.kind {
            1 => entry.values.iter().map(|byte| u32::from(*byte)).collect(),
            3 => entry.values.chunks_exact(2).map(|two| u32::from(file.short(two))).collect(),
            4 => entry.values.chunks_exact(4).map(|four| file.long(four)).collect(),
            _ => return Err(Error::Damaged("a field of a TIFF that is no number")),
        };
        Ok(Some(numbers))
    }

    /// The one number of a field, or what it is where there is none.
    pub(super) fn number(&self, file: &File<'_>, tag: u16, otherwise: u32) -> Result<u32, Error> {
        let numbers = self.numbers(file, tag)?;
        Ok(numbers.and_then(|numbers| numbers.first().copied()).unwrap_or(otherwise))
    }

    /// The bytes of a field.
    pub(super) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        self.entries.iter().find(|(known, _)| *known == tag).map(|(_, entry)| entry.values)
    }
}

impl<'a> Entry<'a> {
    fn read(file: &File<'a>, entry: &'a [u8]) -> Result<Self, Error> {
        let (kind, count) = (file.short(&entry[2..]), file.long(&entry[4..]));
        let size = match kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            // of a kind that nobody knows; its value is not looked at
            _ => 0,
        };
        let length = count as usize * size;
        let values = if length <= 4 { &entry[8..8 + length] } else { file.slice(file.long(&entry[8..]) as usize, length)? };
        Ok(Self { kind, values })
    }
}
