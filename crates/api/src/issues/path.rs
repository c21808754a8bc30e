//! What paths name: bare GUIDs, and words of the vendor's lists. A GUID that nobody knows, or that is none, is missing; a word that nobody
//! knows is a wrong value.

use std::collections::HashMap;

use app::{AppError, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::code;
use domain::id::{IssueId, PageId};
use domain::issue::document::Kind;
use surguch_http::{Raw, Refusal};
use uuid::Uuid;
use wire::issues::{DocumentType, Words};

use super::convert;

/// A request: `{id}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of(pub IssueId);

/// A document of a request: `{id}` and `{type}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfDocument(pub IssueId, pub Kind);

/// A page of a document: `{id}`, `{type}` and `{page}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfPage(pub IssueId, pub Kind, pub PageId);

impl<S: Send + Sync> FromRequestParts<S> for Of {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        Ok(Self(issue(&values)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OfDocument {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        Ok(Self(issue(&values)?, kind(&values)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OfPage {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        let kind = kind(&values)?;
        let page = guid(&values, "page").map(PageId::new).ok_or(code::NOT_FOUND)?;
        Ok(Self(issue(&values)?, kind, page))
    }
}

fn issue(values: &HashMap<String, String>) -> Result<IssueId, AppError> {
    guid(values, "id").map(IssueId::new).ok_or_else(|| code::NOT_FOUND.into())
}

fn guid(values: &HashMap<String, String>, name: &str) -> Option<Uuid> {
    values.get(name).and_then(|text| Uuid::try_parse(text).ok())
}

fn kind(values: &HashMap<String, String>) -> Result<Kind, AppError> {
    let word = values.get("type").map_or("", String::as_str);
    let kind = DocumentType::parse(word).and_then(convert::kind);
    kind.ok_or_else(|| AppError::invalid(vec![Problem::new("/documentType", code::VALUE_INVALID)]))
}
