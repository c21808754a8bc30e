//! CMS in DER and BER: read, verified, and made longer.
#![no_main]

use const_oid::ObjectIdentifier;
use pki::path::{Revocation, Trust};
use pki::{Digest, Time};
use signature::cms::{ber, read::SignedData};
use signature::{ContentDigest, add_unsigned, verify};

const KIND: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.999");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let contents = Digest::ALL.map(|algorithm| ContentDigest { algorithm, value: algorithm.of(b"content") });
    let trust = Trust { anchors: &[], intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
    let report = verify(bytes, &contents, &trust, Time::from_unix(1_795_348_800));
    // nobody is trusted
    assert!(!report.passed());
    let Ok(der) = ber::to_der(bytes) else { return };
    assert_eq!(ber::to_der(&der).as_deref(), Ok(&der[..]));
    let Ok(data) = SignedData::parse(&der) else { return };
    for number in 0..data.signers.len() {
        if let Ok(longer) = add_unsigned(bytes, number, &[(KIND, vec![5, 0])]) {
            let again = SignedData::parse(&longer).expect("what is written is read");
            assert_eq!(again.signers[number].signature, data.signers[number].signature);
            assert_eq!(again.signers[number].signed_attributes, data.signers[number].signed_attributes);
        }
    }
});
