//! CMS SignedData over slices: attributes, the reader, and the two phases of writing.

pub mod assemble;
pub(crate) mod attributes;
pub mod ber;
pub mod edit;
pub mod prepare;
pub mod proof;
pub mod read;
