//! `cargo xtask drill race [--packages N]`: the long form of the race that `app` tests on two hundred packages (T12).

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::bench::server::Server;
use crate::office::{Outcome, POSTGRES};

/// How many packages are raced for on each database.
const PACKAGES: &str = "2000";

/// Runs the very test with more packages; the database of PostgreSQL is the run's.
pub fn run(words: &[&str]) -> ExitCode {
    let packages = match words {
        [] => PACKAGES,
        ["--packages", count] if count.parse::<u32>().is_ok() => count,
        other => {
            eprintln!("drill race: not understood: {}", other.join(" "));
            return ExitCode::from(2);
        }
    };
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return broken(&error),
    };
    let (url, _server) = match postgres(folder.path()) {
        Ok(found) => found,
        Err(error) => return broken(&*error),
    };
    // the printing child is a program of another package, so cargo does not build it for this test
    for arguments in [&["build", "--package", "print"][..], &["test", "--package", "app", "--test", "it", "--", "race_t12", "--nocapture"]]
    {
        let status = Command::new(crate::cargo()).args(arguments).env("SURGUCH_RACE_PACKAGES", packages).env(POSTGRES, &url).status();
        match status {
            Ok(status) if status.success() => {}
            Ok(_) => return ExitCode::FAILURE,
            Err(error) => return broken(&error),
        }
    }
    println!("{packages} packages on each database: exactly one legal history each");
    ExitCode::SUCCESS
}

/// The run's server, or one of our own in `folder`.
fn postgres(folder: &Path) -> Outcome<(String, Option<Server>)> {
    if let Ok(url) = std::env::var(POSTGRES) {
        return Ok((url, None));
    }
    // the server's user has to pass through
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let server = Server::start(&folder.join("postgres"))?;
    Ok((server.url.clone(), Some(server)))
}

fn broken(error: &(impl Error + ?Sized)) -> ExitCode {
    eprintln!("drill race: {error}");
    ExitCode::FAILURE
}
