//! DTOs of the HTTP faces: raw scalars, no rules.
//!
//! What a value may be is decided where it is parsed into the domain; here is only how it is spelled in JSON. Requests refuse
//! unknown fields. Responses may grow: clients have to tolerate fields and words they do not know.

pub mod office;
