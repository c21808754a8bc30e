//! An OCSP responder as its client sees it (RFC 6960 appendix A, RFC 9654).

use pki::ocsp::{Answer, AnswerError, CertId, Expected, IdDigest, Request, Status};
use pki::{Certificate, Serial, Time};

use super::{Evidence, EvidenceError, NoneGave};

const MEDIA_TYPES: [&str; 2] = ["application/ocsp-request", "application/ocsp-response"];

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Issuer of the certificate.
    pub issuer: &'a Certificate,
    /// Its serial number.
    pub serial: &'a Serial,
    /// Random bytes; an answer need not repeat them, for many responders sign theirs beforehand, but no other ones.
    pub nonce: [u8; 32],
    /// Now.
    pub at: Time,
    /// Certificates of responders that are known already.
    pub at_hand: &'a [Certificate],
}

/// An answer that was found to be right: signed by whom the issuer allows, about this certificate, and not out of date.
#[derive(Debug, Clone)]
pub struct Told {
    /// How the certificate stands.
    pub status: Status,
    /// The answer.
    pub answer: Answer,
}

impl Evidence {
    /// How a certificate stands, from the first of these responders that says so.
    pub async fn status(&self, urls: &[String], asked: &Asked<'_>) -> Result<Told, NoneGave> {
        let mut none = NoneGave::default();
        for url in urls {
            if let Some(given) = none.or_note(url, self.status_of(url, asked).await) {
                return Ok(given);
            }
        }
        Err(none)
    }

    async fn status_of(&self, url: &str, asked: &Asked<'_>) -> Result<Told, EvidenceError> {
        // by SHA-1, which every responder knows, and on whose strength nothing rests here
        let id = CertId::new(IdDigest::Sha1, asked.issuer, asked.serial);
        let request = Request { ids: vec![id], nonce: Some(asked.nonce.to_vec()) };
        let body = self.post(url, MEDIA_TYPES, request.to_der()).await?;
        let answer = Answer::parse(&body).map_err(|error| match error {
            AnswerError::Malformed(error) => EvidenceError::Malformed(error),
            AnswerError::Failure(failure) => EvidenceError::NotAnswered(failure),
        })?;
        let expected =
            Expected { issuer: asked.issuer, serial: asked.serial, nonce: Some(&asked.nonce), nonce_required: false, at: asked.at };
        let status = answer.check(&expected, asked.at_hand)?;
        Ok(Told { status, answer })
    }
}
