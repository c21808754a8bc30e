//! Reading bodies: a limit on length, and a difference between «too long», «too slow» and «cut off». The clock runs in the listener.

use std::error::Error;

use app::AppError;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use bytes::{Bytes, BytesMut};
use domain::code::{self, Code};
use futures::StreamExt;

use crate::Refusal;
use crate::ask::{declared_length, too_large};
use crate::crowd::Crowded;
use crate::serve::Stalled;

/// Why the rest of a body does not come.
pub(crate) fn broken(error: &(dyn Error + 'static)) -> Code {
    if caused::<Stalled>(error) {
        code::BODY_TIMEOUT
    } else if caused::<Crowded>(error) {
        code::UNAVAILABLE
    } else {
        code::BODY_INCOMPLETE
    }
}

/// Whether this is at the bottom of it.
fn caused<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<E>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The whole body, if it has at most `limit` bytes.
pub(crate) async fn read(body: Body, limit: usize) -> Result<Bytes, Code> {
    let mut stream = body.into_data_stream();
    let mut whole = BytesMut::new();
    loop {
        match stream.next().await {
            None => return Ok(whole.freeze()),
            Some(Err(error)) => return Err(broken(&error)),
            Some(Ok(bytes)) if whole.len() + bytes.len() > limit => return Err(code::PAYLOAD_TOO_LARGE),
            Some(Ok(bytes)) => whole.extend_from_slice(&bytes),
        }
    }
}

/// A body of at most `LIMIT` bytes as it came, with the headers that tell what it is: for contracts that judge it late.
#[derive(Debug)]
pub struct Sent<const LIMIT: usize> {
    /// Headers of the request.
    pub headers: HeaderMap,
    /// The bytes; none where there was no body.
    pub bytes: Bytes,
}

impl<const LIMIT: usize, S: Send + Sync> FromRequest<S> for Sent<LIMIT> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let limit = LIMIT as u64;
        if declared_length(&parts).is_some_and(|length| length > limit) {
            return Err(too_large(limit).into());
        }
        let wrong = |code| if code == code::PAYLOAD_TOO_LARGE { too_large(limit) } else { AppError::from(code) };
        Ok(Self { headers: parts.headers, bytes: read(body, LIMIT).await.map_err(wrong)? })
    }
}
