//! Whether there is colour: by how far sampled pixels are from grey.

use domain::issue::document::Tone;

/// How far the channels of a grey pixel may lie apart, of 255: what lossy compression leaves.
const TOLERANCE: u8 = 16;

/// How far the chroma of a grey block may lie from the middle, of 128.
const CHROMA_TOLERANCE: i32 = 8;

/// One coloured sample of so many makes a coloured scan: a seal or a signature in ink is colour enough.
const ONE_OF: u64 = 2_000;

/// About how many pixels of an image are looked at.
const SAMPLE: u64 = 1_000_000;

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Colours {
    seen: u64,
    coloured: u64,
    is_unsure: bool,
}

impl Colours {
    /// A pixel, or a mean of several.
    pub(crate) fn rgb(&mut self, [red, green, blue]: [u8; 3]) {
        let far = red.max(green).max(blue) - red.min(green).min(blue);
        self.count(far > TOLERANCE);
    }

    /// The chroma of a pixel or a block, from the middle.
    pub(crate) fn chroma(&mut self, value: i32) {
        self.count(value.abs() > CHROMA_TOLERANCE);
    }

    /// Something that nobody can judge.
    pub(crate) fn unsure(&mut self) {
        self.is_unsure = true;
    }

    /// What was seen elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        self.coloured += other.coloured;
        self.is_unsure |= other.is_unsure;
    }

    fn count(&mut self, is_coloured: bool) {
        self.seen += 1;
        self.coloured += u64::from(is_coloured);
    }

    /// The verdict. Colour that was seen is colour, whatever nobody could judge beside it.
    pub(crate) fn tone(&self) -> Tone {
        if self.coloured > 0 && self.coloured * ONE_OF >= self.seen {
            Tone::Colour
        } else if self.is_unsure {
            Tone::Unknown
        } else {
            Tone::Grey
        }
    }
}

/// Picks pixels evenly over an image that is read row by row.
pub(crate) struct Sampler {
    step: usize,
    skip: usize,
}

impl Sampler {
    /// For an image of this size.
    pub(crate) fn new(width: u32, height: u32) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        // odd, so that columns of an even width are not met again and again
        let step = usize::try_from(pixels / SAMPLE).unwrap_or(usize::MAX / 2) | 1;
        Self { step, skip: 0 }
    }

    /// Shows the chosen pixels of a row; a pixel has `size` bytes.
    pub(crate) fn row(&mut self, row: &[u8], size: usize, mut look: impl FnMut(&[u8])) {
        let mut at = self.skip;
        while let Some(pixel) = row.get(at * size..(at + 1) * size) {
            look(pixel);
            at += self.step;
        }
        self.skip = at - row.len() / size;
    }
}
