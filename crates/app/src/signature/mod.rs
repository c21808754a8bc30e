//! Detached signatures (rows 3.4, 6.3).

mod content;

pub use content::content;
