//! Files of Pillow and libtiff, which are also what fuzzing begins with.

use std::fs;

use domain::issue::document::{Format, Tone};

use crate::{Scan, inspect};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/scan");

/// Name, contents; in the order of names.
pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(CORPUS).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> =
        entries.map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("read"))).collect();
    files.sort();
    assert!(files.len() > 30, "the corpus is there");
    files
}

/// What a file's name says of it.
fn promised(name: &str) -> (Format, Tone, u32) {
    let format = match name.rsplit('.').next() {
        Some("jpg") => Format::Jpeg,
        Some("png") => Format::Png,
        Some("gif") => Format::Gif,
        Some("tiff") => Format::Tiff,
        _ => Format::Pdf,
    };
    let is_grey = ["grey", "two-tones", "group4"].iter().any(|word| name.starts_with(word));
    let sheets = match name.split('.').next() {
        Some("moving" | "sheets") => 3,
        Some("pages") => 2,
        _ => 1,
    };
    (format, if is_grey { Tone::Grey } else { Tone::Colour }, sheets)
}

#[test]
fn files_of_another_make_are_read_as_what_they_are() {
    for (name, bytes) in all() {
        let (format, tone, sheets) = promised(&name);
        let size = (format != Format::Pdf).then_some((48, 32));
        assert_eq!(inspect(&bytes, Some(format)), Ok(Scan { format, tone, size, sheets: Some(sheets) }), "{name}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for (name, bytes) in all() {
        // what pads a file at its end is no part of it
        let whole = bytes.len() - bytes.iter().rev().take_while(|byte| matches!(byte, 0 | b'\n')).count();
        // everywhere near both ends, and at every seventh byte between them
        let near = |length: &usize| *length < 200 || whole - length < 100 || length.is_multiple_of(7);
        for length in (0..whole).filter(near) {
            assert!(inspect(&bytes[..length], None).is_err(), "{name} cut to {length} of {whole}");
        }
    }
}

#[test]
fn a_file_with_a_bit_changed_makes_no_panic() {
    for (_, mut bytes) in all() {
        for at in (0..bytes.len()).filter(|at| *at < 100 || at.is_multiple_of(5)) {
            let bit = 1 << (at / 5 % 8);
            bytes[at] ^= bit;
            let _ = inspect(&bytes, None);
            bytes[at] ^= bit;
        }
    }
}

#[test]
fn the_food_of_one_format_under_the_name_of_another_makes_no_panic() {
    const BEGINNINGS: [&[u8]; 6] = [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF89a"];
    for (_, bytes) in all() {
        for beginning in BEGINNINGS {
            let mut mixed = bytes.clone();
            mixed[..beginning.len()].copy_from_slice(beginning);
            let _ = inspect(&mixed, None);
        }
    }
}
