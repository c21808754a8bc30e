//! The database: it answers, has the right version, is sound and durable. Nothing is migrated.

use store::{Database, Look, OpenError, look};

use super::{Findings, clock};
use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::wire_up;

const ANSWERS: &str = "database";
const VERSION: &str = "database version";
const SOUND: &str = "database integrity";
const DURABLE: &str = "database durability";

/// Whether what works over the database can be looked at.
pub(super) async fn check(config: &Config, folder: &DataFolder, findings: &mut Findings) -> bool {
    let database = wire_up::database(config, folder);
    let local = matches!(database, Database::Sqlite { .. });
    let looked = tokio::task::spawn_blocking(move || look(&database)).await;
    match looked {
        Ok(Ok(seen)) => judge(&seen, findings),
        Ok(Err(error @ (OpenError::Newer { .. } | OpenError::Changed { .. }))) => {
            findings.failed(VERSION, error.to_string(), "use the program that migrated it, or a backup from before");
            false
        }
        Ok(Err(error)) => {
            let advice =
                if local { "look at the file's rights, or restore it from a backup" } else { "look at database.url and at the server" };
            findings.failed(ANSWERS, error.to_string(), advice);
            false
        }
        Err(_) => {
            findings.failed(ANSWERS, "looking at it panicked", "report it");
            false
        }
    }
}

fn judge(seen: &Look, findings: &mut Findings) -> bool {
    findings.ok(ANSWERS, format!("{} answers", seen.product));
    match &seen.broken {
        Some(broken) if !broken.is_empty() => {
            findings.failed(SOUND, broken.clone(), "stop the server and restore a backup");
            return false;
        }
        Some(_) => findings.ok(SOUND, "quick check passed"),
        None => {}
    }
    if seen.not_durable.is_empty() {
        findings.ok(DURABLE, "every commit is on the disk before it is answered");
    } else {
        findings.failed(DURABLE, seen.not_durable.clone(), "turn it on: what was acknowledged may be lost");
    }
    if let Some(now) = seen.now {
        clock::compare("the database's clock", now, findings);
    }
    if seen.pending > 0 {
        let text = format!("version {}, {} migrations to version {} are pending", seen.version, seen.pending, seen.known);
        findings.warn(VERSION, text, "back up; the next start of the server applies them");
        return false;
    }
    findings.ok(VERSION, format!("{}, as this program wants", seen.version));
    true
}
