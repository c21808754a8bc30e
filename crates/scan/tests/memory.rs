//! What an inspection takes of memory, as the system counts it: a test in a process of its own.

use std::fs;
use std::io::Write as _;

use domain::issue::document::Format;
use scan::{WORKING_MEMORY, inspect};

/// What other threads and the allocator may add.
const SLACK: usize = 4 << 20;

/// The most that the process has held since the last call, in bytes; and begins anew.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("a system that counts");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    fs::write("/proc/self/clear_refs", "5").expect("begun anew");
    line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") << 10
}

/// A PNG of 16 bits a sample whose 19 megabytes of samples are all alike.
fn bomb() -> Vec<u8> {
    let (width, height) = (6_000, 400);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().expect("a header");
    let mut rows = writer.stream_writer().expect("rows");
    let row = vec![7; width as usize * 8];
    (0..height).for_each(|_| rows.write_all(&row).expect("written"));
    rows.finish().expect("finished");
    drop(writer);
    bytes
}

/// A TIFF whose one strip holds all of its 30 megabytes.
fn strip() -> Vec<u8> {
    let (width, height) = (4_000_u32, 2_500_u32);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let row = vec![200; width as usize * 3];
    (0..height).for_each(|_| encoder.write_all(&row).expect("written"));
    let data = encoder.finish().expect("finished");
    let fields: [(u16, u16, u32); 8] = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 8),
        (262, 3, 2),
        (273, 4, 8 + 2 + 12 * 8 + 4),
        (277, 3, 3),
        (279, 4, u32::try_from(data.len()).expect("short")),
    ];
    let mut bytes = [&b"II*\0\x08\0\0\0"[..], &8_u16.to_le_bytes()].concat();
    for (tag, kind, value) in fields {
        bytes.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        bytes.extend([1_u32.to_le_bytes(), value.to_le_bytes()].concat());
    }
    bytes.extend([0; 4]);
    bytes.extend(data);
    bytes
}

/// A JPEG of 70 million pixels: flat grey blocks, of five bits each.
fn jpeg() -> Vec<u8> {
    let (width, height) = (8_000_u16, 8_800_u16);
    let segment = |marker: u8, contents: &[u8]| {
        let length = u16::try_from(contents.len() + 2).expect("short").to_be_bytes();
        [&[0xff, marker][..], &length, contents].concat()
    };
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xdb, &[&[0][..], &[1; 64]].concat()));
    bytes.extend(segment(0xc0, &[&[8][..], &size, &[1, 1, 0x11, 0]].concat()));
    // a mean that is no different, and the end of the block: a bit each, and both are zero
    bytes.extend(segment(0xc4, &[&[0, 1][..], &[0; 15], &[0]].concat()));
    bytes.extend(segment(0xc4, &[&[0x10, 1][..], &[0; 15], &[0]].concat()));
    bytes.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    bytes.extend(vec![0; usize::from(width / 8) * usize::from(height / 8) * 2 / 8]);
    bytes.extend([0xff, 0xd9]);
    bytes
}

#[test]
fn an_inspection_holds_eight_megabytes_whatever_it_is_shown() {
    for (format, bytes) in [(Format::Png, bomb()), (Format::Tiff, strip()), (Format::Jpeg, jpeg())] {
        peak();
        let before = peak();
        let scan = inspect(&bytes, Some(format)).expect("taken");
        assert_eq!(scan.format, format);
        let grown = peak().saturating_sub(before);
        assert!(grown < WORKING_MEMORY + SLACK, "{format:?} took {grown} bytes");
    }
}
