//! Rules for the extensions.

use const_oid::ObjectIdentifier;

use super::{Findings, Sort};
use crate::asn1::Reader;
use crate::extension::{Extension, KeyPeriod, Usage};
use crate::name::Kind;
use crate::{Certificate, Malformed, oid};

pub(super) fn check(certificate: &Certificate, sort: Sort, issuer: &Certificate, findings: &mut Findings) {
    usage(certificate, sort, findings);
    constraints(certificate, sort, findings);
    keys(certificate, issuer, findings);
    addresses(certificate, sort, findings);
    policies(certificate, findings);
    mail(certificate, sort, findings);
    purposes(certificate, sort, findings);
    if sort.is_signer() || sort == Sort::TimeStamper {
        key_period(certificate, findings);
    }
    findings.error_if(certificate.sign_tool().is_err(), "sign_tool_malformed");
    findings.error_if(certificate.issuer_tool().is_err(), "issuer_tool_malformed");
    findings.error_if(certificate.identification().is_err(), "identification_malformed");
    for extension in certificate.extensions() {
        let purpose = sort == Sort::TimeStamper && extension.oid == oid::EXTENDED_KEY_USAGE;
        let critical = purpose || extension.oid == oid::KEY_USAGE || extension.oid == oid::BASIC_CONSTRAINTS;
        findings.error_in(extension.critical && !critical, "extension_critical", extension.oid);
    }
}

/// Each service has its one purpose, signers the two of theirs, authorities none.
fn purposes(certificate: &Certificate, sort: Sort, findings: &mut Findings) {
    let wanted = match sort {
        Sort::Root | Sort::Issuing => None,
        Sort::Signer | Sort::Seal => Some(vec![oid::CLIENT_AUTH, oid::EMAIL_PROTECTION]),
        Sort::Responder => Some(vec![oid::OCSP_SIGNING]),
        Sort::TimeStamper => Some(vec![oid::TIME_STAMPING]),
    };
    findings.error_if(certificate.purposes() != Ok(wanted), "purposes_wrong");
    let critical = is_critical(certificate, oid::EXTENDED_KEY_USAGE);
    findings.error_if(sort == Sort::TimeStamper && critical == Some(false), "purpose_not_critical");
    findings.error_if(sort == Sort::Responder && is_critical(certificate, oid::OCSP_NO_CHECK).is_none(), "no_check_missing");
}

fn is_critical(certificate: &Certificate, oid: ObjectIdentifier) -> Option<bool> {
    certificate.extensions().iter().find(|extension| extension.oid == oid).map(|extension| extension.critical)
}

fn usage(certificate: &Certificate, sort: Sort, findings: &mut Findings) {
    let authority = sort.is_authority();
    let wanted = Usage {
        digital_signature: !authority,
        non_repudiation: sort.is_signer(),
        certificate_sign: authority,
        crl_sign: authority,
        other: false,
    };
    match certificate.usage() {
        Ok(Some(usage)) => findings.error_if(usage != wanted, "key_usage_wrong"),
        Ok(None) => findings.error_if(true, "key_usage_missing"),
        Err(Malformed(_)) => findings.error_if(true, "key_usage_malformed"),
    }
    findings.error_if(is_critical(certificate, oid::KEY_USAGE) == Some(false), "key_usage_not_critical");
}

fn constraints(certificate: &Certificate, sort: Sort, findings: &mut Findings) {
    let length = match sort {
        Sort::Signer | Sort::Seal | Sort::Responder | Sort::TimeStamper => {
            findings.error_if(is_critical(certificate, oid::BASIC_CONSTRAINTS).is_some(), "signer_has_basic_constraints");
            return;
        }
        Sort::Root => 1,
        Sort::Issuing => 0,
    };
    let constraints = certificate.constraints().ok().flatten();
    findings.error_if(constraints.is_none_or(|constraints| !constraints.authority), "basic_constraints_missing");
    findings.error_if(is_critical(certificate, oid::BASIC_CONSTRAINTS) == Some(false), "basic_constraints_not_critical");
    findings.error_if(constraints.is_some_and(|constraints| constraints.path_length != Some(length)), "path_length_wrong");
}

fn keys(certificate: &Certificate, issuer: &Certificate, findings: &mut Findings) {
    match certificate.subject_key_identifier() {
        Ok(Some(found)) => findings.error_if(found != certificate.public_key().identifier(), "subject_key_identifier_differs"),
        _ => findings.error_if(true, "subject_key_identifier_missing"),
    }
    match (certificate.authority_key_identifier(), issuer.subject_key_identifier()) {
        (Ok(Some(found)), Ok(Some(wanted))) => findings.error_if(found != wanted, "authority_key_identifier_differs"),
        _ => findings.error_if(true, "authority_key_identifier_missing"),
    }
}

fn addresses(certificate: &Certificate, sort: Sort, findings: &mut Findings) {
    // A root is not revoked by a list and not fetched by an address: it is given.
    if sort == Sort::Root {
        return;
    }
    let good = |urls: Result<Vec<String>, Malformed>| {
        urls.is_ok_and(|urls| !urls.is_empty() && urls.iter().all(|url| url.starts_with("http://") || url.starts_with("https://")))
    };
    findings.error_if(!good(certificate.crl_addresses()), "crl_address_missing");
    findings.error_if(!good(certificate.issuer_addresses()), "issuer_address_missing");
}

/// A non-qualified certificate must not claim a class of certified means.
fn policies(certificate: &Certificate, findings: &mut Findings) {
    let Some(extension) = certificate.extensions().iter().find(|extension| extension.oid == oid::CERTIFICATE_POLICIES) else { return };
    match policy_identifiers(&extension.value) {
        Ok(policies) => {
            let class = policies.iter().find(|policy| policy.arcs().take(5).eq(oid::MEANS_CLASS_ARC.arcs()));
            findings.error_if(class.is_some(), "class_of_certified_means");
        }
        Err(Malformed(_)) => findings.error_if(true, "policies_malformed"),
    }
}

/// A mail address of the subject stands in subjectAltName too (RFC 5280 §4.1.2.6). A notice: certificates of earlier releases lack it.
fn mail(certificate: &Certificate, sort: Sort, findings: &mut Findings) {
    let Some(address) = certificate.subject().get(Kind::Email) else { return };
    let there = certificate.extensions().iter().any(|extension| *extension == Extension::mail(address));
    findings.notice_in(sort.is_signer() && !there, "mail_not_in_alternative_names", "");
}

fn policy_identifiers(value: &[u8]) -> Result<Vec<ObjectIdentifier>, Malformed> {
    let mut reader = Reader::whole_sequence(value)?;
    let mut policies = Vec::new();
    while !reader.is_empty() {
        policies.push(reader.sequence()?.oid()?);
    }
    Ok(policies)
}

fn key_period(certificate: &Certificate, findings: &mut Findings) {
    match certificate.private_key_period() {
        Ok(Some(KeyPeriod { from: Some(from), until: Some(until) })) => {
            let inside = certificate.not_before() <= from && from <= until && until <= certificate.not_after();
            findings.error_if(!inside, "private_key_period_wrong");
        }
        _ => findings.error_if(true, "private_key_period_missing"),
    }
}
