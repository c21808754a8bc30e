//! What a field may hold, whoever is described: lengths and forms, in one place. Those that the contract prints are named as its own;
//! the others are our reading of contracts/certificate-forms.md, and a correction is one line here.

use crate::code::{self, Code};
use crate::subject::Date;

/// The longest name of a person, its part, or a place of birth; our choice.
pub const LONGEST_TEXT: usize = 500;
/// The longest name of an organization: that of ЕГРЮЛ.
pub const LONGEST_ORGANIZATION: usize = 1000;
/// `^[\w]{1,45}$` of the contract, for series and numbers of documents.
pub const LONGEST_NUMBER: usize = 45;
/// `^[\w]{1,20}$` of the contract, for the code of whoever gave a document out.
pub const LONGEST_ISSUER_CODE: usize = 20;
/// `^[\w]{1,1000}$` of the contract, for the place where a document was given out.
pub const LONGEST_PLACE: usize = 1000;
/// `^\w{1,60}$` of the contract, for a post.
pub const LONGEST_POST: usize = 60;
/// Numbers, phones, mail: what is wrong in them is found by the form; our choice.
pub const LONGEST_CONTACT: usize = 255;
/// A free text beside an address; our choice.
pub const LONGEST_NOTE: usize = 1000;
/// Digits of ОКАТО, ОКТМО, КЛАДР and of a postal code, at most and at least as [`digits`] takes them.
pub const OKATO_DIGITS: usize = 11;
/// The same of ОКТМО.
pub const OKTMO_DIGITS: usize = 11;
/// The same of КЛАДР.
pub const KLADR_DIGITS: usize = 17;
/// The same of a postal code.
pub const POSTAL_CODE_DIGITS: usize = 6;

/// What may stand in series, numbers and codes beside the letters and digits of the printed `\w`: the contract's own examples have a hyphen
/// («123-123»), extracts have one («ЮЭ9965-22-1234567»), certificates of registration a space or a slash.
const BESIDE_WORDS: &str = "-/. №";

/// A text as it was given: at most `most` characters, none of control. An empty one is a text, too.
pub fn text(given: &str, most: usize) -> Result<String, Code> {
    if given.chars().count() > most {
        return Err(code::VALUE_TOO_LONG);
    }
    if given.chars().any(char::is_control) {
        return Err(code::VALUE_INVALID);
    }
    Ok(given.to_owned())
}

/// Series, number or code of a document: 1 to `most` characters.
pub fn number(given: &str, most: usize) -> Result<String, Code> {
    let fits = given.chars().all(|c| is_word(c) || BESIDE_WORDS.contains(c)) && given.chars().any(is_word);
    match given.chars().count() {
        0 => Err(code::VALUE_INVALID),
        count if count > most => Err(code::VALUE_TOO_LONG),
        _ if fits => Ok(given.to_owned()),
        _ => Err(code::VALUE_INVALID),
    }
}

/// Exactly `count` digits.
pub fn digits(given: &str, count: usize) -> Result<String, Code> {
    let fits = given.len() == count && given.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(given.to_owned()) } else { Err(code::VALUE_INVALID) }
}

/// A day as `YYYY-MM-DD`, as it was given.
pub fn day(given: &str) -> Result<Date, Code> {
    // the parser trims, and what is kept is what was given
    if given.len() == 10 { Date::parse(given) } else { Err(code::DATE_INVALID) }
}

/// `\w` of the contract's patterns.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_given_within_its_limit() {
        assert_eq!(text("  Где то ", 9).as_deref(), Ok("  Где то "));
        assert_eq!(text("", 1).as_deref(), Ok(""));
        assert_eq!(text(&"я".repeat(10), 9), Err(code::VALUE_TOO_LONG));
        assert_eq!(text("a\u{0}", 9), Err(code::VALUE_INVALID));
    }

    #[test]
    fn numbers_take_what_real_documents_have() {
        for right in ["123456", "1111", "123-123", "ЮЭ9965-22-1234567", "IV-АК", "№ 12/3"] {
            assert_eq!(number(right, LONGEST_NUMBER).as_deref(), Ok(right));
        }
        for wrong in ["", " ", "-", "a\nb", "<b>", "12;3"] {
            assert_eq!(number(wrong, LONGEST_NUMBER), Err(code::VALUE_INVALID), "{wrong}");
        }
        assert_eq!(number(&"1".repeat(46), LONGEST_NUMBER), Err(code::VALUE_TOO_LONG));
    }

    #[test]
    fn days_and_digits_are_exact() {
        assert!(day("2018-12-12").is_ok());
        for wrong in ["2018-12-12 ", "2018-02-30", "12.12.2018", "2018-12-12T00:00:00Z", ""] {
            assert_eq!(day(wrong), Err(code::DATE_INVALID), "{wrong}");
        }
        assert_eq!(digits("630009", 6).as_deref(), Ok("630009"));
        assert!(digits("63000", 6).is_err() && digits("63000a", 6).is_err());
    }
}
