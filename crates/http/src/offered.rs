//! A multipart call that changes nothing: what it brings is looked at and forgotten.

use app::{AppError, Call, Ctx};
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};

use crate::ask::{BESIDE_FILES, boundary};
use crate::multipart::{Reader, drain_parts};
use crate::{Auth, Language, Refusal};

/// The parts of such a call, read one by one.
pub struct Offered {
    call: Call,
    language: Language,
    parts: Reader,
}

impl<S> FromRequest<S> for Offered
where
    S: Send + Sync,
    Ctx: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Auth(call) = Auth::from_request_parts(&mut parts, state).await?;
        // one file, and signatures with it inside
        let limit = Ctx::from_ref(state).settings.upload_limit.saturating_mul(2).saturating_add(BESIDE_FILES);
        let boundary = boundary(&parts, limit)?;
        let language = Language::of(&parts.headers);
        Ok(Self { call, language, parts: Reader::new(body.into_data_stream(), &boundary, limit) })
    }
}

impl Offered {
    /// Who calls.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Which of our languages they read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The parts.
    pub fn parts(&mut self) -> &mut Reader {
        &mut self.parts
    }

    /// Reads what is left away, within limits: a caller who is still sending would not see the answer.
    pub async fn drain(&mut self) {
        drain_parts(&mut self.parts).await;
    }

    /// The error, after what is left was read away.
    pub async fn refuse(&mut self, error: AppError) -> Refusal {
        self.drain().await;
        error.into()
    }
}
