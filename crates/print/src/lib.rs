//! Printed forms: typst templates, which administrators may replace, become PDF.
//!
//! A template is a program, so it runs in a child of the same binary with limits on time and memory: [`Printer`] starts it and
//! [`child::serve`] is what it does. [`render`] is the printing itself, without any limit.

pub mod child;
mod error;
mod fonts;
pub mod forms;
mod printer;
mod render;
mod request;
mod templates;
mod world;

pub use error::{PrintError, TemplateFault};
pub use printer::Printer;
pub use render::render;
pub use request::Limits;
pub use templates::{BUILT_IN, Template, Templates};
