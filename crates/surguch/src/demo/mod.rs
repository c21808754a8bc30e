//! `surguch demo`: the whole story through the HTTP API, against a server of its own, with evidence that foreign tools check.

mod cast;
mod documents;
mod evidence;
mod numbers;
mod outbox;
mod person;
mod progress;
mod receiver;
mod report;
mod route;
mod story;

use crate::cli;
use crate::config::{self, Config, Overrides};
use crate::failure::{Doing, Failure};
use crate::logs;
use crate::serve::{House, asked_to_stop};
use crate::wire_up::Urls;

/// Plays the story; serves on afterwards unless told to exit.
pub(crate) async fn demo(options: cli::Demo) -> Result<(), Failure> {
    let config = settings(&options)?;
    logs::start(&config.log)?;
    let stop = asked_to_stop()?;
    let urls = Urls::configured(&config);
    let own = Config { server: config::Server { listen: ([127, 0, 0, 1], 0).into(), ..config.server.clone() }, ..config.clone() };
    let doing = "surguch demo".to_owned();
    let house = House::open(&own, &doing, |main, _| Urls { main: format!("http://{main}"), pki: urls.pki }).await?;

    let told = tokio::select! {
        told = story::play(&house, &options) => told,
        () = stop => {
            house.close().await;
            return Err(Failure::new("stopped before the story was told"));
        }
    };
    if let (Ok(story), false) = (&told, options.exit) {
        story.say_addresses(&house);
        asked_to_stop()?.await;
    }
    if let Ok(story) = &told {
        story.tidy().await;
    }
    house.close().await;
    told.and_then(|story| if story.passed() { Ok(()) } else { Err(Failure::new("the story did not end well: see the table")) })
}

/// The data folder's configuration with what the demo needs: callbacks may come back to this machine, and a quiet log.
fn settings(options: &cli::Demo) -> Result<Config, Failure> {
    let place = &options.place;
    let mut config = config::load(Overrides { file: place.config.clone(), data: place.data.clone(), ..Overrides::default() })?;
    config.callbacks.allow.push("127.0.0.1/32".to_owned());
    // one plain listener of its own, whatever the server has
    (config.api.listen, config.public.listen, config.pki.listen, config.admin.listen) = (None, None, None, None);
    config.api.client_ca = None;
    config.tls = config::Tls { certificate: None, key: None };
    if config.log.filter == "info" {
        config.log.filter = "warn".to_owned();
    }
    for file in &options.files {
        std::fs::metadata(file).doing(format!("--file {}", file.display()))?;
    }
    Ok(config)
}
