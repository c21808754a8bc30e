//! Certificate requests from first to last: client, operator, subject.

mod guards;
pub(crate) mod personal;
mod portal;
mod race;
pub(crate) mod registers;
mod search;
mod story;
mod straight;
