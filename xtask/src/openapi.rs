//! `cargo xtask openapi`: writes the documents of `openapi/` from the handlers.

use std::process::ExitCode;

use crate::kept;

/// Writes the documents; a test in `api` fails while a kept one differs.
pub fn run() -> ExitCode {
    let kept = [
        ("openapi/openapi.json", api::text()),
        ("openapi/issues.json", api::issues::text()),
        ("openapi/forms.json", api::forms::text()),
        ("openapi/diadoc.json", api::diadoc::text()),
    ];
    let written = kept.map(|(path, text)| kept::write(path, text));
    if written.iter().all(|one| *one == ExitCode::SUCCESS) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
