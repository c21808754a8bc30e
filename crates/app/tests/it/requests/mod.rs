//! Certificate requests from first to last: client, operator, subject.

mod guards;
mod personal;
mod portal;
mod race;
mod registers;
mod search;
mod story;
mod straight;
