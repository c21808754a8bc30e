//! The command line.

mod licensee;
mod signatures;
mod simulate;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use outbound::guarded::Cidr;

pub(crate) use licensee::{BoxCommand, LicenseeCommand, Switch};
pub(crate) use signatures::{Format, Sign, Tongue, Trust, TrustCommand, Verify};
pub(crate) use simulate::{Simulate, Stage};

/// Surguch: a self-hosted paperless office.
#[derive(Debug, Parser)]
#[command(name = "surguch", version, about, disable_help_subcommand = false, arg_required_else_help = true)]
pub(crate) struct Line {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs the office: API, callbacks, certificate authority
    Serve(Serve),
    /// Looks after a data folder; works beside a running server
    Admin(Admin),
    /// Copies everything into a folder, beside a running server; checks such a folder
    Backup(Backup),
    /// Makes a data folder, and fills an empty database, out of a backup
    Restore(Restore),
    /// Prints the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Names each broken thing and what to do; works beside a running server
    Doctor(Doctor),
    /// Plays the whole story through the HTTP API and writes the evidence
    Demo(Demo),
    /// Judges signatures under a file; exit status 0: valid, 1: invalid, 2: it cannot be said, 3: it could not be tried
    Verify(Verify),
    /// Signs a file with a key of one's own
    Sign(Sign),
    /// Certificates of other authorities that this house believes
    Trust(Trust),
    /// Stands in for a service of others, for trials: no real one
    #[command(subcommand)]
    Simulate(Simulate),
    /// Prints one form; the server starts it for itself
    #[command(hide = true)]
    PrintChild,
}

/// Where the configuration comes from: embedded defaults, then this file, then `SURGUCH_*`, then these options.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Place {
    /// Configuration file (TOML)
    #[arg(long, value_name = "FILE", env = "SURGUCH_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Data folder [default: surguch-data]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Address of the main listener [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// Address of a listener of its own for certificates and CRLs [default: under /pki of the main one]
    #[arg(long, value_name = "ADDR")]
    pub(crate) pki_listen: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Prints one JSON document instead of lines
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Prints every setting with its default and what it means: the beginning of a configuration file
    Default,
    /// Prints the settings as they are in effect and where each was set; secrets are masked
    Show(Place),
}

#[derive(Debug, Args)]
pub(crate) struct Admin {
    #[command(flatten)]
    pub(crate) place: AdminPlace,
    #[command(subcommand)]
    pub(crate) command: AdminCommand,
}

/// [`Place`], accepted after the innermost subcommand too.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct AdminPlace {
    /// Configuration file (TOML)
    #[arg(long, value_name = "FILE", env = "SURGUCH_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// Data folder [default: surguch-data]
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data: Option<PathBuf>,
}

impl From<AdminPlace> for Place {
    fn from(place: AdminPlace) -> Place {
        Place { config: place.config, data: place.data }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// Licensees
    #[command(subcommand)]
    Licensee(LicenseeCommand),
    /// API keys
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Boxes of the vendor's faces: the companies of licensees
    #[command(subcommand)]
    Box(BoxCommand),
    /// Operators of the authority, who check certificate requests
    #[command(subcommand)]
    Operator(OperatorCommand),
    /// Shows the text messages of the default route, newest last
    Outbox {
        /// Messages at most
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Only those to this phone
        #[arg(long)]
        phone: Option<String>,
        /// Goes on showing new ones until interrupted
        #[arg(long)]
        follow: bool,
    },
    /// The certificate authority
    #[command(subcommand)]
    Ca(CaCommand),
    /// Shows who did what, and what was refused, newest last
    Audit(AuditCommand),
    /// Shows the version of the database's schema, and that of this program; changes nothing
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct AuditCommand {
    /// Only records at this moment (RFC 3339) or later
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Only records about the thing with this id
    #[arg(long, value_name = "ID")]
    pub(crate) subject: Option<String>,
    /// Only records by this actor, as records name it
    #[arg(long)]
    pub(crate) actor: Option<String>,
    /// Only records of this action, such as package.sign
    #[arg(long)]
    pub(crate) action: Option<String>,
    /// Only what was refused
    #[arg(long)]
    pub(crate) refused: bool,
    /// Records at most
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Goes on showing new ones until interrupted
    #[arg(long)]
    pub(crate) follow: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OperatorCommand {
    /// Makes an operator and prints the password, alone and once
    Create {
        /// What they log in with
        login: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ApiKeyCommand {
    /// Makes a key and prints it, alone and once
    Create {
        /// Whose key; the only licensee where it is left out
        #[arg(long, value_name = "ID")]
        licensee: Option<String>,
        /// What the key opens: forms, issues, office, office:read, signers, keys; all faces where none is named
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<String>,
        /// What people call it
        #[arg(long, default_value = "")]
        name: String,
        /// When it ends, as in 2027-01-01T00:00:00Z
        #[arg(long, value_name = "TIME")]
        expires_at: Option<String>,
        /// A network that it works from, as in 10.0.0.0/8; from everywhere where none is named
        #[arg(long = "address", value_name = "NETWORK")]
        addresses: Vec<Cidr>,
        /// What it looks like: text, or for clients that take nothing else guid or sid
        #[arg(long = "like", value_name = "FORM", default_value = "text")]
        look: String,
    },
    /// Lists keys, never their text
    List {
        /// Whose keys; the only licensee where it is left out
        #[arg(long, value_name = "ID")]
        licensee: Option<String>,
    },
    /// Ends a key
    Revoke {
        /// `key_…`, as `list` shows it
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaCommand {
    /// Shows the authorities; their certificates with --pem
    Show {
        /// Prints the trust chain in PEM instead
        #[arg(long)]
        pem: bool,
    },
    /// Makes the next issuing authority, which issues from now on; those before it go on answering for what they have issued
    Renew {
        /// Below a new root, too, whose certificate everybody has to be given
        #[arg(long)]
        root: bool,
        /// Of which algorithm its key is: GOST2012-256, GOST2012-512, ECDSA-P256, RSA [default: as before]
        #[arg(long, value_name = "ALGORITHM")]
        algorithm: Option<String>,
    },
    /// Issues every certificate of an earlier authority anew, over the same keys, and revokes it there; goes on where it was broken off
    Reissue {
        /// `ca_…` of that authority, as `show` has it
        id: String,
        /// Its key is or may be known to others: its own certificate is revoked in the end
        #[arg(long)]
        compromised: bool,
    },
    /// Derives every rule about certificates and lists again from the database, and names what does not hold
    SelfCheck,
    /// Ends a person's certificate for good; list and OCSP answers follow at once
    Revoke {
        /// `crt_…`
        id: String,
        /// Why, as lists and answers will say: unspecified, key_compromise, affiliation_changed, superseded, cessation, privilege_withdrawn
        #[arg(long, default_value = "unspecified")]
        reason: String,
    },
    /// Puts a person's certificate on hold
    Suspend {
        /// `crt_…`
        id: String,
    },
    /// Takes a person's certificate off hold
    Resume {
        /// `crt_…`
        id: String,
    },
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Backup {
    #[command(subcommand)]
    pub(crate) command: Option<BackupCommand>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Puts the master key beside what it opens: the folder is then as secret as the keys themselves
    #[arg(long)]
    pub(crate) with_master_key: bool,
    /// Where to: an empty folder, or one with an earlier backup
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// Reads every file of a backup and names what is missing or differs
    Verify {
        /// The backup
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The master key's file, where it is not in the backup
    #[arg(long, value_name = "FILE")]
    pub(crate) master_key: Option<PathBuf>,
    /// Goes on though the backup was made of a house that had lost files
    #[arg(long)]
    pub(crate) despite_losses: bool,
    /// The backup
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Ends when the story is told, instead of serving on
    #[arg(long)]
    pub(crate) exit: bool,
    /// Where the evidence goes
    #[arg(long, value_name = "DIR", default_value = "surguch-demo")]
    pub(crate) out: PathBuf,
    /// A file to send instead of the made-up ones; may be repeated
    #[arg(long = "file", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Line::command().debug_assert();
    }

    #[test]
    fn the_data_folder_may_stand_anywhere_in_an_admin_command() {
        for words in [["surguch", "admin", "--data", "d", "licensee", "show"], ["surguch", "admin", "licensee", "show", "--data", "d"]] {
            let Command::Admin(admin) = Line::parse_from(words).command else { panic!("an admin command") };
            assert_eq!(admin.place.data, Some(PathBuf::from("d")));
        }
    }
}
