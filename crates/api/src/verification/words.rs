//! The words of reports, kept in `texts/{ru,en}/verification.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use surguch_http::Language;

type Table = BTreeMap<String, String>;

/// One language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    verdicts: Table,
    reasons: Table,
    parts: Table,
    causes: Table,
    pub(super) kinds: Table,
    pub(super) orders: Table,
    pub(super) standings: Table,
    pub(super) evidence: Table,
    pub(super) identifications: Table,
    labels: Table,
}

static RU: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../texts/ru/verification.toml")));
static EN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../../../texts/en/verification.toml")));

fn read(text: &str) -> Words {
    toml::from_str(text).expect("the embedded texts are checked by a test")
}

pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::Ru => &RU,
        Language::En => &EN,
    }
}

/// Words of a code; the code itself where nobody wrote them (a test forbids that).
pub(super) fn word<'a>(table: &'a Table, code: &'a str) -> &'a str {
    table.get(code).map_or(code, String::as_str)
}

impl Words {
    pub(super) fn label(&self, key: &'static str) -> &str {
        word(&self.labels, key)
    }

    /// «Подпись недействительна: подписано другое содержание».
    pub(super) fn verdict(&self, verdict: &str, reason: Option<&str>) -> String {
        let verdict = word(&self.verdicts, verdict);
        reason.map_or_else(|| verdict.to_owned(), |reason| format!("{verdict}: {}", word(&self.reasons, reason)))
    }

    /// «Сертификат 2: отозван с (2026-11-22T12:00:00Z)».
    pub(super) fn finding(&self, part: &str, number: Option<usize>, cause: &str, detail: Option<&str>) -> String {
        let number = number.map_or(String::new(), |number| format!(" {number}"));
        let detail = detail.filter(|detail| !detail.is_empty()).map_or(String::new(), |detail| format!(" ({detail})"));
        format!("{}{number}: {}{detail}", word(&self.parts, part), word(&self.causes, cause))
    }
}

#[cfg(test)]
mod tests {
    use signature::{AttributeOrder, Cause, EvidenceKind, Part, Reason};

    use super::*;

    fn same_keys(one: &Table, other: &Table) {
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        assert!(one.values().chain(other.values()).all(|words| !words.trim().is_empty()));
    }

    #[test]
    fn both_languages_have_words_for_every_code() {
        for (ru, en) in [
            (&RU.verdicts, &EN.verdicts),
            (&RU.reasons, &EN.reasons),
            (&RU.parts, &EN.parts),
            (&RU.causes, &EN.causes),
            (&RU.kinds, &EN.kinds),
            (&RU.orders, &EN.orders),
            (&RU.standings, &EN.standings),
            (&RU.evidence, &EN.evidence),
            (&RU.identifications, &EN.identifications),
            (&RU.labels, &EN.labels),
        ] {
            same_keys(ru, en);
        }
        let keys = |table: &'static Table| table.keys().map(String::as_str).collect::<std::collections::BTreeSet<_>>();
        let codes = |all: &mut dyn Iterator<Item = &'static str>| all.collect::<std::collections::BTreeSet<_>>();
        assert_eq!(keys(&RU.reasons), codes(&mut Reason::ALL.iter().map(|reason| reason.code())));
        assert_eq!(keys(&RU.parts), codes(&mut Part::CODES.into_iter()));
        assert_eq!(keys(&RU.causes), codes(&mut Cause::CODES.into_iter()));
        for order in [AttributeOrder::Der, AttributeOrder::AsSent, AttributeOrder::Sorted] {
            assert!(RU.orders.contains_key(order.code()));
        }
        for kind in [EvidenceKind::Ocsp, EvidenceKind::Crl] {
            assert!(RU.evidence.contains_key(kind.code()));
        }
    }
}
