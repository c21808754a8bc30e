//! `cargo xtask openapi`: writes `openapi/openapi.json` from the handlers.

use std::path::Path;
use std::process::ExitCode;

/// Where the document is kept, from the workspace's root.
const KEPT: &str = "openapi/openapi.json";

/// Writes the document; a test in `api` fails while the kept one differs.
pub fn run() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match std::fs::write(root.join(KEPT), api::text()) {
        Ok(()) => {
            println!("{KEPT} is written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{KEPT} cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
