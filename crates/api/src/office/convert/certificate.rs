//! Certificates.

use domain::time::Timestamp;
use pki::certificate::der_to_pem;
use wire::office::Certificate;

use super::text;

pub(crate) fn issued_certificate(issued: &app::certificate::Issued, now: Timestamp) -> Certificate {
    Certificate { pem: Some(der_to_pem(&issued.der)), ..certificate(&issued.certificate, now) }
}

pub(crate) fn certificate(certificate: &domain::certificate::Certificate, now: Timestamp) -> Certificate {
    Certificate {
        id: certificate.id.to_string(),
        request_id: certificate.issue.to_string(),
        user_id: certificate.user.to_string(),
        company_id: text(certificate.company),
        status: certificate.word(now).to_owned(),
        algorithm: certificate.algorithm.clone(),
        serial: certificate.serial.clone(),
        thumbprint: certificate.thumbprint.clone(),
        subject: certificate.subject.clone(),
        not_before: certificate.not_before.to_string(),
        not_after: certificate.not_after.to_string(),
        key: if certificate.key.is_some() { "server" } else { "client" }.to_owned(),
        pem: None,
        version: certificate.version,
    }
}
