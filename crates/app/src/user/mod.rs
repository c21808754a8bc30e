//! Accounts of people (rows 1.1, 1.2).

mod find;
mod register;

pub use find::{find, get, list};
pub use register::{Registration, register};
