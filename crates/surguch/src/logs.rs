//! Where logs go: standard error, as text for people or JSON for collectors.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::config::{Log, LogFormat};
use crate::failure::{Doing, Failure};

/// Libraries that would tell at a lower level what they read and write, which may be anybody's: the filter has to name them to get more.
const QUIET: &str = "h2=info,hyper=info,hyper_util=info,reqwest=info,rustls=info,postgres=info,tokio_postgres=info,object_store=info";

/// Starts logging for the rest of the process.
pub(crate) fn start(log: &Log) -> Result<(), Failure> {
    let filter = EnvFilter::builder().parse(format!("{QUIET},{}", log.filter)).doing("log.filter")?;
    // a line that cannot be written is lost; complaining about it on the same closed stream would end the thread that works
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true).log_internal_errors(false);
    match log.format {
        LogFormat::Text => builder.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
    }
    .doing("logging")
}
