//! DTOs of the HTTP faces: raw scalars, no rules.
