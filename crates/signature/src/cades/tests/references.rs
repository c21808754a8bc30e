use pki::crl::Entry;
use pki::ocsp::{Answer, CertId, IdDigest, Request, Status};
use pki::{Crl, Digest, oid};
use proptest::prelude::*;

use super::begin;
use crate::cades::evidence::Level;
use crate::cades::references::{certificates, revocation, write_certificates, write_revocation};
use crate::cades::unsigned::Unsigned;
use crate::cades::values::RevocationValues;
use crate::cades::{HashIndex, Token};
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, Services};

fn material(house: &House) -> (Crl, Answer) {
    let services = Services::p256(house);
    let request = Request { ids: vec![CertId::new(IdDigest::Sha1, &house.issuing, house.signer.serial())], nonce: None };
    let answer = Answer::parse(&services.answer(&request.to_der(), Status::Good)).expect("our own answer");
    let entry = Entry { serial: house.root.serial().clone(), at: services.at, reason: pki::crl::Reason::Unspecified };
    (Crl::parse(&services.list(&[entry])).expect("our own list"), answer)
}

#[test]
fn references_name_what_they_were_made_of_and_nothing_else() {
    let house = House::new();
    let (crl, answer) = material(&house);
    let other = material(&house);
    for digest in Digest::ALL {
        let der = write_certificates(digest, [&house.issuing, &house.root]);
        let refs = certificates(&der).expect("references");
        let names = |index: usize, certificate| refs[index].names(certificate);
        assert_eq!((refs.len(), names(0, &house.issuing), names(1, &house.root)), (2, Some(true), Some(true)));
        assert_eq!(names(0, &house.root), Some(false));

        let der = write_revocation(digest, &[(vec![], vec![&answer]), (vec![&crl], vec![]), (vec![], vec![])]);
        let refs = revocation(&der).expect("references");
        assert_eq!(refs.len(), 3);
        assert_eq!((refs[0].answers[0].names(&answer), refs[1].crls[0].names(&crl)), (Some(true), Some(true)));
        assert_eq!((refs[0].answers[0].names(&other.1), refs[1].crls[0].names(&other.0)), (Some(false), Some(false)));
        assert!(refs[0].crls.is_empty() && refs[2].answers.is_empty() && !refs[0].other);
    }
    let der = RevocationValues::write(&[&crl], &[&answer]);
    let values = RevocationValues::parse(&der).expect("values");
    assert_eq!(values, RevocationValues { crls: vec![crl.der()], answers: vec![answer.basic_der()] });
    assert_eq!(RevocationValues::parse(&RevocationValues::write(&[], &[])), Ok(RevocationValues::default()));
}

/// A SHA-1 under CrlOcspRef and OtherCertID is a bare OCTET STRING, and unknown algorithms are told apart from wrong digests.
#[test]
fn old_and_unknown_digests_are_read() {
    use pki::asn1::write::{octets, sequence};
    let house = House::new();
    let old = sequence(&[&sequence(&[&octets(&house.issuing.thumbprint())])]);
    assert_eq!(certificates(&old).expect("references")[0].names(&house.issuing), Some(true));
    let unknown = sequence(&[&pki::asn1::write::oid(oid::HMAC_SHA1)]);
    let unknown = sequence(&[&sequence(&[&sequence(&[&unknown, &octets(&[1; 20])])])]);
    assert_eq!(certificates(&unknown).expect("references")[0].names(&house.issuing), None);
}

#[test]
fn several_values_and_several_attributes_are_all_read() {
    let house = House::new();
    let services = Services::p256(&house);
    let cms = services.complete(&mut begin(&house.sign(CONTENT), &house, Level::Stamped, CONTENT));
    let token = |cms: &[u8]| {
        let data = SignedData::parse(cms).expect("a CMS");
        Unsigned::of(&data.signers[0]).expect("attributes").values(oid::SIGNATURE_TIME_STAMP).next().map(<[u8]>::to_vec).expect("a token")
    };
    let again = crate::add_unsigned(&cms, 0, &[(oid::SIGNATURE_TIME_STAMP, token(&cms))]).expect("added");
    let data = SignedData::parse(&again).expect("a CMS");
    let unsigned = Unsigned::of(&data.signers[0]).expect("attributes");
    assert_eq!(unsigned.tokens(oid::SIGNATURE_TIME_STAMP).expect("tokens").len(), 2);
    let two = pki::asn1::write::set_of(vec![token(&cms); 2]);
    let one = pki::asn1::write::sequence(&[&pki::asn1::write::oid(oid::SIGNATURE_TIME_STAMP), &two]);
    assert_eq!(Unsigned::parse(&one).expect("attributes").tokens(oid::SIGNATURE_TIME_STAMP).expect("tokens").len(), 2);
    assert!(Unsigned::parse(&one.repeat(64)).is_ok());
    assert!(Unsigned::parse(&one.repeat(65)).is_err());
    let many = pki::asn1::write::set_of(vec![token(&cms); 17]);
    let many = pki::asn1::write::sequence(&[&pki::asn1::write::oid(oid::SIGNATURE_TIME_STAMP), &many]);
    assert!(Unsigned::parse(&many).is_err());
}

thread_local!(static LONG: Vec<u8> = {
    let house = House::new();
    let services = Services::p256(&house);
    let long = services.complete(&mut begin(&house.sign(CONTENT), &house, Level::LongType1, CONTENT));
    services.complete(&mut begin(&long, &house, Level::Archive, CONTENT))
});

/// Reads everything there is to read.
fn read_all(cms: &[u8]) -> usize {
    let Ok(data) = SignedData::parse(cms) else { return 0 };
    let mut read = 1;
    for signer in &data.signers {
        let Ok(unsigned) = Unsigned::of(signer) else { continue };
        read += unsigned.certificate_references().map_or(0, |all| all.len());
        read += unsigned.revocation_references().map_or(0, |all| all.len());
        read += unsigned.certificate_values().map_or(0, |all| all.len());
        read += unsigned.revocation_values().map_or(0, |all| all.crls.len() + all.answers.len());
        read += unsigned.counter_signatures().map_or(0, |all| all.len());
        for kind in [oid::SIGNATURE_TIME_STAMP, oid::ESC_TIME_STAMP, oid::ARCHIVE_TIME_STAMP_V3] {
            for token in unsigned.values(kind).filter_map(|value| Token::parse(value).ok()) {
                read += usize::from(token.authority(&[]).is_ok());
                read += token.hash_index().ok().flatten().map_or(0, |index: HashIndex<'_>| index.attributes.len());
            }
        }
    }
    read
}

#[test]
fn everything_of_the_longest_level_is_read() {
    // 1 CMS; references of 2 authorities and 2 entries of revocation; 4 certificates, 3 revocations; 3 authorities; 6 covered attributes
    LONG.with(|cms| assert_eq!(read_all(cms), 1 + 2 + 2 + 4 + 3 + 3 + 6));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_and_cut_bytes_never_panic(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..5), cut in any::<proptest::sample::Index>()) {
        LONG.with(|cms| {
            let mut changed = cms.clone();
            for (index, value) in &changes {
                changed[index.index(cms.len())] = *value;
            }
            read_all(&changed);
            prop_assert_eq!(read_all(&cms[..cut.index(cms.len())]), 0);
            Ok(())
        })?;
    }

    #[test]
    fn junk_is_no_attribute(junk in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = (Unsigned::parse(&junk), certificates(&junk), revocation(&junk), RevocationValues::parse(&junk), HashIndex::parse(&junk));
        prop_assert!(Token::parse(&junk).is_err());
    }
}
