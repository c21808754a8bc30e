//! The bits of a scan, up to the next marker.

use crate::error::Error;

const CUT: Error = Error::Damaged("the JPEG is cut off");

/// Reads bits, the highest first; a byte of ones is followed by an empty one, or it begins a marker, where the bits end.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    buffer: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, buffer: 0, count: 0 }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let Some(&byte) = self.bytes.get(self.at) else { return };
            if byte == 0xff {
                if self.bytes.get(self.at + 1) != Some(&0) {
                    return;
                }
                self.at += 1;
            }
            self.at += 1;
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    /// The next 16 bits, with zeros where they have ended, and how many of them there are.
    pub(super) fn peek(&mut self) -> (u16, u32) {
        if self.count < 16 {
            self.fill();
        }
        let bits = if self.count >= 16 { self.buffer >> (self.count - 16) } else { self.buffer << (16 - self.count) };
        ((bits & 0xffff) as u16, self.count.min(16))
    }

    /// Passes over bits that were peeked at.
    pub(super) const fn skip(&mut self, count: u32) {
        self.count -= count;
        self.buffer &= (1 << self.count) - 1;
    }

    /// At most 16 bits as a number.
    pub(super) fn take(&mut self, count: u32) -> Result<u16, Error> {
        let (bits, there) = self.peek();
        if count > there {
            return Err(CUT);
        }
        self.skip(count);
        Ok(if count == 0 { 0 } else { bits >> (16 - count) })
    }

    /// A difference of `size` bits, as ITU T.81 F.2.2.1 spells it.
    pub(super) fn difference(&mut self, size: u8) -> Result<i32, Error> {
        let value = i32::from(self.take(u32::from(size))?);
        Ok(if size > 0 && value < 1 << (size - 1) { value - (1 << size) + 1 } else { value })
    }

    /// Passes over many bits.
    pub(super) fn pass(&mut self, count: u64) -> Result<(), Error> {
        for _ in 0..count / 16 {
            self.take(16)?;
        }
        self.take((count % 16) as u32).map(drop)
    }

    /// The marker that the bits have ended at has to be this one; goes on behind it.
    pub(super) fn restart(&mut self, wanted: u8) -> Result<(), Error> {
        let (marker, next) = next_marker(self.bytes, self.position())?;
        if marker != wanted {
            return Err(Error::Damaged("a scan of a JPEG is out of step"));
        }
        (self.at, self.buffer, self.count) = (next, 0, 0);
        Ok(())
    }

    /// From where on nothing was read yet. Bits that were read ahead of need are given back by whole bytes.
    pub(super) const fn position(&self) -> usize {
        let mut at = self.at;
        let mut whole = self.count / 8;
        while whole > 0 {
            at -= 1;
            if self.bytes[at] == 0 && at > 0 && self.bytes[at - 1] == 0xff {
                at -= 1;
            }
            whole -= 1;
        }
        at
    }
}

/// The next marker at or behind `at`, and what follows it. Stray bytes before it are passed over, as every reader does.
pub(super) fn next_marker(bytes: &[u8], at: usize) -> Result<(u8, usize), Error> {
    let mut at = at;
    loop {
        let ahead = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)).ok_or(CUT)?;
        at += ahead + 1;
        match bytes.get(at).ok_or(CUT)? {
            // an escaped byte of ones in bits that nobody reads
            0 => at += 1,
            // fill
            0xff => {}
            marker => return Ok((*marker, at + 1)),
        }
    }
}

/// The next marker that ends a scan: restarts inside of it are passed over. Gives where it stands.
pub(super) fn end_of_scan(bytes: &[u8], at: usize) -> Result<usize, Error> {
    let mut at = at;
    loop {
        let (marker, next) = next_marker(bytes, at)?;
        if !(0xd0..=0xd7).contains(&marker) {
            return Ok(next - 2);
        }
        at = next;
    }
}
