//! Requests for certificates.

use app::AppError;
use app::CodeSent;
use app::request::NewRequest;
use domain::code;
use domain::id::{CompanyId, UserId};
use domain::issue::{IssueRequest, KeyAlgorithm, KeyPlace, State};
use domain::subject::ExternalId;
use surguch_http::{Given, Problems};
use wire::office::{CertificateRequest, NewCertificateRequest};

use super::text;

/// The longest PKCS#10 text: a request with a big RSA key and many attributes takes a tenth of it.
const CSR_LIMIT: usize = 64 * 1024;

pub(crate) fn new_certificate_request(body: Given<NewCertificateRequest>) -> Result<NewRequest, AppError> {
    new_request(body, |p, key| p.extend(app::request::public_key(key).err()))
}

/// The same where the certificate is made by this call, which reads the PKCS#10 itself: its proof is not checked twice.
pub(crate) fn new_certificate(body: Given<NewCertificateRequest>) -> Result<NewRequest, AppError> {
    new_request(body, |_, _| {})
}

fn new_request(body: Given<NewCertificateRequest>, look: impl FnOnce(&mut Problems, &KeyPlace)) -> Result<NewRequest, AppError> {
    body.judge(|p, body| {
        let user = p.id("/user_id", &body.user_id, UserId::parse);
        let company = p.optional_id("/company_id", body.company_id.as_deref(), CompanyId::parse);
        let external_id = p.optional("/external_id", body.external_id.as_deref(), ExternalId::parse);
        let algorithm = p.optional("/algorithm", body.algorithm.as_deref(), |word| KeyAlgorithm::parse(word).ok_or(code::VALUE_INVALID));
        let key = key(p, &body.key, algorithm.flatten(), body.csr);
        if let Some(key) = &key {
            look(p, key);
        }
        algorithm?;
        Some(NewRequest { user: user?, company: company?, key: key?, external_id: external_id? })
    })
}

fn key(p: &mut Problems, place: &str, algorithm: Option<KeyAlgorithm>, csr: Option<String>) -> Option<KeyPlace> {
    let make: fn(String) -> KeyPlace = match (place, &csr) {
        ("server", None) => return Some(KeyPlace::Server { key: None, algorithm }),
        ("server", Some(_)) => {
            p.add("/csr", code::VALUE_INVALID);
            return None;
        }
        ("browser" | "token", _) if algorithm.is_some() => {
            p.add("/algorithm", code::VALUE_INVALID);
            return None;
        }
        ("browser", _) => |csr| KeyPlace::Browser { csr },
        ("token", _) => |csr| KeyPlace::Token { csr },
        _ => {
            p.add("/key", code::VALUE_INVALID);
            return None;
        }
    };
    match csr.map(|csr| csr.trim().to_owned()) {
        Some(csr) if csr.len() > CSR_LIMIT => {
            p.add("/csr", code::VALUE_TOO_LONG);
            None
        }
        Some(csr) if !csr.is_empty() => Some(make(csr)),
        _ => {
            p.add("/csr", code::FIELD_REQUIRED);
            None
        }
    }
}

pub(crate) fn certificate_request(request: &IssueRequest) -> CertificateRequest {
    let (certificate, remark, error) = match &request.state {
        State::Preparing | State::Validating { .. } | State::Approved { .. } => (None, None, None),
        State::Correction { correction, .. } => (None, correction.comment.as_ref().map(ToString::to_string), None),
        State::Releasing { inner_error, .. } => (None, None, inner_error.clone()),
        State::Released { certificate, .. } => (Some(*certificate), None, None),
    };
    CertificateRequest {
        id: request.id.to_string(),
        user_id: request.user.to_string(),
        company_id: text(request.company),
        key: request.key.word().to_owned(),
        status: request.office_word().to_owned(),
        certificate_id: text(certificate),
        external_id: text(request.external_id.as_ref()),
        remark,
        error,
        created_at: request.created_at.to_string(),
        version: request.version,
    }
}

pub(crate) fn code_sent(sent: &CodeSent) -> wire::office::CodeSent {
    wire::office::CodeSent { phone: sent.phone_masked.clone(), expires_at: sent.expires_at.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_the_client_comes_with_its_request_and_a_key_of_the_server_without() {
        let user_id = format!("usr_{}", uuid::Uuid::nil());
        for (key, algorithm, csr, problem) in [
            ("server", None, None, None),
            ("server", Some("GOST2012-256"), None, None),
            ("server", Some("ECDSA-P256"), None, None),
            ("server", Some("GOST"), None, Some("/algorithm")),
            ("server", None, Some("MII"), Some("/csr")),
            ("browser", None, None, Some("/csr")),
            ("browser", Some("RSA"), Some("MII"), Some("/algorithm")),
            ("token", None, Some(" "), Some("/csr")),
            ("token", None, Some("MII"), Some("/csr")),
            ("pocket", None, None, Some("/key")),
        ] {
            let body = NewCertificateRequest {
                user_id: user_id.clone(),
                key: key.to_owned(),
                algorithm: algorithm.map(str::to_owned),
                csr: csr.map(str::to_owned),
                ..Default::default()
            };
            let found = new_certificate_request(body.into()).err().map(|error| error.problems[0].pointer.clone());
            assert_eq!(found.as_deref(), problem, "{key} {csr:?}");
        }
    }
}
