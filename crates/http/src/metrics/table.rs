//! The table of metrics: names, types, labels, meanings. `docs/operations.md` prints the same, and a test compares.

use std::fmt;

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Grows only; its name gets `_total` on the way out.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by spans.
    Histogram,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        })
    }
}

/// A metric. Every label has few values: words of the program, never ids and never what callers send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// Its name, without `_total`.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// What it says.
    pub help: &'static str,
}

macro_rules! metrics {
    ($($id:ident = $name:literal $kind:ident [$($label:literal)*] $help:literal;)*) => {
        $(pub(super) const $id: Metric = Metric { name: $name, kind: Kind::$kind, labels: &[$($label),*], help: $help };)*
        /// All of them, in the order of their output.
        pub const ALL: &[Metric] = &[$($id),*];
    };
}

metrics! {
    REQUESTS = "surguch_http_requests" Counter ["operation" "status"] "Requests answered";
    SECONDS = "surguch_http_request_seconds" Histogram ["operation"] "Time until the head of the answer was there";
    IN_FLIGHT = "surguch_http_requests_in_flight" Gauge [] "Requests that are being worked on";
    CONNECTIONS = "surguch_connections" Gauge ["listener"] "Open connections";
    CUT = "surguch_connections_cut" Counter ["reason"] "Connections that the server ended: handshake, stalled, address";
    TRANSACTIONS = "surguch_store_transactions" Counter ["outcome"] "Transactions of this process: served, or failed by the database";
    COMMITS = "surguch_store_commit_seconds" Histogram [] "Commits with their statements; on SQLite up to 64 transactions share one";
    WAITING = "surguch_store_waiting" Gauge [] "Transactions that wait for a connection";
    DATABASE_UP = "surguch_database_up" Gauge [] "1 where the database answered this scrape";
    DATABASE_BYTES = "surguch_database_bytes" Gauge [] "Size of the database";
    EVENTS = "surguch_events" Counter ["type"] "Events committed by this process: every change of a package or a certificate request";
    ACTS = "surguch_acts" Counter ["action" "outcome"] "Audited acts of this process, done or refused";
    CALLBACKS = "surguch_callbacks" Counter ["outcome"] "Calls of callback endpoints by this process";
    SERVICES = "surguch_pki_answers" Counter ["service" "outcome"] "Answers by OCSP and of the time stamp authority of this process";
    COUNTERPARTS = "surguch_counterpart_calls" Counter ["counterpart" "outcome"] "Calls of state registers, the state portal and the gateway of text messages by this process";
    BREAKERS = "surguch_counterpart_breaker" Gauge ["counterpart" "state"] "1 for the state in which this process has the counterpart's circuit breaker";
    JOBS = "surguch_jobs" Gauge ["kind" "state"] "Jobs in the table, of all nodes";
    OLDEST = "surguch_job_overdue_seconds" Gauge ["kind"] "For how long the oldest open job has been due";
    OLDEST_CALLBACK = "surguch_callback_oldest_seconds" Gauge [] "For how long the oldest callback that is being tried has not been taken";
    ENDPOINTS = "surguch_callback_endpoints" Gauge ["state"] "Endpoints of callbacks: active, paused, disabled";
    AUTHORITY_LEFT = "surguch_authority_seconds_left" Gauge [] "Time until the first certificate of the authorities that issue ends";
    LIST_LEFT = "surguch_revocation_list_seconds_left" Gauge [] "Time until the first of the newest revocation lists is outdated";
    ENDING = "surguch_certificates_ending" Gauge [] "Certificates that end within 30 days and are not revoked";
    DISK_FREE = "surguch_disk_free_bytes" Gauge [] "Room that is left where the data folder lies";
    DISK = "surguch_disk_bytes" Gauge [] "Size of the disk where the data folder lies";
    RESIDENT = "surguch_process_resident_bytes" Gauge [] "Memory of the process";
    CPU = "surguch_process_cpu_seconds" Counter [] "Processor time of the process";
    FILES = "surguch_process_open_files" Gauge [] "Open file descriptors";
    FILES_MOST = "surguch_process_max_files" Gauge [] "How many there may be";
    UPTIME = "surguch_uptime_seconds" Gauge [] "Time since the start";
    BUILD = "surguch_build_info" Gauge ["version"] "1, with the program's version";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_the_same_table() {
        let manual = include_str!("../../../../docs/operations.md");
        for Metric { name, kind, labels, help } in ALL {
            let labels = labels.iter().map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ");
            let row = format!("| `{name}` | {kind} | {labels} | {help} |");
            assert!(manual.lines().any(|line| line == row), "docs/operations.md has no line {row}");
        }
        assert_eq!(manual.lines().filter(|line| line.starts_with("| `surguch_")).count(), ALL.len());
    }

    #[test]
    fn alerts_are_about_metrics_that_there_are_and_by_labels_that_they_have() {
        let rules = include_str!("../../../../docs/prometheus-rules.yml");
        let expressions: Vec<&str> = rules.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).collect();
        assert!(expressions.len() > 8 && expressions.len() == rules.matches("- alert: ").count());
        for expression in expressions {
            let mut rest = expression;
            let mut found = 0;
            while let Some(at) = rest.find("surguch_") {
                let name: String = rest[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                rest = &rest[at + name.len()..];
                let metric = ALL.iter().find(|metric| said_by(metric, &name));
                let metric = metric.unwrap_or_else(|| panic!("{name} is no metric: {expression}"));
                found += 1;
                let Some((labels, _)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else { continue };
                for label in labels.split(", ") {
                    let label = label.split(['=', '!']).next().unwrap_or_default();
                    assert!(metric.labels.contains(&label), "{name} has no label {label}: {expression}");
                }
            }
            assert!(found > 0, "{expression}");
        }
    }

    /// Whether a metric's samples have this name.
    fn said_by(metric: &Metric, name: &str) -> bool {
        let end = name.strip_prefix(metric.name);
        end.is_some_and(|end| match metric.kind {
            Kind::Counter => end == "_total",
            Kind::Gauge => end.is_empty(),
            Kind::Histogram => matches!(end, "_sum" | "_count" | "_bucket"),
        })
    }
}
