//! Bytes on their way in: durable in the blob store before a transaction names them, or few enough to go into its rows.

mod digest;
pub(crate) mod sealed;
mod store;

pub(crate) use digest::digest;
pub use store::{Place, Stored, store};
pub(crate) use store::{insert, keep, take_in};
