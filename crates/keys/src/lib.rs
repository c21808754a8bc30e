//! Private keys that never leave: made here, sealed under a master key that is not in the database, used by naming what to sign.
//!
//! Every key is one sealed object, durable before [`Keys::generate`] returns. The same master key seals other secrets of the house
//! ([`Keys::seal`]), each bound to its context. Sealed objects lie in a folder, or on a [`Shelf`] that several nodes share.

mod cache;
mod copy;
mod error;
mod master;
mod pair;
mod seal;
mod segments;
mod shelf;
mod vault;

pub use error::KeyError;
pub use master::{MasterKey, MasterKeyError};
pub use segments::{ContentKey, Opening, SEGMENT, Sealing};
pub use shelf::{OnShelf, Shelf, ShelfError};
pub use vault::Keys;
