//! The certificate that listeners show.

use domain::clock::Clock;
use domain::time::Timestamp;
use pki::Certificate;
use store::SystemClock;
use surguch_http::{Identity, Tls};

use super::Findings;
use crate::config::Config;
use crate::serve::identity;

/// From when on an end is spoken of.
const SOON: i64 = 14 * 24 * 3600;
const CHECK: &str = "TLS certificate";

pub(super) fn check(config: &Config, findings: &mut Findings) {
    let Some(identity) = identity(config) else {
        return findings.ok(CHECK, "none: plain HTTP, to be kept behind a proxy that speaks TLS");
    };
    let identity = Identity { client_ca: config.api.client_ca.clone(), ..identity };
    if let Err(error) = Tls::open(identity.clone()) {
        return findings.failed(CHECK, error.to_string(), "put a certificate chain and its own key there (PEM)");
    }
    let chain = match identity.chain() {
        Ok(chain) => chain,
        Err(error) => return findings.failed(CHECK, error.to_string(), "put a certificate chain there (PEM)"),
    };
    match chain.first().map(|der| Certificate::parse(der)) {
        Some(Ok(certificate)) => {
            let from = Timestamp::from_seconds(certificate.not_before().unix());
            let until = Timestamp::from_seconds(certificate.not_after().unix());
            judge(SystemClock.now(), from, until, findings);
        }
        // a key that our own parser does not know is no fault of the certificate
        _ => findings.ok(CHECK, "its end could not be read"),
    }
}

fn judge(now: Timestamp, from: Timestamp, until: Timestamp, findings: &mut Findings) {
    let left = (until.micros() - now.micros()) / 1_000_000;
    let renew = "renew it; the server takes the new files without a restart";
    if now < from {
        findings.failed(CHECK, format!("not valid before {from}"), "look at the clock, or put the right certificate there");
    } else if left <= 0 {
        findings.failed(CHECK, format!("ended at {until}"), renew);
    } else if left < SOON {
        findings.warn(CHECK, format!("ends at {until}"), renew);
    } else {
        findings.ok(CHECK, format!("valid until {until}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Level;
    use super::*;

    #[test]
    fn an_end_is_spoken_of_before_it_comes() {
        let at = |day: i64| Timestamp::from_seconds(1_800_000_000 + day * 24 * 3600);
        for (now, level) in [(-1, Level::Failed), (0, Level::Ok), (75, Level::Ok), (77, Level::Warn), (90, Level::Failed)] {
            let mut findings = Findings::new(true);
            judge(at(now), at(0), at(90), &mut findings);
            assert_eq!(findings.all[0].level, level, "day {now}");
        }
    }
}
