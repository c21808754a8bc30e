//! x509-limbo as a second judge beside PKITS: what both agree on, and where this crate deliberately asks for less.
//!
//! Limbo asks whether a chain conforms to RFC 5280 in everything that an issuer must do, and to the rules of servers on the web. A judge of
//! signatures refuses what makes a chain unsafe; what only its issuer should have done better is a matter of [`crate::lint`].

use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use super::{Policies, Question, Revocation, Trust, judge};
use crate::{Certificate, Crl, Malformed, Time};

/// Cases that limbo wants refused and that hold here, each with the reason.
const LENIENT: [(&str, &str); 25] = [
    ("pathlen::max-chain-depth-0-exhausted", "the longest path is a constant here"),
    ("pathlen::max-chain-depth-1-exhausted", "the longest path is a constant here"),
    ("crl::crlnumber-missing", "demanded of issuers, used only for delta lists"),
    ("rfc5280::aki::critical-aki", "demanded of issuers"),
    ("rfc5280::aki::leaf-missing-aki", "demanded of issuers"),
    ("rfc5280::aki::intermediate-missing-aki", "demanded of issuers"),
    ("rfc5280::aki::cross-signed-root-missing-aki", "demanded of issuers"),
    ("rfc5280::ski::root-missing-ski", "demanded of issuers"),
    ("rfc5280::ski::intermediate-missing-ski", "demanded of issuers"),
    ("rfc5280::nc::permitted-dns-match-noncritical", "the constraints are held to whether or not they are critical"),
    ("rfc5280::nc::invalid-dnsname-leading-period", "everybody writes and takes it: only what is below"),
    ("rfc5280::pc::ica-noncritical-pc", "the constraints are held to whether or not they are critical"),
    ("rfc5280::root-non-critical-basic-constraints", "they are held to whether or not they are critical"),
    ("rfc5280::ee-critical-aia-invalid", "the extension is known"),
    ("rfc5280::leaf-ku-keycertsign", "it issued nothing, and would be refused above another"),
    ("rfc5280::serial::too-long", "foreign numbers of any form are compared as they stand"),
    ("rfc5280::serial::zero", "foreign numbers of any form are compared as they stand"),
    ("rfc5280::serial::negative", "foreign numbers of any form are compared as they stand"),
    ("rfc5280::san::malformed", "read only under constraints"),
    ("rfc5280::san::noncritical-with-empty-subject", "alternative names name nobody here"),
    ("rfc5280::san::underscore-dns", "hosts are named nowhere in signatures"),
    ("rfc5280::san::ip-in-dns", "hosts are named nowhere in signatures"),
    ("rfc5280::eku::ee-wrong-eku", "purposes are judged by who asks: servers have no part in this"),
    ("rfc5280::eku::ee-eku-empty", "purposes are judged by who asks"),
    ("rfc5280::ca-as-leaf-wrong-san", "no host is asked for"),
];

fn all<T>(value: &Value, parse: impl Fn(&[u8]) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
    value.as_array().expect("a list").iter().map(|one| parse(&der(one))).collect()
}

fn der(value: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(value.as_str().expect("a text")).expect("base64")
}

/// Why it is refused, if it is.
fn outcome(case: &Value) -> Result<(), String> {
    let malformed = |error: Malformed| error.to_string();
    let anchors = all(&case["anchors"], Certificate::parse).map_err(malformed)?;
    let intermediates = all(&case["others"], Certificate::parse).map_err(malformed)?;
    let crls = all(&case["lists"], Crl::parse).map_err(malformed)?;
    let certificate = Certificate::parse(&der(&case["certificate"])).map_err(malformed)?;
    let revocation = if crls.is_empty() { Revocation::Ignored } else { Revocation::Required };
    let trust = Trust { anchors: &anchors, intermediates: &intermediates, crls: &crls, revocation, proven: None };
    let at = Time::from_unix(case["at"].as_i64().unwrap_or(crate::fixture::NOW));
    let question = Question { trust, answers: &[], at, policies: Policies::default() };
    judge(&certificate, &question).map(|_| ()).map_err(|refusal| refusal.to_string())
}

#[test]
fn limbo_agrees_but_where_we_say_why_not() {
    let cases = include_str!("../../tests/limbo/cases.jsonl");
    let (mut tests, mut wrong) = (0, Vec::new());
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let id = case["id"].as_str().expect("a name");
        let began = Instant::now();
        let found = outcome(&case);
        assert!(began.elapsed() < Duration::from_secs(5), "{id}");
        let lenient = LENIENT.iter().any(|(known, _)| *known == id);
        let wanted = case["valid"] == Value::Bool(true);
        assert!(!(lenient && wanted), "{id} needs no leniency");
        if found.is_ok() != (wanted || lenient) {
            wrong.push(format!("{id}: {found:?}"));
        }
        tests += 1;
    }
    assert!(wrong.is_empty(), "{} of {tests} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(tests, 133);
}
