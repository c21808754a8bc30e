//! `surguch serve`.

mod house;
mod listeners;
mod notify;
mod reload;
mod stop;
mod welcome;

pub(crate) use house::House;
pub(crate) use listeners::identity;
pub(crate) use stop::asked_to_stop;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

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
    raise_limit_on_files();
    let stop = asked_to_stop()?;
    let mut house =
        House::open(&config, &format!("surguch serve on {}", config.server.listen), |main, own| Urls::bound(&config, main, own)).await?;
    let _reloading = reload::watch(&house)?;
    welcome::say(&house, &config);
    notify::tell("READY=1");
    let ended = tokio::select! {
        () = stop => None,
        what = house.ended() => Some(what),
    };
    notify::tell("STOPPING=1");
    tracing::info!("stopping: no new connections, the requests at hand are finished");
    house.close().await;
    tracing::info!("stopped");
    // a server that answers but does none of its work is worse than none: its supervisor starts it again
    ended.map_or(Ok(()), |what| Err(Failure::new(format!("{what} ended; is another process running as this node?"))))
}

/// Every connection is a file: the soft limit of most systems is meant for other programs.
fn raise_limit_on_files() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }) {
        tracing::warn!("the limit on open files stays at {:?}: {error}", limit.current);
    }
}
