//! The words of the simulators.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Simulate {
    /// State registers, over the contract of docs/registers.md [default address: 127.0.0.1:8090]
    Registers(RegistersStage),
    /// The state portal, over the contract of docs/esia.md [default address: 127.0.0.1:8091]
    Esia(Stage),
    /// A gateway of text messages, over the contract of docs/sms.md [default address: 127.0.0.1:8092]
    Sms(Stage),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Stage {
    /// Where it answers; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// What it knows (TOML, or JSON by the name's end) [default: what --print-data prints]
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// Prints the built-in data and ends: the beginning of a file of one's own
    #[arg(long, conflicts_with_all = ["listen", "data"])]
    pub(crate) print_data: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct RegistersStage {
    #[command(flatten)]
    pub(crate) stage: Stage,
    /// Prints the certificates by which its extracts are believed, for extracts.tax_service, and ends
    #[arg(long, conflicts_with_all = ["listen", "data", "print_data"])]
    pub(crate) print_certificate: bool,
}
