//! Rust SDK of the office API.
