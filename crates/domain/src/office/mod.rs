//! The paperless office: accounts, companies, their members, packages of documents and routes.

mod account;
pub mod box_id;
mod company;
mod member;
pub mod name_template;
pub mod package;
mod route;

pub use account::{Account, AccountState};
pub use company::Company;
pub use member::{Authority, Member, Right, Rights};
pub use package::Package;
pub use route::{Participant, ParticipantState, Role, Route, Turn, Who};
