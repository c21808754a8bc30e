//! Rules for the plain fields: version, serial number, algorithms, validity, key.

use super::Findings;
use crate::Certificate;
use crate::asn1::write;

pub(super) fn check(certificate: &Certificate, issuer: &Certificate, findings: &mut Findings) {
    findings.error_if(certificate.version() != 3, "version_not_3");

    let serial = certificate.serial();
    findings.error_if(!serial.is_positive(), "serial_not_positive");
    findings.error_if(serial.contents().len() > 20, "serial_too_long");
    // 64 bits of randomness cannot stand in less than eight octets.
    findings.error_if(serial.contents().len() < 8, "serial_too_short");

    let [inner, outer] = certificate.algorithms();
    findings.error_if(inner != outer, "algorithms_differ");
    match certificate.algorithm() {
        None => match certificate.obsolete_algorithm() {
            Some(name) => findings.error_in(true, "algorithm_obsolete", name),
            None => findings.error_if(inner == outer, "algorithm_unknown"),
        },
        Some(algorithm) => {
            findings.error_if(!issuer.public_key().takes(algorithm), "algorithm_not_of_issuers_key");
            findings.error_if(algorithm.identifier() != inner, "algorithm_parameters");
        }
    }
    findings.error_if(certificate.public_key().kind().is_none(), "key_unknown");
    if let Some(weakness) = certificate.public_key().weakness_if_new() {
        findings.error_in(true, "key_weak", weakness);
    }

    let (from, until) = (certificate.not_before(), certificate.not_after());
    findings.error_if(until < from, "validity_inverted");
    findings.error_if(from < issuer.not_before() || until > issuer.not_after(), "validity_outside_issuers");
    findings.error_if(certificate.validity_der() != write::sequence(&[&from.to_der(), &until.to_der()]), "validity_encoding");
}
