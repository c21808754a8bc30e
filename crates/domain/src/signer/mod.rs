//!
//! Source: the vendor's contract of ExtendedSignerDetails (docs/signer-details.md), whose values are those of the formats of the tax service.

mod details;
mod title;
mod words;

pub use details::{Details, Fault, Given, UNSPECIFIED};
pub use title::{TITLES, TitleRule, TitleType};
pub use words::{SignerPowers, SignerStatus, SignerType};
