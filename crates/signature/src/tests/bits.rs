//! Every bit of a small signed file, and every cut of it: refused, with a reason that names the part.

use std::ops::Range;

use gost::ParameterSet;

use super::verdict;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House};
use crate::{Reason, Verdict};

/// Where these octets stand.
fn place(cms: &[u8], part: &[u8]) -> Range<usize> {
    let at = part.as_ptr() as usize - cms.as_ptr() as usize;
    at..at + part.len()
}

fn every_bit_is_named(house: &House) {
    let cms = house.sign(CONTENT);
    let data = SignedData::parse(&cms).expect("our own");
    let signature = place(&cms, data.signers[0].signature);
    let attributes = place(&cms, data.signers[0].signed_attributes.expect("attributes"));
    let certificate = place(&cms, data.certificates[0]);
    let message_digest = {
        let digest = house.digest(CONTENT).value;
        let at = cms.windows(digest.len()).position(|window| window == digest).expect("messageDigest");
        at..at + digest.len()
    };
    for bit in 0..cms.len() * 8 {
        let (octet, mut changed) = (bit / 8, cms.clone());
        changed[octet] ^= 1 << (bit % 8);
        let reason = verdict(&house.verify(&changed, CONTENT)).reason().unwrap_or_else(|| panic!("bit {bit} passes"));
        let named = if signature.contains(&octet) {
            reason == Reason::SigCryptoFailure
        } else if message_digest.contains(&octet) {
            reason == Reason::HashFailure
        } else if attributes.contains(&octet) {
            // its frame, what it claims of content and certificate, or else the signature over it
            matches!(
                reason,
                Reason::FormatFailure | Reason::SigConstraintsFailure | Reason::CryptoConstraintsFailure | Reason::SigCryptoFailure
            )
        } else if certificate.contains(&octet) {
            // read no more, another one, or no longer the one that the attributes name
            matches!(reason, Reason::FormatFailure | Reason::NoSigningCertificateFound | Reason::SigConstraintsFailure)
        } else {
            reason != Reason::HashFailure
        };
        assert!(named, "bit {bit} of octet {octet}: {reason:?}");
    }
    for length in 0..cms.len() {
        assert_eq!(verdict(&house.verify(&cms[..length], CONTENT)), Verdict::TotalFailed(Reason::FormatFailure), "{length}");
    }
}

#[test]
fn every_bit_of_an_ecdsa_signature_is_named() {
    every_bit_is_named(&House::new());
}

#[test]
fn every_bit_of_a_gost_signature_is_named() {
    every_bit_is_named(&House::gost(ParameterSet::CryptoProA));
}

#[test]
fn every_bit_of_the_content_is_named() {
    let house = House::gost(ParameterSet::Tc26A512);
    let cms = house.sign(CONTENT);
    for bit in 0..CONTENT.len() * 8 {
        let mut changed = CONTENT.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verdict(&house.verify(&cms, &changed)), Verdict::TotalFailed(Reason::HashFailure), "bit {bit}");
    }
    for length in 0..CONTENT.len() {
        assert_eq!(verdict(&house.verify(&cms, &CONTENT[..length])), Verdict::TotalFailed(Reason::HashFailure), "{length}");
    }
}
