//! A call whose body is one file, byte for byte.

use app::{AppError, Call, Ctx, Once};
use axum::body::{Body, BodyDataStream};
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use bytes::{Bytes, BytesMut};
use domain::code::{self, Code};
use futures::{Stream, StreamExt};

use crate::ask::{declared_length, fingerprint, media_type, owner, too_large};
use crate::idempotency::{Fingerprint, required_key};
use crate::multipart::{Broken, drain};
use crate::{Auth, Refusal, body, digest};

/// A body that is one file, read piece by piece.
pub struct Streamed {
    call: Call,
    declared: Option<u64>,
    media_type: Option<String>,
    source: BodyDataStream,
    failure: Option<Code>,
}

impl<S> FromRequest<S> for Streamed
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Auth(call) = Auth::from_request_parts(&mut parts, state).await?;
        Ok(Self::of(&parts, body, call, Ctx::from_ref(state).settings.upload_limit)?)
    }
}

impl Streamed {
    fn of(parts: &Parts, body: Body, call: Call, limit: u64) -> Result<Self, AppError> {
        let media_type = media_type(parts).map(str::to_owned);
        let streamed = Self { call, declared: declared_length(parts), media_type, source: body.into_data_stream(), failure: None };
        streamed.at_most(limit)?;
        // a form would be stored as it is, boundaries and all, which nobody means
        if streamed.media_type().is_some_and(|declared| declared.to_ascii_lowercase().starts_with("multipart/")) {
            return Err(code::MEDIA_TYPE_UNSUPPORTED.into());
        }
        Ok(streamed)
    }

    /// Refuses a body that is declared to be longer, before it is read.
    pub fn at_most(&self, limit: u64) -> Result<(), AppError> {
        if self.declared.is_some_and(|length| length > limit) { Err(too_large(limit)) } else { Ok(()) }
    }

    /// Who calls.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// The type that the caller declares.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The bytes.
    pub fn stream(&mut self) -> impl Stream<Item = Result<Bytes, Broken>> + Send + '_ {
        let (source, failure) = (&mut self.source, &mut self.failure);
        source.map(move |piece| {
            piece.map_err(|error| {
                let code = body::broken(&error);
                *failure = Some(code);
                Broken(code)
            })
        })
    }

    /// All bytes of a body that has to be short.
    pub async fn whole(&mut self, most: usize) -> Result<Bytes, AppError> {
        self.at_most(most as u64)?;
        let mut whole = BytesMut::new();
        while let Some(piece) = self.source.next().await {
            whole.extend_from_slice(&piece.map_err(|error| body::broken(&error))?);
            if whole.len() > most {
                return Err(too_large(most as u64));
            }
        }
        Ok(whole.freeze())
    }

    /// What ended the reading before its time.
    pub fn failure(&self) -> Option<Code> {
        self.failure
    }

    /// Reads what is left away, within limits: a caller who is still sending would not see the answer.
    pub async fn drain(&mut self) {
        let pieces = futures::stream::unfold(&mut self.source, |source| async move { Some((source.next().await?.ok()?.len(), source)) });
        drain(pieces).await;
    }

    /// The error, or rather what ended the reading, after what is left was read away.
    pub async fn refuse(&mut self, error: AppError) -> Refusal {
        let failure = self.failure;
        self.drain().await;
        failure.map_or_else(|| error.into(), Refusal::from)
    }
}

/// A raw upload that creates: the key is known when the body has been read.
pub struct RawUpload {
    body: Streamed,
    key: String,
    fingerprint: Fingerprint,
    headers: HeaderMap,
}

impl<S> FromRequest<S> for RawUpload
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Auth(call) = Auth::from_request_parts(&mut parts, state).await?;
        let key = required_key(&parts.headers)?;
        let body = Streamed::of(&parts, body, call, Ctx::from_ref(state).settings.upload_limit)?;
        let fingerprint = fingerprint(&mut parts, state, &body.call).await;
        Ok(Self { body, key, fingerprint, headers: parts.headers })
    }
}

impl RawUpload {
    /// Who calls; without the key, for what happens before everything is read.
    pub fn call(&self) -> &Call {
        self.body.call()
    }

    /// The type that the caller declares.
    pub fn media_type(&self) -> Option<&str> {
        self.body.media_type()
    }

    /// The bytes.
    pub fn stream(&mut self) -> impl Stream<Item = Result<Bytes, Broken>> + Send + '_ {
        self.body.stream()
    }

    /// All bytes of a body that has to be short.
    pub async fn whole(&mut self, most: usize) -> Result<Bytes, AppError> {
        self.body.whole(most).await
    }

    /// What ended the reading before its time.
    pub fn failure(&self) -> Option<Code> {
        self.body.failure()
    }

    /// Reads what is left away, within limits: a caller who is still sending would not see the answer.
    pub async fn drain(&mut self) {
        self.body.drain().await;
    }

    /// The call with its key, which stands for this file under this name; refuses bytes that are not what their `Content-Digest` says.
    pub fn into_call(mut self, name: &str, sha256: &str) -> Result<Call, AppError> {
        digest::verify(&self.headers, || hex::decode(sha256).unwrap_or_default())?;
        for text in [name, self.body.media_type().unwrap_or_default(), sha256] {
            self.fingerprint.add(text.as_bytes());
        }
        let once = Once { owner: owner(self.call()), key: self.key, fingerprint: self.fingerprint.finish() };
        Ok(Call { once: Some(once), ..self.body.call })
    }
}
