//! `surguch config`: the settings, as they are by default and as they are here.

use crate::cli::ConfigCommand;
use crate::config::{self, Overrides};
use crate::failure::Failure;
use crate::out;

/// Prints settings; a wrong one is an error that names it.
pub(crate) fn show(command: ConfigCommand) -> Result<(), Failure> {
    match command {
        ConfigCommand::Default => out::text(format_args!("{}", config::DEFAULTS)),
        ConfigCommand::Show(place) => {
            let layers = config::layers(Overrides { file: place.config, data: place.data, ..Overrides::default() })?;
            config::config(&layers)?;
            out::text(format_args!("{}", config::shown(&layers)));
        }
    }
    Ok(())
}
