use super::*;
use crate::asn1::{tag, write};
use crate::certificate::{Contents, to_be_signed};
use crate::extension::Extension;
use crate::fixture::{House, Pair, URLS, YEAR, employee, now};
use crate::{Algorithm, Name, Serial, oid};

/// A certificate that breaks what `spoil` breaks, and the codes found.
fn codes(spoil: impl FnOnce(&mut Contents<'_>)) -> Vec<&'static str> {
    let house = House::p256();
    let key = Pair::p256().public();
    let (serial, subject) = (Serial::from_random([3; 16]), employee());
    let mut contents = Contents {
        serial: &serial,
        algorithm: Algorithm::EcdsaP256Sha256,
        issuer: house.issuing.subject(),
        not_before: now(),
        not_after: now().plus_seconds(YEAR),
        subject: &subject,
        spki: key.spki(),
        extensions: &[],
    };
    let authority = house.issuing.public_key().identifier();
    let extensions = [
        Extension::usage_of_signer(),
        Extension::purposes_of_signer(),
        Extension::subject_key(&key.identifier()),
        Extension::private_key_period(now(), now()),
        Extension::authority_key(&authority),
        Extension::crl_address(URLS[1]).expect("an address"),
        Extension::issuer_address(URLS[0]).expect("an address"),
        Extension::mail(subject.get(crate::name::Kind::Email).expect("an address")),
    ];
    contents.extensions = &extensions;
    spoil(&mut contents);
    let certificate = Pair::p256().certificate(&to_be_signed(&contents));
    check(&certificate, Sort::Signer, &house.issuing).into_iter().map(|finding| finding.code).collect()
}

fn without(oid: const_oid::ObjectIdentifier) -> Vec<&'static str> {
    codes(|contents| {
        let kept: Vec<Extension> = contents.extensions.iter().filter(|extension| extension.oid != oid).cloned().collect();
        contents.extensions = kept.leak();
    })
}

fn with(extension: Extension) -> Vec<&'static str> {
    codes(|contents| {
        let kept = contents.extensions.iter().filter(|known| known.oid != extension.oid).cloned();
        contents.extensions = kept.chain([extension.clone()]).collect::<Vec<_>>().leak();
    })
}

fn named(attributes: &[(const_oid::ObjectIdentifier, u8, &str)]) -> Vec<&'static str> {
    let rdns: Vec<u8> = attributes
        .iter()
        .flat_map(|(oid, tag, value)| write::set_of(vec![write::sequence(&[&write::oid(*oid), &write::element(*tag, value.as_bytes())])]))
        .collect();
    let name = Name::parse(&write::element(tag::SEQUENCE, &rdns)).expect("a name by syntax");
    codes(|contents| contents.subject = Box::leak(Box::new(name)))
}

#[test]
fn a_good_certificate_has_no_findings() {
    assert_eq!(codes(|_| ()), [""; 0]);
}

#[test]
fn fields_are_checked() {
    let serial = |contents: &[u8]| Serial::from_contents(contents).expect("by syntax");
    let (short, long, negative) = (serial(&[1]), serial(&[1; 21]), serial(&[0x80; 16]));
    assert_eq!(codes(|contents| contents.serial = Box::leak(Box::new(short))), ["serial_too_short"]);
    assert_eq!(codes(|contents| contents.serial = Box::leak(Box::new(long))), ["serial_too_long"]);
    assert_eq!(codes(|contents| contents.serial = Box::leak(Box::new(negative))), ["serial_not_positive"]);
    assert_eq!(codes(|contents| contents.not_after = contents.not_after.plus_seconds(20 * YEAR)), ["validity_outside_issuers"]);
    assert_eq!(codes(|contents| contents.not_after = now().plus_seconds(-1)), ["validity_inverted", "private_key_period_wrong"]);
    assert_eq!(codes(|contents| contents.algorithm = Algorithm::RsaSha256), ["algorithms_differ"]);
    assert_eq!(codes(|contents| contents.issuer = contents.subject), ["issuer_name_differs", "self_issued"]);
}

#[test]
fn extensions_are_checked() {
    assert_eq!(without(oid::KEY_USAGE), ["key_usage_missing"]);
    assert_eq!(without(oid::EXTENDED_KEY_USAGE), ["purposes_wrong"]);
    assert_eq!(without(oid::SUBJECT_KEY_IDENTIFIER), ["subject_key_identifier_missing"]);
    assert_eq!(without(oid::AUTHORITY_KEY_IDENTIFIER), ["authority_key_identifier_missing"]);
    assert_eq!(without(oid::CRL_DISTRIBUTION_POINTS), ["crl_address_missing"]);
    assert_eq!(without(oid::AUTHORITY_INFO_ACCESS), ["issuer_address_missing"]);
    assert_eq!(without(oid::PRIVATE_KEY_USAGE_PERIOD), ["private_key_period_missing"]);
    assert_eq!(with(Extension::usage_of_authority()), ["key_usage_wrong"]);
    assert_eq!(with(Extension { critical: false, ..Extension::usage_of_signer() }), ["key_usage_not_critical"]);
    assert_eq!(with(Extension::authority(None)), ["signer_has_basic_constraints"]);
    assert_eq!(with(Extension::subject_key(&[1; 20])), ["subject_key_identifier_differs"]);
    assert_eq!(with(Extension::authority_key(&[1; 20])), ["authority_key_identifier_differs"]);
    assert_eq!(with(Extension { critical: true, ..Extension::purposes_of_signer() }), ["extension_critical"]);
}

#[test]
fn a_class_of_certified_means_is_never_claimed() {
    let policy = |oid: &str| {
        let policy = write::sequence(&[&write::oid(oid.parse().expect("an identifier"))]);
        Extension { oid: oid::CERTIFICATE_POLICIES, critical: false, value: write::sequence(&[&policy]) }
    };
    assert_eq!(with(policy("1.2.643.100.113.1")), ["class_of_certified_means"]);
    assert_eq!(with(policy("1.2.643.7.1.2")), [""; 0]);
}

#[test]
fn names_are_checked() {
    const C: (const_oid::ObjectIdentifier, u8, &str) = (oid::COUNTRY, tag::PRINTABLE_STRING, "RU");
    const CN: (const_oid::ObjectIdentifier, u8, &str) = (oid::COMMON_NAME, tag::UTF8_STRING, "Иванов Иван");
    const SN: (const_oid::ObjectIdentifier, u8, &str) = (oid::SURNAME, tag::UTF8_STRING, "Иванов");
    assert_eq!(named(&[C, CN, SN]), [""; 0]);
    assert_eq!(named(&[]), ["name_empty", "country_missing", "surname_missing"]);
    assert_eq!(named(&[C, CN, SN, CN]), ["name_attribute_twice"]);
    assert_eq!(named(&[C, CN, SN, (oid::INN, tag::NUMERIC_STRING, "5001007322")]), ["inn_malformed"]);
    assert_eq!(named(&[C, CN, SN, (oid::INN, tag::UTF8_STRING, "500100732259")]), ["name_number_not_numeric_string"]);
    assert_eq!(named(&[C, CN, SN, (oid::INN_LE, tag::NUMERIC_STRING, "500100732259")]), ["inn_le_malformed"]);
    assert_eq!(named(&[C, CN, SN, (oid::SNILS, tag::NUMERIC_STRING, "1")]), ["snils_malformed"]);
    assert_eq!(named(&[C, CN, SN, (oid::ORGANIZATION, tag::UTF8_STRING, "ООО")]), ["organization_without_inn"]);
    assert_eq!(named(&[C, CN, SN, (oid::TITLE, tag::UTF8_STRING, "")]), ["name_value_malformed"]);
    assert_eq!(named(&[(oid::COUNTRY, tag::UTF8_STRING, "ru"), CN, SN]), ["name_string_type", "country_malformed"]);
}
