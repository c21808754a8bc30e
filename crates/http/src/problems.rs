//! Turning raw scalars into values of the domain, with every problem of a body found at once.

use app::{AppError, Problem};
use domain::code::{self, Code};

use crate::sent::is_shadowed;

/// Collects the problems of one body.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    /// How many of them were there before, about the form.
    broken: usize,
}

impl Problems {
    /// Runs `convert`; it returns nothing where a problem was found. All problems become one refusal.
    pub fn collect<T>(convert: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, AppError> {
        Self::collect_with(Vec::new(), convert)
    }

    /// The same where the form is known to be wrong in places; no further problem is noted there.
    pub(crate) fn collect_with<T>(broken: Vec<Problem>, convert: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, AppError> {
        let mut problems = Self { broken: broken.len(), found: broken };
        match convert(&mut problems) {
            Some(value) if problems.found.is_empty() => Ok(value),
            None if problems.found.is_empty() => Err(AppError::internal("a conversion failed without a problem")),
            _ => Err(AppError::invalid(problems.found)),
        }
    }

    /// The same for what goes on with what is right: the value, and all problems.
    pub(crate) fn beside<T>(broken: Vec<Problem>, convert: impl FnOnce(&mut Self) -> T) -> (T, Vec<Problem>) {
        let mut problems = Self { broken: broken.len(), found: broken };
        let value = convert(&mut problems);
        (value, problems.found)
    }

    /// Notes a problem.
    pub fn add(&mut self, pointer: impl Into<String>, code: Code) {
        self.extend([Problem::new(pointer, code)]);
    }

    /// Notes problems that a rule has found.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            if !is_shadowed(&self.found[..self.broken], &problem.pointer) {
                self.found.push(problem);
            }
        }
    }

    /// Parses a required scalar.
    pub fn parse<T>(&mut self, pointer: impl Into<String>, text: &str, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<T> {
        match parse(text) {
            Ok(value) => Some(value),
            Err(code) => {
                self.add(pointer, code);
                None
            }
        }
    }

    /// Parses a scalar that may be left out. The outer option says whether there was no problem.
    pub fn optional<T>(
        &mut self,
        pointer: impl Into<String>,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, Code>,
    ) -> Option<Option<T>> {
        match text {
            None => Some(None),
            Some(text) => self.parse(pointer, text, parse).map(Some),
        }
    }

    /// Parses an id.
    pub fn id<T, E>(&mut self, pointer: impl Into<String>, text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        self.parse(pointer, text, |text| parse(text).map_err(|_| code::ID_INVALID))
    }

    /// Parses an id that may be left out.
    pub fn optional_id<T, E>(
        &mut self,
        pointer: impl Into<String>,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        match text {
            None => Some(None),
            Some(text) => self.id(pointer, text, parse).map(Some),
        }
    }

    /// Parses one word of a closed list.
    pub fn word<T: Copy>(&mut self, pointer: impl Into<String>, text: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.add(pointer, code::VALUE_INVALID);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use domain::subject::{Inn, Kpp};

    use super::*;

    #[test]
    fn every_problem_is_found_at_once() {
        let error = Problems::collect(|problems| {
            let inn = problems.parse("/inn", "7707083894", Inn::parse);
            let kpp = problems.optional("/kpp", Some("1"), Kpp::parse);
            Some((inn?, kpp?))
        })
        .unwrap_err();
        assert_eq!(error.code, code::VALIDATION_FAILED);
        assert_eq!(error.problems, [Problem::new("/inn", code::INN_CHECKSUM), Problem::new("/kpp", code::KPP_FORMAT)]);
    }

    #[test]
    fn a_problem_that_did_not_stop_the_conversion_still_refuses() {
        let error = Problems::collect(|problems| {
            problems.add("/x", code::VALUE_INVALID);
            Some(1)
        });
        assert_eq!(error.unwrap_err().problems.len(), 1);
        assert_eq!(Problems::collect(|_| Some(1)).unwrap(), 1);
    }
}
