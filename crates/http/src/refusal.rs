//! A refusal on its way out: handlers return it, the face's envelope writes it.

use std::sync::Arc;

use app::AppError;
use axum::response::{IntoResponse, Response};
use domain::code::Code;

use crate::status;

/// An error of a use case or of the request. It reaches the wire only through its face's renderer, which knows the
/// caller's language, path and request id; until then it travels beside an empty response.
#[derive(Debug)]
pub struct Refusal(pub AppError);

/// What the envelope finds in the response.
#[derive(Clone)]
pub(crate) struct Refused(pub Arc<AppError>);

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self(AppError::from(code))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = status(self.0.code).into_response();
        response.extensions_mut().insert(Refused(Arc::new(self.0)));
        response
    }
}
