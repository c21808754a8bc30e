//! DTOs of the HTTP faces: raw scalars, no rules.
//!
//! What a value may be is decided where it is parsed into the domain; here is only how it is spelled in JSON. Requests of our own face
//! refuse unknown fields; those of the vendors' contracts are read as leniently as the vendors do. Responses may grow: clients have to
//! tolerate fields and words they do not know.

mod silent;

pub mod cloud;
pub mod diadoc;
pub mod forms;
pub mod issues;
pub mod office;
