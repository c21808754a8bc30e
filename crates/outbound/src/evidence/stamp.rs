//! A time stamp authority as its client sees it (RFC 3161 §3.4).

use pki::Malformed;
use pki::oid;
use pki::tsp::{Imprint, Request, Response, TstInfo};
use signature::cms::read::SignedData;

use super::{Evidence, EvidenceError, NoneGave, first};

const MEDIA_TYPES: [&str; 2] = ["application/timestamp-query", "application/timestamp-reply"];

/// What is to be stamped.
#[derive(Debug, Clone)]
pub struct StampRequest {
    /// The digest.
    pub imprint: Imprint,
    /// Random bytes, by which an old stamp cannot pass for this one.
    pub random: [u8; 16],
}

impl Evidence {
    /// A token over the imprint, in DER, from the first of these authorities that gives one.
    ///
    /// Imprint and nonce are those that were sent. The authority's signature is not looked at: whoever adds the token to a signature does.
    pub async fn time_stamp(&self, urls: &[String], wanted: &StampRequest) -> Result<Vec<u8>, NoneGave> {
        let nonce = Request::nonce_from_random(wanted.random);
        let request = Request { imprint: wanted.imprint.clone(), policy: None, nonce: Some(nonce), certificate: true };
        first(urls, async |url| self.stamp_of(url, &request).await).await
    }

    async fn stamp_of(&self, url: &str, request: &Request) -> Result<Vec<u8>, EvidenceError> {
        let body = self.post(url, MEDIA_TYPES, request.to_der()).await?;
        let response = Response::parse(&body)?;
        let token = response.token.ok_or(EvidenceError::NotStamped(response.why))?;
        said(&token)?.answers(request)?;
        Ok(token)
    }
}

/// What a token says.
fn said(token: &[u8]) -> Result<TstInfo, Malformed> {
    let der = signature::cms::ber::to_der(token)?;
    let data = SignedData::parse(&der)?;
    let content = data.content.filter(|_| data.content_type == oid::TST_INFO).ok_or(Malformed("time stamp token"))?;
    TstInfo::parse(content)
}
