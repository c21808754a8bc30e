//! Where logs go: standard error, as text for people or JSON for collectors.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::config::{Log, LogFormat};
use crate::failure::{Doing, Failure};

/// Starts logging for the rest of the process.
pub(crate) fn start(log: &Log) -> Result<(), Failure> {
    let filter = EnvFilter::builder().parse(&log.filter).doing("log.filter")?;
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    match log.format {
        LogFormat::Text => builder.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => builder.json().try_init(),
    }
    .doing("logging")
}
