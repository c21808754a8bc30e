//! Certificates of people.

mod find;

pub use find::{der, get, list};
