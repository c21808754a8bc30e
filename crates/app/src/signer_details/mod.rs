//! Details of signers for titles of formalized documents, by box, certificate and title: kept, shown, and made into the element Подписант.

mod certified;
mod get;
mod preview;
mod put;
mod record;

/// What the vendor calls the message that [`put`] takes.
pub const BODY: &str = "ExtendedSignerDetailsToPost";

pub use get::get;
pub use preview::{Wanted, preview};
pub use put::put;
pub use store::table::signer_details::Place;
