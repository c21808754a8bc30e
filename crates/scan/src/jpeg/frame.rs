//! Headers: of the frame, which says what the image is, and of a scan, which says what of it follows.

use crate::error::Error;

const BROKEN: Error = Error::Damaged("a header of a JPEG");

/// The image: its size and its components.
pub(super) struct Frame {
    width: u32,
    height: u32,
    /// Whether coefficients come in several scans.
    pub progressive: bool,
    pub components: Vec<Component>,
}

/// One of the one to four components.
pub(super) struct Component {
    id: u8,
    /// Blocks across and down in a unit (MCU).
    pub across: u32,
    pub down: u32,
    /// Its table of quantization.
    pub table: usize,
    /// Whether its means were in a scan already.
    has_means: bool,
}

/// What a scan holds.
pub(super) struct Header {
    /// Components: which one, and its tables of codes of means and of the others.
    pub parts: Vec<(usize, usize, usize)>,
    /// The first and the last coefficient.
    pub from: u8,
    pub to: u8,
    /// The bit that the scan before it ended at, zero for the first, and the one that this ends at.
    pub high: u8,
    pub low: u8,
}

impl Frame {
    pub(super) fn parse(segment: &[u8], progressive: bool) -> Result<Self, Error> {
        let [precision, h1, h2, w1, w2, count, rest @ ..] = segment else { return Err(BROKEN) };
        if *precision != 8 {
            return Err(Error::Unsupported("a JPEG of more than 8 bits"));
        }
        if !matches!(count, 1 | 3 | 4) {
            return Err(Error::Unsupported("a JPEG of so many components"));
        }
        if rest.len() != usize::from(*count) * 3 {
            return Err(BROKEN);
        }
        let components = rest.chunks_exact(3).map(|three| Component::parse(three[0], three[1], three[2])).collect::<Result<_, _>>()?;
        let (width, height) = (u32::from(u16::from_be_bytes([*w1, *w2])), u32::from(u16::from_be_bytes([*h1, *h2])));
        if height == 0 {
            return Err(Error::Unsupported("a JPEG that tells its height late"));
        }
        Ok(Self { width, height, progressive, components })
    }

    pub(super) const fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Units across and down, and blocks across and down of one component by itself.
    pub(super) fn units(&self) -> (u32, u32) {
        let across = self.components.iter().map(|component| component.across).max().unwrap_or(1);
        let down = self.components.iter().map(|component| component.down).max().unwrap_or(1);
        (self.width.div_ceil(8 * across), self.height.div_ceil(8 * down))
    }

    /// Blocks across and down of one component in a scan of its own.
    pub(super) fn blocks(&self, component: &Component) -> (u32, u32) {
        let across = self.components.iter().map(|component| component.across).max().unwrap_or(1);
        let down = self.components.iter().map(|component| component.down).max().unwrap_or(1);
        ((self.width * component.across).div_ceil(8 * across), (self.height * component.down).div_ceil(8 * down))
    }

    /// Whether the components are red, green and blue by their names.
    pub(super) fn is_named_rgb(&self) -> bool {
        self.components.iter().map(|component| component.id).eq(*b"RGB")
    }

    /// Notes what a scan held.
    pub(super) fn seen(&mut self, header: &Header) {
        for (which, ..) in header.parts.iter().filter(|_| header.from == 0) {
            self.components[*which].has_means = true;
        }
    }

    /// Whether every component has come.
    pub(super) fn is_complete(&self) -> bool {
        self.components.iter().all(|component| component.has_means)
    }
}

impl Component {
    fn parse(id: u8, sampling: u8, table: u8) -> Result<Self, Error> {
        let (across, down) = (u32::from(sampling >> 4), u32::from(sampling & 15));
        let is_right = (1..=4).contains(&across) && (1..=4).contains(&down) && table < 4;
        is_right.then(|| Self { id, across, down, table: usize::from(table), has_means: false }).ok_or(BROKEN)
    }
}

impl Header {
    pub(super) fn parse(segment: &[u8], frame: &Frame) -> Result<Self, Error> {
        let (count, rest) = segment.split_first().ok_or(BROKEN)?;
        let (listed, rest) = rest.split_at_checked(usize::from(*count) * 2).filter(|_| (1..=4).contains(count)).ok_or(BROKEN)?;
        let [from, to, bits] = rest else { return Err(BROKEN) };
        let mut parts: Vec<(usize, usize, usize)> = Vec::new();
        for two in listed.chunks_exact(2) {
            let which = frame.components.iter().position(|component| component.id == two[0]).ok_or(BROKEN)?;
            let (means, others) = (usize::from(two[1] >> 4), usize::from(two[1] & 15));
            if means > 3 || others > 3 || parts.iter().any(|(known, ..)| *known == which) {
                return Err(BROKEN);
            }
            parts.push((which, means, others));
        }
        let header = Self { parts, from: *from, to: *to, high: bits >> 4, low: bits & 15 };
        if header.is_right(frame.progressive) { Ok(header) } else { Err(BROKEN) }
    }

    fn is_right(&self, progressive: bool) -> bool {
        if !progressive {
            // some encoders write zero for the last
            return self.from == 0;
        }
        let means_alone = self.from == 0 && self.to == 0;
        let others_alone = self.from > 0 && self.from <= self.to && self.to < 64 && self.parts.len() == 1;
        (means_alone || others_alone) && self.low < 14 && self.high < 15
    }
}
