//! Members of companies and their rights (rows 1.4–1.6).

pub mod certificate;
mod list;
pub mod outside;
mod put;
mod remove;

pub use list::{get, list};
pub use put::{Place, put};
pub use remove::remove;
