//! A short body of one media type, as it is.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use domain::code;

use crate::{Refusal, body};

/// What a body of this kind is called, and how long it may be.
pub trait Kind: Send {
    /// Its media type.
    const MEDIA_TYPE: &'static str;
    /// Most bytes.
    const MOST: usize;
}

/// The bytes of such a body.
pub struct Short<K> {
    /// All of them.
    pub bytes: Bytes,
    kind: std::marker::PhantomData<K>,
}

impl<S: Send + Sync, K: Kind> FromRequest<S> for Short<K> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = given.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case(K::MEDIA_TYPE) {
            return Err(code::MEDIA_TYPE_UNSUPPORTED.into());
        }
        let bytes = body::read(request.into_body(), K::MOST).await?;
        Ok(Self { bytes, kind: std::marker::PhantomData })
    }
}
