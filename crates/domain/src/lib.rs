//! What the paperless office means: rules without I/O, clock, chance or threads.
//!
//! Time and randomness come in as arguments; everything that may be refused says so with a [`code::Code`].

pub mod clock;
pub mod code;
pub mod id;
pub mod office;
mod rejected;
pub mod subject;
pub mod time;

pub use rejected::Rejected;
