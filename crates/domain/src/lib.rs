//! What the paperless office means: rules without I/O, clock, chance or threads.
//!
//! Time and randomness come in as arguments; everything that may be refused says so with a [`code::Code`].

pub mod code;
pub mod id;
pub mod time;
