//! Rules for issuer and subject names.

use std::collections::HashSet;

use super::{Findings, Sort};
use crate::Certificate;
use crate::asn1::tag;
use crate::name::{Attribute, Kind};

pub(super) fn check(certificate: &Certificate, sort: Sort, issuer: &Certificate, findings: &mut Findings) {
    findings.error_if(certificate.issuer() != issuer.subject(), "issuer_name_differs");
    findings.error_if((sort == Sort::Root) != certificate.is_self_issued(), "self_issued");

    let subject = certificate.subject();
    findings.error_if(subject.is_empty(), "name_empty");
    findings.error_if(subject.rdns().iter().any(Vec::is_empty), "name_rdn_empty");
    findings.error_if(subject.rdns().iter().any(|rdn| rdn.len() > 1), "name_rdn_multiple");
    findings.error_if(!subject.is_empty() && subject.get(Kind::CommonName).is_none(), "common_name_missing");
    findings.error_if(subject.get(Kind::Country).is_none(), "country_missing");
    findings.error_if(sort == Sort::Signer && subject.get(Kind::Surname).is_none(), "surname_missing");
    let organization = subject.get(Kind::Organization).is_some();
    findings.error_if(sort.is_signer() && organization && subject.get(Kind::InnLe).is_none(), "organization_without_inn");
    let proprietor = sort == Sort::Signer && subject.get(Kind::Ogrnip).is_some();
    findings.error_if(proprietor && subject.get(Kind::Inn).is_none(), "proprietor_without_inn");
    findings.error_if(proprietor && organization, "proprietor_with_organization");
    if sort == Sort::Seal {
        findings.error_if(!organization, "seal_without_organization");
        findings.error_if(subject.get(Kind::Ogrn).is_none(), "seal_without_ogrn");
        for kind in [Kind::Surname, Kind::GivenName, Kind::Snils, Kind::Inn, Kind::Ogrnip, Kind::Title] {
            findings.error_in(subject.get(kind).is_some(), "seal_names_a_person", kind);
        }
    }

    let mut seen = HashSet::new();
    for attribute in subject.attributes() {
        findings.error_in(!seen.insert(attribute.kind), "name_attribute_twice", attribute.kind);
        check_attribute(attribute, findings);
    }
}

fn check_attribute(attribute: &Attribute, findings: &mut Findings) {
    let kind = attribute.kind;
    if matches!(kind, Kind::Other(_)) {
        findings.notice_in(true, "name_attribute_unknown", kind);
        return;
    }
    findings.error_in(attribute.tag != kind.tag(), string_code(kind), kind);
    findings.error_in(kind.problem(&attribute.value).is_some(), value_code(kind), kind);
    let long = attribute.value.chars().count() > 64 && kind.tag() == tag::UTF8_STRING;
    findings.notice_in(long, "name_value_over_64", kind);
}

fn string_code(kind: Kind) -> &'static str {
    if kind.digits().is_some() { "name_number_not_numeric_string" } else { "name_string_type" }
}

fn value_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Inn => "inn_malformed",
        Kind::InnLe => "inn_le_malformed",
        Kind::Ogrn => "ogrn_malformed",
        Kind::Ogrnip => "ogrnip_malformed",
        Kind::Snils => "snils_malformed",
        Kind::Country => "country_malformed",
        Kind::Email => "email_malformed",
        _ => "name_value_malformed",
    }
}
