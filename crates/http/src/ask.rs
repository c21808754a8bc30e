//! What a handler gets: an authenticated call and the body that came with it.

use std::future::Future;

use app::package::check::MOST_FILES;
use app::{AppError, Call, Caller, Ctx, Once};
use aws_lc_rs::digest::SHA256;
use axum::body::Body;
use axum::extract::{FromRef, FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use domain::code::{self, Code};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::idempotency::{Fingerprint, optional_key, required_key};
use crate::multipart::{Head, Reader, drain_parts};
use crate::sent::{FromJson, Given, JSON_LIMIT};
use crate::{Auth, Refusal, body, digest};

/// What the JSON part and the heads may take beside the files.
pub(crate) const BESIDE_FILES: u64 = 2 * JSON_LIMIT as u64;

/// The body of a call that opens a session: nobody is authenticated yet.
#[derive(Debug)]
pub struct Anonymous<T>(pub T);

/// A call that acts on what is there. An `Idempotency-Key` is not asked for; with one, a repetition gets the first answer.
#[derive(Debug)]
pub struct Acting<T> {
    /// Who calls, with the key if one came.
    pub call: Call,
    /// What they sent. A call without a body is read as `{}`.
    pub body: T,
}

/// A call in the manner of a vendor's contract: without an idempotency key, with names of fields in any case and fields that nobody knows.
#[derive(Debug)]
pub struct AnyCase<T> {
    /// Who calls.
    pub call: Call,
    /// What they sent. A call without a body is read as `{}`.
    pub body: Given<T>,
}

/// A call that creates or sends: it needs an `Idempotency-Key`.
#[derive(Debug)]
pub struct Creating<T> {
    /// Who calls, with the key.
    pub call: Call,
    /// What they sent. A call without a body is read as `{}`.
    pub body: T,
}

/// A multipart call that creates: the parts are read one by one, and the key is known when all of them are.
pub struct Upload {
    call: Call,
    key: String,
    fingerprint: Fingerprint,
    parts: Reader,
}

impl<S, T> FromRequest<S> for Anonymous<T>
where
    S: Send + Sync,
    T: FromJson,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        Ok(Self(T::from_json(&json_bytes(&parts, body).await?)?))
    }
}

impl<S, T> FromRequest<S> for Acting<T>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: FromJson,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (call, body) = asked(request, state, optional_key).await?;
        Ok(Self { call, body })
    }
}

impl<S, T> FromRequest<S> for Creating<T>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: FromJson,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (call, body) = asked(request, state, |headers| required_key(headers).map(Some)).await?;
        Ok(Self { call, body })
    }
}

impl<S, T> FromRequest<S> for AnyCase<T>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: DeserializeOwned + ToSchema + 'static,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Auth(call) = Auth::from_request_parts(&mut parts, state).await?;
        let text = json_bytes(&parts, body).await?;
        Ok(Self { call, body: Given::parse_any_case(&text)? })
    }
}

async fn asked<S, T>(request: Request, state: &S, key: impl Fn(&HeaderMap) -> Result<Option<String>, Code>) -> Result<(Call, T), Refusal>
where
    S: Send + Sync,
    Ctx: FromRef<S>,
    T: FromJson,
{
    let (mut parts, body) = request.into_parts();
    let Auth(mut call) = Auth::from_request_parts(&mut parts, state).await?;
    let key = key(&parts.headers)?;
    let bytes = json_bytes(&parts, body).await?;
    if let Some(key) = key {
        let mut fingerprint = fingerprint(&mut parts, state, &call).await;
        fingerprint.add(&bytes);
        call.once = Some(Once { owner: owner(&call), key, fingerprint: fingerprint.finish() });
    }
    Ok((call, T::from_json(&bytes)?))
}

/// Between what the parts of a multipart body stand that is not declared to be longer than `limit`.
pub(crate) fn boundary(parts: &Parts, limit: u64) -> Result<String, AppError> {
    if declared_length(parts).is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    media_type(parts).and_then(crate::multipart::boundary).ok_or_else(|| code::MEDIA_TYPE_UNSUPPORTED.into())
}

impl<S> FromRequest<S> for Upload
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Auth(call) = Auth::from_request_parts(&mut parts, state).await?;
        let key = required_key(&parts.headers)?;
        // the limit of the setting is a file's; a package has many
        let limit = Ctx::from_ref(state).settings.upload_limit.saturating_mul(MOST_FILES as u64).saturating_add(BESIDE_FILES);
        let boundary = boundary(&parts, limit)?;
        let fingerprint = fingerprint(&mut parts, state, &call).await;
        Ok(Self { call, key, fingerprint, parts: Reader::new(body.into_data_stream(), &boundary, limit) })
    }
}

impl Upload {
    /// Who calls; without the key, for what happens before everything is read.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// The parts.
    pub fn parts(&mut self) -> &mut Reader {
        &mut self.parts
    }

    /// Reads what is left away, within limits: a caller who is still sending would not see the answer.
    pub async fn drain(&mut self) {
        drain_parts(&mut self.parts).await;
    }

    /// Parses the JSON part of the body.
    pub fn json<T: FromJson>(bytes: &[u8]) -> Result<T, AppError> {
        T::from_json(bytes)
    }

    /// Makes a part that was read a piece of what the key stands for; refuses one that is not what its `Content-Digest` says.
    pub fn count(&mut self, head: &Head, sha256: &str) -> Result<(), AppError> {
        let Head { name, file_name, media_type, digests } = head;
        let bytes = || hex::decode(sha256).unwrap_or_default();
        digest::verify_lines(digests.iter().map(String::as_str), bytes).map_err(|code| AppError::from(code).with("part", name.as_str()))?;
        for text in [name, file_name.as_deref().unwrap_or_default(), media_type.as_deref().unwrap_or_default(), sha256] {
            self.fingerprint.add(text.as_bytes());
        }
        Ok(())
    }

    /// The same for a part whose bytes are in memory.
    pub fn count_bytes(&mut self, head: &Head, bytes: &[u8]) -> Result<(), AppError> {
        self.count(head, &hex::encode(aws_lc_rs::digest::digest(&SHA256, bytes)))
    }

    /// The call with its key; every part has to be counted by now.
    pub fn into_call(self) -> Call {
        let once = Once { owner: owner(&self.call), key: self.key, fingerprint: self.fingerprint.finish() };
        Call { once: Some(once), ..self.call }
    }
}

/// Whose keys they are: the licensee's, whichever API key it uses today, or the person's.
pub(crate) fn owner(call: &Call) -> String {
    match &call.caller {
        Caller::Key(key) => key.licensee.to_string(),
        other => other.actor(),
    }
}

pub(crate) fn fingerprint<'a, S: Send + Sync>(
    parts: &'a mut Parts,
    state: &'a S,
    call: &Call,
) -> impl Future<Output = Fingerprint> + Send + use<'a, S> {
    let owner = call.caller.licensee().map(|licensee| licensee.to_string()).unwrap_or_default();
    async move {
        // nesting cuts the path of a request; the fingerprint needs the whole one
        let uri = match OriginalUri::from_request_parts(parts, state).await {
            Ok(OriginalUri(uri)) => uri,
            Err(never) => match never {},
        };
        Fingerprint::new(parts.method.as_str(), uri.path(), &owner)
    }
}

/// The bytes of a JSON body; `{}` where there is none.
async fn json_bytes(parts: &Parts, body: Body) -> Result<bytes::Bytes, AppError> {
    if declared_length(parts).is_some_and(|length| length > JSON_LIMIT as u64) {
        return Err(too_large(JSON_LIMIT as u64));
    }
    let declared = media_type(parts);
    if declared.is_some_and(|declared| !is_json(declared)) {
        return Err(code::MEDIA_TYPE_UNSUPPORTED.into());
    }
    let bytes = body::read(body, JSON_LIMIT)
        .await
        .map_err(|code| if code == code::PAYLOAD_TOO_LARGE { too_large(JSON_LIMIT as u64) } else { code.into() })?;
    digest::verify(&parts.headers, || aws_lc_rs::digest::digest(&SHA256, &bytes).as_ref().to_vec())?;
    match (bytes.is_empty(), declared) {
        (true, None) => Ok(bytes::Bytes::from_static(b"{}")),
        (false, None) => Err(code::MEDIA_TYPE_UNSUPPORTED.into()),
        (_, Some(_)) => Ok(bytes),
    }
}

/// A body beyond `limit` bytes.
pub(crate) fn too_large(limit: u64) -> AppError {
    AppError::from(code::PAYLOAD_TOO_LARGE).with("limit", limit)
}

pub(crate) fn media_type(parts: &Parts) -> Option<&str> {
    parts.headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default())
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

pub(crate) fn declared_length(parts: &Parts) -> Option<u64> {
    parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
