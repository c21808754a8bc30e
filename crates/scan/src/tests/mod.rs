//! Files of foreign make, which are taken; and files of our own make, which are meant to do harm.

mod foreign;
mod hostile;
mod limits;
mod make;

use domain::issue::document::{Format, Tone};

use crate::{Error, Scan, inspect, sniff};

fn taken(bytes: &[u8]) -> Scan {
    inspect(bytes, None).expect("taken")
}

#[test]
fn a_placeholder_of_one_pixel_is_taken_in_every_format() {
    let white = [255, 255, 255];
    for (format, bytes) in [
        (Format::Png, make::png(1, 1, png::ColorType::Rgb, png::BitDepth::Eight, &white)),
        (Format::Gif, make::gif(1, 1, &[&[0]])),
        (Format::Jpeg, make::jpeg(1, 1, &make::Sampling::YCBCR_420, |_| [100, 0, 0])),
        (Format::Tiff, make::tiff::Sheet::rgb(1, 1, white.to_vec()).file()),
    ] {
        assert_eq!(taken(&bytes), Scan { format, tone: Tone::Grey, size: Some((1, 1)), sheets: Some(1) });
    }
}

#[test]
fn another_type_than_the_declared_one_is_an_error() {
    let bytes = make::png(1, 1, png::ColorType::Rgb, png::BitDepth::Eight, &[255, 255, 255]);
    for declared in Format::ALL {
        let expected = if declared == Format::Png { None } else { Some(Error::Mismatch { declared, found: Format::Png }) };
        assert_eq!(inspect(&bytes, Some(declared)).err(), expected);
    }
}

#[test]
fn what_is_of_no_format_is_not_known() {
    for bytes in [&b"hello"[..], b"RIFF\x10\0\0\0WEBPVP8 ", b"BM", b"\xff\xd8", b"<svg/>", b" %PDF-1.4", b"PK\x03\x04"] {
        assert_eq!((sniff(bytes), inspect(bytes, None)), (None, Err(Error::Unknown)), "{bytes:?}");
    }
    assert_eq!(inspect(b"", Some(Format::Png)), Err(Error::Empty));
}

#[test]
fn a_page_may_have_ten_megabytes_and_no_byte_more() {
    let most = usize::try_from(domain::issue::document::LARGEST_PAGE).unwrap();
    let mut bytes = make::png(1, 1, png::ColorType::Rgb, png::BitDepth::Eight, &[0; 3]);
    // what stands behind the end of a PNG is not read
    bytes.resize(most, 0);
    assert!(inspect(&bytes, None).is_ok());
    bytes.push(0);
    assert_eq!(inspect(&bytes, None), Err(Error::TooLarge));
}

#[test]
fn colour_is_seen_in_samples_of_every_depth_and_order() {
    use png::{BitDepth, ColorType};
    let red16 = [255, 255, 0, 0, 0, 0];
    let grey16 = [128, 1, 128, 200, 128, 90];
    assert_eq!(taken(&make::png(1, 1, ColorType::Rgb, BitDepth::Sixteen, &red16)).tone, Tone::Colour);
    assert_eq!(taken(&make::png(1, 1, ColorType::Rgb, BitDepth::Sixteen, &grey16)).tone, Tone::Grey);
    assert_eq!(taken(&make::png(2, 1, ColorType::Rgba, BitDepth::Eight, &[9, 9, 9, 0, 9, 90, 9, 0])).tone, Tone::Colour);
    assert_eq!(taken(&make::png(1, 1, ColorType::Grayscale, BitDepth::Sixteen, &[1, 2])).tone, Tone::Grey);
    let sheet = |bits, big, pixel: &[u8]| make::tiff::Sheet { bits, is_big_endian: big, ..make::tiff::Sheet::rgb(1, 1, pixel.to_vec()) };
    assert_eq!(taken(&sheet(16, true, &red16).file()).tone, Tone::Colour);
    assert_eq!(taken(&sheet(16, true, &grey16).file()).tone, Tone::Grey);
    // the low bytes come first here, and they differ
    let grey16_little = [1, 128, 200, 128, 90, 128];
    assert_eq!(taken(&sheet(16, false, &grey16_little).file()).tone, Tone::Grey);
    let cmyk = make::tiff::Sheet { samples: 4, meaning: 5, ..make::tiff::Sheet::rgb(1, 1, vec![7, 7, 7, 200]) };
    assert_eq!(taken(&cmyk.file()).tone, Tone::Grey);
}

#[test]
fn one_coloured_pixel_of_thousands_is_no_colour_and_a_small_seal_is() {
    let mut pixels = vec![200; 300 * 300 * 3];
    pixels[0] = 0;
    let with = |pixels: &[u8]| taken(&make::png(300, 300, png::ColorType::Rgb, png::BitDepth::Eight, pixels)).tone;
    assert_eq!(with(&pixels), Tone::Grey);
    for pixel in pixels.chunks_exact_mut(3).skip(1000).take(60) {
        pixel.copy_from_slice(&[60, 60, 160]);
    }
    assert_eq!(with(&pixels), Tone::Colour);
}

#[test]
fn colour_of_a_jpeg_is_told_by_the_means_of_its_blocks() {
    for sampling in [make::Sampling::YCBCR_420, make::Sampling::YCBCR_444] {
        for (chroma, tone) in [(0, Tone::Grey), (5, Tone::Grey), (-40, Tone::Colour)] {
            assert_eq!(taken(&make::jpeg(100, 60, &sampling, |_| [10, chroma, 0])).tone, tone);
            assert_eq!(taken(&make::progressive(100, 60, &sampling, |_| [10, 0, chroma])).tone, tone);
        }
    }
    // a few blocks in a corner are a signature
    let signed = |block: usize| if block < 4 { [0, 60, -10] } else { [80, 0, 0] };
    assert_eq!(taken(&make::jpeg(400, 400, &make::Sampling::YCBCR_444, signed)).tone, Tone::Colour);
    assert_eq!(taken(&make::jpeg(30, 30, &make::Sampling::GREY, |_| [1, 0, 0])).tone, Tone::Grey);
}

#[test]
fn channels_of_red_green_and_blue_are_compared() {
    let rgb = |colour: [i32; 3]| make::with_adobe(make::jpeg(20, 20, &make::Sampling::YCBCR_444, move |_| colour), 0);
    assert_eq!(taken(&rgb([50, 50, 50])).tone, Tone::Grey);
    assert_eq!(taken(&rgb([50, -50, 50])).tone, Tone::Colour);
}

#[test]
fn rows_in_passes_and_moving_images_are_read_to_their_end() {
    let moving = make::gif(4, 4, &[&[0; 16], &[1; 16], &[0; 16]]);
    assert_eq!(taken(&moving), Scan { format: Format::Gif, tone: Tone::Colour, size: Some((4, 4)), sheets: Some(3) });
    let apng = make::moving_png(5, 3, 4);
    assert_eq!(taken(&apng), Scan { format: Format::Png, tone: Tone::Colour, size: Some((5, 3)), sheets: Some(4) });
}

#[test]
fn a_pdf_tells_pages_and_the_tone_of_its_photographs() {
    let photo = |chroma| make::jpeg(64, 64, &make::Sampling::YCBCR_420, move |_| [20, chroma, 0]);
    for (photos, tone, sheets) in
        [(vec![photo(0)], Tone::Grey, 1), (vec![photo(0), photo(50)], Tone::Colour, 2), (vec![], Tone::Unknown, 0)]
    {
        let scan = taken(&make::pdf(&photos, false));
        assert_eq!(scan, Scan { format: Format::Pdf, tone, size: None, sheets: Some(sheets).filter(|sheets| *sheets > 0) });
        let packed = taken(&make::pdf(&photos, true));
        assert_eq!(packed, scan, "the same with its pages in a compressed object");
    }
}
