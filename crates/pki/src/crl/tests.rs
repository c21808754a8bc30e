use proptest::prelude::*;

use super::*;
use crate::fixture::{House, now, openssl};

fn entries() -> Vec<Entry> {
    let entry = |number, reason| Entry { serial: Serial::from_random([number; 16]), at: now().plus_seconds(-10), reason };
    vec![entry(3, Reason::KeyCompromise), entry(4, Reason::Unspecified), entry(5, Reason::Hold)]
}

#[test]
fn a_list_is_read_back_as_it_was_written() {
    let house = House::p256();
    let crl = Crl::parse(&house.crl(300, &entries())).expect("our own list");
    assert_eq!((crl.number(), crl.len(), crl.is_understood()), (Some(300), 3, true));
    assert_eq!((crl.this_update(), crl.next_update()), (now(), Some(now().plus_seconds(86_400))));
    for entry in entries() {
        assert_eq!(crl.revoked(&entry.serial), Some((entry.at, entry.reason)));
    }
    assert_eq!(crl.revoked(&Serial::from_random([9; 16])), None);
    assert!(crl.is_signed_by(house.issuing.public_key()) && !crl.is_signed_by(house.root.public_key()));
    assert!(Crl::parse(&house.crl(u64::MAX, &[])).is_ok_and(|crl| crl.is_empty() && crl.number() == Some(u64::MAX)));
}

#[test]
fn openssl_reads_number_entries_and_reasons() {
    let house = House::p256();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("list.crl"), house.crl(300, &entries())).expect("written");
    std::fs::write(folder.path().join("ca.pem"), crate::certificate::chain_to_pem([&house.issuing])).expect("written");
    let answer = openssl(folder.path(), &["crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text", "-CAfile", "ca.pem"]);
    let (text, verdict) = (String::from_utf8_lossy(&answer.stdout), String::from_utf8_lossy(&answer.stderr));
    assert!(verdict.contains("verify OK"), "{verdict}");
    for wanted in
        ["Version 2", "X509v3 CRL Number: \n                300", "Key Compromise", "Certificate Hold", "Authority Key Identifier"]
    {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_noticed_and_junk_never_panics(at in any::<proptest::sample::Index>(), flip in 1_u8.., junk in proptest::collection::vec(any::<u8>(), 0..200)) {
        thread_local!(static MADE: (House, Vec<u8>) = { let house = House::p256(); let crl = house.crl(1, &entries()); (house, crl) });
        let _ = Crl::parse(&junk);
        MADE.with(|(house, der)| {
            let mut der = der.clone();
            let index = at.index(der.len());
            der[index] ^= flip;
            assert!(!Crl::parse(&der).is_ok_and(|crl| crl.is_signed_by(house.issuing.public_key())), "byte {index}");
            assert!(Crl::parse(&der[..index]).is_err());
        });
    }
}
