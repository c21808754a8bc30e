//! Bombs, lies and loops.

use std::fmt::Write as _;

use domain::code;
use domain::issue::document::{Format, Tone};
use proptest::prelude::*;

use crate::tests::{make, taken};
use crate::{Error, inspect};

fn is_damaged(bytes: &[u8]) -> bool {
    matches!(inspect(bytes, None), Err(Error::Damaged(_)))
}

#[test]
fn data_that_ends_early_or_is_not_there_is_damaged() {
    assert!(is_damaged(&make::png_of(100, 100, 2, &[])));
    assert!(is_damaged(&make::png_of(100, 100, 2, &[make::chunk(*b"IDAT", &make::deflate(&[0; 301 * 50]))])));
    for compression in [1, 5, 8, 32773] {
        let data = match compression {
            1 => vec![0; 29],
            5 => weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&[0; 29]).unwrap(),
            8 => make::deflate(&[0; 29]),
            _ => vec![(257 - 29_u32) as u8, 0],
        };
        let sheet = make::tiff::Sheet { compression, ..make::tiff::Sheet::rgb(10, 1, data) };
        assert!(is_damaged(&sheet.file()), "{compression}");
    }
}

#[test]
fn every_compression_of_a_tiff_is_read() {
    let pixels = [[200, 10, 10]; 10].concat();
    for compression in [1, 5, 8, 32946, 32773] {
        let data = match compression {
            1 => pixels.clone(),
            5 => weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&pixels).unwrap(),
            32773 => [&[29][..], &pixels].concat(),
            _ => make::deflate(&pixels),
        };
        let sheet = make::tiff::Sheet { compression, ..make::tiff::Sheet::rgb(5, 2, data) };
        assert_eq!(taken(&sheet.file()).tone, Tone::Colour, "{compression}");
    }
}

#[test]
fn tiles_planes_and_differences_are_read() {
    let sheet = |more: &[(u16, u16, u32)], data| make::tiff::Sheet { more: more.to_vec(), ..make::tiff::Sheet::rgb(2, 1, data) };
    // one tile of 16 by 16 reaches over the edge
    let tiled = |length| sheet(&[(322, 4, 16), (323, 4, 16), (324, 4, 8), (325, 4, length)], vec![0; 16 * 16 * 3]);
    assert!(inspect(&tiled(768).file(), None).is_ok());
    assert!(is_damaged(&tiled(767).file()));
    let planes = sheet(&[(284, 3, 2)], vec![0; 6]);
    assert!(is_damaged(&planes.file()), "three planes in one strip");
    let compressed = make::deflate(&[9, 9, 9, 0, 100, 0]);
    let differences = make::tiff::Sheet { compression: 8, ..sheet(&[(317, 3, 2)], compressed.clone()) };
    assert_eq!(taken(&differences.file()).tone, Tone::Colour, "9, 109, 9 at the second pixel");
    let floats = make::tiff::Sheet { compression: 8, ..sheet(&[(317, 3, 3)], compressed) };
    assert!(matches!(inspect(&floats.file(), None), Err(Error::Unsupported(_))));
}

#[test]
fn a_strip_or_a_directory_beyond_the_end_is_damaged() {
    let right = make::tiff::Sheet::rgb(1, 1, vec![0; 3]).file();
    for at in [4, right.len() - 7] {
        let mut bytes = right.clone();
        bytes[at..at + 4].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        assert!(is_damaged(&bytes), "{at}");
    }
}

#[test]
fn kinds_that_nobody_shows_are_not_taken() {
    let sheet = |compression, meaning, bits| make::tiff::Sheet { compression, meaning, bits, ..make::tiff::Sheet::rgb(1, 1, vec![0; 12]) };
    for sheet in [sheet(6, 6, 8), sheet(34712, 2, 8), sheet(1, 2, 32), sheet(1, 4, 8), sheet(1, 6, 8)] {
        let error = inspect(&sheet.file(), None).unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
        assert_eq!(error.code(), code::SCAN_FORMAT_UNKNOWN);
    }
    for marker in [0xc3, 0xc9, 0xcb] {
        let mut bytes = make::jpeg(8, 8, &make::Sampling::GREY, |_| [0, 0, 0]);
        let frame = bytes.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        bytes[frame + 1] = marker;
        assert!(matches!(inspect(&bytes, None), Err(Error::Unsupported(_))));
    }
}

#[test]
fn a_jpeg_without_its_tables_or_out_of_step_is_damaged() {
    let right = make::jpeg(64, 64, &make::Sampling::YCBCR_420, |unit| [unit as i32, 0, 0]);
    for marker in [0xdb, 0xc4, 0xc0] {
        let mut bytes = right.clone();
        let at = bytes.windows(2).position(|two| two == [0xff, marker]).unwrap();
        // a comment instead
        bytes[at + 1] = 0xfe;
        assert!(is_damaged(&bytes), "{marker:x}");
    }
    let mut stepped = right.clone();
    stepped.splice(2..2, [0xff, 0xdd, 0, 4, 0, 1]);
    assert!(is_damaged(&stepped), "restarts are promised and none comes");
}

#[test]
fn a_pdf_without_its_outline_is_damaged() {
    let right = make::pdf(&[make::jpeg(8, 8, &make::Sampling::GREY, |_| [0, 0, 0])], false);
    let without = |what: &str| {
        let text = right.iter().map(|byte| char::from(*byte)).collect::<String>().replace(what, "");
        text.chars().map(|c| c as u8).collect::<Vec<u8>>()
    };
    for what in ["%%EOF", "startxref", "trailer", "/Root", "endstream"] {
        assert!(is_damaged(&without(what)), "{what}");
    }
    let mut elsewhere = right.clone();
    let at = elsewhere.windows(9).rposition(|nine| nine == b"startxref").unwrap();
    elsewhere[at + 10] = b'9';
    assert!(is_damaged(&elsewhere));
}

#[test]
fn nests_of_a_pdf_are_not_followed() {
    let mut pdf = make::pdf(&[], false);
    let nest = "[".repeat(1_000_000);
    pdf.splice(9..9, format!("99 0 obj {nest} endobj\n").bytes());
    // the table of objects has moved, and the end says where it was
    assert!(is_damaged(&pdf));
    let mut kids = String::from("%PDF-1.7\n");
    (1..50_000).for_each(|number| writeln!(kids, "{number} 0 obj<</Type/Pages/Kids[{} 0 R]>>endobj", number + 1).unwrap());
    let table = kids.len();
    write!(kids, "xref\n0 0\ntrailer<</Root 1 0 R>>\nstartxref\n{table}\n%%EOF").unwrap();
    let scan = taken(kids.as_bytes());
    assert_eq!((scan.format, scan.sheets), (Format::Pdf, None));
}

#[test]
fn errors_have_published_codes() {
    for (error, code) in [
        (Error::Empty, code::FILE_EMPTY),
        (Error::TooLarge, code::PAYLOAD_TOO_LARGE),
        (Error::Unknown, code::SCAN_FORMAT_UNKNOWN),
        (Error::Mismatch { declared: Format::Png, found: Format::Gif }, code::SCAN_TYPE_MISMATCH),
        (Error::Damaged("x"), code::SCAN_DAMAGED),
        (Error::OverLimits(crate::Limit::Ratio), code::SCAN_OVER_LIMITS),
    ] {
        assert_eq!(error.code(), code);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rubbish_behind_any_beginning_makes_no_panic(which in 0..6_usize, rubbish in proptest::collection::vec(any::<u8>(), 0..400)) {
        const BEGINNINGS: [&[u8]; 6] = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"GIF89a"];
        let _ = inspect(&[BEGINNINGS[which], &rubbish].concat(), None);
    }

    #[test]
    fn a_picture_of_any_colours_is_read_to_its_end(width in 1..70_u16, height in 1..70_u16, means in proptest::collection::vec(any::<[i8; 3]>(), 1..20)) {
        let mean = |unit: usize| means[unit % means.len()].map(i32::from);
        for sampling in [make::Sampling::GREY, make::Sampling::YCBCR_420, make::Sampling::YCBCR_444] {
            for bytes in [make::jpeg(width, height, &sampling, mean), make::progressive(width, height, &sampling, mean)] {
                prop_assert_eq!(taken(&bytes).size, Some((u32::from(width), u32::from(height))));
                prop_assert!(inspect(&bytes[..bytes.len() - 2], None).is_err());
            }
        }
    }
}
