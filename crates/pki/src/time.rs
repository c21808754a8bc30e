//! Moments as certificates know them: whole seconds, UTC, as UTCTime or GeneralizedTime (RFC 5280 §4.1.2.5).

use std::fmt;

use crate::Malformed;
use crate::asn1::{Element, tag, write};

/// Whole seconds since the Unix epoch, UTC. Only years 1950 to 9999 can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

const DAY: i64 = 86_400;
/// 1950-01-01, where UTCTime begins.
const FIRST: i64 = -631_152_000;
/// 2050-01-01, where GeneralizedTime begins.
const GENERALIZED: i64 = 2_524_608_000;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;

impl Time {
    /// From seconds since the Unix epoch; moments outside 1950–9999 are moved to the nearest writable one.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(FIRST, LAST))
    }

    /// Seconds since the Unix epoch.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// This many seconds later (or earlier).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// The same hour this many months later; the last day where the month is shorter.
    pub fn plus_months(self, months: u32) -> Self {
        let [year, month, day] = civil_from_days(self.0.div_euclid(DAY));
        let ahead = month - 1 + i64::from(months);
        let (year, month) = (year + ahead.div_euclid(12), ahead.rem_euclid(12) + 1);
        let (following_year, following) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = days_from_civil(following_year, following, 1) - 1;
        let days = days_from_civil(year, month, day).min(last);
        Self::from_unix(days * DAY + self.0.rem_euclid(DAY))
    }

    /// Reads UTCTime or GeneralizedTime in the only forms RFC 5280 allows: seconds present, `Z`, no fraction.
    pub fn parse(element: Element<'_>) -> Result<Self, Malformed> {
        match (element.tag, element.value.len()) {
            (tag::UTC_TIME, 13) => {
                let year = digits(&element.value[..2])?;
                civil(if year < 50 { 2000 + year } else { 1900 + year }, &element.value[2..])
            }
            (tag::GENERALIZED_TIME, 15) => Self::parse_generalized(element.value),
            _ => Err(Malformed("time")),
        }
    }

    /// Reads the contents of a GeneralizedTime.
    pub fn parse_generalized(value: &[u8]) -> Result<Self, Malformed> {
        if value.len() != 15 {
            return Err(Malformed("time"));
        }
        civil(digits(&value[..4])?, &value[4..])
    }

    /// UTCTime until 2049, GeneralizedTime later.
    pub fn to_der(self) -> Vec<u8> {
        let text = self.compact();
        if self.0 < GENERALIZED {
            write::element(tag::UTC_TIME, &text.as_bytes()[2..])
        } else {
            write::element(tag::GENERALIZED_TIME, text.as_bytes())
        }
    }

    /// `YYYYMMDDHHMMSSZ`: the contents of a GeneralizedTime.
    pub fn compact(self) -> String {
        let ([year, month, day], [hour, minute, second]) = self.parts();
        format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }

    fn parts(self) -> ([i64; 3], [i64; 3]) {
        let (days, second) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        (civil_from_days(days), [second / 3600, second / 60 % 60, second % 60])
    }
}

/// `2026-11-22T12:00:00Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([year, month, day], [hour, minute, second]) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

fn digits(text: &[u8]) -> Result<i64, Malformed> {
    text.iter().try_fold(0, |sum, byte| if byte.is_ascii_digit() { Ok(sum * 10 + i64::from(byte - b'0')) } else { Err(Malformed("time")) })
}

/// `rest` is `MMDDHHMMSSZ`.
fn civil(year: i64, rest: &[u8]) -> Result<Time, Malformed> {
    let (month, day) = (digits(&rest[..2])?, digits(&rest[2..4])?);
    let (hour, minute, second) = (digits(&rest[4..6])?, digits(&rest[6..8])?, digits(&rest[8..10])?);
    let days = days_from_civil(year, month, day);
    if rest[10] != b'Z'
        || !(1..=12).contains(&month)
        || civil_from_days(days) != [year, month, day]
        || hour > 23
        || minute > 59
        || second > 59
    {
        return Err(Malformed("time"));
    }
    Ok(Time(days * DAY + hour * 3600 + minute * 60 + second))
}

/// Days since 1970-01-01 of a date of the Gregorian calendar, by eras of 400 years that begin on 1 March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round: year, month, day.
fn civil_from_days(days: i64) -> [i64; 3] {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    [year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::asn1::Reader;

    fn read(der: &[u8]) -> Result<Time, Malformed> {
        Time::parse(Reader::new(der).element()?)
    }

    #[test]
    fn the_form_changes_in_2050() {
        assert_eq!(&Time(GENERALIZED - 1).to_der()[2..], b"491231235959Z");
        assert_eq!(&Time(GENERALIZED).to_der()[2..], b"20500101000000Z");
        assert_eq!(Time(1_767_225_600).to_string(), "2026-01-01T00:00:00Z");
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let later = |text: &str, months| {
            let time = Time::parse_generalized(text.as_bytes()).expect("a moment");
            time.plus_months(months).compact()
        };
        assert_eq!(later("20261122120000Z", 15), "20280222120000Z");
        assert_eq!(later("20261130000000Z", 3), "20270228000000Z");
        assert_eq!(later("20271130000000Z", 3), "20280229000000Z");
        assert_eq!(later("20261231235959Z", 12), "20271231235959Z");
        assert_eq!(later("20261101000000Z", 1), "20261201000000Z");
        assert_eq!(later("20261031000000Z", 240), "20461031000000Z");
    }

    #[test]
    fn impossible_moments_are_refused() {
        for text in ["260230000000Z", "261301000000Z", "260101240000Z", "2601010000Z", "260101000000+", "26010100000aZ", "260100000000Z"] {
            assert!(read(&write::element(tag::UTC_TIME, text.as_bytes())).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(seconds in FIRST..=LAST) {
            let time = Time::from_unix(seconds);
            prop_assert_eq!(time.unix(), seconds);
            prop_assert_eq!(read(&time.to_der()), Ok(time));
        }
    }
}
