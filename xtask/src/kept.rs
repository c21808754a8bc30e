//! Generated files that are kept in the tree.

use std::path::Path;
use std::process::ExitCode;

/// Writes `text` to `path`, counted from the workspace's root, and says so.
pub fn write(path: &str, text: &str) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match std::fs::write(root.join(path), text) {
        Ok(()) => {
            println!("{path} is written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path} cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
