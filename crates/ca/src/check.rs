//! Self-check: derives every rule again from what the database holds, independently of the code that issued.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use domain::id::AuthorityId;
use pki::lint::{self, Severity, Sort};
use pki::{Certificate, Crl};
use store::Tx;
use store::table::intent::{self, IntentRow};

use crate::authority::Authority;
use crate::convert::timestamp;
use crate::service::Served;
use crate::{CaError, all, latest_list, service};

/// Rows looked at by one statement.
const PAGE: u32 = 500;

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Serial number of the certificate, or the authority's id for a list.
    pub subject: String,
    /// Stable `snake_case` name of the rule; those of [`pki::lint`] as they are.
    pub code: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.code)
    }
}

/// Everything that does not hold. Reads the whole of what was ever issued: for a command or a nightly job.
pub fn self_check(tx: &mut Tx<'_>) -> Result<Vec<Finding>, CaError> {
    let authorities: HashMap<AuthorityId, Authority> = all(tx)?.into_iter().map(|authority| (authority.id, authority)).collect();
    let services = service::certificates(tx)?;
    let mut findings = Findings(Vec::new());
    let mut after = String::new();
    loop {
        let rows = intent::page(tx, &after, PAGE)?;
        let Some((last, _)) = rows.last() else { break };
        after.clone_from(&last.serial);
        for (row, der) in &rows {
            check_intent(row, der.as_deref(), &authorities, &services, &mut findings);
        }
    }
    for serial in intent::unrecorded(tx)? {
        findings.add(&serial, "certificate_without_intent");
    }
    for authority in authorities.values() {
        check_list(authority, latest_list(tx, authority.id)?, &mut findings);
    }
    findings.0.sort_by(|one, other| (&one.subject, &one.code).cmp(&(&other.subject, &other.code)));
    Ok(findings.0)
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, subject: &str, code: &str) {
        self.0.push(Finding { subject: subject.to_owned(), code: code.to_owned() });
    }

    fn add_if(&mut self, bad: bool, subject: &str, code: &str) {
        if bad {
            self.add(subject, code);
        }
    }
}

fn check_intent(
    row: &IntentRow,
    der: Option<&[u8]>,
    authorities: &HashMap<AuthorityId, Authority>,
    services: &BTreeMap<String, Served>,
    findings: &mut Findings,
) {
    let serial = row.serial.as_str();
    match row.state.as_str() {
        "signed" => {}
        "reserved" | "abandoned" => {
            findings.add_if(der.is_some(), serial, "certificate_of_an_unfinished_intent");
            findings.add_if(row.state == "abandoned" && row.revoked_at.is_none(), serial, "abandoned_but_not_revoked");
            return;
        }
        _ => return findings.add(serial, "state_unknown"),
    }
    let Some(issuer) = authorities.get(&row.authority) else { return findings.add(serial, "authority_unknown") };
    let own = authorities.values().find(|authority| authority.certificate.serial().to_string() == serial);
    let (sort, der) = match (own, der) {
        (Some(authority), _) => (if authority.is_root() { Sort::Root } else { Sort::Issuing }, authority.certificate.der()),
        (None, Some(der)) => (Sort::Signer, der),
        (None, None) => match services.get(serial) {
            Some(served) if served.by == row.authority => (served.sort, served.der.as_slice()),
            _ => return findings.add(serial, "certificate_missing"),
        },
    };
    match Certificate::parse(der) {
        Ok(certificate) => check_certificate(row, &certificate, sort, issuer, findings),
        Err(_) => findings.add(serial, "certificate_malformed"),
    }
}

fn check_certificate(row: &IntentRow, certificate: &Certificate, sort: Sort, issuer: &Authority, findings: &mut Findings) {
    let serial = row.serial.as_str();
    findings.add_if(certificate.serial().to_string() != serial, serial, "serial_differs");
    findings.add_if(!certificate.is_signed_by(issuer.certificate.public_key()), serial, "signature_wrong");
    findings.add_if(timestamp(certificate.not_after()) != row.not_after, serial, "not_after_differs");
    let lint = row.lint.as_deref().and_then(|der| Certificate::parse(der).ok());
    match lint {
        Some(lint) => findings.add_if(lint.to_be_signed() != certificate.to_be_signed(), serial, "not_what_was_linted"),
        None => findings.add(serial, "lint_certificate_missing"),
    }
    for finding in lint::check(certificate, sort, &issuer.certificate) {
        findings.add_if(finding.severity == Severity::Error, serial, finding.code);
    }
}

fn check_list(authority: &Authority, der: Option<Vec<u8>>, findings: &mut Findings) {
    let id = authority.id.to_string();
    let Some(der) = der else { return findings.add(&id, "list_missing") };
    match Crl::parse(&der) {
        Ok(list) => {
            findings.add_if(list.issuer() != authority.certificate.subject(), &id, "list_of_another_issuer");
            findings.add_if(!list.is_signed_by(authority.certificate.public_key()), &id, "list_signature_wrong");
        }
        Err(_) => findings.add(&id, "list_malformed"),
    }
}
