//! Detached signatures (rows 3.4, 6.3).

mod content;
mod stamp;

pub use content::content;
pub(crate) use stamp::{BES, STAMPED, complete, later, stamped};
