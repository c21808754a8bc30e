//! GUIDs in paths: one that is none is a wrong value, as the vendor's pages say, and one that nobody knows is missing.

use std::collections::HashMap;

use app::{AppError, Problem};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::code;
use domain::id::IssueId;
use surguch_http::{Raw, Refusal};
use uuid::Uuid;

/// The GUID of this name in the path.
pub(crate) fn guid(values: &HashMap<String, String>, name: &str) -> Result<Uuid, AppError> {
    let text = values.get(name).map_or("", String::as_str);
    Uuid::try_parse(text).map_err(|_| {
        let detail = Some(format!("{name} should be guid"));
        AppError::invalid(vec![Problem { detail, ..Problem::new(format!("/{name}"), code::ID_INVALID) }])
    })
}

/// A form: `{formId}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormId(pub IssueId);

impl<S: Send + Sync> FromRequestParts<S> for FormId {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Raw(values) = Raw::from_request_parts(parts, state).await?;
        Ok(Self(IssueId::new(guid(&values, "formId")?)))
    }
}
