use super::*;
use crate::crl::{Entry, Reason};
use crate::fixture::{House, Pair, YEAR, now, openssl};

fn trust<'a>(anchors: &'a [Certificate], intermediates: &'a [Certificate], crls: &'a [Crl], revocation: Revocation) -> Trust<'a> {
    Trust { anchors, intermediates, crls, revocation, proven: None }
}

#[test]
fn a_path_leads_from_a_signer_to_the_root() {
    let house = House::p256();
    let signer = house.signer(&Pair::p256(), 3);
    let (anchors, below) = ([house.root.clone()], [house.issuing.clone()]);
    let path = validate(&signer, &trust(&anchors, &below, &[], Revocation::IfAtHand), now()).expect("a path");
    assert_eq!(path.certificates, [signer.clone(), house.issuing.clone(), house.root.clone()]);
    assert_eq!(path.standings, [Standing::Unknown, Standing::Unknown]);

    assert_eq!(validate(&signer, &trust(&anchors, &[], &[], Revocation::IfAtHand), now()), Err(PathError::NoPath));
    assert_eq!(validate(&signer, &trust(&[], &below, &[], Revocation::IfAtHand), now()), Err(PathError::NoPath));
    assert_eq!(validate(&signer, &trust(&anchors, &below, &[], Revocation::Required), now()), Err(PathError::RevocationUnknown));
}

#[test]
fn validity_is_that_of_the_asked_moment() {
    let house = House::p256();
    let signer = house.signer(&Pair::p256(), 3);
    let (anchors, below) = ([house.root.clone()], [house.issuing.clone()]);
    let trust = trust(&anchors, &below, &[], Revocation::Ignored);
    assert_eq!(validate(&signer, &trust, now().plus_seconds(-3600)), Err(PathError::NotYetValid));
    assert_eq!(validate(&signer, &trust, now().plus_seconds(2 * YEAR)), Err(PathError::Expired));
    assert!(validate(&signer, &trust, signer.not_after()).is_ok());
    assert_eq!(validate(&signer, &trust, signer.not_after().plus_seconds(1)), Err(PathError::Expired));
}

#[test]
fn another_house_of_the_same_names_is_not_believed() {
    let (house, other) = (House::p256(), House::p256());
    let signer = house.signer(&Pair::p256(), 3);
    let below = [house.issuing.clone(), other.issuing.clone()];
    let anchors = [other.root.clone()];
    assert_eq!(validate(&signer, &trust(&anchors, &below, &[], Revocation::Ignored), now()), Err(PathError::NoPath));
}

#[test]
fn a_signer_is_no_authority() {
    let house = House::p256();
    let (key, victim) = (Pair::p256(), Pair::p256());
    let false_authority = house.signer(&key, 3);
    let term = crate::fixture::term(4, 1);
    let tbs = crate::profile::signer(crate::fixture::issuer(&false_authority), &crate::fixture::employee(), &victim.public(), &term, now());
    let forged = key.certificate(&tbs.expect("bytes"));
    let below = [house.issuing.clone(), false_authority];
    let anchors = [house.root.clone()];
    assert_eq!(validate(&forged, &trust(&anchors, &below, &[], Revocation::Ignored), now()), Err(PathError::NotAnAuthority));
}

#[test]
fn revocation_counts_from_its_moment_and_openssl_agrees() {
    let house = House::p256();
    let (signer, other) = (house.signer(&Pair::p256(), 3), house.signer(&Pair::p256(), 4));
    let since = now().plus_seconds(-10);
    let entry = Entry { serial: signer.serial().clone(), at: since, reason: Reason::KeyCompromise };
    let crls = [house.crl(7, &[entry]), house.root_crl()].map(|der| Crl::parse(&der).expect("our own list"));
    let (anchors, below) = ([house.root.clone()], [house.issuing.clone()]);
    let trust = trust(&anchors, &below, &crls, Revocation::Required);
    assert_eq!(validate(&signer, &trust, now()), Err(PathError::Revoked { at: since, own: true }));
    let path = validate(&other, &trust, now()).expect("the other is not revoked");
    assert_eq!(path.standings, [Standing::Good { list_of: now() }; 2]);
    assert!(validate(&signer, &trust, since.plus_seconds(-1)).is_ok());
    assert_eq!(validate(&other, &trust, now().plus_seconds(2 * 86_400)), Err(PathError::RevocationUnknown));

    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
    write("ca.pem", crate::certificate::chain_to_pem([&house.root]).as_bytes());
    write("below.pem", crate::certificate::chain_to_pem([&house.issuing]).as_bytes());
    write("signer.pem", crate::certificate::chain_to_pem([&signer]).as_bytes());
    write("other.pem", crate::certificate::chain_to_pem([&other]).as_bytes());
    write("issuing.crl", crls[0].der());
    write("root.crl", crls[1].der());
    let lists: Vec<u8> = ["issuing.crl", "root.crl"]
        .iter()
        .flat_map(|list| openssl(folder.path(), &["crl", "-inform", "DER", "-in", list, "-outform", "PEM"]).stdout)
        .collect();
    write("lists.pem", &lists);
    let at = now().unix().to_string();
    let verify = |file: &str| {
        let common = ["verify", "-x509_strict", "-attime", &at, "-CAfile", "ca.pem", "-untrusted", "below.pem"];
        openssl(folder.path(), &[&common[..], &["-crl_check_all", "-CRLfile", "lists.pem", file]].concat())
    };
    let answer = verify("other.pem");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let answer = verify("signer.pem");
    assert!(!answer.status.success() && String::from_utf8_lossy(&answer.stderr).contains("certificate revoked"));
}
