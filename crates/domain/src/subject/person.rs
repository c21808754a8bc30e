//! A natural person's identity data.

use serde::{Deserialize, Serialize};

use super::company_numbers::digits;
use super::text::{bounded, parsed_text};
use super::{Date, Inn};
use crate::code::{self, Code};

/// Who a person is. A certificate needs surname, name and СНИЛС; the rest is welcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Фамилия.
    pub surname: NamePart,
    /// Имя.
    pub name: NamePart,
    /// Отчество, where there is one.
    pub patronymic: Option<NamePart>,
    /// ИНН of the person, 12 digits.
    pub inn: Option<Inn>,
    /// СНИЛС.
    pub snils: Option<Snils>,
    /// Birth date.
    pub birth_date: Option<Date>,
}

impl Person {
    /// «Иванов Иван Иванович».
    pub fn full_name(&self) -> String {
        let rest = self.given_names();
        format!("{} {rest}", self.surname)
    }

    /// «Иван Иванович»: what the attribute `givenName` holds.
    pub fn given_names(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {patronymic}", self.name),
            None => self.name.to_string(),
        }
    }
}

parsed_text! {
    /// Surname, name or patronymic: letters, spaces, hyphens, apostrophes and dots; 1–64 characters, as X.520 allows.
    NamePart, parse_name_part
}

parsed_text! {
    /// СНИЛС: 11 digits with two check digits (постановление Правления ПФР 192п); spaces and hyphens are dropped.
    Snils, parse_snils
}

fn parse_name_part(text: &str) -> Result<String, Code> {
    let text = bounded(text, 64)?;
    let fits = text.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c)) && text.chars().any(char::is_alphabetic);
    if fits { Ok(text) } else { Err(code::NAME_INVALID) }
}

fn parse_snils(text: &str) -> Result<String, Code> {
    /// Numbers up to 001-001-998 were given out before check digits existed.
    const LAST_UNCHECKED: u32 = 1_001_998;
    let text: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let d = digits(&text).filter(|d| d.len() == 11).ok_or(code::SNILS_FORMAT)?;
    let number = d[..9].iter().fold(0, |number, digit| number * 10 + digit);
    let sum: u32 = d[..9].iter().zip((1..=9).rev()).map(|(d, weight)| d * weight).sum();
    let right = number != 0 && (number <= LAST_UNCHECKED || sum % 101 % 100 == d[9] * 10 + d[10]);
    if right { Ok(text) } else { Err(code::SNILS_CHECKSUM) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snils_check_digits_are_verified() {
        for right in ["112-233-445 95", "11223344595", "08765430300"] {
            assert!(Snils::parse(right).is_ok(), "{right}");
        }
        assert_eq!(Snils::parse("11223344596"), Err(code::SNILS_CHECKSUM));
        assert_eq!(Snils::parse("1122334459"), Err(code::SNILS_FORMAT));
    }

    #[test]
    fn names_are_letters() {
        for right in ["Ёжиков", "Салтыков-Щедрин", "д’Артаньян", "оглы Мамед"] {
            assert!(NamePart::parse(right).is_ok(), "{right}");
        }
        for wrong in ["Иванов1", "<b>", "-"] {
            assert_eq!(NamePart::parse(wrong), Err(code::NAME_INVALID), "{wrong}");
        }
    }

    #[test]
    fn a_full_name_leaves_out_a_missing_patronymic() {
        let person = Person {
            surname: NamePart::parse("Ли").unwrap(),
            name: NamePart::parse("Анна").unwrap(),
            patronymic: None,
            inn: None,
            snils: None,
            birth_date: None,
        };
        assert_eq!(person.full_name(), "Ли Анна");
    }
}
