//! Answers as somebody on the way, or a responder that went wrong, would craft them: each is refused by its own name.

use const_oid::ObjectIdentifier;

use super::*;
use crate::asn1::{tag, write};
use crate::certificate;
use crate::extension::Extension;
use crate::oid;

/// anyExtendedKeyUsage (RFC 5280 §4.2.1.12).
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

/// What the service says: everything that a case may bend.
struct Craft<'a> {
    service: &'a Service,
    nonce: [u8; 16],
}

impl<'a> Craft<'a> {
    fn single(&self, id: CertId, from: i64, until: Option<i64>) -> Single {
        Single::new(id, Status::Good, now().plus_seconds(from), until.map(|until| now().plus_seconds(until)))
    }

    fn good(&self) -> Single {
        self.single(self.service.id(IdDigest::Sha1), 0, Some(DAY))
    }

    fn tbs(&self, singles: &[Single]) -> Vec<u8> {
        to_be_signed(&self.service.contents(singles, Some(&self.nonce)))
    }

    fn sign(&self, tbs: &[u8]) -> Vec<u8> {
        self.signed_by(tbs, &self.service.key, &[&self.service.responder])
    }

    fn signed_by(&self, tbs: &[u8], key: &Pair, certificates: &[&Certificate]) -> Vec<u8> {
        assemble(tbs, Algorithm::EcdsaP256Sha256, &key.sign(tbs), certificates)
    }

    /// An answer by a delegate that is certified so.
    fn by_delegate(&self, delegate: &dyn Fn(&Pair) -> Certificate) -> Vec<u8> {
        let key = Pair::p256();
        let certificate = delegate(&key);
        let singles = [self.good()];
        let responder = Responder::Key(key.public().identifier().to_vec());
        let tbs = to_be_signed(&Contents { responder, ..self.service.contents(&singles, Some(&self.nonce)) });
        self.signed_by(&tbs, &key, &[&certificate])
    }
}

/// A certificate with these extensions, signed by this issuer.
fn certified(issuer: &Certificate, by: &Pair, key: &Pair, ends: i64, extensions: &[Extension]) -> Certificate {
    let tbs = certificate::to_be_signed(&certificate::Contents {
        serial: &Serial::from_random([21; 16]),
        algorithm: Algorithm::EcdsaP256Sha256,
        issuer: issuer.subject(),
        not_before: now().plus_seconds(-2 * DAY),
        not_after: now().plus_seconds(ends),
        subject: &Name::build(&[(Kind::CommonName, "OCSP")]).expect("a name"),
        spki: key.public().spki(),
        extensions,
    });
    by.certificate(&tbs)
}

fn refused(service: &Service, der: &[u8], nonce: &[u8]) -> Result<Status, Fault> {
    Answer::parse(der).expect("well-formed").check(&service.expected(Some(nonce)), &[])
}

#[test]
fn crafted_answers_are_refused_each_by_its_name() {
    let service = Service::new();
    let craft = Craft { service: &service, nonce: [1; 16] };
    let (house, signing) = (&service.house, [Extension::purpose_of_responder()]);
    let other_house = House::p256();
    let by = |extensions: fn() -> Vec<Extension>| {
        craft.by_delegate(&|key: &Pair| certified(&service.house.issuing, &service.house.issuing_key, key, DAY, &extensions()))
    };
    let other_id = CertId::new(IdDigest::Sha1, &house.issuing, &Serial::from_random([77; 16]));
    let cases: Vec<(&str, Vec<u8>, Fault)> = vec![
        (
            "of another issuer",
            craft.sign(&craft.tbs(&[craft.single(CertId::new(IdDigest::Sha1, &house.root, service.signer.serial()), 0, Some(DAY))])),
            Fault::OtherCertificate,
        ),
        (
            "of another house of the same names",
            craft.sign(&craft.tbs(&[craft.single(
                CertId::new(IdDigest::Sha1, &other_house.issuing, service.signer.serial()),
                0,
                Some(DAY),
            )])),
            Fault::OtherCertificate,
        ),
        ("of another serial number", craft.sign(&craft.tbs(&[craft.single(other_id, 0, Some(DAY))])), Fault::OtherCertificate),
        ("of nothing", craft.sign(&craft.tbs(&[])), Fault::OtherCertificate),
        ("out of date", craft.sign(&craft.tbs(&[craft.single(service.id(IdDigest::Sha1), -2 * DAY, Some(-DAY))])), Fault::Stale),
        ("old and without an end", craft.sign(&craft.tbs(&[craft.single(service.id(IdDigest::Sha1), -DAY, None)])), Fault::Stale),
        ("of tomorrow", craft.sign(&craft.tbs(&[craft.single(service.id(IdDigest::Sha1), DAY, Some(2 * DAY))])), Fault::NotYet),
        (
            "produced tomorrow",
            craft.sign(&to_be_signed(&Contents {
                produced_at: now().plus_seconds(DAY / 2),
                ..service.contents(&[craft.good()], Some(&craft.nonce))
            })),
            Fault::NotYet,
        ),
        ("replayed with an old nonce", craft.sign(&to_be_signed(&service.contents(&[craft.good()], Some(&[9; 16])))), Fault::Nonce),
        ("replayed without a nonce", craft.sign(&to_be_signed(&service.contents(&[craft.good()], None))), Fault::Nonce),
        (
            "with the beginning of the nonce",
            craft.sign(&to_be_signed(&service.contents(&[craft.good()], Some(&craft.nonce[..15])))),
            Fault::Nonce,
        ),
        ("signed by another key", craft.signed_by(&craft.tbs(&[craft.good()]), &Pair::p256(), &[&service.responder]), Fault::Signature),
        (
            "changed after it was signed",
            {
                let revoked = Single::new(service.id(IdDigest::Sha1), Status::Unknown, now(), Some(now().plus_seconds(DAY)));
                let signature = service.key.sign(&craft.tbs(&[revoked]));
                assemble(&craft.tbs(&[craft.good()]), Algorithm::EcdsaP256Sha256, &signature, &[&service.responder])
            },
            Fault::Signature,
        ),
        ("without the responder's certificate", craft.signed_by(&craft.tbs(&[craft.good()]), &service.key, &[]), Fault::Responder),
        (
            "in the issuer's name by its delegate",
            {
                let responder = Responder::Name(house.issuing.subject().clone());
                craft.sign(&to_be_signed(&Contents { responder, ..service.contents(&[craft.good()], Some(&craft.nonce)) }))
            },
            Fault::Signature,
        ),
        ("by a person", craft.by_delegate(&|key| house.signer(key, 8)), Fault::Responder),
        ("by nobody's certificate", craft.by_delegate(&|key| certified(&house.issuing, key, key, DAY, &signing)), Fault::Responder),
        ("by the root's delegate", craft.by_delegate(&|key| certified(&house.root, &house.root_key, key, DAY, &signing)), Fault::Responder),
        (
            "by a delegate of the root under the issuer's name",
            craft.by_delegate(&|key| certified(&house.issuing, &house.root_key, key, DAY, &signing)),
            Fault::Responder,
        ),
        (
            "by a delegate of another house",
            craft.by_delegate(&|key| certified(&other_house.issuing, &other_house.issuing_key, key, DAY, &signing)),
            Fault::Responder,
        ),
        (
            "by a delegate that has expired",
            craft.by_delegate(&|key| certified(&house.issuing, &house.issuing_key, key, -DAY, &signing)),
            Fault::ResponderExpired,
        ),
        ("by a delegate for time stamps", by(|| vec![Extension::purpose_of_time_stamper()]), Fault::Responder),
        (
            "by a delegate for anything",
            by(|| vec![Extension { oid: oid::EXTENDED_KEY_USAGE, critical: false, value: write::sequence(&[&write::oid(ANY_PURPOSE)]) }]),
            Fault::Responder,
        ),
        ("by a delegate for nothing", by(|| vec![Extension::usage_of_service()]), Fault::Responder),
        ("by an authority's key usage", by(|| vec![Extension::usage_of_authority(), Extension::purpose_of_responder()]), Fault::Responder),
        (
            "by a delegate with a riddle",
            by(|| vec![Extension::purpose_of_responder(), Extension { oid: oid::OGRN, critical: true, value: vec![5, 0] }]),
            Fault::Responder,
        ),
        ("with a critical riddle", craft.sign(&riddle(&craft.tbs(&[craft.good()]))), Fault::CriticalExtension),
    ];
    assert!(cases.len() >= 27);
    for (name, der, fault) in cases {
        assert_eq!(refused(&service, &der, &craft.nonce), Err(fault), "{name}");
    }
    // Neither is a plain good one, and both may pass: the wrong delegate before the right one, an answer that knows nothing.
    let tbs = craft.tbs(&[craft.good()]);
    let both = craft.signed_by(&tbs, &service.key, &[&house.signer(&service.key, 8), &service.responder]);
    assert_eq!(refused(&service, &both, &craft.nonce), Ok(Status::Good));
    let unknown = Single::new(service.id(IdDigest::Sha1), Status::Unknown, now(), Some(now().plus_seconds(DAY)));
    assert_eq!(refused(&service, &craft.sign(&craft.tbs(&[unknown])), &craft.nonce), Ok(Status::Unknown));
}

/// ResponseData with a critical extension that nobody knows behind its last one.
fn riddle(tbs: &[u8]) -> Vec<u8> {
    let mut inner = crate::asn1::Reader::whole_sequence(tbs).expect("our own");
    let mut parts = Vec::new();
    while let Some(next) = inner.peek() {
        let element = inner.element().expect("an element");
        if next != tag::context(1) || inner.peek().is_some() {
            parts.extend_from_slice(element.raw);
        }
    }
    let extension = Extension { oid: oid::OGRN, critical: true, value: vec![5, 0] }.to_der();
    parts.extend(write::element(tag::context(1), &write::sequence(&[&extension])));
    write::element(tag::SEQUENCE, &parts)
}

#[test]
fn shells_without_an_answer_in_them_are_malformed() {
    let basic = |kind: ObjectIdentifier, octets: &[u8]| write::sequence(&[&write::oid(kind), &write::octets(octets)]);
    let shell = |status: u8, inside: Option<Vec<u8>>| {
        let inside = inside.map_or(Vec::new(), |inside| write::element(tag::context(0), &inside));
        write::sequence(&[&write::element(tag::ENUMERATED, &[status]), &inside])
    };
    for (name, der) in [
        ("success and nothing", shell(0, None)),
        ("success and emptiness", shell(0, Some(basic(oid::OCSP_BASIC, &[])))),
        ("another type of answer", shell(0, Some(basic(oid::OCSP_NONCE, &write::sequence(&[]))))),
        ("a status that is none", shell(4, None)),
        ("a status beyond all", shell(200, None)),
        ("a bare SEQUENCE", write::sequence(&[])),
    ] {
        assert!(matches!(Answer::parse(&der), Err(AnswerError::Malformed(_))), "{name}");
    }
}
