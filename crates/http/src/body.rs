//! Reading bodies: a limit on length, a limit on patience, and a difference between «too long» and «cut off».

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use domain::code::{self, Code};
use futures::StreamExt;

/// How long the next bytes of a body may take to arrive.
pub(crate) const BYTES_WITHIN: Duration = Duration::from_secs(30);

/// The whole body, if it has at most `limit` bytes.
pub(crate) async fn read(body: Body, limit: usize) -> Result<Bytes, Code> {
    let mut stream = body.into_data_stream();
    let mut whole = BytesMut::new();
    loop {
        let next = tokio::time::timeout(BYTES_WITHIN, stream.next()).await.map_err(|_| code::BODY_INCOMPLETE)?;
        match next {
            None => return Ok(whole.freeze()),
            Some(Err(_)) => return Err(code::BODY_INCOMPLETE),
            Some(Ok(bytes)) if whole.len() + bytes.len() > limit => return Err(code::PAYLOAD_TOO_LARGE),
            Some(Ok(bytes)) => whole.extend_from_slice(&bytes),
        }
    }
}
