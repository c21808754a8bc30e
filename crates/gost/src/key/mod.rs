//! Keys, and how they are written.

mod algorithm;
mod pkcs8;
mod public;
mod secret;
mod spki;

pub use public::PublicKey;
pub use secret::SecretKey;
