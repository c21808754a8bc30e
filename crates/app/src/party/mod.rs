//! Parties of certificate forms, and who acts for whom (contracts/certificate-forms.md §4.7, §4.8).

mod change;
mod egrul;
mod extract;
mod find;
mod kept;
mod represent;
mod requisites;
mod sweep;

pub use change::{NewParty, create, delete, replace};
pub use egrul::egrul;
pub use extract::{Extract, judge_extract};
pub use find::get;
pub use kept::{load, load_link};
pub use represent::{Link, NewLink, change_link, get_link, link};
pub use requisites::{Identity, inn};
pub(crate) use sweep::sweep;
