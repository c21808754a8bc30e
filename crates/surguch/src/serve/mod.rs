//! `surguch serve`.

mod house;
mod stop;
mod welcome;

pub(crate) use house::House;
pub(crate) use stop::asked_to_stop;

use crate::cli;
use crate::config::{self, Overrides};
use crate::failure::Failure;
use crate::logs;
use crate::wire_up::Urls;

/// Serves until the process is asked to stop.
pub(crate) async fn serve(options: cli::Serve) -> Result<(), Failure> {
    let overrides =
        Overrides { file: options.place.config, data: options.place.data, listen: options.listen, pki_listen: options.pki_listen };
    let config = config::load(overrides)?;
    logs::start(&config.log)?;
    let stop = asked_to_stop()?;
    let house = House::open(&config, &format!("surguch serve on {}", config.server.listen), |main| Urls {
        // the port is known now, where 0 was configured
        main: config.server.public_url.clone().unwrap_or_else(|| format!("http://{main}")),
        ..Urls::configured(&config)
    })
    .await?;
    welcome::say(&house, &config);
    stop.await;
    tracing::info!("stopping: no new connections, the requests at hand are finished");
    house.close().await;
    tracing::info!("stopped");
    Ok(())
}
