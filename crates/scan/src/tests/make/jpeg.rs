//! A JPEG of flat blocks: all that is needed to say where which colour is.

/// How components are sampled: blocks across and down, of each.
pub(in crate::tests) struct Sampling(&'static [(u8, u8)]);

impl Sampling {
    pub(in crate::tests) const GREY: Self = Self(&[(1, 1)]);
    pub(in crate::tests) const YCBCR_444: Self = Self(&[(1, 1); 3]);
    pub(in crate::tests) const YCBCR_420: Self = Self(&[(2, 2), (1, 1), (1, 1)]);
}

/// A baseline JPEG; `mean` gives, for the number of a unit, the means of its components around the middle.
pub(in crate::tests) fn jpeg(width: u16, height: u16, sampling: &Sampling, mean: impl Fn(usize) -> [i32; 3]) -> Vec<u8> {
    let scans = [Scan { head: [0, 63, 0], sort: Sort::Whole }];
    file(0xc0, width, height, sampling, &scans, mean)
}

/// The same in two scans: means without their last bit, and that bit; and one of coefficients, of which there are none.
pub(in crate::tests) fn progressive(width: u16, height: u16, sampling: &Sampling, mean: impl Fn(usize) -> [i32; 3]) -> Vec<u8> {
    let scans = [
        Scan { head: [0, 0, 0x01], sort: Sort::Means },
        Scan { head: [0, 0, 0x10], sort: Sort::Bits },
        Scan { head: [1, 63, 0], sort: Sort::Nothing },
    ];
    file(0xc2, width, height, sampling, &scans, mean)
}

/// A JPEG whose header promises a size, with a scan of no bytes.
pub(in crate::tests) fn promising(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(8, 8, &Sampling::GREY, |_| [0, 0, 0]);
    let frame = bytes.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 9].copy_from_slice(&[height.to_be_bytes(), width.to_be_bytes()].concat());
    bytes
}

/// With Adobe's segment, which says how colours are meant.
pub(in crate::tests) fn with_adobe(mut bytes: Vec<u8>, transform: u8) -> Vec<u8> {
    let segment = [&[0xff, 0xee, 0, 14][..], b"Adobe", &[0, 100, 0, 0, 0, 0, transform]].concat();
    bytes.splice(2..2, segment);
    bytes
}

struct Scan {
    /// First and last coefficient, and the bits.
    head: [u8; 3],
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Whole,
    Means,
    Bits,
    Nothing,
}

fn file(frame: u8, width: u16, height: u16, sampling: &Sampling, scans: &[Scan], mean: impl Fn(usize) -> [i32; 3]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    // steps of 8, so that a mean is its own first coefficient
    segment(&mut bytes, 0xdb, &[&[0][..], &[8; 64]].concat());
    let count = u8::try_from(sampling.0.len()).expect("few");
    let listed = sampling.0.iter().enumerate().flat_map(|(place, (across, down))| [place as u8 + 1, across << 4 | down, 0]);
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    segment(&mut bytes, frame, &[&[8][..], &size, &[count], &listed.collect::<Vec<_>>()].concat());
    // means: twelve codes of 4 bits, for sizes from 0 to 11; others: one code of 1 bit, for the end of a block
    segment(&mut bytes, 0xc4, &[&[0, 0, 0, 0, 12][..], &[0; 12], &(0..12).collect::<Vec<_>>()].concat());
    segment(&mut bytes, 0xc4, &[&[0x10, 1][..], &[0; 15], &[0]].concat());
    for scan in scans {
        let components: Vec<u8> = if scan.sort == Sort::Nothing { vec![1] } else { (1..=count).collect() };
        let listed = components.iter().flat_map(|id| [*id, 0]);
        segment(&mut bytes, 0xda, &[&[components.len() as u8][..], &listed.collect::<Vec<_>>(), &scan.head].concat());
        bytes.extend(data((width, height), sampling, scan.sort, &mean));
    }
    bytes.extend([0xff, 0xd9]);
    bytes
}

fn segment(bytes: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    bytes.extend([0xff, marker]);
    bytes.extend(u16::try_from(contents.len() + 2).expect("short").to_be_bytes());
    bytes.extend(contents);
}

fn data((width, height): (u16, u16), sampling: &Sampling, sort: Sort, mean: &impl Fn(usize) -> [i32; 3]) -> Vec<u8> {
    let (across, down) = (usize::from(sampling.0[0].0), usize::from(sampling.0[0].1));
    let units = usize::from(width).div_ceil(8 * across) * usize::from(height).div_ceil(8 * down);
    let mut bits = Bits::default();
    if sort == Sort::Nothing {
        (0..usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8)).for_each(|_| bits.put(0, 1));
        return bits.finish();
    }
    let mut before = [0; 3];
    for unit in 0..units {
        for (place, (across, down)) in sampling.0.iter().enumerate() {
            let value = mean(unit)[place];
            for _ in 0..across * down {
                match sort {
                    Sort::Bits => bits.put((value & 1).cast_unsigned(), 1),
                    Sort::Means => bits.difference(value >> 1, &mut before[place]),
                    Sort::Whole | Sort::Nothing => {
                        bits.difference(value, &mut before[place]);
                        bits.put(0, 1);
                    }
                }
            }
        }
    }
    bits.finish()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    buffer: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.buffer = self.buffer << count | value & ((1 << count) - 1);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.buffer >> self.count) as u8;
            self.bytes.push(byte);
            if byte == 0xff {
                self.bytes.push(0);
            }
        }
    }

    fn difference(&mut self, value: i32, before: &mut i32) {
        let difference = value - *before;
        *before = value;
        let size = 32 - difference.unsigned_abs().leading_zeros();
        self.put(size, 4);
        let spelt = if difference < 0 { difference - 1 } else { difference };
        self.put(spelt.cast_unsigned(), size);
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.put(0xff, 8 - self.count);
        }
        self.bytes
    }
}
