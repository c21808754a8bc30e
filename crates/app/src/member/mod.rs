//! Members of companies and their rights (rows 1.4–1.6).

mod list;
mod put;

pub use list::list;
pub use put::{Place, put};
