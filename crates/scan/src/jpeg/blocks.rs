//! The blocks of a scan: all of their codes, and what the means tell of colour.

use super::bits::{Bits, end_of_scan};
use super::frame::{Component, Frame, Header};
use super::huffman::Huffman;
use super::tables::Tables;
use crate::error::Error;
use crate::tone::Colours;

const NO_TABLE: Error = Error::Damaged("a scan of a JPEG without its table");

/// Walks the scan that begins at `at`; gives where it ends.
pub(super) fn walk(
    bytes: &[u8],
    at: usize,
    frame: &Frame,
    header: &Header,
    tables: &Tables,
    colours: &mut Colours,
) -> Result<usize, Error> {
    let is_refinement = header.high > 0 && header.from > 0;
    if frame.progressive && is_refinement {
        return end_of_scan(bytes, at);
    }
    let mut scan = Scan::new(bytes, at, frame, header, tables)?;
    scan.units(colours)?;
    end_of_scan(bytes, scan.bits.position())
}

struct Scan<'a> {
    bits: Bits<'a>,
    parts: Vec<Part<'a>>,
    /// Units in all, and between two restarts.
    total: u64,
    interval: u64,
    sort: Sort,
    colour: Colour,
}

/// One component of the scan.
struct Part<'a> {
    means: Option<&'a Huffman>,
    others: Option<&'a Huffman>,
    /// Blocks in a unit.
    blocks: u32,
    step: i32,
    /// The mean of the block before.
    mean: i32,
    is_chroma: bool,
}

/// What each block holds.
#[derive(Clone, Copy)]
enum Sort {
    Whole,
    /// Means, to be shifted by so many bits.
    Means(u8),
    /// One more bit of each mean.
    MeanBits,
    /// The other coefficients of one component, from the first to the last.
    Others(u8, u8),
}

/// How the components tell colour.
#[derive(Clone, Copy, PartialEq)]
enum Colour {
    /// One component.
    None,
    /// Two of them are chroma.
    Chroma,
    /// The first three are channels, side by side in each unit.
    Channels,
    /// Channels of different sizes, or in scans of their own.
    Apart,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8], at: usize, frame: &'a Frame, header: &Header, tables: &'a Tables) -> Result<Self, Error> {
        let sort = match (frame.progressive, header.from, header.high) {
            (false, ..) => Sort::Whole,
            (true, 0, 0) => Sort::Means(header.low),
            (true, 0, _) => Sort::MeanBits,
            (true, ..) => Sort::Others(header.from, header.to),
        };
        let colour = colour(frame, header, tables);
        let is_alone = header.parts.len() == 1;
        let part = |&(which, means, others): &(usize, usize, usize)| {
            let component = &frame.components[which];
            Part {
                means: tables.means[means].as_ref(),
                others: tables.others[others].as_ref(),
                blocks: if is_alone { 1 } else { component.across * component.down },
                step: tables.steps[component.table],
                mean: 0,
                is_chroma: matches!(which, 1 | 2),
            }
        };
        let parts: Vec<Part<'a>> = header.parts.iter().map(part).collect();
        if parts.iter().map(|part| part.blocks).sum::<u32>() > 10 {
            return Err(Error::Damaged("a unit of a JPEG of too many blocks"));
        }
        if parts.iter().any(|part| part.step == 0) {
            return Err(NO_TABLE);
        }
        let total = total(frame, header.parts.first().map(|(which, ..)| &frame.components[*which]).filter(|_| is_alone));
        let interval = if tables.restart == 0 { total } else { u64::from(tables.restart) };
        Ok(Self { bits: Bits::new(bytes, at), parts, total, interval, sort, colour })
    }

    fn units(&mut self, colours: &mut Colours) -> Result<(), Error> {
        if self.colour == Colour::Apart {
            colours.unsure();
        }
        let (mut done, mut restarts) = (0, 0_u8);
        while done < self.total {
            let until = self.total.min(done + self.interval);
            match self.sort {
                Sort::Others(from, to) => self.others(until - done, from, to)?,
                _ => (done..until).try_for_each(|_| self.unit(colours))?,
            }
            done = until;
            if done < self.total {
                self.bits.restart(0xd0 | restarts)?;
                restarts = (restarts + 1) % 8;
                self.parts.iter_mut().for_each(|part| part.mean = 0);
            }
        }
        Ok(())
    }

    fn unit(&mut self, colours: &mut Colours) -> Result<(), Error> {
        let mut channels = [0; 4];
        for (part, channel) in self.parts.iter_mut().zip(&mut channels) {
            for _ in 0..part.blocks {
                match self.sort {
                    Sort::Whole => {
                        mean(&mut self.bits, part, 0)?;
                        rest(&mut self.bits, part)?;
                    }
                    Sort::Means(low) => mean(&mut self.bits, part, low)?,
                    Sort::MeanBits => {
                        self.bits.take(1)?;
                        continue;
                    }
                    Sort::Others(..) => {}
                }
                // the mean of a block is an eighth of its first coefficient
                let value = part.mean.saturating_mul(part.step) / 8;
                *channel = (value + 128).clamp(0, 255) as u8;
                if self.colour == Colour::Chroma && part.is_chroma {
                    colours.chroma(value);
                }
            }
        }
        if self.colour == Colour::Channels {
            colours.rgb([channels[0], channels[1], channels[2]]);
        }
        Ok(())
    }

    /// The other coefficients of so many blocks of one component: runs of blocks without any are passed over at once.
    fn others(&mut self, blocks: u64, from: u8, to: u8) -> Result<(), Error> {
        let table = self.parts.first().and_then(|part| part.others).ok_or(NO_TABLE)?;
        let mut done = 0;
        while done < blocks {
            let mut at = u32::from(from);
            while at <= u32::from(to) {
                let symbol = table.symbol(&mut self.bits)?;
                let (run, size) = (symbol >> 4, symbol & 15);
                match (run, size) {
                    (15, 0) => at += 16,
                    (_, 0) => {
                        // this block and so many more have nothing further
                        done += (1 << run) + u64::from(self.bits.take(u32::from(run))?) - 1;
                        break;
                    }
                    _ => {
                        at += u32::from(run) + 1;
                        self.bits.pass(u64::from(size))?;
                    }
                }
            }
            if at > u32::from(to) + 1 {
                return Err(Error::Damaged("a block of a JPEG that is too long"));
            }
            done += 1;
        }
        if done > blocks { Err(Error::Damaged("a run of blocks of a JPEG that is too long")) } else { Ok(()) }
    }
}

fn mean(bits: &mut Bits<'_>, part: &mut Part<'_>, low: u8) -> Result<(), Error> {
    let size = part.means.ok_or(NO_TABLE)?.symbol(bits)?;
    if size > 11 {
        return Err(Error::Damaged("a mean of a JPEG that is too large"));
    }
    part.mean = part.mean.wrapping_add(bits.difference(size)? << low);
    Ok(())
}

/// The 63 other coefficients of a whole block.
fn rest(bits: &mut Bits<'_>, part: &Part<'_>) -> Result<(), Error> {
    let table = part.others.ok_or(NO_TABLE)?;
    let mut at = 1;
    while at < 64 {
        let symbol = table.symbol(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match (run, size) {
            (15, 0) => at += 16,
            (_, 0) => return Ok(()),
            _ => {
                at += run + 1;
                bits.take(size)?;
            }
        }
    }
    if at > 64 { Err(Error::Damaged("a block of a JPEG that is too long")) } else { Ok(()) }
}

/// Units of a scan: of all components, or blocks of one alone.
fn total(frame: &Frame, alone: Option<&Component>) -> u64 {
    let (across, down) = alone.map_or_else(|| frame.units(), |component| frame.blocks(component));
    u64::from(across) * u64::from(down)
}

/// How the components of this scan tell colour, by the number of them and by what Adobe's segment says.
fn colour(frame: &Frame, header: &Header, tables: &Tables) -> Colour {
    let channels = |needed: usize| {
        let all = header.parts.len() >= needed && frame.components.iter().all(|component| (component.across, component.down) == (1, 1));
        if all { Colour::Channels } else { Colour::Apart }
    };
    match (frame.components.len(), tables.transform) {
        (1, _) => Colour::None,
        (3, Some(0)) => channels(3),
        (3, None) if frame.is_named_rgb() => channels(3),
        (3, _) | (4, Some(2)) => Colour::Chroma,
        _ => channels(3),
    }
}
