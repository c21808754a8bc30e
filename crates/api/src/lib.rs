//! The HTTP faces: one endpoint a file. No rule, no SQL, no status code chosen by hand.

mod cloud;
pub mod diadoc;
mod docs_page;
mod document;
pub mod forms;
pub mod health;
pub mod issues;
pub mod office;
pub mod pki;
mod problem_page;
mod root;
pub mod verification;

pub use document::{document, text};
pub use root::{Part, router, router_of};
