//! Details of a signer for titles of formalized documents: what the certificate does not say, and how both become the element Подписант.
//!
//! Source: the vendor's contract of ExtendedSignerDetails (docs/signer-details.md), whose values are those of the formats of the tax service.

mod details;
mod element;
mod filled;
#[cfg(test)]
mod printed;
mod title;
mod words;

pub use details::{Details, Fault, Given, UNSPECIFIED};
pub use element::{Confirmation, ElectronicPower, Format, PaperPower, document, element};
pub use filled::{Certified, Named, Organization, Signer};
pub use title::{TITLES, TitleRule, TitleType};
pub use words::{SignerPowers, SignerStatus, SignerType};
