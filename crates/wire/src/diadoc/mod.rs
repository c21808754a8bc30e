//! The vendor's face of signer details: the messages of `proto/`, as protobuf and as JSON.
//!
//! Both spellings are of the same types. Rules are judged where messages are parsed into the domain: here an enumeration is a number, known
//! or not, and a required field that did not come is its default.

mod again;
pub mod json;
pub mod proto;
pub mod query;

use std::fmt;

/// Nothing of it: login and password are whose they are.
impl fmt::Debug for proto::LoginPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginPassword { .. }")
    }
}

pub use again::{Again, again};

#[cfg(test)]
mod tests;
