//! Certificates of other authorities.

use domain::time::Timestamp;
use wire::office::OutsideCertificate;

pub(crate) fn outside_certificate(one: &domain::certificate::OutsideCertificate, now: Timestamp) -> OutsideCertificate {
    OutsideCertificate {
        id: one.id.to_string(),
        company_id: one.company.to_string(),
        user_id: one.user.to_string(),
        status: one.word(now).to_owned(),
        ground: one.ground.word().to_owned(),
        thumbprint: one.thumbprint.clone(),
        sha256: one.sha256.clone(),
        serial: one.serial.clone(),
        subject: one.subject.clone(),
        issuer: one.issuer.clone(),
        algorithm: one.algorithm.clone(),
        not_before: one.not_before.to_string(),
        not_after: one.not_after.to_string(),
        registered_at: one.registered_at.to_string(),
    }
}
