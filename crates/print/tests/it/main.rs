//! Forms printed through a real child.

mod facts;
mod forms;
mod misbehaviour;
mod people;
mod requests;
mod support;
