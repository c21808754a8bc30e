//! Values of requisites: how people and programs write them, and what they mean.

use super::{Kind, Requisite};
use crate::code::{self, Code};
use crate::subject::{Date, bounded_text};

/// The longest value, in characters.
const LONGEST: usize = 500;

/// The longest series or number, in characters.
const LONGEST_NUMBER: usize = 50;

/// What stands in a document under «пол».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Мужской.
    Male,
    /// Женский.
    Female,
}

/// Judges the form of a value that was given for `requisite` of a document of this kind. Check digits are not looked at: a wrong one is
/// a finding.
pub(super) fn judge(kind: Kind, requisite: Requisite, text: &str) -> Result<(), Code> {
    bounded_text(text, LONGEST)?;
    match requisite {
        Requisite::Series if kind == Kind::Passport => digits(text, 4).map(drop).ok_or(code::VALUE_INVALID),
        Requisite::Number if kind == Kind::Passport => digits(text, 6).map(drop).ok_or(code::VALUE_INVALID),
        Requisite::Number if kind == Kind::Snils => digits(text, 11).map(drop).ok_or(code::SNILS_FORMAT),
        Requisite::Series | Requisite::Number => bounded_text(text, LONGEST_NUMBER).map(drop),
        Requisite::IssueDate | Requisite::BirthDate | Requisite::ValidTo => date(text).map(drop),
        Requisite::IssueOrganizationId => digits(text, 6).map(drop).ok_or(code::VALUE_INVALID),
        Requisite::Gender => gender(text).map(drop).ok_or(code::VALUE_INVALID),
        Requisite::BirthPlace | Requisite::IssueOrganization => Ok(()),
    }
}

/// `count` digits, among which spaces and dashes are of no meaning: `45 10`, `770-001`, `112-233-445 95`.
pub(super) fn digits(text: &str, count: usize) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '‑' | '–')).collect();
    (digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// `DD.MM.YYYY`, `YYYY-MM-DD`, or a date-time of ISO 8601, of which the day counts as it is written, whatever the offset.
pub(super) fn date(text: &str) -> Result<Date, Code> {
    let text = text.trim();
    if let Some(day) = text.get(..10).filter(|_| text.as_bytes().get(10) == Some(&b'T')) {
        let whole = text.strip_suffix('Z').unwrap_or(text);
        whole.parse::<jiff::civil::DateTime>().map_err(|_| code::DATE_INVALID)?;
        return Date::parse(day);
    }
    match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] if (day.len(), month.len(), year.len()) == (2, 2, 4) => Date::parse(&format!("{year}-{month}-{day}")),
        _ => Date::parse(text),
    }
}

/// The Russian words, whole or short, and the English ones.
pub(super) fn gender(text: &str) -> Option<Gender> {
    match text.trim().trim_end_matches('.').to_lowercase().as_str() {
        "мужской" | "муж" | "м" | "male" | "m" => Some(Gender::Male),
        "женский" | "жен" | "ж" | "female" | "f" => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_and_as_programs_write_it() {
        for text in [
            "29.02.2024",
            "2024-02-29",
            " 29.02.2024 ",
            "2024-02-29T00:00:00",
            "2024-02-29T00:00:00Z",
            "2024-02-29T21:00:00.0000000Z",
            "2024-02-29T00:00:00+03:00",
        ] {
            assert_eq!(date(text).unwrap().as_str(), "2024-02-29", "{text}");
        }
        for text in ["", "29.02.2023", "2024.02.29", "1.2.2024", "29/02/2024", "2024-02-29T", "2024-02-29Tnoon", "29.02.24", "02.29.2024"] {
            assert_eq!(date(text), Err(code::DATE_INVALID), "{text}");
        }
    }

    #[test]
    fn a_gender_is_read_by_its_words() {
        for (text, meant) in [("Мужской", Gender::Male), ("муж.", Gender::Male), ("Ж", Gender::Female), ("female", Gender::Female)]
        {
            assert_eq!(gender(text), Some(meant), "{text}");
        }
        assert_eq!(gender("средний"), None);
    }

    #[test]
    fn series_and_number_of_a_passport_are_four_and_six_digits() {
        for (requisite, right, wrong) in [
            (Requisite::Series, ["4510", "45 10"], ["451", "45101"]),
            (Requisite::Number, ["123456", "123 456"], ["12345", "12345a"]),
            (Requisite::IssueOrganizationId, ["770-001", "770001"], ["77-001", "УФМС"]),
        ] {
            for text in right {
                assert_eq!(judge(Kind::Passport, requisite, text), Ok(()), "{text}");
            }
            for text in wrong {
                assert_eq!(judge(Kind::Passport, requisite, text), Err(code::VALUE_INVALID), "{text}");
            }
        }
    }

    #[test]
    fn another_identity_document_is_numbered_as_its_country_does() {
        for text in ["AB-12 345/6", "№ 7", "П123"] {
            assert_eq!(judge(Kind::OtherIdentity, Requisite::Number, text), Ok(()), "{text}");
        }
        assert_eq!(judge(Kind::OtherIdentity, Requisite::Number, &"1".repeat(51)), Err(code::VALUE_TOO_LONG));
    }

    #[test]
    fn check_digits_of_an_insurance_number_are_not_judged_here() {
        for text in ["112-233-445 95", "11223344596"] {
            assert_eq!(judge(Kind::Snils, Requisite::Number, text), Ok(()), "{text}");
        }
        assert_eq!(judge(Kind::Snils, Requisite::Number, "1122334459"), Err(code::SNILS_FORMAT));
    }

    #[test]
    fn a_value_is_neither_endless_nor_full_of_control_characters() {
        assert_eq!(judge(Kind::Passport, Requisite::BirthPlace, &"я".repeat(501)), Err(code::VALUE_TOO_LONG));
        assert_eq!(judge(Kind::Passport, Requisite::BirthPlace, "г. Тверь\u{0}"), Err(code::VALUE_INVALID));
        assert_eq!(judge(Kind::Passport, Requisite::BirthPlace, " "), Err(code::FIELD_REQUIRED));
    }
}
