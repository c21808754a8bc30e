//! Why a command ends early, in words for the administrator.

use std::error::Error;
use std::fmt;

/// What was being done, and what went wrong beneath it.
#[derive(Debug)]
pub(crate) struct Failure {
    doing: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure that explains itself.
    pub(crate) fn new(text: impl Into<String>) -> Failure {
        Failure { doing: text.into(), source: None }
    }
}

/// The text and every cause below it.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.doing)?;
        let mut cause: Option<&dyn Error> = self.source.as_deref().map(|error| error as &dyn Error);
        let mut said = self.doing.clone();
        while let Some(error) = cause {
            // many libraries repeat their cause in their own text
            let text = error.to_string();
            if !said.contains(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl Error for Failure {}

/// Says what was being done when an error came.
pub(crate) trait Doing<T> {
    /// `error` becomes «`what`: error».
    fn doing(self, what: impl Into<String>) -> Result<T, Failure>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Doing<T> for Result<T, E> {
    fn doing(self, what: impl Into<String>) -> Result<T, Failure> {
        self.map_err(|error| Failure { doing: what.into(), source: Some(error.into()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_what_was_done_and_every_cause_once() {
        let inner = std::io::Error::other("no room");
        let failure = Err::<(), _>(inner).doing("writing the file").doing("keeping the package").unwrap_err();
        assert_eq!(failure.to_string(), "keeping the package: writing the file: no room");
    }
}
