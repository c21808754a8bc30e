//! Benchmarks: commands of their own that print figures beside a peer's of the same run, and judge nothing.

#[cfg(feature = "package-bench")]
mod ca;
#[cfg(feature = "package-bench")]
mod callbacks;
#[cfg(feature = "package-bench")]
mod claim;
#[cfg(feature = "package-bench")]
mod create;
#[cfg(feature = "package-bench")]
mod crypto;
mod figures;
#[cfg(feature = "package-bench")]
mod finish;
#[cfg(feature = "package-bench")]
mod forms;
#[cfg(feature = "package-bench")]
mod http;
#[cfg(feature = "package-bench")]
mod issue;
#[cfg(feature = "package-bench")]
mod issues;
pub(crate) mod machine;
#[cfg(feature = "package-bench")]
mod package;
mod peer;
mod plan;
#[cfg(feature = "package-bench")]
mod read;
pub(crate) mod server;
#[cfg(feature = "package-bench")]
mod signer;
#[cfg(feature = "package-bench")]
mod start;
mod store;
mod use_case;

pub use store::run as store;

/// Benchmarks that need more than the store.
#[cfg(feature = "package-bench")]
pub fn server(name: &str, words: &[&str]) -> Option<std::process::ExitCode> {
    match name {
        "ca" => Some(ca::run(words)),
        "callbacks" => Some(callbacks::run(words)),
        "claim" => Some(claim::run(words)),
        "crypto" => Some(crypto::run(words)),
        "create" => Some(http::run(&mut create::Create, words)),
        "issue" => Some(issue::run(words)),
        "issues" => Some(issues::run(words)),
        "finish" => Some(http::run(&mut finish::Finish::default(), words)),
        "forms" => Some(http::run(&mut forms::Forms::default(), words)),
        "package" => Some(http::run(&mut package::Whole, words)),
        "signer" => Some(http::run(&mut signer::Signer::default(), words)),
        "start" => Some(start::run(words)),
        "read" => Some(http::run(&mut read::Read::default(), words)),
        _ => None,
    }
}
