//! Moments as integer microseconds since 1970 in UTC; nothing here reads a clock.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A moment: microseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From whole seconds since the Unix epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// Microseconds since the Unix epoch: what rows hold.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down: what certificates and callback headers hold.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The same moment cut to whole seconds.
    pub const fn whole_seconds(self) -> Self {
        Self::from_seconds(self.seconds())
    }

    /// The moment `span` later; stops at the end of time.
    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// The moment `span` earlier; stops at the beginning of time.
    pub fn minus(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// How long after `earlier` this is; zero where it is not after.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads the date of an HTTP header (RFC 9110 §5.6.7), in its usual form.
    pub fn parse_http(text: &str) -> Option<Self> {
        jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok().map(|at| Self(at.as_microsecond()))
    }

    /// Writes the date of an HTTP header (IMF-fixdate), in whole seconds.
    pub fn to_http(self) -> String {
        let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
        let date = jiff::Timestamp::from_second(self.seconds()).and_then(|at| printer.timestamp_to_rfc9110_string(&at));
        date.unwrap_or_default()
    }

    /// Reads RFC 3339, with any offset.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Self(at.as_microsecond()))
    }
}

/// For interfaces that speak the standard library's words.
impl From<Timestamp> for SystemTime {
    fn from(at: Timestamp) -> Self {
        let far = Duration::from_micros(at.0.unsigned_abs());
        if at.0 < 0 { UNIX_EPOCH - far } else { UNIX_EPOCH + far }
    }
}

/// RFC 3339 in UTC with `Z`; a fraction only where there is one.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(at) => write!(f, "{at}"),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_one_of_the_standard_library_too() {
        let ahead = Timestamp::from_micros(1_500_000);
        assert_eq!(SystemTime::from(ahead), UNIX_EPOCH + Duration::from_millis(1500));
        assert_eq!(SystemTime::from(Timestamp::from_micros(-1)), UNIX_EPOCH - Duration::from_micros(1));
    }

    #[test]
    fn the_date_of_a_header_is_read_and_written() {
        assert_eq!(Timestamp::parse_http("Sun, 06 Nov 1994 08:49:37 GMT"), Timestamp::parse("1994-11-06T08:49:37Z"));
        assert_eq!(Timestamp::parse_http("yesterday"), None);
        assert_eq!(Timestamp::parse("1994-11-06T08:49:37.5Z").unwrap().to_http(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_moment_is_shown_in_utc_and_read_with_any_offset() {
        let at = Timestamp::from_seconds(1_767_225_600);
        assert_eq!(at.to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(Timestamp::parse("2026-01-01T03:00:00+03:00"), Some(at));
        assert_eq!(Timestamp::parse("2026-01-01"), None);
    }

    #[test]
    fn spans_stop_at_the_ends_of_time() {
        assert_eq!(Timestamp::from_micros(i64::MAX).plus(Duration::MAX).micros(), i64::MAX);
        assert_eq!(Timestamp::from_micros(5).since(Timestamp::from_micros(9)), Duration::ZERO);
    }
}
