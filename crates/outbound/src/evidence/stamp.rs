//! A time stamp authority as its client sees it (RFC 3161 §3.4).

use pki::tsp::{Request, Response};
use signature::cades::Token;
use signature::cms::ber;

use super::{Evidence, EvidenceError, NoneGave};

const MEDIA_TYPES: [&str; 2] = ["application/timestamp-query", "application/timestamp-reply"];

impl Evidence {
    /// A token over what is asked, in DER, from the first of these authorities that gives one.
    ///
    /// Imprint, nonce and policy are those that were asked for. The authority's signature is not looked at: whoever adds the token to a
    /// signature does.
    pub async fn time_stamp(&self, urls: &[String], request: &Request) -> Result<Vec<u8>, NoneGave> {
        let mut none = NoneGave::default();
        for url in urls {
            if let Some(given) = none.or_note(url, self.stamp_of(url, request).await) {
                return Ok(given);
            }
        }
        Err(none)
    }

    async fn stamp_of(&self, url: &str, request: &Request) -> Result<Vec<u8>, EvidenceError> {
        let body = self.post(url, MEDIA_TYPES, request.to_der()).await?;
        let response = Response::parse(&body)?;
        let token = response.token.ok_or(EvidenceError::NotStamped(response.why))?;
        Token::parse(&ber::to_der(&token)?)?.info.answers(request)?;
        Ok(token)
    }
}
