//! The one error of all use cases: a published code, safe facts for the caller, private text for the log.

use std::error::Error;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use blobs::BlobError;
use domain::Rejected;
use domain::code::{self, Code, Kind};
use serde_json::{Map, Value};
use store::StoreError;

/// Why a use case did not happen. Boxed, so that results stay small.
#[derive(Debug)]
pub struct AppError(Box<Parts>);

/// What an error knows.
#[derive(Debug)]
pub struct Parts {
    /// The published reason.
    pub code: Code,
    /// Safe facts that explain it: extension members of a problem document.
    pub facts: Map<String, Value>,
    /// The problems of a body, all at once.
    pub problems: Vec<Problem>,
    /// When trying again makes sense.
    pub retry_after: Option<Duration>,
    /// A safe sentence beyond the code's own text.
    pub detail: Option<String>,
    /// For the log and the command line alone.
    private: Private,
}

/// What never leaves by a face: a text, and the error underneath.
#[derive(Debug, Default)]
struct Private {
    text: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.text, &self.source) {
            (Some(text), _) => f.write_str(text),
            (None, Some(source)) => source.fmt(f),
            (None, None) => Ok(()),
        }
    }
}

impl Error for Private {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match (&self.text, self.source.as_deref()) {
            (Some(_), Some(source)) => Some(source),
            (None, Some(source)) => source.source(),
            (_, None) => None,
        }
    }
}

/// One problem of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Which field, as a JSON pointer: `/participants/2/phone`.
    pub pointer: String,
    /// What is wrong with it.
    pub code: Code,
    /// A safe sentence beyond the code's own text.
    pub detail: Option<String>,
    /// What the caller sent or named that is wrong, where a face tells it back.
    pub context: Option<Context>,
}

/// What a problem is about, as its face spells it. It may hold personal data: it goes back to whoever sent it and into no log.
#[derive(Clone, PartialEq)]
pub struct Context(pub Box<Value>);

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

impl Problem {
    /// A problem without a further sentence.
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self { pointer: pointer.into(), code, detail: None, context: None }
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(self, context: impl Into<Value>) -> Self {
        Self { context: Some(Context(Box::new(context.into()))), ..self }
    }
}

impl AppError {
    /// How many problems of a body are listed; an answer must not grow with what was wrong.
    pub const MOST_PROBLEMS: usize = 100;

    /// All problems of a body together.
    pub fn invalid(mut problems: Vec<Problem>) -> Self {
        let mut error = Self::from(code::VALIDATION_FAILED);
        if problems.len() > Self::MOST_PROBLEMS {
            error = error.with("problems_left_out", problems.len() - Self::MOST_PROBLEMS);
            problems.truncate(Self::MOST_PROBLEMS);
        }
        error.problems = problems;
        error
    }

    /// Our own fault; `private` is logged and never shown.
    pub fn internal(private: impl Into<String>) -> Self {
        Self::from(code::INTERNAL).private(private)
    }

    /// Adds a text for the log.
    #[must_use]
    pub fn private(mut self, text: impl Into<String>) -> Self {
        self.0.private.text = Some(text.into());
        self
    }

    /// Adds the error underneath, for the log.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.private.source = Some(source.into());
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, span: Duration) -> Self {
        self.0.retry_after = Some(span);
        self
    }

    /// Adds a safe fact.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a safe sentence.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.0.detail = Some(text.into());
        self
    }

    /// Its sort.
    pub fn kind(&self) -> Kind {
        self.code.kind
    }

    /// Writes what is private to the log, once, where the error leaves the house.
    pub fn log(&self) {
        let mut text = self.0.private.to_string();
        let mut source = self.0.private.source();
        while let Some(error) = source {
            text = format!("{text}: {error}");
            source = error.source();
        }
        match self.kind() {
            Kind::Internal => tracing::error!(code = self.code.id, "{text}"),
            Kind::Unavailable => tracing::warn!(code = self.code.id, "{text}"),
            _ => tracing::debug!(code = self.code.id, "{text}"),
        }
    }
}

impl Deref for AppError {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for AppError {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)
    }
}

/// The private text and everything beneath it: for logs and the command line, never for a face.
impl Error for AppError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let private = &self.0.private;
        (private.text.is_some() || private.source.is_some()).then_some(private as _)
    }
}

impl From<Code> for AppError {
    fn from(code: Code) -> Self {
        let retry_after = matches!(code.kind, Kind::Unavailable).then_some(Duration::from_secs(1));
        Self(Box::new(Parts { code, facts: Map::new(), problems: Vec::new(), retry_after, detail: None, private: Private::default() }))
    }
}

impl From<Rejected> for AppError {
    fn from(rejected: Rejected) -> Self {
        let mut error = Self::from(rejected.code);
        error.facts = rejected.facts;
        error
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Stale => code::STALE,
            StoreError::Missing => code::NOT_FOUND,
            StoreError::Conflict => return Self::from(code::IDEMPOTENCY_IN_PROGRESS).retry_after(Duration::from_secs(1)),
            StoreError::Unavailable(_) => code::UNAVAILABLE,
            StoreError::Full => code::STORAGE_FULL,
            StoreError::Duplicate(_) | StoreError::Corrupt(_) | StoreError::Other(_) => code::INTERNAL,
        };
        Self::from(code).because(error)
    }
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        if let BlobError::TooLarge { limit } = error {
            return Self::from(code::PAYLOAD_TOO_LARGE).with("limit", limit);
        }
        let code = match &error {
            BlobError::Full => code::STORAGE_FULL,
            BlobError::Missing => code::INTERNAL,
            BlobError::Body(_) => code::BODY_INCOMPLETE,
            _ => code::UNAVAILABLE,
        };
        Self::from(code).because(error)
    }
}

impl From<keys::KeyError> for AppError {
    fn from(error: keys::KeyError) -> Self {
        Self::from(code::UNAVAILABLE).private("the key store").because(error)
    }
}

/// What `?` turns an absent row into.
pub(crate) trait OrMissing<T> {
    /// The row, or `not_found`.
    fn or_missing(self) -> Result<T, AppError>;
}

impl<T> OrMissing<T> for Option<T> {
    fn or_missing(self) -> Result<T, AppError> {
        self.ok_or_else(|| code::NOT_FOUND.into())
    }
}
