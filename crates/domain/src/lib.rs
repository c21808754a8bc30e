//! What the paperless office means: rules without I/O, clock, chance or threads.
//!
//! Time and randomness come in as arguments; everything that may be refused says so with a [`code::Code`].

pub mod certificate;
pub mod clock;
pub mod cloud_signing;
pub mod code;
pub mod confirmation;
pub mod deposit;
pub mod form;
pub mod id;
pub mod issue;
pub mod licensee;
pub mod office;
pub mod party;
mod rejected;
pub mod signature;
pub mod signer;
pub mod subject;
pub mod time;
pub mod trust;

pub use rejected::Rejected;
