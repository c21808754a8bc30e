//! What the tests of this crate share: an authority with a signer, and the OpenSSL of the machine.

use std::path::Path;
use std::process::{Command, Output};

use aws_lc_rs::digest::{SHA256, digest as hash};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use pki::certificate::with_signature;
use pki::crl::{self, Entry};
use pki::path::{Revocation, Trust};
use pki::profile::person::Person;
use pki::profile::{Issuer, Term, authority, signer};
use pki::{Algorithm, Certificate, Crl, Digest, PublicKey, Serial, Time};

use crate::{ContentDigest, Report, assemble, prepare, verify};

pub(crate) const CONTENT: &[u8] = "Договор № 1 от 22.11.2026".as_bytes();
pub(crate) const YEAR: i64 = 365 * 86_400;

pub(crate) fn now() -> Time {
    Time::from_unix(1_795_348_800)
}

pub(crate) struct Pair(EcdsaKeyPair);

impl Pair {
    pub(crate) fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key"))
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey::p256(self.0.public_key().as_ref()).expect("a point")
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let digest = hash(&SHA256, message);
        self.0.sign_digest(&digest).expect("a signature").as_ref().to_vec()
    }

    pub(crate) fn certificate(&self, to_be_signed: &[u8]) -> Certificate {
        let der = with_signature(to_be_signed, Algorithm::EcdsaP256Sha256, &self.sign(to_be_signed));
        Certificate::parse(&der).expect("our own certificate")
    }

    pub(crate) fn private(&self) -> Vec<u8> {
        let der: aws_lc_rs::encoding::EcPrivateKeyRfc5915Der<'_> = self.0.private_key().as_der().expect("a private key");
        der.as_ref().to_vec()
    }
}

pub(crate) struct House {
    pub(crate) root: Certificate,
    pub(crate) issuing_key: Pair,
    pub(crate) issuing: Certificate,
    pub(crate) key: Pair,
    pub(crate) signer: Certificate,
    anchors: [Certificate; 1],
}

fn issuer(certificate: &Certificate) -> Issuer<'_> {
    Issuer { certificate, certificate_url: "http://pki.example.ru/1.cer", crl_url: "http://pki.example.ru/1.crl" }
}

fn term(number: u8, years: i64) -> Term {
    Term { serial: Serial::from_random([number; 16]), not_before: now().plus_seconds(-60), not_after: now().plus_seconds(years * YEAR) }
}

impl House {
    pub(crate) fn new() -> Self {
        let (root_key, issuing_key, key) = (Pair::new(), Pair::new(), Pair::new());
        let name = |common: &str| authority::Authority { common_name: common.into(), organization: None }.name().expect("a name");
        let root = root_key.certificate(&authority::root(&name("Корневой УЦ"), &root_key.public(), &term(1, 20)).expect("a root"));
        let below = authority::issuing(issuer(&root), &name("Выпускающий УЦ"), &issuing_key.public(), &term(2, 10)).expect("an authority");
        let issuing = root_key.certificate(&below);
        let signer = person(&issuing, &issuing_key, &key, 3);
        Self { anchors: [root.clone()], root, issuing_key, issuing, key, signer }
    }

    /// Another certificate over the signer's own key.
    pub(crate) fn twin(&self) -> Certificate {
        person(&self.issuing, &self.issuing_key, &self.key, 4)
    }

    pub(crate) fn sign(&self, content: &[u8]) -> Vec<u8> {
        let prepared = prepare(&digest(content), &self.signer, now()).expect("prepared");
        let signature = self.key.sign(prepared.bytes());
        assemble(&prepared, &self.signer, &signature, &[self.issuing.clone(), self.root.clone()]).expect("assembled")
    }

    pub(crate) fn crl(&self, entries: &[Entry]) -> Crl {
        let contents =
            crl::Contents { issuer: &self.issuing, number: 1, this_update: now(), next_update: now().plus_seconds(86_400), entries };
        let tbs = crl::to_be_signed(&contents).expect("a list");
        Crl::parse(&with_signature(&tbs, Algorithm::EcdsaP256Sha256, &self.issuing_key.sign(&tbs))).expect("our own list")
    }

    pub(crate) fn trust<'a>(&'a self, crls: &'a [Crl], revocation: Revocation) -> Trust<'a> {
        Trust { anchors: &self.anchors, intermediates: &[], crls, revocation }
    }

    pub(crate) fn verify(&self, cms: &[u8], content: &[u8]) -> Report {
        verify(cms, &[digest(content)], &self.trust(&[], Revocation::IfAtHand), now())
    }
}

fn person(issuing: &Certificate, issuing_key: &Pair, key: &Pair, number: u8) -> Certificate {
    let person =
        Person {
            surname: "Петрова".into(), given_name: "Анна Сергеевна".into(), inn: Some("500100732259".into()), ..Person::default()
        };
    let name = person.name().expect("a name");
    let tbs = signer(issuer(issuing), &name, &key.public(), &term(number, 1), now().plus_seconds(YEAR)).expect("a certificate");
    issuing_key.certificate(&tbs)
}

pub(crate) fn digest(content: &[u8]) -> ContentDigest {
    ContentDigest { algorithm: Digest::Sha256, value: Digest::Sha256.of(content) }
}

/// Runs the machine's OpenSSL in `folder`: the foreign judge.
pub(crate) fn openssl(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("openssl").current_dir(folder).args(arguments).output().expect("OpenSSL is installed where these tests run")
}
