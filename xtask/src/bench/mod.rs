//! Benchmarks: commands of their own that print figures beside a peer's of the same run, and judge nothing.

mod figures;
mod machine;
#[cfg(feature = "package-bench")]
mod package;
mod peer;
pub(crate) mod server;
mod store;
mod use_case;

#[cfg(feature = "package-bench")]
pub use package::run as package;
pub use store::run as store;
