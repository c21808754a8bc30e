//! What every operation returns.

use super::IssuesError;

/// Whether an operation succeeded, what the authority says where it did not, and what came of it. `error` is the same failure for programs.
#[derive(Debug)]
pub struct OperationResult<T = ()> {
    /// Whether it succeeded.
    pub success: bool,
    /// Why not, in words.
    pub message: Option<String>,
    /// What came of it; there where it succeeded.
    pub data: Option<T>,
    /// Why not, for programs.
    pub error: Option<IssuesError>,
}

impl<T> OperationResult<T> {
    /// The same as Rust says it.
    ///
    /// # Errors
    /// What the operation failed with.
    pub fn into_result(self) -> Result<T, IssuesError> {
        match (self.data, self.error) {
            (Some(data), _) => Ok(data),
            (None, Some(error)) => Err(error),
            (None, None) => Err(IssuesError::Input("a result that says nothing")),
        }
    }
}

impl<T> From<Result<T, IssuesError>> for OperationResult<T> {
    fn from(result: Result<T, IssuesError>) -> Self {
        match result {
            Ok(data) => Self { success: true, message: None, data: Some(data), error: None },
            Err(error) => Self { success: false, message: Some(error.message()), data: None, error: Some(error) },
        }
    }
}
