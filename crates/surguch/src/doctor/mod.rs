//! `surguch doctor`: names each broken thing, a line each, and what to do. Works beside a running server and changes nothing.

mod address;
mod clock;
mod counterparts;
mod database;
mod finding;
mod folder;
mod house;
mod limits;
mod owner;
mod tls;

use crate::cli;
use crate::config::{self, Config, Overrides};
use crate::data_folder::DataFolder;
use crate::failure::Failure;

use finding::Findings;

/// Looks at everything. An error where anything is broken, so that scripts see it.
pub(crate) async fn doctor(options: cli::Doctor) -> Result<(), Failure> {
    let mut findings = Findings::new(options.json);
    let place = options.place;
    // of a configuration that cannot be read root speaks itself
    match config::load(Overrides { file: place.config, data: place.data, ..Overrides::default() }) {
        Ok(config) => {
            // replaces this process, before anything is said
            owner::hand_over(&config.data, &mut findings);
            findings.ok("configuration", "every setting is known and can be read");
            look(&config, &mut findings).await;
        }
        Err(failure) => findings.failed("configuration", failure.to_string(), "mend the setting; `surguch config default` explains all"),
    }
    findings.end()
}

async fn look(config: &Config, findings: &mut Findings) {
    owner::check(findings);
    limits::check(config, findings);
    tls::check(config, findings);
    clock::check(findings).await;
    counterparts::check(config, findings).await;
    let folder = match DataFolder::existing(&config.data) {
        Ok(folder) => folder,
        Err(_) if matches!(config.data.try_exists(), Ok(false)) => {
            let text = format!("{} does not exist", config.data.display());
            return findings.failed("data folder", text, "start `surguch serve` once, or say --data");
        }
        Err(failure) => return findings.failed("data folder", failure.to_string(), "mend what it names"),
    };
    const OVER: [&str; 5] = ["blob store", "certificate authority", "forms", "callbacks", "public address"];
    let opens = folder::check(&folder, findings);
    if !database::check(config, &folder, findings).await {
        return findings.skipped(&OVER, "the database");
    }
    // opening the house would make a master key, and nobody asked for one
    if !opens {
        return findings.skipped(&OVER, "the master key");
    }
    house::check(config, &folder, findings).await;
}
