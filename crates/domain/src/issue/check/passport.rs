//! The passport of a citizen of Russia: the form of its number and the ages at which it ends.
//!
//! Положение о паспорте гражданина Российской Федерации (постановление Правительства РФ № 2267 of 23.12.2023): given out from the age of 14,
//! replaced at 20 and at 45; an outlived one holds until the new one is there, at most 90 days after the birthday.

use std::fmt;

use jiff::ToSpan;
use jiff::civil;

use crate::subject::Date;

/// Birthdays after which a passport that was given out before them ends.
const REPLACED_AT: [i16; 2] = [20, 45];
/// How many days it still holds after such a birthday.
const GRACE_DAYS: i32 = 90;

/// Series and number: four and six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct PassportNumber {
    series: String,
    number: String,
}

/// Which part is not written as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFault {
    /// The series is not four digits.
    Series,
    /// The number is not six digits.
    Number,
}

impl PassportNumber {
    /// Reads both; spaces, dashes and the number sign are dropped.
    pub fn parse(series: &str, number: &str) -> Result<Self, FormFault> {
        let series = digits(series, 4).ok_or(FormFault::Series)?;
        let number = digits(number, 6).ok_or(FormFault::Number)?;
        Ok(Self { series, number })
    }

    /// Four digits.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// Six digits.
    pub fn number(&self) -> &str {
        &self.number
    }
}

/// Nothing of it belongs into a log.
impl fmt::Debug for PassportNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassportNumber(…)")
    }
}

fn digits(text: &str, wanted: usize) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !"-‑–№".contains(*c)).collect();
    (text.len() == wanted && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

/// The last day on which a passport given out on `issued` to a person born on `born` holds; `None` where it holds for good.
pub fn ends(born: &Date, issued: &Date) -> Option<Date> {
    let (born, issued) = (civil_day(born)?, civil_day(issued)?);
    let next = REPLACED_AT.into_iter().map(|years| birthday(born, years)).find(|birthday| issued < *birthday)?;
    let last = next.checked_add(GRACE_DAYS.days()).ok()?;
    Date::parse(&last.to_string()).ok()
}

/// Whoever is born on the 29th of February is of age on the 28th in other years; within the days of grace the difference is nobody's loss.
fn birthday(born: civil::Date, years: i16) -> civil::Date {
    born.saturating_add(years.years())
}

fn civil_day(date: &Date) -> Option<civil::Date> {
    date.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(born: &str, issued: &str) -> Option<String> {
        ends(&Date::parse(born).unwrap(), &Date::parse(issued).unwrap()).map(String::from)
    }

    #[test]
    fn a_passport_ends_ninety_days_after_the_birthday_that_outlives_it() {
        assert_eq!(end("2000-01-10", "2014-02-01").as_deref(), Some("2020-04-09"));
        assert_eq!(end("2000-01-10", "2020-01-09").as_deref(), Some("2020-04-09"));
        assert_eq!(end("2000-01-10", "2020-01-10").as_deref(), Some("2045-04-10"));
        assert_eq!(end("1970-05-05", "2015-05-05"), None, "given out at 45 it holds for good");
        assert_eq!(end("2004-02-29", "2018-03-10").as_deref(), Some("2024-05-29"));
    }

    #[test]
    fn series_and_number_are_digits_and_what_divides_them_is_dropped() {
        let passport = PassportNumber::parse("45-09", "№ 123 456").unwrap();
        assert_eq!((passport.series(), passport.number()), ("4509", "123456"));
        assert_eq!(format!("{passport:?}"), "PassportNumber(…)");
        for (series, number, fault) in [
            ("450", "123456", FormFault::Series),
            ("IV-МЮ", "123456", FormFault::Series),
            ("4509", "12345", FormFault::Number),
            ("4509", "", FormFault::Number),
            ("٤٥٠٩", "123456", FormFault::Series),
        ] {
            assert_eq!(PassportNumber::parse(series, number), Err(fault), "{series} {number}");
        }
    }
}
