//! Makers of files: right ones, which tests then spoil, and ones that promise more than they hold.

mod jpeg;
mod pdf;
pub(super) mod tiff;

use std::borrow::Cow;

pub(super) use jpeg::{Sampling, jpeg, progressive, promising, with_adobe};
pub(super) use pdf::pdf;

/// A PNG of these samples.
pub(super) fn png(width: u32, height: u32, colour: png::ColorType, depth: png::BitDepth, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(samples).expect("written");
    writer.finish().expect("finished");
    bytes
}

/// A PNG with its rows in passes, by hand: stored, without a filter.
pub(super) fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut body = kind.to_vec();
    body.extend_from_slice(data);
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&length[..], &body, &crc.sum().to_be_bytes()].concat()
}

/// A PNG whose header says what it likes, over data that somebody else made.
pub(super) fn png_of(width: u32, height: u32, colour: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, colour, 0, 0, 0]].concat();
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(*b"IHDR", &header));
    chunks.iter().for_each(|chunk| bytes.extend(chunk));
    bytes.extend(chunk(*b"IEND", &[]));
    bytes
}

/// A moving PNG of red frames.
pub(super) fn moving_png(width: u32, height: u32, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(frames, 0).expect("frames");
    let mut writer = encoder.write_header().expect("a header");
    for _ in 0..frames {
        writer.write_image_data(&[200, 0, 0].repeat((width * height) as usize)).expect("written");
    }
    writer.finish().expect("finished");
    bytes
}

/// A GIF of these frames over a palette of white and blue.
pub(super) fn gif(width: u16, height: u16, frames: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[255, 255, 255, 0, 0, 200]).expect("a header");
    for frame in frames {
        let frame = gif::Frame { width, height, buffer: Cow::Borrowed(*frame), ..gif::Frame::default() };
        encoder.write_frame(&frame).expect("written");
    }
    drop(encoder);
    bytes
}

/// Bytes by Deflate, as dense as it gets.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}
