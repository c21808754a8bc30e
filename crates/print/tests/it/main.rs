//! Forms printed through a real child.

mod facts;
mod forms;
mod misbehaviour;
mod support;
