//! Certificates of people.

mod find;
mod issue;
mod make;

pub use find::{der, get, list};
pub use issue::{Issued, issue};
pub(crate) use make::make;
