//! The subject's own request, and the key that they choose.

use app::AppError;
use app::request::Seen;
use app::request::cabinet::KeyChoice;
use domain::code;
use surguch_http::{Given, Object};
use wire::office::{AssignedCertificate, CabinetRequest, ReleaseRequest};

pub(crate) fn in_cabinet(seen: &Seen) -> Object<CabinetRequest> {
    let request = &seen.request;
    let shown = CabinetRequest {
        id: request.id.to_string(),
        status: request.state.word().to_owned(),
        actualized: seen.actualized,
        forwarded: request.is_forwarded(),
        full_name: request.applicant.full_name(),
        key: request.key.word().to_owned(),
        consent_given: request.processing.is_some(),
        statement_signed: request.statement.is_some(),
        certificate_id: request.certificate().map(|certificate| certificate.to_string()),
        certificate_serial: seen.certificate.as_ref().map(|certificate| certificate.serial.clone()),
        version: request.version,
    };
    Object::ok(shown).version(request.version)
}

pub(crate) fn key_choice(body: Given<ReleaseRequest>) -> Result<KeyChoice, AppError> {
    body.judge(|problems, body| match (body.key.as_str(), body.csr) {
        ("server", None) => Some(KeyChoice::Server),
        ("kept", None) => Some(KeyChoice::Kept),
        ("token", Some(csr)) => Some(KeyChoice::Token { csr }),
        ("token", None) => {
            problems.add("/csr", code::FIELD_REQUIRED);
            None
        }
        ("server" | "kept", Some(_)) => {
            problems.add("/csr", code::VALUE_INVALID);
            None
        }
        _ => {
            problems.add("/key", code::VALUE_INVALID);
            None
        }
    })
}

pub(crate) fn assigned(assigned: &app::member::certificate::Assigned) -> AssignedCertificate {
    AssignedCertificate {
        company_id: assigned.company.to_string(),
        user_id: assigned.user.to_string(),
        certificate_id: assigned.certificate.to_string(),
        source: assigned.source.clone(),
        assigned_at: assigned.assigned_at.to_string(),
    }
}
