//! Certificate requests: the office's own (rows 2.1, 2.2, 3.2, 3.3, 5.1) here; what the client of issue requests, the operator and the subject
//! do, each in a folder.

mod accept;
mod activate;
pub mod cabinet;
pub mod client;
mod create;
mod extensions;
mod find;
mod form;
mod history;
mod kept;
pub mod operator;
pub(crate) mod profile;
mod purge;
pub(crate) mod scan;
mod seen;
pub(crate) mod settle;
mod statement;
mod step;
mod straight;
mod sweep;
mod whose;

pub use accept::{accept, send_code};
pub use activate::activate;
pub(crate) use client::{insert as insert_made, printed};
pub use create::{NewRequest, create, public_key};
pub(crate) use create::{check, draft};
pub(crate) use find::visible;
pub use find::{files, find, get, list};
pub use form::Form;
pub use history::Identified;
pub(crate) use kept::{by_external_id, insert, load, load_for_update};
pub use scan::OpenedPage;
pub use seen::Seen;
pub(crate) use seen::{held, job};
pub(crate) use step::{apply, carry, change_all, tell};
pub(crate) use straight::{carry_on, plan as plan_straight};
pub(crate) use sweep::sweep;
pub(crate) use whose::{Subject, is_counterparty};
