//! Every limit, met before what it guards.

use crate::tests::make;
use crate::{Error, Limit, MOST_SHEETS, inspect};

fn refused(bytes: &[u8]) -> Error {
    inspect(bytes, None).expect_err("refused")
}

#[test]
fn sizes_without_end_are_refused_by_their_headers() {
    let tiff = |width, height| make::tiff::Sheet { width, height, ..make::tiff::Sheet::rgb(1, 1, vec![0; 3]) }.file();
    assert_eq!(refused(&make::png_of(30_001, 1, 2, &[])), Error::OverLimits(Limit::Side));
    assert_eq!(refused(&make::png_of(20_000, 20_000, 2, &[])), Error::OverLimits(Limit::Pixels));
    assert_eq!(refused(&tiff(1, u32::MAX)), Error::OverLimits(Limit::Side));
    assert_eq!(refused(&tiff(29_000, 29_000)), Error::OverLimits(Limit::Pixels));
    assert_eq!(refused(&make::promising(65_000, 65_000)), Error::OverLimits(Limit::Side));
    assert_eq!(refused(&make::promising(29_000, 29_000)), Error::OverLimits(Limit::Pixels));
    let mut gif = make::gif(1, 1, &[&[0]]);
    gif[6..10].copy_from_slice(&[255, 255, 255, 255]);
    assert_eq!(refused(&gif), Error::OverLimits(Limit::Side));
}

#[test]
fn an_image_that_is_too_large_for_its_bytes_is_refused_before_it_is_decoded() {
    assert_eq!(refused(&make::png_of(5_000, 5_000, 0, &[])), Error::OverLimits(Limit::Ratio));
    assert_eq!(refused(&make::promising(5_000, 5_000)), Error::OverLimits(Limit::Ratio));
}

#[test]
fn an_image_without_pixels_is_damaged() {
    assert!(matches!(refused(&make::png_of(0, 5, 2, &[])), Error::Damaged(_)));
    assert!(matches!(refused(&make::tiff::Sheet::rgb(0, 1, vec![]).file()), Error::Damaged(_)));
}

#[test]
fn frames_without_end_are_refused() {
    let frames = vec![&[0_u8][..]; MOST_SHEETS as usize + 1];
    assert!(inspect(&make::gif(1, 1, &frames[1..]), None).is_ok());
    assert_eq!(refused(&make::gif(1, 1, &frames)), Error::OverLimits(Limit::Sheets));
    assert_eq!(refused(&make::moving_png(1, 1, MOST_SHEETS + 1)), Error::OverLimits(Limit::Sheets));
}

#[test]
fn a_chain_of_sheets_that_bites_its_tail_comes_to_an_end() {
    let sheet = make::tiff::Sheet { next: 8, ..make::tiff::Sheet::rgb(1, 1, vec![0; 3]) };
    let error = refused(&sheet.file());
    assert!(matches!(error, Error::OverLimits(_)), "{error}");
}

#[test]
fn a_progressive_jpeg_of_a_thousand_scans_is_refused() {
    let mut bytes = make::progressive(64, 64, &make::Sampling::YCBCR_444, |_| [0, 0, 0]);
    let scan = bytes.windows(4).rposition(|four| four == [0xff, 0xda, 0, 8]).expect("a scan");
    let end = bytes.split_off(bytes.len() - 2);
    let last = bytes[scan..].to_vec();
    (0..1000).for_each(|_| bytes.extend(&last));
    bytes.extend(end);
    assert_eq!(refused(&bytes), Error::OverLimits(Limit::Parts));
}

#[test]
fn tiles_that_are_far_larger_than_their_sheet_are_refused() {
    let more = vec![(322, 4, 4_000_000), (323, 4, 1), (324, 4, 8), (325, 4, 9)];
    let sheet = make::tiff::Sheet { more, ..make::tiff::Sheet::rgb(300, 1, vec![0; 9]) };
    assert_eq!(refused(&sheet.file()), Error::OverLimits(Limit::Pixels));
}

#[test]
fn a_row_that_memory_would_not_hold_is_refused() {
    let more = vec![(322, 4, 300_000), (323, 4, 1), (324, 4, 8), (325, 4, 9)];
    let sheet = make::tiff::Sheet { bits: 16, samples: 8, more, ..make::tiff::Sheet::rgb(30_000, 1, vec![0; 9]) };
    assert_eq!(refused(&sheet.file()), Error::OverLimits(Limit::Memory));
}

#[test]
fn strips_that_share_their_bytes_are_read_a_few_times_and_no_more() {
    // a thousand strips, all of them the whole file: their offsets and lengths stand in the strip itself
    let count = 1_000_u32;
    let mut sheet = make::tiff::Sheet::rgb(1, count, vec![8; 8_000]);
    let at = 8 + 2 + 12 * 9 + 4;
    let length = u32::try_from(sheet.data.len()).unwrap();
    sheet.more = vec![(278, 4, 1)];
    for half in 0..count as usize {
        sheet.data[half * 4..][..4].copy_from_slice(&8_u32.to_le_bytes());
        sheet.data[4_000 + half * 4..][..4].copy_from_slice(&length.to_le_bytes());
    }
    let mut bytes = sheet.file();
    for (tag, place) in [(273_u16, at), (279, at + 4_000)] {
        let entry = bytes.windows(4).position(|four| four == [&tag.to_le_bytes()[..], &[4, 0]].concat()).unwrap();
        bytes[entry + 4..entry + 8].copy_from_slice(&count.to_le_bytes());
        bytes[entry + 8..entry + 12].copy_from_slice(&u32::try_from(place).unwrap().to_le_bytes());
    }
    assert_eq!(refused(&bytes), Error::OverLimits(Limit::Parts));
}

#[test]
fn samples_that_unfold_to_more_than_time_allows_are_refused_before() {
    // 80 million pixels of 16 bytes each, which the bytes of the file would allow
    let sheet = make::tiff::Sheet { bits: 16, samples: 8, compression: 8, ..make::tiff::Sheet::rgb(8_000, 10_000, vec![0; 9_000]) };
    assert_eq!(refused(&sheet.file()), Error::OverLimits(Limit::Pixels));
}
