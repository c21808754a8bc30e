//! Certificates in the vendor's list.

use app::diadoc::{ActsFor, BoxCertificate, Holder, Source};
use domain::time::Timestamp;
use pki::{Certificate, Time};
use wire::diadoc::proto::certificates::{CertificateInfoV2, CertificateSubjectType, CertificateType, CertificateUsages};

use super::moment::ticks;

/// A certificate with what it says of its holder. One that cannot be read any more is shown by its number and times alone.
pub(in super::super) fn certificate(one: &BoxCertificate, is_default: bool) -> CertificateInfoV2 {
    let (not_before, not_after) = one.validity();
    let on_server = matches!(&one.source, Source::Issued(issued) if issued.key.is_some());
    let (kind, usage) = if on_server {
        (CertificateType::Dss, CertificateUsages::DssUsages)
    } else {
        (CertificateType::Token, CertificateUsages::TokenUsages)
    };
    let bare = CertificateInfoV2 {
        thumbprint: one.thumbprint().to_owned(),
        r#type: kind as i32,
        valid_from: Some(ticks(not_before)),
        valid_to: Some(ticks(not_after)),
        is_default: Some(is_default),
        usages: vec![usage as i32],
        ..CertificateInfoV2::default()
    };
    match Certificate::parse(&one.der) {
        Ok(certificate) => with_holder(bare, &certificate),
        Err(_) => bare,
    }
}

fn with_holder(bare: CertificateInfoV2, certificate: &Certificate) -> CertificateInfoV2 {
    let holder = Holder::of(certificate.subject());
    let (key_from, key_to) = certificate.private_key_period().ok().flatten().map_or((None, None), |period| (period.from, period.until));
    let moment = |time: Time| ticks(Timestamp::from_seconds(time.unix()));
    let subject = match holder.acts_for {
        ActsFor::Organization => CertificateSubjectType::LegalEntity,
        ActsFor::Business => CertificateSubjectType::IndividualEntity,
        ActsFor::Themselves => CertificateSubjectType::PhysicalPerson,
    };
    CertificateInfoV2 {
        private_key_valid_from: key_from.map(moment),
        private_key_valid_to: key_to.map(moment),
        user_short_name: holder.short_name(),
        organization_name: holder.organization,
        inn: holder.organization_inn.or(holder.person_inn),
        user_first_name: holder.name,
        user_middle_name: holder.patronymic,
        user_last_name: holder.surname,
        subject_type: Some(subject as i32),
        ..bare
    }
}
