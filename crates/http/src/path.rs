//! Path parameters. What is no id names nothing, so it is missing, like an id that nobody has.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::code;
use domain::id;

use crate::Refusal;

/// An id that stands in a path in its shown form.
pub trait Shown: Sized {
    /// Reads `prefix_uuid`.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! shown {
    ($($id:ident),* $(,)?) => {$(
        impl Shown for id::$id {
            fn read(text: &str) -> Option<Self> {
                Self::parse(text).ok()
            }
        }
    )*};
}

shown!(
    ApiKeyId,
    CertificateId,
    CompanyId,
    EndpointId,
    EventId,
    FileId,
    IssueId,
    OutsideCertificateId,
    PackageId,
    SessionId,
    SignatureId,
    UserId
);

/// The parameter `{id}` of a path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: Shown + Send> FromRequestParts<S> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        let id = values.get("id").and_then(|text| T::read(text));
        id.map(Self).ok_or_else(|| code::NOT_FOUND.into())
    }
}

/// The parameters `{id}` and `{user_id}` or `{event_id}` of a path.
#[derive(Debug, Clone, Copy)]
pub struct Ids<A, B>(pub A, pub B);

impl<S: Send + Sync, A: Shown + Send, B: Shown + Send> FromRequestParts<S> for Ids<A, B> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        let first = values.get("id").and_then(|text| A::read(text));
        let second = values.get("user_id").or_else(|| values.get("event_id")).and_then(|text| B::read(text));
        first.zip(second).map(|(first, second)| Self(first, second)).ok_or_else(|| code::NOT_FOUND.into())
    }
}

/// All parameters of a path, as text.
#[derive(Debug, Clone)]
pub struct Raw(pub HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Raw {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Path::<HashMap<String, String>>::from_request_parts(parts, state).await {
            Ok(Path(values)) => Ok(Self(values)),
            Err(_) => Err(code::NOT_FOUND.into()),
        }
    }
}
