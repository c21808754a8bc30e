//! Certificate requests (rows 2.1, 2.2, 3.2, 3.3, 5.1).

mod accept;
mod activate;
mod create;
mod find;
mod step;
mod subject;

pub use accept::{accept, send_code};
pub use activate::activate;
pub use create::{NewRequest, create, public_key};
pub(crate) use find::visible;
pub use find::{files, find, get, list};
pub(crate) use step::apply;
pub(crate) use subject::Subject;
