//! The words of checks of requisites, kept in `texts/{ru,en}/checks.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::issue::check::{Code, Level, Register, State};
use serde::Deserialize;

use crate::Language;

type Table = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    codes: Table,
    levels: Table,
    states: Table,
    registers: Table,
}

static RU: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../texts/ru/checks.toml")));
static EN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../texts/en/checks.toml")));

fn read(text: &str) -> Words {
    toml::from_str(text).expect("the embedded texts are checked by a test")
}

fn of(language: Language) -> &'static Words {
    match language {
        Language::Ru => &RU,
        Language::En => &EN,
    }
}

/// The word itself where nobody wrote others (a test forbids that).
fn word(table: &'static Table, key: &'static str) -> &'static str {
    table.get(key).map_or(key, String::as_str)
}

/// What was found, in a sentence without its full stop.
pub fn code(language: Language, code: Code) -> &'static str {
    word(&of(language).codes, code.word())
}

/// How much it weighs.
pub fn level(language: Language, level: Level) -> &'static str {
    word(&of(language).levels, level.word())
}

/// How a document stands.
pub fn state(language: Language, state: State) -> &'static str {
    word(&of(language).states, state.word())
}

/// Who was asked.
pub fn register(language: Language, register: Register) -> &'static str {
    word(&of(language).registers, register.word())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::issue::check::TABLE;

    use super::*;

    #[test]
    fn both_languages_have_words_for_everything_and_no_words_are_stray() {
        let keys = |table: &'static Table| table.keys().map(String::as_str).collect::<BTreeSet<_>>();
        for words in [&*RU, &*EN] {
            assert_eq!(keys(&words.codes), TABLE.iter().map(|row| row.word).collect());
            assert_eq!(keys(&words.levels), Level::ALL.iter().map(|level| level.word()).collect());
            assert_eq!(keys(&words.states), State::ALL.iter().map(|state| state.word()).collect());
            assert_eq!(keys(&words.registers), Register::ALL.iter().map(|register| register.word()).collect());
            for table in [&words.codes, &words.levels, &words.states, &words.registers] {
                assert!(table.values().all(|text| !text.trim().is_empty()));
            }
        }
        assert_eq!(code(Language::Ru, Code::PassportLost), "Паспорт утрачен");
    }
}
