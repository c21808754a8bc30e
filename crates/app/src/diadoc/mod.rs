//! The face of signer details: how its users log in, and what they see of themselves, their boxes and certificates.
//!
//! A box is a company. Whoever holds a licensee's key is the administrator of all its boxes; a person sees the boxes of the companies that
//! they are a member of, and is an administrator where they are a head.

mod boxes;
mod certificates;
mod challenge;
mod client;
mod holder;
mod password;
mod people;
mod sid;
mod trusted;

pub use boxes::{Access, MOST_ORGANIZATIONS, get_box, open, organizations};
pub use certificates::{BoxCertificates, certificates};
pub use challenge::{Shown, challenge, confirm};
pub use client::Login;
pub use holder::{ActsFor, Holder};
pub(crate) use holder::{organization_inn, person_inn};
pub use password::by_password;
pub use people::{Employee, MOST_USERS, Myself, employee, myself, users};
pub use sid::by_sid;
pub use store::table::box_certificate::{BoxCertificate, Source};
pub use trusted::by_trusted_service;
