//! What a request says that can be held against registers: numbers and names as they were given.

use std::fmt;

use crate::issue::document::Kind;
use crate::subject::Date;

/// Everything about a subject that is checked. Empty text is as good as none.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Фамилия.
    pub surname: Option<String>,
    /// Имя.
    pub name: Option<String>,
    /// Отчество.
    pub patronymic: Option<String>,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// СНИЛС.
    pub snils: Option<String>,
    /// ИНН of the person: of a natural person or sole proprietor their own, of an organization's staff the employee's.
    pub inn: Option<String>,
    /// The passport of a citizen of Russia, where that is the identity document.
    pub passport: Option<PassportFacts>,
    /// The organization, or the sole proprietor as one.
    pub organization: Option<OrganizationFacts>,
}

/// Requisites of a passport.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PassportFacts {
    /// Серия.
    pub series: String,
    /// Номер.
    pub number: String,
    /// When it was given out.
    pub issue_date: Option<Date>,
}

/// For whom a person acts.
#[derive(Clone, PartialEq, Eq)]
pub struct OrganizationFacts {
    /// The document that tells of it: [`Kind::Egrip`] for a sole proprietor, [`Kind::Egrul`] for everybody else.
    pub kind: Kind,
    /// ИНН.
    pub inn: String,
    /// ОГРН or ОГРНИП, where it was given.
    pub ogrn: Option<String>,
    /// КПП, where it was given; a branch has one of its own, so it is asked along and no finding comes of it.
    pub kpp: Option<String>,
}

/// Nothing of it belongs into a log.
impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts").finish_non_exhaustive()
    }
}

/// The text, where there is any.
pub(super) fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_print_nothing_of_a_person() {
        let facts = Facts { surname: Some("Иванов".to_owned()), ..Facts::default() };
        assert_eq!(format!("{facts:?}"), "Facts { .. }");
    }
}
