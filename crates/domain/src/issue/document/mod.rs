//! The documents of a request: their kinds, what is written in them, their scans, and which of them a request needs.
//!
//! Requisites and pages are kept as they were given. Their form is judged when they come in, what is lacking when the request is sent to
//! the check ([`missing`]), and what registers say of them is a finding. Both tables are printed in docs/issue-documents.md.

mod inscription;
mod kind;
mod lacking;
mod page;
#[cfg(test)]
mod printed;
mod required;
mod requisite;
mod requisites;
#[cfg(test)]
mod tests;
mod value;

use serde::{Deserialize, Serialize};

pub use inscription::Part;
pub use kind::Kind;
pub use lacking::{Facts, Missing, StatementRoute, Why, missing};
pub use page::{Format, LARGEST_PAGE, PAGES_PER_DOCUMENT, PAGES_PER_REQUEST, Page, Tone, check_room};
pub use required::{Condition, EXTRACT_MONTHS, Gate, REQUIRED, Row, Wanted};
pub use requisite::{Need, Requisite};
pub use requisites::{Problem, Requisites};
pub use value::Gender;

/// One document of a request. A request has at most one of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// What is written in it, as given.
    pub requisites: Requisites,
    /// Its scans, in the order in which they came.
    pub pages: Vec<Page>,
}
