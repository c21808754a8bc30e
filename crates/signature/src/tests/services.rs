//! A time stamp authority and an OCSP responder of the tests' house.

use pki::fixture::{House as Authority, Pair, YEAR, issuer, term};
use pki::name::Kind;
use pki::ocsp::{self, Answer, CertId, IdDigest, Single, Status};
use pki::profile::service;
use pki::tsp::{GenTime, Imprint, TstInfo};
use pki::{Certificate, Name, Time};

use crate::cades::issue;
use crate::cades::stamp::ToStamp;
use crate::fixture::{House, now};

pub(super) struct Stamper {
    pub(super) key: Pair,
    pub(super) certificate: Certificate,
}

fn name(common: &str) -> Name {
    Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, common)]).expect("a name")
}

impl Stamper {
    /// Issued by this authority for so many years.
    pub(super) fn of(authority: &Authority, key: Pair, years: i64) -> Self {
        let until = now().plus_seconds(years * YEAR);
        let tbs = service::time_stamper(issuer(&authority.issuing), &name("TSA"), &key.public(), &term(40, years), until);
        let certificate = authority.issuing_key.certificate(&tbs.expect("a certificate"));
        Self { key, certificate }
    }

    /// With a certificate that is for something else.
    pub(super) fn with(key: Pair, certificate: Certificate) -> Self {
        Self { key, certificate }
    }

    pub(super) fn token(&self, imprint: Imprint, time: Time) -> Vec<u8> {
        let info = TstInfo {
            policy: "1.2.643.7.9".parse().expect("an identifier"),
            imprint,
            serial: vec![0x12, 0x34],
            time: GenTime { seconds: time, micros: 0 },
            accuracy: None,
            ordering: false,
            nonce: None,
            authority: None,
        };
        let issued = issue::prepare(&info, &self.certificate, time).expect("prepared");
        let signature = self.key.sign(issued.bytes());
        issued.assemble(&self.certificate, &signature, &[&self.certificate]).expect("a token")
    }

    /// Puts this stamp on a CMS.
    pub(super) fn stamp(&self, cms: &[u8], to_stamp: &ToStamp, time: Time) -> Vec<u8> {
        let token = self.token(to_stamp.imprint(cms).expect("an imprint"), time);
        to_stamp.add(cms, &token, &[]).expect("stamped")
    }
}

/// An OCSP answer of the issuing authority itself about a certificate of its own.
pub(super) fn answer(house: &House, about: &Certificate, status: Status, this_update: Time) -> Answer {
    let id = CertId::new(IdDigest::Sha1, &house.issuing, about.serial());
    let single = Single::new(id, status, this_update, Some(this_update.plus_seconds(86_400)));
    let contents = ocsp::Contents {
        responder: ocsp::Responder::Name(house.issuing.subject().clone()),
        produced_at: this_update,
        singles: std::slice::from_ref(&single),
        nonce: None,
    };
    let tbs = ocsp::to_be_signed(&contents);
    let key = &house.issuing_key;
    let der = ocsp::assemble(&tbs, key.algorithm(), &key.sign(&tbs), &[]);
    Answer::parse(&der).expect("our own answer")
}
