//! The words of verifying, signing, and of whom to believe.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use outbound::guarded::Cidr;

use super::AdminPlace;

#[derive(Debug, Clone, Args)]
pub(crate) struct Verify {
    /// The signed file; a message with its content inside where no signature is given
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// A signature under it (DER, PEM or Base64); may be repeated
    #[arg(long = "signature", value_name = "SIG")]
    pub(crate) signatures: Vec<PathBuf>,
    /// Certificates to believe, this once (PEM or DER); may be repeated
    #[arg(long = "trust", value_name = "CERT")]
    pub(crate) trust: Vec<PathBuf>,
    /// The moment to judge for, as in 2027-01-01T00:00:00Z [default: now]
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// Asks nobody: neither responders nor authorities
    #[arg(long)]
    pub(crate) offline: bool,
    /// A network that may be asked though it is not public, as in 10.1.0.0/16; may be repeated
    #[arg(long, value_name = "NETWORK", conflicts_with = "offline")]
    pub(crate) allow: Vec<Cidr>,
    /// Says INDETERMINATE where the revocation of a certificate is not known
    #[arg(long)]
    pub(crate) require_revocation: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Language of the report
    #[arg(long, value_enum, default_value_t = Tongue::Ru)]
    pub(crate) language: Tongue,
    /// Believes the list of this data folder, too
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Configuration file (TOML) of that house
    #[arg(long, value_name = "FILE", requires = "data")]
    pub(crate) config: Option<PathBuf>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Lines for people.
    Text,
    /// One JSON document, the one of the API.
    Json,
}

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Tongue {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// The password of the key comes from `SURGUCH_KEY_PASSWORD`, from `--password-file`, or is asked for; never from the command line, which
/// everybody on the machine can read.
#[derive(Debug, Clone, Args)]
pub(crate) struct Sign {
    /// The file to sign
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The private key: PKCS#12 with its certificate, or PEM
    #[arg(long, value_name = "KEY")]
    pub(crate) key: PathBuf,
    /// The certificate and what stands above it (PEM or DER); a PKCS#12 brings its own
    #[arg(long, value_name = "CERT")]
    pub(crate) cert: Option<PathBuf>,
    /// Puts the file inside the message
    #[arg(long)]
    pub(crate) attached: bool,
    /// Where to [default: FILE.p7s, or FILE.p7m with --attached]; nothing is overwritten
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// A file whose first line is the key's password
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Trust {
    #[command(flatten)]
    pub(crate) place: AdminPlace,
    #[command(subcommand)]
    pub(crate) command: TrustCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TrustCommand {
    /// Believes what this authority signs
    Add {
        /// Its certificate (PEM or DER)
        #[arg(value_name = "CERT")]
        certificate: PathBuf,
        /// It is accredited: what it issues may be qualified (КЭП)
        #[arg(long)]
        accredited: bool,
        /// Since when it is accredited, as in 2027-01-01 or 2027-01-01T00:00:00Z
        #[arg(long, value_name = "DATE", requires = "accredited")]
        from: Option<String>,
        /// Until when, that day included
        #[arg(long, value_name = "DATE", requires = "accredited")]
        to: Option<String>,
    },
    /// Lists what is believed, a JSON object a line
    List,
    /// Believes one no longer
    Remove {
        /// `tru_…`, as `list` shows it
        id: String,
    },
}
