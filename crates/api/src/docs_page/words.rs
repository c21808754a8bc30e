//! The page's own words, kept in `texts/{ru,en}/docs.toml`. What is said of fields comes from the document.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use surguch_http::Language;

/// One language.
#[derive(Debug, Deserialize)]
struct Words {
    /// Headings and remarks.
    words: BTreeMap<String, String>,
    /// The manners of the API, one paragraph each, in this order.
    manners: Vec<String>,
    /// Headings of tags.
    tags: BTreeMap<String, String>,
    /// Headings of operations; one without words is called by the document's summary.
    #[serde(default)]
    operations: BTreeMap<String, String>,
}

static RU: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../texts/ru/docs.toml")));
static EN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../texts/en/docs.toml")));

fn read(text: &str) -> Words {
    toml::from_str(text).expect("the embedded texts are checked by a test")
}

fn of(language: Language) -> &'static Words {
    match language {
        Language::Ru => &RU,
        Language::En => &EN,
    }
}

/// A heading or a remark; its key where nobody wrote it (a test forbids that).
pub(super) fn word(language: Language, key: &'static str) -> &'static str {
    of(language).words.get(key).map_or(key, String::as_str)
}

/// The manners, one paragraph each.
pub(super) fn manners(language: Language) -> &'static [String] {
    &of(language).manners
}

/// The heading of a tag.
pub(super) fn tag(language: Language, name: &str) -> String {
    of(language).tags.get(name).cloned().unwrap_or_else(|| name.to_owned())
}

/// The heading of an operation.
pub(super) fn operation(language: Language, id: &str) -> Option<&'static str> {
    of(language).operations.get(id).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::Operation;

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(RU.words.keys().collect::<Vec<_>>(), EN.words.keys().collect::<Vec<_>>());
        assert_eq!(RU.manners.len(), EN.manners.len());
        let tags: BTreeSet<&str> = crate::document()["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
        for words in [&RU, &EN] {
            assert_eq!(words.tags.keys().map(String::as_str).collect::<BTreeSet<_>>(), tags);
        }
    }

    #[test]
    fn no_heading_is_of_an_operation_that_is_gone() {
        let known: BTreeSet<&str> = Operation::all(crate::document()).map(Operation::id).collect();
        for id in RU.operations.keys() {
            assert!(known.contains(id.as_str()), "texts/ru/docs.toml: {id} is no operation");
        }
    }
}
