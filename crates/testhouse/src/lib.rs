//! A whole house in a test: every adapter is the real one, on a database of the test's own, with a clock that the test moves.

mod house;
mod people;
mod receiver;
mod requests;
mod stand_ins;

pub use house::{House, Neighbours, bare_node, first_licensee};
pub use people::{Signatory, inn_of_company, phone};
pub use receiver::{Callback, Receiver};
pub use requests::{PIXEL, applicant, colleague, passport};
pub use stand_ins::{PORTAL_PERSON, remote, served, state_portal};
