//! The way of subjects and representatives in and out: DTOs to values of the domain, with every problem at once, and back.

mod address;
mod document;
pub(crate) mod out;
mod party;
mod represent;

pub(crate) use document::document_info;
pub(crate) use out::{content_info, representative, subject};
pub(crate) use party::{change, new_party};
pub(crate) use represent::{link, new_link, requisites};

use domain::code::Code;
use surguch_http::Problems;

/// The fields of one object of a body, judged one by one.
pub(super) struct Fields<'a> {
    problems: &'a mut Problems,
    at: &'a str,
}

impl<'a> Fields<'a> {
    pub(super) fn of(problems: &'a mut Problems, at: &'a str) -> Self {
        Self { problems, at }
    }

    /// A scalar that may be left out.
    pub(super) fn one<T>(&mut self, name: &str, value: &Option<String>, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<Option<T>> {
        self.problems.optional(format!("{}/{name}", self.at), value.as_deref(), parse)
    }

    /// An object that may be left out.
    pub(super) fn inner<D, T>(
        &mut self,
        name: &str,
        value: Option<D>,
        convert: impl FnOnce(&mut Problems, &str, D) -> Option<T>,
    ) -> Option<Option<T>> {
        match value {
            None => Some(None),
            Some(value) => convert(self.problems, &format!("{}/{name}", self.at), value).map(Some),
        }
    }
}
