//! The client's own id of a thing, as the contract of forms has it.

use super::limits::is_word;
use crate::code::{self, Code};
use crate::subject::parsed_text;

/// `^\w{1,256}$`, as the contract prints it for forms and subjects.
const LONGEST: usize = 256;

parsed_text! {
    /// 1–256 letters, digits and underscores.
    ClientId, parse
}

fn parse(text: &str) -> Result<String, Code> {
    match text.chars().count() {
        1..=LONGEST if text.chars().all(is_word) => Ok(text.to_owned()),
        count if count > LONGEST => Err(code::VALUE_TOO_LONG),
        _ => Err(code::VALUE_INVALID),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_words_as_the_contract_prints_it() {
        for right in ["a", "форма_7", &"x".repeat(256)] {
            assert_eq!(ClientId::parse(right).map(String::from).as_deref(), Ok(right));
        }
        assert_eq!(ClientId::parse(&"x".repeat(257)), Err(code::VALUE_TOO_LONG));
        for wrong in ["", " ", "a-b", "a b", "a\n"] {
            assert_eq!(ClientId::parse(wrong), Err(code::VALUE_INVALID), "{wrong}");
        }
    }
}
