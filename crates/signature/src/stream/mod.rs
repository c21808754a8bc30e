//! CMS with a content of any size inside, in constant memory: pieces in, digests and a detached CMS out ([`Reader`]), and the other way
//! round ([`Writer`]).
//!
//! Both are fed by the caller and do no input or output themselves. The CMS without its content is bounded by
//! [`pki::asn1::limits::CMS`].

mod armour;
mod content;
mod head;
mod reader;
mod writer;

pub use armour::Unarmour;
pub use reader::{Reader, Split};
pub use writer::{WriteError, Writer};

#[cfg(test)]
mod tests;
