//! The words for people, keyed by code; kept in `texts/{ru,en}/problems.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::code::Code;

use crate::Language;

type Titles = BTreeMap<String, String>;

static RU: LazyLock<Titles> = LazyLock::new(|| read(include_str!("../../../texts/ru/problems.toml")));
static EN: LazyLock<Titles> = LazyLock::new(|| read(include_str!("../../../texts/en/problems.toml")));

fn read(text: &str) -> Titles {
    toml::from_str(text).expect("the embedded texts are checked by a test")
}

/// What `code` means, in one line; the code itself where nobody wrote words (a test forbids that).
pub fn title(language: Language, code: Code) -> &'static str {
    let titles = match language {
        Language::Ru => &*RU,
        Language::En => &*EN,
    };
    titles.get(code.id).map_or(code.id, String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_words_in_both_languages_and_no_words_are_stray() {
        let codes: BTreeSet<&str> = domain::code::ALL.iter().map(|code| code.id).collect();
        for (language, titles) in [("ru", &*RU), ("en", &*EN)] {
            let worded: BTreeSet<&str> = titles.keys().map(String::as_str).collect();
            assert_eq!(codes.difference(&worded).collect::<Vec<_>>(), Vec::<&&str>::new(), "without words in {language}");
            assert_eq!(worded.difference(&codes).collect::<Vec<_>>(), Vec::<&&str>::new(), "stray words in {language}");
            assert!(titles.values().all(|words| !words.trim().is_empty()));
        }
    }
}
