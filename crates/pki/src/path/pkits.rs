//! NIST PKITS, all of it: every test with everything at hand, so that paths have to be found as well as judged.
//!
//! Data and expected results are in `tests/pkits`; both are in the public domain (works of the United States government).

use std::fs;
use std::path::Path as File;

use const_oid::ObjectIdentifier;

use super::{Path, Policies, Question, Refusal, Revocation, Trust, judge};
use crate::{Certificate, Crl, Malformed, Time};

/// DSA is not among the algorithms of this crate, and it stands over SHA-1 here: these two are refused where the suite wants them
/// accepted, and say so.
const NOT_OURS: [&str; 2] = ["4.1.4", "4.1.5"];
/// Their wrong signatures are not even whole octets.
const MALFORMED: [&str; 3] = ["BadSignedCACert", "InvalidDSASignatureTest6EE", "BadCRLSignatureCACRL.crl"];
/// A moment within the suite's validity, 2010 to 2030.
const AT: i64 = 1_795_348_800;

struct Suite {
    anchors: [Certificate; 1],
    certificates: Vec<Certificate>,
    lists: Vec<Crl>,
}

fn folder(name: &str) -> std::path::PathBuf {
    File::new(env!("CARGO_MANIFEST_DIR")).join("tests/pkits").join(name)
}

fn certificate(name: &str) -> Result<Certificate, Malformed> {
    Certificate::parse(&fs::read(folder("certs").join(format!("{name}.crt"))).expect("a file of the suite"))
}

fn well_formed(name: &str) -> Option<Certificate> {
    let certificate = certificate(name);
    assert_eq!(certificate.is_err(), MALFORMED.contains(&name), "{name}: {certificate:?}");
    certificate.ok()
}

fn list(name: &str) -> Option<Crl> {
    let list = Crl::parse(&fs::read(folder("crls").join(name)).expect("a list"));
    assert_eq!(list.is_err(), MALFORMED.contains(&name), "{name}: {list:?}");
    list.ok()
}

fn names(folder_name: &str) -> Vec<String> {
    let files = fs::read_dir(folder(folder_name)).expect("the suite");
    let mut names: Vec<String> = files.map(|file| file.expect("a file").file_name().into_string().expect("ASCII")).collect();
    names.sort();
    names
}

impl Suite {
    fn read() -> Self {
        let authorities = names("certs").into_iter().filter(|name| !name.ends_with("EE.crt"));
        Self {
            anchors: [certificate("TrustAnchorRootCertificate").expect("the anchor")],
            certificates: authorities.filter_map(|name| well_formed(name.trim_end_matches(".crt"))).collect(),
            lists: names("crls").into_iter().filter_map(|name| list(&name)).collect(),
        }
    }

    fn question(&self, policies: Policies) -> Question<'_> {
        let trust = Trust {
            anchors: &self.anchors,
            intermediates: &self.certificates,
            crls: &self.lists,
            revocation: Revocation::Required,
            proven: None,
        };
        Question { trust, answers: &[], at: Time::from_unix(AT), policies }
    }
}

/// Settings of one line of the table.
fn policies(flags: &str, acceptable: &str) -> Policies {
    let policy = |number: &str| format!("2.16.840.1.101.3.2.1.48.{number}").parse::<ObjectIdentifier>().expect("an identifier");
    Policies {
        acceptable: (acceptable != "-").then(|| acceptable.split(',').map(policy).collect()),
        require_explicit: flags.contains('e'),
        inhibit_mapping: flags.contains('m'),
        inhibit_any: flags.contains('a'),
    }
}

/// Place and rule of a refusal, as the table has them; `-` for a path that holds.
fn outcome(answer: &Result<Path, Refusal>) -> String {
    let Err(refusal) = answer else { return "-".into() };
    let rule = format!("{:?}", refusal.rule);
    let end = rule.find(|character: char| !character.is_alphanumeric()).unwrap_or(rule.len());
    format!("{}:{}", refusal.at, &rule[..end])
}

#[test]
fn every_test_of_pkits_ends_as_the_suite_says() {
    let suite = Suite::read();
    let table = fs::read_to_string(folder("expected.txt")).expect("the table");
    let (mut tests, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [test, result, flags, acceptable, name, rule] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        // A rule where something is refused, and only there; our own two exceptions say which.
        assert_eq!(rule == "-", result == "+" && !NOT_OURS.contains(&test), "{line}");
        tests += 1;
        let found = match well_formed(name) {
            None => "malformed".into(),
            Some(certificate) => outcome(&judge(&certificate, &suite.question(policies(flags, acceptable)))),
        };
        if found != rule {
            wrong.push(format!("{line}, but {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {tests} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(tests, 247);
}
