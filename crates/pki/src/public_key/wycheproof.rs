//! Project Wycheproof's hostile signatures, as this house verifies them: what must be refused is, and what is right is taken.
//!
//! Of GOST there is no such set; `crates/gost/vectors` is ours.

use wycheproof::{TestResult, ecdsa, rsa_pkcs1_verify as pkcs1, rsa_pss_verify as pss};

use crate::{Algorithm, PublicKey};

/// What came of the tests so far.
#[derive(Default)]
struct Tally {
    taken: usize,
    refused: usize,
    faults: Vec<String>,
}

impl Tally {
    fn note(&mut self, what: &str, result: TestResult, taken: bool) {
        *(if taken { &mut self.taken } else { &mut self.refused }) += 1;
        match (result, taken) {
            (TestResult::Invalid, true) | (TestResult::Valid, false) => self.faults.push(format!("{what}: taken: {taken}")),
            _ => {}
        }
    }

    /// At least so many right ones and so many wrong ones, and no fault.
    fn holds(&self, taken: usize, refused: usize) {
        assert_eq!(self.faults, [""; 0]);
        assert!(self.taken >= taken && self.refused >= refused, "{} taken, {} refused", self.taken, self.refused);
    }
}

/// Every test of a set by one algorithm.
macro_rules! judge {
    ($module:ident, $name:expr, $algorithm:expr, $tally:expr) => {{
        let set = $module::TestSet::load($name).expect("the set");
        for group in set.test_groups {
            let key = PublicKey::parse(&group.der).expect("a key");
            for test in group.tests {
                let taken = key.verify($algorithm, &test.msg, &test.sig);
                $tally.note(&format!("{:?} {}: {}", $name, test.tc_id, test.comment), test.result, taken);
            }
        }
    }};
}

#[test]
fn ecdsa_takes_no_wrong_signature() {
    use ecdsa::TestName::{EcdsaSecp256r1Sha256, EcdsaSecp384r1Sha256, EcdsaSecp384r1Sha384};
    let mut tally = Tally::default();
    for (name, algorithm) in [
        (EcdsaSecp256r1Sha256, Algorithm::EcdsaP256Sha256),
        (EcdsaSecp384r1Sha256, Algorithm::EcdsaP256Sha256),
        (EcdsaSecp384r1Sha384, Algorithm::EcdsaP384Sha384),
    ] {
        judge!(ecdsa, name, algorithm, tally);
    }
    tally.holds(500, 700);
}

#[test]
fn rsa_by_pkcs1_takes_no_wrong_signature() {
    use pkcs1::TestName::{
        Rsa2048Sha256, Rsa2048Sha384, Rsa2048Sha512, Rsa3072Sha256, Rsa3072Sha384, Rsa3072Sha512, Rsa4096Sha256, Rsa4096Sha384,
        Rsa4096Sha512, Rsa8192Sha256, Rsa8192Sha384, Rsa8192Sha512,
    };
    let mut tally = Tally::default();
    for (names, algorithm) in [
        ([Rsa2048Sha256, Rsa3072Sha256, Rsa4096Sha256, Rsa8192Sha256], Algorithm::RsaSha256),
        ([Rsa2048Sha384, Rsa3072Sha384, Rsa4096Sha384, Rsa8192Sha384], Algorithm::RsaSha384),
        ([Rsa2048Sha512, Rsa3072Sha512, Rsa4096Sha512, Rsa8192Sha512], Algorithm::RsaSha512),
    ] {
        for name in names {
            judge!(pkcs1, name, algorithm, tally);
        }
    }
    tally.holds(60, 1500);
}

#[test]
fn rsa_by_pss_takes_no_wrong_signature() {
    use pss::TestName::{
        RsaPss2048Sha256Mgf1SaltLen32, RsaPss2048Sha384Mgf1SaltLen48, RsaPss3072Sha256Mgf1SaltLen32, RsaPss4096Sha256Mgf1SaltLen32,
        RsaPss4096Sha384Mgf1SaltLen48, RsaPss4096Sha512Mgf1SaltLen64,
    };
    let mut tally = Tally::default();
    for (name, algorithm) in [
        (RsaPss2048Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (RsaPss3072Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (RsaPss4096Sha256Mgf1SaltLen32, Algorithm::RsaPssSha256),
        (RsaPss2048Sha384Mgf1SaltLen48, Algorithm::RsaPssSha384),
        (RsaPss4096Sha384Mgf1SaltLen48, Algorithm::RsaPssSha384),
        (RsaPss4096Sha512Mgf1SaltLen64, Algorithm::RsaPssSha512),
    ] {
        judge!(pss, name, algorithm, tally);
    }
    tally.holds(500, 250);
}

/// What is right by another scheme is refused by ours: a salt of another length, a mask by another digest, another padding. What a set has
/// for wrong may be right by ours, and only that is taken.
macro_rules! right_by_another {
    ($module:ident, $name:expr, $algorithms:expr) => {
        let (set, mut right) = ($module::TestSet::load($name).expect("the set"), 0);
        for group in set.test_groups {
            let key = PublicKey::parse(&group.der).expect("a key");
            for test in group.tests.iter().filter(|test| test.result == TestResult::Valid) {
                let taken = $algorithms.into_iter().find(|algorithm| key.verify(*algorithm, &test.msg, &test.sig));
                assert_eq!(taken, None, "{:?} {}", $name, test.tc_id);
                right += 1;
            }
        }
        assert!(right > 3, "{right}");
    };
}

#[test]
fn a_signature_by_another_scheme_is_refused() {
    use Algorithm::{
        EcdsaP256Sha256, EcdsaP384Sha384, Gost256, Gost512, RsaPssSha256, RsaPssSha384, RsaPssSha512, RsaSha256, RsaSha384, RsaSha512,
    };
    let pss_only = [RsaPssSha256, RsaPssSha384, RsaPssSha512, RsaSha256, RsaSha384, RsaSha512];
    right_by_another!(pss, pss::TestName::RsaPss2048Sha256Mgf1SaltLen0, pss_only);
    right_by_another!(pss, pss::TestName::RsaPss2048Sha256Mgf1Sha1_20, pss_only);
    right_by_another!(pss, pss::TestName::RsaPss4096Sha512Mgf1SaltLen32, pss_only);
    let other = [RsaPssSha256, RsaPssSha384, RsaPssSha512, RsaSha384, RsaSha512, EcdsaP256Sha256, EcdsaP384Sha384, Gost256, Gost512];
    right_by_another!(pkcs1, pkcs1::TestName::Rsa3072Sha256, other);
    right_by_another!(ecdsa, ecdsa::TestName::EcdsaSecp256r1Sha256, [EcdsaP384Sha384, RsaSha256, Gost256, Gost512]);
}
