//! `cargo xtask openapi`: writes `openapi/openapi.json` from the handlers.

use std::process::ExitCode;

use crate::kept;

/// Where the document is kept, from the workspace's root.
const KEPT: &str = "openapi/openapi.json";

/// Writes the document; a test in `api` fails while the kept one differs.
pub fn run() -> ExitCode {
    kept::write(KEPT, api::text())
}
