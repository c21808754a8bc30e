//! Moments as the vendor counts them: units of 100 nanoseconds since the beginning of the year 1, UTC.

use domain::time::Timestamp;

/// The beginning of 1970 in these units.
const EPOCH: i64 = 621_355_968_000_000_000;
/// Units of a microsecond.
const UNITS: i64 = 10;

pub(super) fn ticks(at: Timestamp) -> i64 {
    at.micros().saturating_mul(UNITS).saturating_add(EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_count_from_the_year_one() {
        assert_eq!(ticks(Timestamp::from_seconds(0)), 621_355_968_000_000_000);
        // 2026-11-22T12:00:00Z, by the formula of .NET: days · 864 000 000 000
        assert_eq!(ticks(Timestamp::from_seconds(1_795_348_800)), (719_162 + 20_779) * 864_000_000_000 + 432_000_000_000);
    }
}
