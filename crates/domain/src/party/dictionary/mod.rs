//! Dictionaries of the contract of forms (contracts/certificate-forms.md §8), each one table: docs/form-dictionaries.md is printed from them.
//!
//! Where the contract names the beginning of a list alone, the table says where the rest of it comes from, and a correction is a line in it.

mod countries;
mod documents;
mod regions;
mod representatives;

#[cfg(test)]
mod printed;

pub use countries::{COUNTRIES, COUNTRY_PREFIX, RUSSIA};
pub use documents::{
    AUTHORITY_DOCUMENTS, AUTHORITY_PREFIX, DocumentKind, EGRIP, EGRUL, ENTITY_DOCUMENTS, Group, IDENTITY_DOCUMENTS, INN, ISSUE_DOCUMENTS,
};
pub use documents::{Need, PASSPORT, PHOTO, SNILS, document};
pub use regions::REGIONS;
pub use representatives::{CONFIDANT, REPRESENTATIVE_TYPES};

/// A code and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The code, or the word.
    pub code: &'static str,
    /// What it means, in the language of the documents.
    pub title: &'static str,
}

impl Row {
    const fn new(code: &'static str, title: &'static str) -> Self {
        Self { code, title }
    }
}

/// Whether there is such a country.
pub fn is_country(code: &str) -> bool {
    has(COUNTRIES, code)
}

/// Whether there is such a region.
pub fn is_region(code: &str) -> bool {
    has(REGIONS, code)
}

/// Whether somebody may act as that.
pub fn is_representative_type(word: &str) -> bool {
    has(REPRESENTATIVE_TYPES, word)
}

fn has(table: &[Row], code: &str) -> bool {
    table.iter().any(|row| row.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every table: its codes in order, each once, of its form, with a meaning.
    fn is_sound(table: &[Row], form: impl Fn(&str) -> bool) {
        assert!(table.is_sorted_by(|one, next| one.code < next.code), "in order, each once");
        for row in table {
            assert!(form(row.code), "{}", row.code);
            assert!(!row.title.trim().is_empty() && row.title.trim() == row.title, "{}", row.code);
        }
        let titles: BTreeSet<&str> = table.iter().map(|row| row.title).collect();
        assert_eq!(titles.len(), table.len(), "a meaning twice");
    }

    fn digits(count: usize) -> impl Fn(&str) -> bool {
        move |code| code.len() == count && code.bytes().all(|byte| byte.is_ascii_digit())
    }

    #[test]
    fn countries_have_the_numbers_of_the_standard() {
        is_sound(COUNTRIES, |code| digits(12)(code) && code.starts_with(COUNTRY_PREFIX));
        assert_eq!(COUNTRIES.len(), 249, "as many as ISO 3166-1 has");
        let title = |code: &str| COUNTRIES.iter().find(|row| row.code == format!("{COUNTRY_PREFIX}{code}")).map(|row| row.title);
        for (number, country) in
            [("643", "Россия"), ("112", "Беларусь"), ("398", "Казахстан"), ("860", "Узбекистан"), ("004", "Афганистан")]
        {
            assert_eq!(title(number), Some(country));
        }
        assert!(is_country(RUSSIA) && !is_country("643") && !is_country("848000000000"));
    }

    #[test]
    fn regions_are_those_of_the_constitution_and_baikonur() {
        is_sound(REGIONS, digits(2));
        assert_eq!(REGIONS.len(), 90, "89 subjects of the federation, and Baikonur");
        for (code, region) in [("54", "Новосибирская область"), ("77", "Москва"), ("66", "Свердловская область"), ("99", "Байконур")]
        {
            assert!(REGIONS.contains(&Row::new(code, region)), "{code}");
        }
        // merged with others long ago
        assert!(["80", "81", "82", "84", "85", "88"].iter().all(|code| !is_region(code)));
    }

    #[test]
    fn representatives_have_words_in_pascal_case() {
        let pascal = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_sound(REPRESENTATIVE_TYPES, pascal);
        assert!(is_representative_type(CONFIDANT) && !is_representative_type("confidant"));
    }
}
