//! The certificate authority: prepare, lint, issue, record, revoke, list, answer, stamp, check.
//!
//! Every issuance goes the same way, and a crash at any point leaves a record from which revocation works:
//!
//! 1. [`draft`] builds the exact bytes to be signed and lints them before any key touches them; a refusal leaves no trace, for nothing of the
//!    authority's was touched.
//! 2. [`reserve`] records serial number and lint certificate in a transaction: the intent.
//! 3. [`sign`] signs by the authority's key, outside any transaction, and compares what came out with what was linted.
//! 4. [`record`] turns the intent into a certificate in the caller's own transaction, beside the caller's rows and event.
//!
//! What was reserved and never recorded is given up by [`abandon_before`] and revoked, since it may have been signed.

mod authority;
mod check;
mod convert;
mod draft;
mod error;
mod found;
mod issue;
mod list;
mod revoke;
mod service;
mod stamp;
mod start;
mod status;

#[cfg(test)]
mod tests;

pub use authority::{Authority, all, at_work, chain_pem, issuing, load, path};
pub use check::{Finding, self_check};
pub use draft::{Draft, Order, Terms, draft, draft_again};
pub use error::CaError;
pub use found::{Founded, Founding, Plan, begin, begin_renewal, finish, make};
pub use issue::{Issued, abandon_before, record, reserve, sign};
pub use list::{ListDraft, SignedList, due_lists, latest_list, prepare_list, record_list, sign_list};
pub use revoke::{Revocation, release, revoke};
pub use service::{Server, Service, draft_service, due_services, forget_key, record_service, server, spent_keys};
pub use stamp::stamp;
pub use start::check_start;
pub use status::{answer, generations, status};
