//! What the tests of this crate share: an authority, and somebody who signs.

mod services;

use std::ops::Deref;

use gost::ParameterSet;
use pki::crl::Entry;
pub(crate) use pki::fixture::{Pair, YEAR, now};
use pki::fixture::{issuer, term};
use pki::path::{Revocation, Trust};
use pki::profile::person::Person;
use pki::profile::signer;
use pki::{Algorithm, Certificate, Crl, Digest};

pub(crate) use services::{POLICY, Services};

use crate::{ContentDigest, Report, assemble, prepare, verify};

pub(crate) const CONTENT: &[u8] = "Договор № 1 от 22.11.2026".as_bytes();

/// Does everything hold but, perhaps, the clock? Foreign tools sign by that of the machine, while the tests live at [`now`].
pub(crate) fn stands(report: &Report) -> bool {
    let mut reasons = report.reasons().filter(|finding| finding.reason.is_some());
    !report.signers.is_empty() && reasons.all(|finding| finding.cause == crate::Cause::SigningTimeInFuture)
}

/// The authority is what it derefs to.
pub(crate) struct House {
    authority: pki::fixture::House,
    pub(crate) key: Pair,
    pub(crate) signer: Certificate,
    anchors: [Certificate; 1],
}

impl Deref for House {
    type Target = pki::fixture::House;

    fn deref(&self) -> &pki::fixture::House {
        &self.authority
    }
}

impl House {
    pub(crate) fn new() -> Self {
        Self::of([Pair::p256(), Pair::p256(), Pair::p256()], 3)
    }

    /// With all keys on this curve.
    pub(crate) fn gost(set: ParameterSet) -> Self {
        Self::of([Pair::gost(set), Pair::gost(set), Pair::gost(set)], 5)
    }

    /// The authorities have the same names and numbers everywhere; their signers are told apart.
    fn of([root, issuing, key]: [Pair; 3], number: u8) -> Self {
        let authority = pki::fixture::House::of([root, issuing]);
        let signer = person(&authority, &key, number);
        Self { anchors: [authority.root.clone()], authority, key, signer }
    }

    /// Another certificate over the signer's own key.
    pub(crate) fn twin(&self) -> Certificate {
        person(&self.authority, &self.key, 4)
    }

    /// By the digest of the signer's key.
    pub(crate) fn digest(&self, content: &[u8]) -> ContentDigest {
        digest_by(self.key.algorithm(), content)
    }

    pub(crate) fn sign(&self, content: &[u8]) -> Vec<u8> {
        let prepared = prepare(&self.digest(content), &self.signer, now()).expect("prepared");
        let signature = self.key.sign(prepared.bytes());
        assemble(&prepared, &self.signer, &signature, &[self.issuing.clone(), self.root.clone()]).expect("assembled")
    }

    pub(crate) fn list(&self, entries: &[Entry]) -> Crl {
        Crl::parse(&self.crl(1, entries)).expect("our own list")
    }

    pub(crate) fn trust<'a>(&'a self, crls: &'a [Crl], revocation: Revocation) -> Trust<'a> {
        Trust { anchors: &self.anchors, intermediates: &[], crls, revocation, proven: None }
    }

    pub(crate) fn verify(&self, cms: &[u8], content: &[u8]) -> Report {
        verify(cms, &[self.digest(content)], &self.trust(&[], Revocation::IfAtHand), now())
    }
}

fn person(authority: &pki::fixture::House, key: &Pair, number: u8) -> Certificate {
    let person =
        Person {
            surname: "Петрова".into(), given_name: "Анна Сергеевна".into(), inn: Some("500100732259".into()), ..Person::default()
        };
    let name = person.name().expect("a name");
    let end = now().plus_seconds(YEAR);
    let tbs = signer(issuer(&authority.issuing), &name, &key.public(), &term(number, 1), end).expect("a certificate");
    authority.issuing_key.certificate(&tbs)
}

pub(crate) fn digest(content: &[u8]) -> ContentDigest {
    digest_by(Algorithm::EcdsaP256Sha256, content)
}

fn digest_by(algorithm: Algorithm, content: &[u8]) -> ContentDigest {
    let algorithm: Digest = algorithm.digest();
    ContentDigest { algorithm, value: algorithm.of(content) }
}
