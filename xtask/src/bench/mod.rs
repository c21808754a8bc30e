//! Benchmarks: commands of their own that print figures beside a peer's of the same run, and judge nothing.

pub(crate) mod machine;
pub(crate) mod peer;
pub(crate) mod server;
mod store;
mod use_case;

pub use store::run as store;
