//! Several signers in one CMS, by different algorithms, and what is added to one of them.

use gost::ParameterSet;
use pki::fixture::{WITH_ENGINE, folder_of, openssl, pem};
use pki::path::{Revocation, Trust};

use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, digest, now};
use crate::{AddError, AssembleError, Reason, Verdict, add_signer, add_unsigned, prepare, verify};

/// ECDSA first, then GOST.
fn both() -> (House, House, Vec<u8>) {
    let (first, second) = (House::new(), House::gost(ParameterSet::CryptoProA));
    let prepared = prepare(&second.digest(CONTENT), &second.signer, now()).expect("prepared");
    let signature = second.key.sign(prepared.bytes());
    let chain = [second.issuing.clone(), second.root.clone()];
    let cms = add_signer(&first.sign(CONTENT), &prepared, &second.signer, &signature, &chain).expect("added");
    (first, second, cms)
}

#[test]
fn signers_of_different_algorithms_stand_side_by_side() {
    let (first, second, cms) = both();
    let anchors = [first.root.clone(), second.root.clone()];
    let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
    let report = verify(&cms, &[digest(CONTENT), second.digest(CONTENT)], &trust, now());
    assert!(report.passed());
    let algorithms: Vec<_> = report.signers.iter().map(|signer| signer.facts.as_ref().expect("facts").algorithm).collect();
    assert_eq!(algorithms, ["ECDSA-P256", "GOST2012-256"]);
    // one digest at hand says nothing of the other's signature
    let report = verify(&cms, &[digest(CONTENT)], &trust, now());
    let verdicts: Vec<_> = report.signers.iter().map(|signer| signer.verdict).collect();
    assert_eq!(verdicts, [Verdict::TotalPassed, Verdict::Indeterminate(Reason::SignedDataNotFound)]);

    let folder = folder_of(&[WITH_ENGINE, ("ca.pem", &pem(&[&first.root, &second.root])), ("content.bin", CONTENT), ("both.p7s", &cms)]);
    let at = now().unix().to_string();
    let verify = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "both.p7s", "-content", "content.bin", "-purpose", "any"];
    let accepts =
        || openssl(folder.path(), &[&verify[..], &["-CAfile", "ca.pem", "-attime", &at, "-out", "out"]].concat()).status.success();
    assert!(accepts());
    std::fs::write(folder.path().join("content.bin"), b"another").expect("written");
    assert!(!accepts());
}

#[test]
fn what_is_there_keeps_its_bytes() {
    let (first, second, cms) = both();
    let before = first.sign(CONTENT);
    let (old, new) = (SignedData::parse(&before).expect("a CMS"), SignedData::parse(&cms).expect("a CMS"));
    assert_eq!(new.certificates[..2], old.certificates[..]);
    assert_eq!(new.certificates.len(), 4);
    assert_eq!(new.digests.len(), 2);
    assert_eq!(new.signers[0].id, old.signers[0].id);
    // the same signer again brings no certificate twice
    let prepared = prepare(&second.digest(CONTENT), &second.signer, now().plus_seconds(1)).expect("prepared");
    let signature = second.key.sign(prepared.bytes());
    let third = add_signer(&cms, &prepared, &second.signer, &signature, &[]).expect("added");
    let third = SignedData::parse(&third).expect("a CMS");
    assert_eq!((third.signers.len(), third.certificates.len(), third.digests.len()), (3, 4, 2));
    let wrong = add_signer(&cms, &prepared, &first.signer, &signature, &[]);
    assert_eq!(wrong, Err(AddError::Signature(AssembleError::Signature)));
    assert!(matches!(add_signer(b"", &prepared, &second.signer, &signature, &[]), Err(AddError::Malformed(_))));
}

#[test]
fn unsigned_attributes_are_added_behind_those_of_a_signer() {
    let (first, second, cms) = both();
    let kind = const_oid::ObjectIdentifier::new_unwrap("1.2.643.7.1.999");
    let value = |number: u8| vec![0x04, 1, number];
    let once = add_unsigned(&cms, 1, &[(kind, value(1))]).expect("added");
    let twice = add_unsigned(&once, 1, &[(kind, value(2)), (kind, value(3))]).expect("added");
    let data = SignedData::parse(&twice).expect("a CMS");
    assert_eq!(data.signers[0].unsigned_attributes, None);
    let there = data.signers[1].unsigned_attributes.expect("attributes");
    let values: Vec<_> = there.windows(3).filter(|window| window.starts_with(&[4, 1])).map(|window| window[2]).collect();
    assert_eq!(values, [1, 2, 3]);
    assert_eq!(add_unsigned(&cms, 2, &[]), Err(AddError::NoSigner));
    let anchors = [first.root.clone(), second.root.clone()];
    let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
    assert!(verify(&twice, &[digest(CONTENT), second.digest(CONTENT)], &trust, now()).passed());
}
