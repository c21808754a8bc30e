//! A calendar day without a time zone: birth dates, dates of documents.

use super::text::parsed_text;
use crate::code::{self, Code};

parsed_text! {
    /// A day as `YYYY-MM-DD`, 1900–2199.
    Date, parse_date
}

impl Date {
    /// The same day so many months later, or that month's last day where it is shorter; nothing past the end of the calendar.
    pub fn plus_months(&self, months: i8) -> Option<Self> {
        let date: jiff::civil::Date = self.as_str().parse().ok()?;
        let later = date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
        Self::parse(&later.to_string()).ok()
    }
}

fn parse_date(text: &str) -> Result<String, Code> {
    let text = text.trim();
    let date: jiff::civil::Date = text.parse().map_err(|_| code::DATE_INVALID)?;
    if text.len() == 10 && (1900..2200).contains(&date.year()) { Ok(date.to_string()) } else { Err(code::DATE_INVALID) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let later = |day: &str, months| Some(Date::parse(day).unwrap().plus_months(months)?.as_str().to_owned());
        assert_eq!(later("2026-08-30", 3).as_deref(), Some("2026-11-30"));
        assert_eq!(later("2025-11-30", 3).as_deref(), Some("2026-02-28"));
        assert_eq!(later("2199-12-01", 3), None);
    }

    #[test]
    fn only_real_days_are_dates() {
        assert_eq!(Date::parse("2024-02-29").unwrap().as_str(), "2024-02-29");
        for text in ["2023-02-29", "29.02.2024", "2024-2-9", "", "1024-02-28"] {
            assert_eq!(Date::parse(text), Err(code::DATE_INVALID), "{text}");
        }
    }
}
