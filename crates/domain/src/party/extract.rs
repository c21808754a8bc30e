//! Extracts from ЕГРЮЛ and ЕГРИП as documents of a form: signed by the tax service, and not old.

use crate::issue::document::EXTRACT_MONTHS;
use crate::subject::Date;

/// ОГРН of the Federal Tax Service, which stands in the certificates that it signs extracts with.
pub const TAX_SERVICE_OGRN: &str = "1047707030513";

/// What is wrong with an extract, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExtractFlaw {
    /// It is no PDF with a signature inside.
    Unsigned,
    /// The signature does not cover the whole file: something was added or changed behind it.
    NotWhole,
    /// The signature does not stand, or its certificate does not.
    SignatureInvalid,
    /// Somebody else than the tax service signed, or a certificate that the administrator does not trust.
    SignerUntrusted,
    /// Nobody can tell when it was signed.
    Undated,
    /// It is older than [`EXTRACT_MONTHS`] months («не позднее 3-х месяцев от текущей даты»).
    Outdated,
}

impl ExtractFlaw {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Unsigned, Self::NotWhole, Self::SignatureInvalid, Self::SignerUntrusted, Self::Undated, Self::Outdated];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::NotWhole => "not_whole",
            Self::SignatureInvalid => "signature_invalid",
            Self::SignerUntrusted => "signer_untrusted",
            Self::Undated => "undated",
            Self::Outdated => "outdated",
        }
    }
}

/// Whether an extract of the day `dated` is too old on the day `today`: its last day is that of the same number three months later.
pub fn is_outdated(dated: &Date, today: &Date) -> bool {
    dated.plus_months(EXTRACT_MONTHS).is_none_or(|end| end < *today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extract_lives_for_three_months_of_the_calendar() {
        let day = |text: &str| Date::parse(text).unwrap();
        for (dated, today, outdated) in [
            ("2026-08-30", "2026-11-30", false),
            ("2026-08-29", "2026-11-30", true),
            ("2025-11-30", "2026-02-28", false),
            ("2025-11-30", "2026-03-01", true),
            ("2026-11-30", "2026-11-30", false),
        ] {
            assert_eq!(is_outdated(&day(dated), &day(today)), outdated, "{dated} on {today}");
        }
    }

    #[test]
    fn flaws_have_words_of_their_own() {
        let words: std::collections::BTreeSet<&str> = ExtractFlaw::ALL.iter().map(|flaw| flaw.word()).collect();
        assert_eq!(words.len(), ExtractFlaw::ALL.len());
    }
}
