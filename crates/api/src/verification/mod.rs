//! Verification reports for people and programs: the DTO, and the same as text. The command line and the API speak through it alike.

mod convert;
mod text;
mod words;

pub use convert::{Judged, report};
pub use text::text;
