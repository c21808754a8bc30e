//! A PDF of one page with lines of text: enough for an extract that a stand-in gives out. Latin and Cyrillic, in the fonts that every
//! viewer has or replaces (ISO 32000-1 §9.6.2.2), with a map back to Unicode (§9.10.3) so that the text can be found and copied.

use std::fmt::Write;

use domain::time::Timestamp;

/// Points between lines, and where the first one stands on A4.
const LEADING: u32 = 16;
const TOP: u32 = 790;
/// The most lines that a page takes, and letters that a line does; more are left out.
const LINES: usize = 46;
const LETTERS: usize = 95;

/// Octets kept for a signature, of which the rest is filled with zeros.
const ROOM: usize = 16 << 10;
/// Digits of a number in a byte range.
const DIGITS: usize = 10;

/// A document with these lines.
pub(crate) fn document(lines: &[String]) -> Vec<u8> {
    file(&objects(lines, "", "")).into_bytes()
}

/// A document with these lines and a signature in a field that nobody sees (ISO 32000-1 §12.7.4.5, §12.8.1): all of the file but its own
/// digits. `sign` makes the CMS of what is before them and what is behind them.
pub(crate) fn signed<E>(lines: &[String], at: Timestamp, sign: impl FnOnce([&[u8]; 2]) -> Result<Vec<u8>, E>) -> Result<Vec<u8>, E> {
    let mut all = objects(lines, "/AcroForm << /Fields [8 0 R] /SigFlags 3 >> ", "/Annots [8 0 R] ");
    all.push("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 9 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R >>".to_owned());
    let range = format!("/ByteRange [0 {0} {0} {0}]", "*".repeat(DIGITS));
    let moment: String = at.whole_seconds().to_string().chars().filter(char::is_ascii_digit).collect();
    all.push(format!(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:{moment}Z) {range} /Contents <{}> >>",
        "0".repeat(2 * ROOM)
    ));
    let mut file = file(&all);
    let begin = file.find(" /Contents <0").map_or(0, |at| at + " /Contents ".len());
    let end = begin + 2 + 2 * ROOM;
    let numbers = [begin, end, file.len() - end].map(|number| format!("{number:0DIGITS$}"));
    let place = file.find(&range).unwrap_or(0);
    file.replace_range(place..place + range.len(), &format!("/ByteRange [0 {}]", numbers.join(" ")));
    let mut digits: String =
        sign([&file.as_bytes()[..begin], &file.as_bytes()[end..]])?.iter().map(|octet| format!("{octet:02x}")).collect();
    digits.truncate(2 * ROOM);
    file.replace_range(begin + 1..begin + 1 + digits.len(), &digits);
    Ok(file.into_bytes())
}

/// The objects of a document of one page, with more in its catalogue and in its page.
fn objects(lines: &[String], in_catalogue: &str, in_page: &str) -> Vec<String> {
    vec![
        format!("<< /Type /Catalog {in_catalogue}/Pages 2 0 R >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {in_page}/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"),
        stream(&page(lines)),
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255 /Widths [{}] /Encoding 6 0 R /ToUnicode 7 0 R >>",
            widths()
        ),
        encoding(),
        stream(&to_unicode()),
    ]
}

/// The file of these objects. Everything is ASCII, so lengths in characters are lengths in bytes.
fn file(objects: &[String]) -> String {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file
}

fn page(lines: &[String]) -> String {
    let mut page = format!("BT /F 10 Tf {LEADING} TL 50 {TOP} Td\n");
    for line in lines.iter().take(LINES) {
        let codes: String = line.chars().take(LETTERS).map(|letter| format!("{:02X}", code(letter))).collect();
        let _ = writeln!(page, "<{codes}> Tj T*");
    }
    page + "ET"
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// What stands at a byte: the upper half is that of Windows-1251, as far as it is used here. Names of glyphs are Adobe's.
const LETTERS_BEYOND_ASCII: [(u8, char, &str); 6] = [
    (0x97, '—', "emdash"),
    (0xA8, 'Ё', "afii10023"),
    (0xAB, '«', "guillemotleft"),
    (0xB8, 'ё', "afii10071"),
    (0xB9, '№', "afii61352"),
    (0xBB, '»', "guillemotright"),
];

/// Widths of the face in thousandths, by byte from 32 on: without them letters beyond its own table would all stand in one place.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// А to я.
const CYRILLIC: [u16; 64] = [
    667, 656, 667, 542, 677, 667, 923, 604, 719, 719, 583, 656, 833, 722, 778, 719, 667, 722, 611, 635, 760, 667, 740, 667, 917, 938, 792,
    885, 656, 719, 1010, 722, 556, 573, 531, 365, 583, 556, 669, 458, 559, 559, 438, 583, 688, 552, 556, 542, 556, 500, 458, 500, 823, 500,
    573, 521, 802, 823, 625, 719, 521, 510, 750, 542,
];

fn widths() -> String {
    let of = |code: u8| match code {
        32..=126 => ASCII[usize::from(code - 32)],
        0xC0..=0xFF => CYRILLIC[usize::from(code - 0xC0)],
        0x97 | 0xB9 => 1000,
        0xA8 => 667,
        _ => 556,
    };
    (32..=255).map(|code| of(code).to_string()).collect::<Vec<_>>().join(" ")
}

fn code(letter: char) -> u8 {
    match letter {
        ' '..='~' => letter as u8,
        // 32 capitals and 32 small ones, in the alphabet's order in both tables
        'А'..='я' => 0xC0 + u8::try_from(letter as u32 - 'А' as u32).unwrap_or(0),
        _ => LETTERS_BEYOND_ASCII.iter().find(|(_, known, _)| *known == letter).map_or(b'?', |(code, ..)| *code),
    }
}

fn encoding() -> String {
    let mut differences = String::new();
    for (code, _, name) in LETTERS_BEYOND_ASCII {
        let _ = write!(differences, " {code} /{name}");
    }
    // Adobe's names number the alphabet with ё in its seventh place
    let name = |first: u32, at: u32| format!(" /afii{}", first + at + u32::from(at >= 6));
    let _ = write!(differences, " 192");
    (0..32).for_each(|at| differences.push_str(&name(10_017, at)));
    (0..32).for_each(|at| differences.push_str(&name(10_065, at)));
    format!("<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{differences} ] >>")
}

fn to_unicode() -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n\
         1 begincodespacerange\n<00> <FF>\nendcodespacerange\n2 beginbfrange\n<20> <7E> <0020>\n<C0> <FF> <0410>\nendbfrange\n",
    );
    let _ = writeln!(map, "{} beginbfchar", LETTERS_BEYOND_ASCII.len());
    for (code, letter, _) in LETTERS_BEYOND_ASCII {
        let _ = writeln!(map, "<{code:02X}> <{:04X}>", letter as u32);
    }
    map + "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn sample() -> Vec<u8> {
        document(&["ВЫПИСКА из ЕГРЮЛ № 7 — «Ёлка», ещё щи".to_owned(), "(plain \\ ASCII)".to_owned(), "日本".to_owned()])
    }

    #[test]
    fn every_object_stands_where_the_table_says() {
        let file = String::from_utf8(sample()).expect("ASCII");
        let (_, rest) = file.rsplit_once("startxref\n").expect("a start");
        let start: usize = rest.lines().next().expect("a line").parse().expect("a number");
        let table: Vec<&str> = file[start..].lines().collect();
        assert_eq!(table[..2], ["xref", "0 8"]);
        for (at, line) in table[3..10].iter().enumerate() {
            let place: usize = line[..10].parse().expect("a number");
            assert!(file[place..].starts_with(&format!("{} 0 obj\n", at + 1)), "object {}", at + 1);
        }
    }

    #[test]
    fn a_foreign_reader_finds_the_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("extract.pdf");
        std::fs::write(&path, sample()).expect("written");
        let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&path).arg("-").output().expect("poppler is installed");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        for line in ["ВЫПИСКА из ЕГРЮЛ № 7 — «Ёлка», ещё щи", "(plain \\ ASCII)", "??"] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let file = document(&vec!["я".repeat(500); 100]);
        assert_eq!(String::from_utf8(file).expect("ASCII").matches(" Tj").count(), LINES);
    }
}
